export { AskUsNowElement } from './ask-us-now-element.js';
export { AskChangeEvent } from './ask-change-event.js';
export type { AskUsNowAttributes, YesOrNo } from './attributes.js';
export { VERSION } from './version.js';
import './define.js';

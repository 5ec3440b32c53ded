export { AskUsNowElement } from './ask-us-now-element.js';
export { AskChangeEvent } from './ask-change-event.js';
export { VERSION } from './version.js';
import './define.js';

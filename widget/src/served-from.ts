import { AskUsNowElement } from './ask-us-now-element.js';
import { querySelectorAll } from './natives.js';

/** Where servers have the script: `/widget/v1/ask-us-now.js`, or a version in the place of `v1`. */
const SERVED = /^(https?:\/\/[^/]+)\/widget\/[^/]+\/ask-us-now\./;

// Only for the script as the server serves it: bundled into somebody's own, it would name their server.
// A module has no `currentScript`, and an imported one no element at all: its tags name their endpoint.
for (const script of [document.currentScript, ...querySelectorAll('script[src]')]) {
  AskUsNowElement.defaultEndpoint ||= SERVED.exec((script as HTMLScriptElement | null)?.src ?? '')?.[1] ?? '';
}

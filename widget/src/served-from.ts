import { AskUsNowElement } from './ask-us-now-element.js';
import { loadFrom } from './later.js';
import { querySelectorAll } from './natives.js';

/** The path of the script on a server: `/widget/v1/ask-us-now.js`, or a version in place of `v1`. */
const SERVED = /^(https?:\/\/[^/]+)\/widget\/[^/]+\/ask-us-now\./;

// Only for the script as served: bundled into a site's own script, it would name that site's server.
// A module has no `currentScript`, and an imported one no element at all: its tags name their endpoint.
for (const script of [document.currentScript, ...querySelectorAll('script[src]')] as (HTMLScriptElement | null)[]) {
  const origin = SERVED.exec(script?.src ?? '')?.[1];
  if (!origin || AskUsNowElement.defaultEndpoint) continue;
  AskUsNowElement.defaultEndpoint = origin;
  // A page that pins the script's bytes has not agreed to any others.
  if (!script!.integrity) loadFrom(`${origin}/widget/v1/`);
}

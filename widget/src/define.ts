import { systemClock } from '@askusnow/sdk';
import { AskUsNowElement } from './ask-us-now-element.js';
import { quiet } from './natives.js';

// Registers the tag: the one side effect of this package. The browser refuses a second copy of the script, which finds the name taken.
// Where elements cannot be defined at all, the link inside the tag stays what it is.
const define = quiet(() => {
  customElements.define('ask-us-now', AskUsNowElement);
});

// In a task of its own, after the page's first picture of itself: no task of the page's becomes a long one.
const defineSoon = (): unknown => systemClock.after(0, define);

// A tag that is defined while it is parsed has no link in it yet and, in XHTML, no attributes.
if (globalThis.document?.readyState === 'loading') addEventListener('DOMContentLoaded', defineSoon);
else defineSoon();

// What old script libraries and careless hosts do to the browser's own functions.
import { readFileSync } from 'node:fs';

/** A library as Debian ships it, fit to stand inside of `<script>`. */
const read = (file: string): string =>
  readFileSync(`/usr/share/javascript/${file}`, 'utf8').replaceAll('</script', '<\\/script');

/** Prototype 1.7: `Array.from` knows no iterables, `bind` and much of `Element` and `Event` are its own. */
export const PROTOTYPE = read('prototype/prototype.js');

/** MooTools 1.4.5: `window.Document`, `window.Event` and `Array.from` are its own; `Document.prototype.createElement` is not there. */
export const MOOTOOLS = read('mootools/mootools.js');

/** Source: hosts that add to every object's prototype, and shims that bring their own Promise and fetch. */
export const HOSTILE = `
  Object.prototype.each = function () {};
  Object.prototype.library = 'of the host';
  window.Promise = function () { throw new Error('host Promise'); };
  window.Promise.resolve = window.Promise.all = function () { throw new Error('host Promise'); };
  window.fetch = function () { throw new Error('host fetch'); };
  JSON.stringify = JSON.parse = Array.from = function () { throw new Error('host JSON'); };
  window.requestAnimationFrame = window.queueMicrotask = function () {};
`;

const THROWS = `function () { throw new Error('of the host'); }`;
const breaks = (...names: string[]): string => names.map((name) => `${name} = ${THROWS};`).join('');
const lacks = (...names: string[]): string => names.map((name) => `delete window.${name};`).join('');

/** A second tag comes when the page has broken things after the first. */
const AGAIN = `document.body.append(document.querySelector('ask-us-now').cloneNode(true));`;
const later = (meddle: string): string =>
  `addEventListener('load', () => setTimeout(() => { ${AGAIN} ${meddle} ${AGAIN} }, 300));`;

/** What hosts have broken before the tag's script starts, or later, by what is broken. */
export const BROKEN: Record<string, string> = {
  'no JSON': lacks('JSON'),
  'JSON.parse': breaks('JSON.parse'),
  'no Symbol': lacks('Symbol'),
  'iteration of arrays': `Array.prototype[Symbol.iterator] = ${THROWS};`,
  'no AbortController': lacks('AbortController'),
  AbortController: breaks('AbortController'),
  'no Map': lacks('Map'),
  Map: breaks('Map'),
  'Map.set': breaks('Map.prototype.set'),
  'Map.has': breaks('Map.prototype.has'),
  'Set.add': breaks('Set.prototype.add'),
  'no WeakMap': lacks('WeakMap'),
  Date: breaks('Date'),
  'Date.now': breaks('Date.now'),
  'no Promise': lacks('Promise'),
  Promise: breaks('Promise'),
  'Promise.then': breaks('Promise.prototype.then'),
  'no constructor of promises': 'Promise.prototype.constructor = undefined;',
  'the constructor of promises': breaks('Promise.prototype.constructor'),
  'a constructor whose promises reject': `Promise.prototype.constructor = function () { this.then = (_, reject) => reject(new Error('of the host')); };`,
  'a Promise that never settles': 'window.Promise = function () { this.then = this.catch = () => this; };',
  MutationObserver: breaks('MutationObserver'),
  IntersectionObserver: breaks('IntersectionObserver'),
  'IntersectionObserver.observe': breaks('IntersectionObserver.prototype.observe'),
  'no ResizeObserver': lacks('ResizeObserver'),
  setTimeout: breaks('setTimeout'),
  'no timers': lacks('setTimeout', 'clearTimeout'),
  addEventListener: breaks('EventTarget.prototype.addEventListener', 'addEventListener'),
  'createElement and createElementNS, on the document and above': breaks(
    'document.createElement',
    'Document.prototype.createElement',
    'document.createElementNS',
    'Document.prototype.createElementNS',
  ),
  attachShadow: breaks('Element.prototype.attachShadow'),
  adoptedStyleSheets: `Object.defineProperty(ShadowRoot.prototype, 'adoptedStyleSheets', { set: ${THROWS} });`,
  CSSStyleSheet: breaks('CSSStyleSheet'),
  'customElements.define': breaks('customElements.define'),
  'no fetch': lacks('fetch'),
  'every Event': breaks('Event', 'CustomEvent', 'UIEvent'),
  querySelectorAll: breaks('Element.prototype.querySelectorAll', 'Document.prototype.querySelectorAll'),
  'append, of elements and of fragments': breaks('Element.prototype.append', 'DocumentFragment.prototype.append'),
  'matches and getAttribute': breaks('Element.prototype.matches', 'Element.prototype.getAttribute'),
  'descriptors, by a getter of every object': `Object.prototype.get = ${THROWS};`,
  'Promise, queueMicrotask and Map, later': later(
    breaks('Promise', 'Promise.prototype.then', 'queueMicrotask', 'Map.prototype.get'),
  ),
};

/** From `isLate` on timers come after a minute: the next page comes before them. */
export const LATE_TIMERS = `const native = setTimeout;
  window.setTimeout = (run, ms = 0) => native(run, window.isLate ? 60000 : ms);`;

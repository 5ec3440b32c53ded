/**
 * What the SDK needs of its surroundings, taken when the module starts: a host page may replace any of them later.
 * They are called as plain functions; `window` steps in as their `this` by itself.
 */
export const { fetch, setTimeout, clearTimeout, addEventListener, removeEventListener, AbortController, TextDecoder, Uint8Array, crypto } =
  globalThis;
export const { parse } = JSON;
export const { random } = Math;

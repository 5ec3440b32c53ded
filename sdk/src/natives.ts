/**
 * What host pages replace, taken when the module starts.
 * They are called as plain functions; `window` steps in as their `this` by itself. Node has no page to listen to.
 */
export const { fetch, setTimeout, clearTimeout, addEventListener, removeEventListener, crypto } = globalThis;
/** `JSON.parse`, for the same reason. */
export const { parse } = JSON;

/**
 * Natives that host pages replace, captured when the module starts.
 * They are called as plain functions, with `window` as their `this`. Node has no page to listen to.
 */
export const { fetch, setTimeout, clearTimeout, addEventListener, removeEventListener, crypto } = globalThis;
/** `JSON.parse`, for the same reason. */
export const { parse } = JSON;

/**
 * Runs our code in a host page and swallows errors of natives that the page has broken.
 * Errors: none, and it never rejects: `window.onerror` and `unhandledrejection` are the page's.
 */
export async function quietly(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch {
    // The page cannot fix it, and the last answer expires by itself.
  }
}

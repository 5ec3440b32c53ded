/**
 * What host pages replace, taken when the module starts.
 * They are called as plain functions; `window` steps in as their `this` by itself. Node has no page to listen to.
 */
export const { fetch, setTimeout, clearTimeout, addEventListener, removeEventListener, crypto } = globalThis;
/** `JSON.parse`, for the same reason. */
export const { parse } = JSON;

/**
 * Runs work of ours in somebody else's page. Where the page has broken what it stands on, it ends there.
 * Errors: none, and it never rejects: `window.onerror` and `unhandledrejection` are the page's.
 */
export async function quietly(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch {
    // The page cannot mend it, and what is known runs out by its own clock.
  }
}

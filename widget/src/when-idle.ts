import { quiet } from './natives.js';

/** Runs when the page has nothing else to do: what needs the page's layout is measured then. */
export function whenIdle(run: () => void, timeoutMs: number): void {
  // Safari has none.
  if ('requestIdleCallback' in window) requestIdleCallback(quiet(run), { timeout: timeoutMs });
  else setTimeout(quiet(run), 200);
}

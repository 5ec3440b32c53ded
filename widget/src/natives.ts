/**
 * What the tag takes from the browser, taken once when the module starts: host pages replace these later.
 * They are called as plain functions. Undefined on a server, where the module can be imported but does nothing.
 */
export const { fetch, console, IntersectionObserver, ResizeObserver, MutationObserver } = globalThis as Omit<
  typeof globalThis,
  'IntersectionObserver' | 'ResizeObserver' | 'MutationObserver'
> &
  Partial<Pick<typeof globalThis, 'IntersectionObserver' | 'ResizeObserver' | 'MutationObserver'>>;
/** The clock, likewise: old date libraries replace it. Units: ms since the epoch. */
export const { now } = Date;

/** From the prototype: a form field called "createElement" can stand in the document's way. */
export const createElement = <K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K] =>
  Document.prototype.createElement.call(document, name) as HTMLElementTagNameMap[K];

/**
 * Runs an entry of ours in somebody else's page: what goes wrong inside stays inside.
 * Errors: none leave; the host's `window.onerror` and `unhandledrejection` never hear of the tag.
 */
export function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    // There is nobody to tell: the page is not ours, and the patron has the link.
    return undefined;
  }
}

/** The same for a callback: a listener that cannot throw into the browser's event loop. */
export const quiet =
  <A extends unknown[]>(listener: (...args: A) => unknown) =>
  (...args: A): void => {
    quietly(() => listener(...args));
  };

const said = new Set<string>();

/** One line on the console for the webmaster, once per page however many tags have the same trouble. */
export function complain(line: string): void {
  // The widget's one use of the console. It is the webmaster's only sign that something is wrong: the link works anyway.
  if (!said.has(line)) quietly(() => said.add(line) && console.warn(`<ask-us-now>: ${line}. The link works.`));
}

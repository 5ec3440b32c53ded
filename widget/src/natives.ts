/**
 * What the tag takes from the browser, taken once when the module starts: host pages replace these later.
 * They are called as plain functions. Undefined on a server, where the module can be imported but does nothing.
 */
export const { fetch, console, IntersectionObserver, ResizeObserver } = globalThis as Omit<
  typeof globalThis,
  'IntersectionObserver' | 'ResizeObserver'
> &
  Partial<Pick<typeof globalThis, 'IntersectionObserver' | 'ResizeObserver'>>;
/** The clock, likewise: old date libraries replace it. Units: ms since the epoch. */
export const { now } = Date;

// From the document's own prototype: MooTools has a `Document` of its own, and a form field called "createElement" can stand in
// the document's way.
const {
  createElement: create,
  hasFocus: focused,
  querySelectorAll: find,
} = Object.getPrototypeOf(globalThis.document ?? {}) as Document;
/** Makes an element of the page's document. */
export const createElement = <K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K] =>
  create.call(document, name) as HTMLElementTagNameMap[K];
/** Finds in the page's document. */
export const querySelectorAll = (selector: string): NodeListOf<Element> => find.call(document, selector);
/** Whether a page has the focus. Errors: throws where it is another site's. */
export const tabHasFocus = (page: Document): boolean => focused.call(page);
/** What browsers' own events extend: MooTools has an `Event` of its own. A server has no other. */
export const NativeEvent = Object.getPrototypeOf(globalThis.UIEvent ?? CustomEvent) as typeof Event;

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

/**
 * Listens, for each of `types`, in the capturing phase, which the page's own listeners cannot stop.
 * Errors: what is wrong with the listener stays in it; throws where the page has broken `addEventListener`.
 */
export const listen = <E extends Event>(target: EventTarget, types: string, listener: (event: E) => unknown): void => {
  for (const type of types.split(' '))
    target.addEventListener(type, quiet(listener as (event: Event) => unknown), true);
};

const said = new Set<string>();

/** One line on the console for the webmaster, once per page however many tags have the same trouble. */
export function complain(line: string): void {
  // The widget's one use of the console. It is the webmaster's only sign that something is wrong: a link inside works anyway.
  if (!said.has(line)) quietly(() => said.add(line) && console.warn(`<ask-us-now>: ${line}`));
}

/**
 * Browser natives, captured once when the module starts: host pages replace them later.
 * They are called as plain functions. Undefined on a server, where the module can be imported but does nothing.
 */
export const { addEventListener, fetch, console, IntersectionObserver, ResizeObserver } = globalThis as Omit<
  typeof globalThis,
  'IntersectionObserver' | 'ResizeObserver'
> &
  Partial<Pick<typeof globalThis, 'IntersectionObserver' | 'ResizeObserver'>>;
/** The clock, likewise: old date libraries replace it. Units: ms since the epoch. */
export const { now } = Date;

// From the document's own prototype: MooTools has a `Document` of its own, and a form field named "createElementNS" can shadow the
// document's method.
const {
  querySelectorAll: find,
  createElementNS: create,
  hasFocus: focused,
} = Object.getPrototypeOf(globalThis.document ?? {}) as Document;
/** Makes an element of HTML: a document that is served as XML would make one of no namespace, a link that leads nowhere. */
export const createElement = <K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K] =>
  create.call(document, 'http://www.w3.org/1999/xhtml', name) as HTMLElementTagNameMap[K];
/** `querySelector` of the page's document. */
export const querySelectorAll = (selector: string): NodeListOf<Element> => find.call(document, selector);
/** Whether the tab's page has the focus. Errors: throws if it is another site's. */
export const tabHasFocus = (): boolean => focused.call(top!.document);
/** What browsers' own events extend: MooTools has an `Event` of its own. A server has no other. */
export const NativeEvent = Object.getPrototypeOf(globalThis.UIEvent ?? CustomEvent) as typeof Event;

/**
 * Runs our code in a host page and swallows its errors.
 * Errors: none; the host's `window.onerror` and `unhandledrejection` never get an error of the tag.
 */
export function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    // Not reported: the page is not ours, and the patron has the link.
    return undefined;
  }
}

/** The same for a callback, which then cannot throw into the event loop. */
export const quiet =
  <A extends unknown[]>(listener: (...args: A) => unknown) =>
  (...args: A): void => {
    quietly(() => listener(...args));
  };

/**
 * Listens, for each of `types`, in the capturing phase, which listeners of the target itself and below it cannot stop.
 * Errors: none of the listener; throws if the page has broken `addEventListener`.
 */
export const listen = <E extends Event>(target: EventTarget, types: string, listener: (event: E) => unknown): void => {
  for (const type of types.split(' '))
    target.addEventListener(type, quiet(listener as (event: Event) => unknown), true);
};

const written = new Set<string>();

/** Writes a line to the console for the webmaster, once per page. */
export function complain(line: string): void {
  // The only use of the console: the webmaster sees no other sign of a fault, since the link inside still works.
  if (!written.has(line)) quietly(() => written.add(line) && console.warn(`<ask-us-now>: ${line}`));
}

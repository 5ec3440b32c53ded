/** Brings a place of the page into view, with the focus on it, or on `focused` within it. The browser finds no anchor within a part of a page. */
export function showHeading(heading: HTMLElement | null | undefined, focused = heading): void {
  heading?.scrollIntoView();
  focused?.focus({ preventScroll: true });
}

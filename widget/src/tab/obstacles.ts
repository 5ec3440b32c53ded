import { elementsAround } from '../sight/landmark.js';
import { type Box, overlaps } from './places.js';

/** No control is smaller, so none lies between two points. Units: CSS pixels. Source: WCAG 2.2 SC 2.5.8. */
const STEP = 24;

const DIALOG = 'dialog,[role=dialog],[role=alertdialog],[aria-modal=true]';

/** What is at a point, the frontmost first, inside of shadow trees, too. */
function elementsAt(x: number, y: number, root: DocumentOrShadowRoot = document): Element[] {
  return root
    .elementsFromPoint(x, y)
    .flatMap((hit) =>
      hit.shadowRoot && (hit.shadowRoot as DocumentOrShadowRoot) !== root
        ? [...hit.shadowRoot.elementsFromPoint(x, y).filter((inner) => inner.getRootNode() === hit.shadowRoot), hit]
        : [hit],
    );
}

/** From edge to edge, both included. */
function* stepsOf(from: number, to: number): Generator<number> {
  for (let at = from; at < to; at += STEP) yield at;
  yield to;
}

const coversAll = ({ left, top, right, bottom }: Box): boolean =>
  left <= 0 && top <= 0 && right >= innerWidth && bottom >= innerHeight;

/**
 * The element that the page has fixed on the screen there: a cookie banner, a dialog, a sticky header, another floating control.
 * One that covers all of the window is the page itself, or lies in front of the tab.
 */
function fixedOf(element: Element, host: Element): Element | undefined {
  return [element, ...elementsAround(element)].find((one) => {
    if (one === host || one.contains(host)) return false;
    if (one.matches(DIALOG)) return true;
    return /fixed|sticky/.test(getComputedStyle(one).position) && !coversAll(one.getBoundingClientRect());
  });
}

/** The innermost element with the focus. */
function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element === document.body ? null : element;
}

/** The box of what has the focus, or of what is fixed on the screen, where it and `box` overlap. */
export function obstacleAt(box: Box, host: Element): Box | undefined {
  const focus = focused();
  // A box larger than that is a region of the page: the tab cannot hide it.
  if (focus && focus !== host && !host.shadowRoot!.contains(focus) && !host.contains(focus)) {
    const rects = [...focus.getClientRects()].filter((rect) => rect.height < innerHeight / 2);
    const rect = rects.find((one) => overlaps(one, box));
    if (rect) return rect;
  }
  const known = new Map<Element, Element | undefined>();
  for (const x of stepsOf(box.left, box.right - 1))
    for (const y of stepsOf(box.top, box.bottom - 1))
      for (const hit of elementsAt(x, y)) {
        if (hit === host || hit.getRootNode() === host.shadowRoot) continue;
        if (!known.has(hit)) known.set(hit, fixedOf(hit, host));
        const fixed = known.get(hit);
        if (fixed) return fixed.getBoundingClientRect();
      }
  return undefined;
}

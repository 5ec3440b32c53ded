import type { SightFault } from '@askusnow/sdk';
import { elementsAround } from './landmark.js';

/** Below this nobody sees it. */
const OPACITY_MIN = 0.05;
/** Units: CSS pixels. Source: WCAG 2.2 SC 2.5.8, which excepts links in text. */
const SMALLEST = 24;
/** How far text may be beyond a box before a person misses some of it. Units: CSS pixels. */
const CUT_X = 2;
const CUT_Y = 4;
/** How far the outer points are from the edges, where corners are round and neighbours may touch. */
const INSET = 0.15;

const partOf = (host: Element, part: string): Element | null =>
  host.shadowRoot?.querySelector(`[part=${part}]:not([hidden])`) ?? null;

/** What a person would look for: the link, which is the tag less the room that it keeps. */
const faceOf = (host: Element): Element => partOf(host, 'link') ?? host;

/** Of a link over several lines, the largest piece. */
function boxOf(element: Element): DOMRect {
  const boxes = [...element.getClientRects()];
  return boxes.sort((a, b) => b.width * b.height - a.width * a.height)[0] ?? element.getBoundingClientRect();
}

function isHidden(host: HTMLElement): boolean {
  if (host.checkVisibility) return !host.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true });
  const { visibility } = getComputedStyle(host);
  return (
    visibility !== 'visible' || [host, ...elementsAround(host)].some((one) => getComputedStyle(one).display === 'none')
  );
}

const isTransparent = (host: Element): boolean =>
  [host, ...elementsAround(host)].reduce((sum, one) => sum * Number(getComputedStyle(one).opacity), 1) < OPACITY_MIN;

/** Such a tag makes no impression, either: widget/src/controllers/viewability.ts. */
function isTooSmall(host: Element): boolean {
  const { width, height } = boxOf(host);
  return Math.min(width, height) < (host.matches('[variant=link]') ? 1 : SMALLEST);
}

/** Letters whose words are not broken in their middle: others, as Chinese, break anywhere. */
const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Ethiopic}]{2,}/gu;

function* textsIn(root: Node): Generator<Text> {
  if (root instanceof Text) yield root;
  for (const child of root.childNodes) yield* textsIn(child);
}

/** Whether a word is on two lines. */
function hasBrokenWord(text: Text): boolean {
  const range = document.createRange();
  for (const { index, 0: word } of text.data.matchAll(WORD)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const lines = [...range.getClientRects()];
    if (lines.some(({ top }) => top > lines[0]!.bottom - 1)) return true;
  }
  return false;
}

/** Whether part of a text, not all of it, is outside of a box: what is outside as a whole was moved away on purpose. */
function isCut(text: DOMRect, box: DOMRect): boolean {
  const isInside = text.left < box.right && text.right > box.left && text.top < box.bottom && text.bottom > box.top;
  return (
    isInside &&
    (text.left < box.left - CUT_X ||
      text.right > box.right + CUT_X ||
      text.top < box.top - CUT_Y ||
      text.bottom > box.bottom + CUT_Y)
  );
}

const clips = (element: Element): boolean => {
  const { overflowX, overflowY } = getComputedStyle(element);
  return /hidden|clip/.test(overflowX + overflowY) && !/auto|scroll/.test(overflowX + overflowY);
};

function isSqueezed(host: Element): boolean {
  const isInText = host.matches('[variant=link]');
  // The page's root clips by its scrolling, whatever it is set to.
  const boxes = elementsAround(host).filter((one) => one !== document.body && one !== document.documentElement);
  const limits = [
    ...[host, ...boxes].filter(clips).map((one) => one.getBoundingClientRect()),
    ...(isInText ? [] : [host.getBoundingClientRect()]),
  ];
  const parts = [partOf(host, 'label'), partOf(host, 'text')].filter((part) => part !== null);
  for (const text of parts.flatMap((part) => [...textsIn(part)])) {
    if (!text.data.trim() || getComputedStyle(text.parentElement!).visibility !== 'visible') continue;
    // For screen readers only.
    if (getComputedStyle(text.parentElement!).fontSize === '0px') continue;
    if (!isInText && hasBrokenWord(text)) return true;
    const range = document.createRange();
    range.selectNodeContents(text);
    const area = range.getBoundingClientRect();
    if (limits.some((limit) => isCut(area, limit))) return true;
  }
  return false;
}

/** What is in front at a point, inside of shadow trees, too. */
function elementAt(x: number, y: number, host: Element): Element | null {
  let hit = document.elementFromPoint(x, y);
  while (hit && hit !== host && hit.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
}

/** The middle, and four points towards the corners: of a tag that is partly covered one of them is free. */
const POINTS: readonly (readonly [number, number])[] = [
  [0.5, 0.5],
  [INSET, INSET],
  [1 - INSET, INSET],
  [INSET, 1 - INSET],
  [1 - INSET, 1 - INSET],
];

/** Whether something else of the page is in front of it at every point; undefined: not all of it is on the screen. */
export function isCovered(host: Element, points = POINTS): boolean | undefined {
  const { left, top, width, height } = boxOf(faceOf(host));
  const around = new Set<Element>(elementsAround(host));
  let covered = width > 0 && height > 0 ? true : undefined;
  for (const [x, y] of points) {
    const hit = elementAt(left + x * width, top + y * height, host);
    if (!hit) return undefined;
    if (host.contains(hit) || around.has(hit)) covered = false;
  }
  return covered;
}

/** What keeps a person from seeing the tag, wherever the page is scrolled to. The first that holds explains the others. */
export function faultsOf(host: HTMLElement): SightFault[] {
  if (isHidden(host)) return ['hidden'];
  if (isTransparent(host)) return ['transparent'];
  if (isTooSmall(host)) return ['zero-size'];
  return isSqueezed(host) ? ['squeezed'] : [];
}

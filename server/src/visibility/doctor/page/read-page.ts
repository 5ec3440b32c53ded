// In:    the text of a page.
// Out:   its elements as a browser builds them, in document order; and the places where a snippet's text is inert.
// Never: needs Node: the dashboard reads pasted source with the same code. Recurses: a hostile page nests without end.
import { parse, type DefaultTreeAdapterMap } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

export interface PageElement {
  /** Its place among all elements, in document order. */
  index: number;
  /** The place of the first element after those inside of it. */
  end: number;
  /** Lower case, as the parser reports it. */
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** The first is 1; null: the parser made the element. */
  line: number | null;
  /** Of its end tag; null: the source has none. */
  lastLine: number | null;
  parent: PageElement | null;
  /** Text of a script, a style or another element that has text alone. */
  text: string;
  /** Its start tag ends with a slash, which HTML ignores. */
  hasSlash: boolean;
}

/** Where the text of a snippet runs nothing. */
export type InertPlace = 'comment' | 'inert' | 'text';

export interface InertText {
  place: InertPlace;
  text: string;
  line: number | null;
}

/** Text that patrons may see. */
export interface PageText {
  text: string;
  parent: PageElement;
}

export interface PageParts {
  elements: PageElement[];
  /** In document order. */
  texts: PageText[];
  inert: InertText[];
  /** Letters that a patron could read, counted up to {@link MAX_VISIBLE_CHARS}. */
  visibleChars: number;
}

/** Elements whose content a browser with scripting on keeps as text. */
const RAW_TEXT = new Set(['noscript', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext']);
const CODE = new Set(['script', 'style']);
const SVG = 'http://www.w3.org/2000/svg';
export const MAX_VISIBLE_CHARS = 10_000;
/** A text of the snippet in the page: only such texts are kept. */
const SNIPPET = /ask-us-now/i;

const lineOf = (node: Node): number | null => node.sourceCodeLocation?.startLine ?? null;

export function readPage(html: string): PageParts {
  const document = parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: true });
  const parts: PageParts = { elements: [], texts: [], inert: [], visibleChars: 0 };
  /** Of an SVG, or of a template: what is in it is no part of the page that patrons see. */
  const stack: { node: Node; parent: PageElement | null; isInert: boolean }[] = [
    { node: document, parent: null, isInert: false },
  ];
  const noteInert = (place: InertPlace, text: string, line: number | null): void => {
    if (SNIPPET.test(text)) parts.inert.push({ place, text, line });
  };
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, parent, isInert } = next;
    if ('data' in node) {
      noteInert('comment', node.data, lineOf(node));
      continue;
    }
    if ('value' in node) {
      const name = parent?.name ?? '';
      if (CODE.has(name)) parent!.text += node.value;
      else if (isInert || RAW_TEXT.has(name)) noteInert('inert', node.value, lineOf(node));
      else {
        noteInert('text', node.value, lineOf(node));
        if (parent !== null && node.value.trim() !== '') parts.texts.push({ text: node.value, parent });
        if (parts.visibleChars < MAX_VISIBLE_CHARS) parts.visibleChars += node.value.replace(/\s+/g, '').length;
      }
      continue;
    }
    if (!('childNodes' in node)) continue;
    let self = parent;
    let isInertInside = isInert;
    if ('tagName' in node) {
      self = toElement(node, parent, html, parts.elements.length);
      if (!isInert) parts.elements.push(self);
      else if (self.name === 'ask-us-now') noteInert('inert', 'ask-us-now', self.line);
      isInertInside ||= String(node.namespaceURI) === SVG;
    }
    const inside = (child: Node, isInertChild: boolean): void =>
      void stack.push({ node: child, parent: self, isInert: isInertChild });
    if ('content' in node) inside(node.content, true);
    for (let index = node.childNodes.length - 1; index >= 0; index--) inside(node.childNodes[index]!, isInertInside);
  }
  setEnds(parts.elements);
  return parts;
}

/** Children come after their parents: from the last to the first, each end is known when its parent's is. */
function setEnds(elements: readonly PageElement[]): void {
  for (const { parent, end } of elements.toReversed()) if (parent !== null) parent.end = Math.max(parent.end, end);
}

/** Without walking: a hostile page nests without end. */
export const isInside = (element: PageElement, container: PageElement): boolean =>
  element.index > container.index && element.index < container.end;

function toElement(node: Element, parent: PageElement | null, html: string, index: number): PageElement {
  const location = node.sourceCodeLocation;
  const end = location?.startTag?.endOffset ?? location?.endOffset;
  return {
    index,
    end: index + 1,
    name: node.tagName.toLowerCase(),
    attributes: new Map(node.attrs.map(({ name, value }) => [name, value])),
    line: location?.startLine ?? null,
    lastLine: location?.endTag?.endLine ?? null,
    parent,
    text: '',
    hasSlash: end !== undefined && html.slice(end - 2, end) === '/>',
  };
}

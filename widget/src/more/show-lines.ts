import type { Language } from '../language.js';
import { english } from '../later-words.js';
import { createElement } from '../natives.js';
import type { Line } from './lines.js';

const TEXT = /* css */ `
  /* Short lines stand side by side. */
  [part=box] {
    display: flex;
    flex-wrap: wrap;
  }
  [part=link],
  details[open] {
    width: 100%;
  }
  [part=sentence] {
    padding: 2px 6px;
    background: Canvas;
    color: CanvasText;
    font-size: 0.875em;
    line-height: 1.5;
  }
  /* The look of the other ways to ask takes its own marker away. */
  summary::after {
    content: ' ⌄' / "";
  }
  summary {
    cursor: pointer;
  }
  summary:focus-visible {
    outline: 2px solid #fff;
    box-shadow: 0 0 0 4px #000;
  }
  @media print {
    [part=sentence],
    [part=other],
    details {
      display: none;
    }
  }
`;
let sheet: CSSStyleSheet | undefined;

/** The nodes of one tag's lines. */
interface Nodes {
  show(lines: readonly Line[], words: Language): void;
}
const nodes = new WeakMap<Element, Nodes>();

/**
 * Shows lines beside the other ways to ask. What does not fit the room that the tag has is in an expandable part, so that nothing of
 * the page moves before a person opens it.
 */
export function showLines(host: HTMLElement, lines: readonly Line[], words: Language): void {
  if (!nodes.has(host) && lines.length > 0) nodes.set(host, createNodes(host));
  nodes.get(host)?.show(lines, words);
}

function toNode({ text, href, lang }: Line): HTMLElement {
  const node = createElement(href ? 'a' : 'span');
  node.setAttribute('part', href ? 'other' : 'sentence');
  if (href) (node as HTMLAnchorElement).href = href;
  if (lang) node.lang = lang;
  node.dir = 'auto';
  node.textContent = text;
  return node;
}

function createNodes(host: HTMLElement): Nodes {
  const root = host.shadowRoot!;
  const box = root.querySelector<HTMLElement>('[part=box]')!;
  const others = root.querySelector<HTMLElement>('[part=others]')!;
  const details = createElement('details');
  const summary = createElement('summary');
  summary.setAttribute('part', 'other');
  details.append(summary);
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(TEXT);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  let lines: readonly Line[] = [];
  let parts: HTMLElement[] = [];
  let known = '';
  /** What was asked is not shown yet: a person is in the tag. */
  let isLate = false;

  /** In one task: what is measured in between is never painted. */
  const fit = (): void => {
    // What a person reads or is about to use stays where it is.
    if ((isLate = details.open || host.matches(':focus-within'))) return;
    parts.forEach((part) => part.remove());
    details.remove();
    root.querySelector('[part=link]:not([hidden])')!.after(others);
    const room = Math.max(parseFloat(getComputedStyle(host).minHeight) || 0, box.offsetHeight) + 1;
    parts = lines.map(toNode);
    others.before(...parts.filter((_, at) => lines[at]!.isFirst));
    others.after(...parts.filter((_, at) => !lines[at]!.isFirst));
    // The least pressing first; each is put before those that came earlier.
    const movable = [
      ...parts.filter((_, at) => !lines[at]!.isFirst),
      others,
      ...parts.filter((_, at) => lines[at]!.isFirst).reverse(),
    ];
    for (const part of movable) {
      if (box.offsetHeight <= room) break;
      if (!details.isConnected) box.insertBefore(details, root.querySelector('[part=news]'));
      summary.after(part);
    }
  };
  details.ontoggle = () => isLate && fit();
  new ResizeObserver(([entry]) => {
    const key = `${known} ${entry!.contentRect.width}`;
    if (key === box.dataset['fitted']) return;
    box.dataset['fitted'] = key;
    // Not at once: the host gets another size by it, and a browser reports a size that changes in this callback to the page's `onerror`.
    requestAnimationFrame(fit);
  }).observe(host);

  return {
    show(next, words) {
      const { more } = words.later ?? english;
      // With the other ways to ask, which take room, too.
      const asked = JSON.stringify(next) + others.textContent + more;
      // What is the same is not written again: where the page emulates shadow trees, that would update the tag once more.
      if (asked !== known) {
        summary.textContent = more;
        summary.lang = (words.later ? words : english).lang;
        lines = next;
      } else if (!isLate) return;
      known = asked;
      fit();
    },
  };
}

import type { InnerLink } from './inner-link.js';
import { createElement } from './natives.js';
import type { View } from './view.js';

/** The control's nodes: created once and changed in place, so that the focus and a reading cursor stay. */
export interface Control {
  /** All of it, for the tag's own tree. */
  content: DocumentFragment;
  /** A slot that shows the webmaster's link in place of everything else; created before anything can fail. */
  lastResort: HTMLSlotElement;
  /**
   * Shows a view: in a link of ours, beside the webmaster's own link where that runs a script, and above what is in the tag where
   * nothing there is its own link.
   * `holds`: a person is about to use it, so no target may change. `announces`: the status is new to screen readers.
   */
  show(view: View, inner: InnerLink | undefined, holds: boolean, announces: boolean): void;
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  part: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = createElement(name);
  node.setAttribute('part', part);
  node.append(...children);
  return node;
}

function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Writes changes alone: where a page emulates shadow trees, each write updates every tag again. */
function setAttribute(node: Element, name: string, value: string | null | undefined): void {
  if (!value) node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/**
 * Builds the control with `createElement` alone: a template would need `innerHTML`, which a host that requires Trusted Types
 * refuses. In a fragment, as an empty shadow root would hide the webmaster's link.
 */
export function createControl(): Control {
  const content = new DocumentFragment();
  const slot = createElement('slot');
  const mark = element('span', 'mark');
  const separator = element('span', 'joint');
  // Empty texts, to be filled.
  const label = element('span', 'label', '', separator);
  const text = element('span', 'text', mark, '');
  const status = element('span', 'status', text);
  const words = element('span', 'words', label, status);
  const link = element('a', 'link', words);
  const frame = element('span', 'link');
  frame.hidden = true;
  const others = element('span', 'others');
  const news = element('span', 'news');
  news.setAttribute('role', 'status');
  const box = element('span', 'box', link, frame, others, news);
  content.append(box);
  let ways = '';

  return {
    content,
    lastResort: createElement('slot'),
    show(view, inner, holds, announces) {
      const slotted = !!inner?.scripted;
      // Without a status there is no tone either.
      setAttribute(box, 'data-tone', view.status && view.tone);
      // Not the status itself, which begins where the label does: on a page that is read from the right, too.
      for (const node of [text, others, news]) {
        setAttribute(node, 'lang', view.lang);
        setAttribute(node, 'dir', view.dir);
      }
      // Read between label and status, which is on its own line. Beside a link that is not ours the status is no part of its name.
      setText(separator, slotted ? '' : view.status && '. ');
      setText(text.lastChild!, view.status);
      // A screen reader finds it beside the link, too: what the status no longer says is removed, and a removal is not spoken.
      setText(news, announces || news.textContent === view.status ? view.status : '');
      if (link.hidden !== slotted) {
        link.hidden = slotted;
        frame.hidden = !slotted;
        (slotted ? frame : link).append(words);
      }
      setText(label.firstChild!, slotted ? '' : view.label);
      const place = slotted ? label : box.parentNode!;
      // First, where nothing of it is shown: axe knows a skip link by the page's first other link, and that one must be in the page's tree.
      const unused = !!inner && !slotted;
      if (slot.parentNode !== place || slot.hidden !== unused) {
        place.insertBefore(slot, unused ? box : null);
        slot.hidden = unused;
      }
      if (holds) return;
      setAttribute(link, 'href', view.href);
      for (const name of ['target', 'rel']) setAttribute(link, name, inner?.anchor.getAttribute(name));
      if (ways === (ways = view.others.join())) return;
      others.replaceChildren(
        ...view.others.map(([href, text]) => {
          const other = element('a', 'other', text);
          other.href = href;
          return other;
        }),
      );
    },
  };
}

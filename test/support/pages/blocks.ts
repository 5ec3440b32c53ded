/** Text that is laid out as one block. Units: CSS pixels from the top of the page. */
export interface Block {
  text: string;
  top: number;
  bottom: number;
  /** In a table, a picture or a heading, or the words of a link or a button: they label, and do not explain. */
  isLabel: boolean;
  /** Only after a press: in what is folded. */
  isFolded: boolean;
}

/** Runs in a page, whose parts have shadow trees of their own: a function from a selector to the blocks in it. */
export const BLOCKS_OF = `(selector) => {
  // What people wrote themselves, which may run from right to left, is what a page is for.
  const LABELS = '[dir=auto], table, svg, [role=table], [role=grid], [role=img], h1, h2, h3, h4, a, button, summary, label, legend';
  const SILENT = 'script, style, select, textarea, datalist, dialog:not([open])';
  const blocks = [];
  const nothing = { text: '', top: Infinity, bottom: 0 };
  let open = { ...nothing };
  const end = () => {
    const text = open.text.replaceAll(/\\s+/g, ' ').trim();
    if (text !== '') blocks.push({ ...open, text });
    open = { ...nothing };
  };
  const add = (node, place) => {
    if (node.data.trim() === '') return void (open.text += ' ');
    const range = document.createRange();
    range.selectNodeContents(node);
    const { top, bottom, width, height } = range.getBoundingClientRect();
    if (!place.isFolded && (width <= 1 || height <= 1)) return;
    open = {
      ...place,
      text: open.text + node.data,
      top: Math.min(open.top, top + scrollY),
      bottom: Math.max(open.bottom, bottom + scrollY),
    };
  };
  const walk = (node, place) => {
    if (node instanceof Text) return add(node, place);
    if (!(node instanceof Element) || node.matches(SILENT)) return;
    const { display, visibility, clipPath } = getComputedStyle(node);
    if (display === 'none' || visibility === 'hidden' || clipPath === 'inset(50%)') return;
    const isBlock = display !== 'inline' && display !== 'contents';
    if (isBlock) end();
    const isLabel = place.isLabel || node.matches(LABELS);
    const isSlotted = node instanceof HTMLSlotElement && node.assignedNodes().length > 0;
    const children = isSlotted ? node.assignedNodes() : [...(node.shadowRoot ?? node).childNodes];
    const isClosed = node instanceof HTMLDetailsElement && !node.open;
    for (const child of children) {
      const isSummary = child instanceof Element && child.localName === 'summary';
      walk(child, { isLabel, isFolded: place.isFolded || (isClosed && !isSummary) });
    }
    if (isBlock) end();
  };
  for (const root of document.querySelectorAll(selector)) walk(root, { isLabel: false, isFolded: false });
  end();
  return blocks;
}`;

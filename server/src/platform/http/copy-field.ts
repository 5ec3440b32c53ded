// In:    a text to copy.
// Out:   a field that shows it all, with a button for it.
// Never: contains unescaped text; needs a script to be read: the button is shown by dashboard/src/get/copy-buttons.ts.
import { escapeHtml } from './html.ts';

const COPY = 'Copy';
const COPIED = 'Copied';
/** Characters of a line, and lines, before the field scrolls. */
const LINE = 70;
const MAX_ROWS = 12;

/** `look`: of the button; the primary one where to copy is what the page is for. */
export const copyField = (id: string, label: string, text: string, look = 'button'): string => {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.ceil(line.length / LINE), 0);
  return `<div class="copy"><label for="${id}">${label}</label>
<textarea id="${id}" rows="${Math.min(MAX_ROWS, lines + 1)}" readonly spellcheck="false" wrap="soft">${escapeHtml(text)}</textarea>
<button class="${look}" type="button" data-copy="${id}" data-copied="${COPIED}" hidden>${COPY}</button></div>`;
};

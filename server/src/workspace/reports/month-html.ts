// In:    what of a month leaves the cooperative.
// Out:   the same as HTML: for the page of a share link, and for the monthly mail.
// Never: unescaped text, style or script.
import { escapeHtml } from '../../platform/http/html.ts';
import { messages } from './messages.ts';
import type { ShownMonth } from './shown-month.ts';

const columns = [messages.thisMonth, messages.monthBefore, messages.yearBefore];

/** A mail program without details shows it at once. */
const definitionHtml = (definition: string | undefined): string =>
  definition === undefined
    ? ''
    : `<details><summary>${messages.whatCounts}</summary>${escapeHtml(definition)}</details>`;

const listHtml = (items: readonly string[]): string =>
  items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;

export function monthHtml({ rows, counted, isCompared, facts, improved, comment }: ShownMonth): string {
  const cells = rows.map(({ label, month, lastMonth, lastYear }) => {
    const figures = isCompared
      ? [month, lastMonth, lastYear].map(
          (cell, index) => `<td data-label="${columns[index]!}">${escapeHtml(cell)}</td>`,
        )
      : [`<td>${escapeHtml(month)}</td>`];
    return `<tr><th scope="row">${label}</th>${figures.join('')}</tr>`;
  });
  const head = `<thead><tr><td></td>${columns.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead>\n`;
  const table = `<table>
${counted === '' ? '' : `<caption>${counted}</caption>\n`}${isCompared ? head : ''}<tbody>
${cells.join('\n')}
</tbody>
</table>
`;
  return `${rows.length === 0 ? '' : table}<dl>
${facts.map(({ label, text, definition }) => `<dt>${label}</dt><dd>${escapeHtml(text)}${definitionHtml(definition)}</dd>`).join('\n')}
</dl>
${improved.length === 0 ? '' : `<h2>${messages.improved}</h2>\n`}${listHtml(improved.map(({ text, pages }) => escapeHtml(text) + listHtml(pages.map(escapeHtml))))}
${comment === '' ? '' : `<h2>${messages.comment}</h2>\n<p class="comment">${escapeHtml(comment)}</p>`}`;
}

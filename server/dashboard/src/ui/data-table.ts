import { html, type TemplateResult } from 'lit';

/** A column's name; `number`: of cells with the class `number`, above which it stands. */
type Column = string | { number: string };

const head = (column: Column): TemplateResult =>
  typeof column === 'string'
    ? html`<th scope="col">${column}</th>`
    : html`<th scope="col" class="number">${column.number}</th>`;

/**
 * A table that shows each row as a card on a phone, in a region that scrolls (`WideTable`); for a host with the styles
 * `table`. `labelledBy` is the id of its heading; without one the caption names the region.
 */
export const dataTable = (
  caption: string,
  columns: readonly Column[],
  rows: readonly TemplateResult[],
  labelledBy?: string,
): TemplateResult => {
  const table = html`<table class="cards">
    <caption class="visually-hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map(head)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return labelledBy === undefined
    ? html`<div class="wide" role="region" aria-label=${caption}>${table}</div>`
    : html`<div class="wide" role="region" aria-labelledby=${labelledBy}>${table}</div>`;
};

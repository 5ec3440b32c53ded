import { html, type TemplateResult } from 'lit';

/** A column's name, with the class of its cells: `number`, or `narrow` of `MoreRows`. */
type Column = string | { number: string } | { narrow: string };

function head(column: Column): TemplateResult {
  if (typeof column === 'string') return html`<th scope="col">${column}</th>`;
  return 'number' in column
    ? html`<th scope="col" class="number">${column.number}</th>`
    : html`<th scope="col" class="narrow">${column.narrow}</th>`;
}

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

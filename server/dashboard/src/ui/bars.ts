import { css, html, svg, type TemplateResult } from 'lit';

/** Bars in cells of a table, as `bar` draws them; in a table of `barTable` a name has half of it. */
export const bars = css`
  tbody :is(th, td) {
    vertical-align: middle;
  }

  .number {
    width: 1%;
  }

  .of-libraries tbody th {
    width: 50%;
  }

  svg.bar {
    display: block;
    width: 100%;
    height: 0.75rem;
  }

  .bar rect {
    fill: var(--bar);
  }

  /* A bar that is a finger wide says nothing. */
  @container (max-width: 31rem) {
    .of-libraries :is(th, td):last-child {
      display: none;
    }

    .of-libraries .number {
      width: 40%;
      padding-inline-end: 0;
      white-space: normal;
    }
  }

  @media (forced-colors: active) {
    .bar rect {
      fill: CanvasText;
    }
  }
`;

/** A bar across its cell, for a host with the sheet `bars`; the number stands beside it. `share`: 0 to 1. */
export const bar = (share: number): TemplateResult =>
  html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect width=${100 * share} height="10" />`}
  </svg>`;

/** A library's row among bars. `note`: below its name. */
export interface LibraryBar {
  id: string;
  name: TemplateResult | string;
  note: string | null;
  text: string;
  /** What the bar is long by. */
  value: number;
}

/** A figure of each library, with its bar; for a host with the sheets `table` and `bars`. */
export function barTable(
  caption: string,
  columns: readonly [string, string],
  rows: readonly LibraryBar[],
): TemplateResult {
  const most = Math.max(...rows.map(({ value }) => value)) || 1;
  return html`<table class="of-libraries">
    <caption class="visually-hidden">
      ${caption}
    </caption>
    <thead class="visually-hidden">
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        <td></td>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ id, name, note, text, value }) =>
          html`<tr data-library=${id}>
            <th scope="row">${name}${note === null ? null : html`<span class="sub">${note}</span>`}</th>
            <td class="number">${text}</td>
            <td>${bar(value / most)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

import { html, type TemplateResult } from 'lit';

/** What a table of the present is called, and its columns. */
interface NowTable {
  id: string;
  heading: string;
  caption: string;
  columns: readonly string[];
}

/** A heading and a table of what is so at this moment; needs the styles of look/table.ts. */
export const nowTable = ({ id, heading, caption, columns }: NowTable, rows: unknown): TemplateResult =>
  html`<section aria-labelledby=${id}>
    <h2 id=${id}>${heading}</h2>
    <table class="cards">
      <caption class="visually-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;

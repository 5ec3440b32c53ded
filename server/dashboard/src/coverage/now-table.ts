import { html, type TemplateResult } from 'lit';
import { dataTable } from '../ui/data-table.js';
import { PAGE_ROWS, type ListPage } from '../ui/list-page.js';
import { announce } from '../ui/events.js';
import { pageText } from '../i18n/count-text.js';
import { messages } from '../i18n/coverage.js';
import '../ui/page-bar.js';
import '../ui/search-field.js';

/** The name and the columns of a live table. */
interface NowTable {
  id: string;
  heading: string;
  caption: string;
  columns: readonly string[];
  /** The name of the rows: "desks". */
  what: string;
  /** The label of the search field. */
  find: string;
  /** Without a press: its rows are short there. */
  isOpen: boolean;
}

/** The page of rows that is shown. */
interface Shown {
  asked: ListPage;
  /** Rows on all pages. */
  total: number;
}

/** The heading and one page of a live table, and what is folded of it; needs the styles of styles/table.ts. */
export function nowTable(
  { id, heading, caption, columns, what, find, isOpen }: NowTable,
  { asked, total }: Shown,
  rows: unknown,
  folded: TemplateResult | null = null,
): TemplateResult {
  const turn = ({ target, detail }: CustomEvent<number>): void => {
    asked.turnTo(detail);
    announce(target as HTMLElement, pageText(detail, Math.min(detail + PAGE_ROWS, total), total, what));
  };
  return html`<details ?open=${isOpen || asked.q !== ''}>
    <summary><h2 id=${id}>${heading}</h2></summary>
    ${
      total > PAGE_ROWS || asked.q !== ''
        ? html`<search-field
            label=${find}
            .text=${asked.q}
            @ask-search=${({ detail }: CustomEvent<string>) => asked.search(detail)}
          ></search-field>`
        : null
    }
    ${dataTable(caption, columns, [html`${rows}`])} ${folded}
    ${total === 0 && asked.q !== '' ? html`<p class="soft">${messages.noMatch(what)}</p>` : null}
    <page-bar what=${what} .offset=${asked.offset} .total=${total} @ask-page=${turn}></page-bar>
  </details>`;
}

import { html, type TemplateResult } from 'lit';
import { dataTable } from '../../server/dashboard/out/ui/data-table.js';
import { definitionStyles, definitionTerms } from '../../server/dashboard/out/ui/definition-terms.js';
import '../../server/dashboard/out/ui/definition-list.js';
import { MoreRows, moreRows } from '../../server/dashboard/out/ui/more-rows.js';
import '../../server/dashboard/out/ui/page-bar.js';
import '../../server/dashboard/out/ui/part-links.js';
import { WideTable } from '../../server/dashboard/out/ui/wide-table.js';
import { table } from '../../server/dashboard/out/styles/table.js';
import { tones } from '../../server/dashboard/out/styles/tones.js';
import { focus, hover, type Part } from './part.js';
import { Stage } from './stage.js';
import { LIBRARY, LONG_LINE, LONG_WORD } from './words.js';

const row = (name: string, clicks: string, word = 'answers') =>
  html`<tr>
    <th scope="row"><a href="#">${name}</a> <span class="sub">Main desk</span></th>
    <td data-label="State" class="good"><span class="chip">${word}</span></td>
    <td data-label="Clicks" class="number">${clicks}</td>
  </tr>`;
const libraries = (caption: string, rows: readonly TemplateResult[]) =>
  dataTable(caption, ['Library', 'State', { number: 'Clicks' }], rows);
const MANY = ['Aberdeen', 'Bel Air', 'Cecil', 'Darlington', 'Edgewood'].map((name, at) => row(name, String(at * 9)));

/** Wider than its part: a column for each hour. */
const HOURS = Array.from({ length: 24 }, (_, hour) => `${hour}:00`);
const wide = (caption: string) =>
  dataTable(
    caption,
    ['Library', ...HOURS.map((number) => ({ number }))],
    ['Aberdeen', LIBRARY].map(
      (name) =>
        html`<tr>
          <th scope="row">${name}</th>
          ${HOURS.map((hour, at) => html`<td class="number" data-label=${hour}>${at * 137}</td>`)}
        </tr>`,
    ),
  );

const TERMS = [
  { term: 'Clicks', text: 'How often patrons have opened the chat by the button.' },
  { term: 'Views', text: 'How often the button was shown to half for a second in a visible page.' },
];
const bar = (offset: number, what: string) => html`<page-bar what=${what} offset=${offset} total="130"></page-bar>`;

const more = new MoreRows(new Stage());
const rowWithMore = (name: string) =>
  html`<tr>
      <th scope="row">${name}</th>
      ${more.button(name, name)}
      <td data-label="Clicks" class="number">26</td>
    </tr>
    ${more.row(name, 3, () => html`<dl class="facts"></dl>`)}`;
const withMore = (caption: string, name: string) =>
  dataTable(caption, ['Library', 'Details', { number: 'Clicks' }], [rowWithMore(name)]);
const links = (name: string, shown: string) =>
  html`<part-links
    name=${name}
    .parts=${['Next steps', 'Key pages', 'Places'].map((words) => ({ words, href: '#', isShown: words === shown }))}
  ></part-links>`;

export const TABLES: readonly Part[] = [
  {
    name: 'rows that show more',
    styles: [table, moreRows],
    host: (host) => new WideTable(host),
    states: {
      rest: () => withMore('Folded', LIBRARY),
      'long words': () => withMore('Folded, long', LONG_WORD),
      focus: focus('button', () => withMore('Folded, focused', LIBRARY)),
    },
  },
  {
    name: 'links to parts of a page',
    states: {
      rest: () => links('Parts of Visibility', 'Key pages'),
      hover: hover('a', () => links('Pointed at', 'Places')),
      focus: focus('a', () => links('Focused', 'Next steps')),
    },
  },
  {
    name: 'data table',
    styles: [table, tones],
    host: (host) => new WideTable(host),
    states: {
      none: () => libraries('No library', []),
      one: () => libraries('One library', [row(LIBRARY, '26')]),
      many: () => libraries('Five libraries', MANY),
      'long words': () => libraries('Long names', [row(LONG_WORD, '1,234,567', LONG_LINE), row(LONG_LINE, '0')]),
      hover: hover('a', () => libraries('Pointed at', [row(LIBRARY, '26')])),
      focus: focus('a', () => libraries('Focused', [row(LIBRARY, '26')])),
    },
  },
  {
    name: 'wide table',
    styles: table,
    host: (host) => new WideTable(host),
    states: { rest: () => wide('By hour'), focus: focus('.wide', () => wide('By hour, focused')) },
  },
  {
    name: 'page bar',
    states: {
      first: () => bar(0, 'libraries'),
      middle: () => bar(50, 'desks'),
      last: () => bar(100, 'people'),
      focus: focus('.button', () => bar(50, 'alerts')),
      'long words': () => bar(50, LONG_WORD),
    },
  },
  {
    name: 'definition list',
    states: {
      rest: () => html`<definition-list .definitions=${TERMS}></definition-list>`,
      folded: () => html`<definition-list folded .definitions=${TERMS}></definition-list>`,
      none: () => html`<definition-list folded></definition-list>`,
    },
  },
  {
    name: 'definition terms',
    styles: definitionStyles,
    states: {
      rest: () => definitionTerms(TERMS),
      'long words': () => definitionTerms([{ term: LONG_WORD, text: LONG_LINE }]),
    },
  },
];

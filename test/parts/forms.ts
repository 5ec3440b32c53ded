import { html } from 'lit';
import { choicesTable } from '../../server/dashboard/out/ui/choices-table.js';
import { columnsForm, columnsFormStyles, type ColumnsFormOptions } from '../../server/dashboard/out/ui/columns-form.js';
import { Draft } from '../../server/dashboard/out/ui/draft.js';
import { endFields } from '../../server/dashboard/out/ui/end-fields.js';
import { WideTable } from '../../server/dashboard/out/ui/wide-table.js';
import { table } from '../../server/dashboard/out/styles/table.js';
import type { Part } from './part.js';
import { Stage } from './stage.js';
import { LONG_LINE, LONG_WORD, ZONE } from './words.js';

interface Typed {
  day: string;
  time: string;
}
/** A form's draft, as after a save that failed for these reasons. */
function draftOf(errors: { field: string; message: string }[] = [], code = ''): Draft<Typed> {
  const draft = new Draft<Typed>(new Stage(), {
    words: () => ({ day: '2026-03-04', time: '17:00' }),
    revision: () => 1,
    reread: () => undefined,
  });
  if (errors.length > 0 || code !== '') draft.trouble = { code, words: 'Wait a minute.', errors };
  return draft;
}
const day = (draft: Draft<Typed>) => draft.field('day', { label: 'Last day', type: 'date' });
const ENDED = [{ field: 'until', message: 'It has passed.' }];

const CHOICES: readonly (readonly [string, string])[] = [
  ['', 'Not counted'],
  ['harford', 'Harford'],
];
const choices = (chosen: Record<string, string>, caption: string) =>
  choicesTable({
    caption,
    heads: ['In the file', 'Counted for'],
    choices: chosen,
    noName: 'without a name',
    options: CHOICES,
    onChange: () => undefined,
  });

const columns = (more: Partial<ColumnsFormOptions<'when'>> = {}) =>
  columnsForm({
    fields: { when: 'Date and time' },
    header: ['Started', 'Question', 'Answered by'],
    preview: [
      ['2026-03-04 09:12', LONG_LINE, 'Harford'],
      ['2026-03-04 10:40', 'Hours', LONG_WORD],
    ],
    columns: { when: 0 },
    read: 'Count the questions',
    onColumns: () => undefined,
    onRead: (event) => event.preventDefault(),
    ...more,
  });

export const FORMS: readonly Part[] = [
  {
    name: 'draft',
    states: {
      rest: () => day(draftOf()),
      error: () => day(draftOf([{ field: 'day', message: 'It has passed.' }])),
      trouble: () => html`${draftOf([], 'busy').line('')} ${day(draftOf())}`,
      'changed by somebody else': () =>
        html`${draftOf().line('Ann has changed it meanwhile.', true)} ${day(draftOf())}`,
    },
  },
  {
    name: 'end fields',
    states: {
      rest: () => endFields(draftOf(), ZONE, ''),
      error: () => endFields(draftOf(ENDED), ZONE, 'It has passed.'),
    },
  },
  {
    name: 'choices table',
    styles: table,
    host: (host) => new WideTable(host),
    states: {
      one: () => choices({ Harford: 'harford' }, 'One name'),
      many: () => choices({ Harford: 'harford', Cecil: '', '': '' }, 'Three names'),
      'long words': () => choices({ [LONG_WORD]: '', [LONG_LINE]: 'harford' }, 'Long names'),
    },
  },
  {
    name: 'columns form',
    styles: [table, columnsFormStyles],
    states: {
      rest: () => columns(),
      'no column': () => columns({ columns: { when: -1 } }),
      busy: () => columns({ isReading: true }),
    },
  },
];

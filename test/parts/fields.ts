import { html } from 'lit';
import { field, faults, radio, tick, troubleLine, type Field } from '../../server/dashboard/out/ui/form-fields.js';
import '../../server/dashboard/out/ui/search-field.js';
import { focus, hover, type Part } from './part.js';
import { LONG_LINE, LONG_WORD } from './words.js';

const fault = (name: string, message = 'This is not a time.') => [{ field: name, message }];
const text = (more: Partial<Field> = {}) => field({ label: 'Name of the desk', name: 'desk', ...more });
const CHOICES = [
  ['local', 'The library itself'],
  ['statewide', 'All libraries of the state'],
] as const;
const choice = (more: Partial<Field> = {}) => field({ label: 'Who answers', name: 'who', options: CHOICES, ...more });
const several = (more: Partial<Field> = {}) => field({ label: 'Note', name: 'note', rows: 3, ...more });
const no = (): void => undefined;
const weekly = () =>
  html`<div class="ticks">${radio('kind', 'Every week', true, no)} ${radio('kind', 'Once', false, no)}</div>`;

export const FIELDS: readonly Part[] = [
  {
    name: 'field',
    states: {
      empty: () => text(),
      filled: () => text({ value: 'Reference desk' }),
      focus: focus('input', () => text({ value: 'Reference desk' })),
      hover: hover('input', () => text({ value: 'Reference desk' })),
      placeholder: () => text({ placeholder: 'Reference desk' }),
      hint: () => text({ hint: 'As patrons know it.' }),
      note: () => text({ note: 'As patrons know it.' }),
      error: () => text({ value: '?', errors: fault('desk', 'Give it a name.') }),
      'error and hint': () => text({ value: '?', hint: 'As patrons know it.', errors: fault('desk', LONG_LINE) }),
      'error, focus': focus('input', () => text({ value: '?', errors: fault('desk', 'Give it a name.') })),
      disabled: () => html`<label>Name of the desk <input disabled .value=${'Reference desk'} /></label>`,
      'long words': () => text({ label: LONG_LINE, value: LONG_WORD }),
      kinds: () =>
        html`<div class="fields">
          ${field({ label: 'First day', name: 'day', type: 'date', value: '2026-03-04' })}
          ${field({ label: 'From', name: 'from', type: 'time', value: '09:00' })}
          ${field({ label: 'People', name: 'people', type: 'number', value: '2', range: { min: 1, max: 9 } })}
          ${field({ label: 'Note', name: 'words', wide: true })}
        </div>`,
      'kinds, one with an error': () =>
        html`<div class="fields">
          ${field({ label: 'From', name: 'from', type: 'time', value: '09:00', errors: fault('from') })}
          ${field({ label: 'To', name: 'to', type: 'time', value: '17:00' })} ${choice()}
        </div>`,
    },
  },
  {
    name: 'field of several lines',
    states: {
      empty: () => several(),
      filled: () => several({ value: 'Closed on Monday.\nOpen again on Tuesday.' }),
      focus: focus('textarea', () => several()),
      error: () => several({ errors: fault('note', 'Shorten it.') }),
      'long words': () => several({ value: LONG_WORD }),
    },
  },
  {
    name: 'choice',
    states: {
      rest: () => choice({ value: 'statewide' }),
      focus: focus('select', () => choice()),
      error: () => choice({ errors: fault('who', 'Choose one.') }),
      disabled: () =>
        html`<label
          >Who answers
          <select disabled>
            <option>The library itself</option>
          </select></label
        >`,
      'long words': () => choice({ label: LONG_LINE, options: [['long', LONG_LINE]] }),
    },
  },
  {
    name: 'check box',
    states: {
      rest: () => tick('Tell me by mail', false, no),
      checked: () => tick('Tell me by mail', true, no),
      focus: focus('input', () => tick('Tell me by mail', true, no)),
      disabled: () => tick('Tell me by mail', true, no, { disabled: true }),
      error: () =>
        html`${tick('Tell me by mail', false, no, { fault: 'mail' })} ${faults('mail', fault('mail', 'Tick it.'))}`,
      'long words': () => tick(`${LONG_LINE} ${LONG_WORD}`, false, no),
      several: () =>
        html`<div class="ticks">${['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((day) => tick(day, day < 'T', no))}</div>`,
    },
  },
  {
    name: 'radio button',
    states: {
      rest: () => weekly(),
      focus: focus('input', () => weekly()),
      'long words': () => radio('kind', LONG_LINE, false, no),
    },
  },
  {
    name: 'group of fields',
    states: {
      rest: () =>
        html`<fieldset>
          <legend>Monday</legend>
          <div class="fields">${text()} ${choice()}</div>
        </fieldset>`,
      error: () =>
        html`<fieldset>
          <legend>Monday</legend>
          <div class="fields">${text()} ${faults('monday', [...fault('a'), ...fault('b')])}</div>
        </fieldset>`,
    },
  },
  {
    name: 'trouble',
    states: {
      rest: () => troubleLine({ code: '', words: 'Somebody else was first.', errors: [] }),
      'long words': () => troubleLine({ code: '', words: `${LONG_LINE} ${LONG_WORD}`, errors: [] }),
    },
  },
  {
    name: 'search field',
    states: {
      empty: () => html`<search-field label="Find a library"></search-field>`,
      filled: () => html`<search-field label="Find a desk" text="harford"></search-field>`,
      focus: focus('input', () => html`<search-field label="Find a person"></search-field>`),
      'long words': () => html`<search-field label=${LONG_LINE} text=${LONG_WORD}></search-field>`,
    },
  },
];

import type { ShiftRequestList, ShiftService, Weekday, WeeklyShift } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { DAY_NAMES, DAYS } from '../i18n/hours-text.js';
import { messages as deskMessages } from '../i18n/shared-desk.js';
import { messages } from '../i18n/shift-requests.js';
import type { Draft } from '../ui/draft.js';
import { faults, field, tick, type Field } from '../ui/form-fields.js';

/** A weekly shift and the first day of its change, as they are typed. */
export interface TypedShift {
  day: Weekday;
  start: string;
  end: string;
  service: ShiftService;
  people: string;
  endsAtClosing: boolean;
  from: string;
}

export const toTyped = ({ people, end, ...shift }: WeeklyShift): Omit<TypedShift, 'from'> => ({
  ...shift,
  // A field of time has no 24:00.
  end: end === '24:00' ? '00:00' : end,
  people: String(people),
});

export const toWeekly = ({ day, start, end, service, people, endsAtClosing }: TypedShift): WeeklyShift => ({
  ...{ day, start, end, service, people: Number(people), endsAtClosing },
});

type Shown = Omit<Field, 'value' | 'name' | 'onInput'>;

/** The fields of a weekly shift; none for one that ends. `path`: what stands before their names in the request. */
export function weeklyShiftFields<Words extends TypedShift>(
  draft: Draft<Words>,
  services: ShiftRequestList['services'],
  { path = '', ends }: { path?: string; ends: boolean },
): TemplateResult {
  const { words, errors } = draft;
  const set = (typed: Partial<TypedShift>): void => draft.set(typed as Partial<Words>);
  const at = (name: Exclude<keyof TypedShift, 'endsAtClosing'>, more: Shown, parent = 'wanted.'): TemplateResult =>
    field({
      name: path + parent + name,
      errors,
      value: words[name],
      onInput: (value) => set({ [name]: value }),
      ...more,
    });
  const wanted = html`${at('day', { label: messages.day, options: DAYS.map((day) => [day, DAY_NAMES[day].long]) })}
    ${at('start', { label: messages.starts, type: 'time' })} ${at('end', { label: messages.ends, type: 'time' })}
    ${at('service', { label: deskMessages.service, options: Object.entries(services) })}
    ${at('people', { label: deskMessages.people, type: 'number', range: { min: 1, max: 50 } })}
    <div class="wide">
      ${tick(deskMessages.endsAtClosing, words.endsAtClosing, (on) => set({ endsAtClosing: on }))}
    </div>`;
  return html`<div class="fields">${ends ? null : wanted}</div>
    ${faults(
      'wanted-fault',
      errors.filter(({ field: name }) => name === `${path}wanted`),
    )}
    <div class="fields">${at('from', { label: messages.from, type: 'date' }, '')}</div>`;
}

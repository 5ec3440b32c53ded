import {
  SHARED_HOURS,
  type CooperativeHoliday,
  type CooperativeRegistration,
  type FederalHolidays,
  type SharedHours,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { exceptionDaysText } from '../i18n/hours-text.js';
import { messages } from '../i18n/shared-hours-settings.js';
import { replaced, without } from '../logic/hours-draft.js';
import type { Draft } from '../ui/draft.js';
import { tick, troubleLine } from '../ui/form-fields.js';
import type { Mutation } from '../ui/mutation.js';
import { groupFaults, registrationField, sectionOf } from './registration-form.js';

type Settings = Draft<CooperativeRegistration>;

/** How the libraries share the hours of the shared desks. */
export function sharedHoursFields(draft: Settings): TemplateResult {
  const one = registrationField(draft);
  const shared = draft.words.sharedHours ?? SHARED_HOURS;
  const set = (change: Partial<SharedHours>): void => draft.set({ sharedHours: { ...shared, ...change } });
  const service = (name: keyof SharedHours['services']): TemplateResult => {
    const given = shared.services[name];
    const change = (more: Partial<typeof given>): void =>
      set({ services: { ...shared.services, [name]: { ...given, ...more } } });
    const path = `sharedHours.services.${name}`;
    return html`<div class="fields">
      ${one(`${path}.name`, messages.serviceName[name], given.name, (typed) => change({ name: typed }), { required: true, most: 60 })}
      ${one(`${path}.makeUpDays`, messages.makeUpDays[name], given.makeUpDays === null ? '' : String(given.makeUpDays), (days) => change({ makeUpDays: days === '' ? null : Number(days) }), { type: 'number', range: { min: 1, max: 90 }, hint: messages.makeUpHint })}
    </div>`;
  };
  return html`<fieldset class="form" id=${sectionOf(messages.sharedHours)}>
    <legend>${messages.sharedHours}</legend>
    ${service('statewide')} ${service('global')}
    <div class="fields">
      ${one('sharedHours.contribution', messages.contribution, shared.contribution, (chosen) => set({ contribution: chosen as SharedHours['contribution'] }), { options: messages.contributions })}
    </div>
    ${tick(messages.excusesClosings, shared.excusesClosings, (on) => set({ excusesClosings: on }))}
    ${tick(messages.isPublished, shared.isPublished, (on) => set({ isPublished: on }))}
  </fieldset>`;
}

/** Those of the days that no holiday of the list has yet, and that are not past. */
export const withFederal = (
  list: readonly CooperativeHoliday[],
  days: FederalHolidays['holidays'],
  today: string,
): CooperativeHoliday[] => [
  ...list,
  ...days.filter(
    ({ date }) => date >= today && !list.some((each) => each.date <= date && date <= (each.through ?? each.date)),
  ),
];

/** Days on which no library owes an hour. `addFederal`: adds the federal holidays of a year to the draft. */
export function holidayFields(
  draft: Settings,
  { today, adding, addFederal }: { today: string; adding: Mutation; addFederal: (year: number) => Promise<void> },
): TemplateResult {
  const one = registrationField(draft);
  const { holidays } = draft.words;
  const set = (list: CooperativeHoliday[]): void => draft.set({ holidays: list });
  const row = (holiday: CooperativeHoliday, index: number): TemplateResult => {
    const { date, through, name, closes } = holiday;
    const path = `holidays.${index}`;
    const change = (more: { date?: string; through?: string; name?: string; closes?: boolean }): void => {
      const next = { date, name, through: through ?? '', closes: closes ?? false, ...more };
      const kept = { date: next.date, name: next.name, ...(next.through && { through: next.through }) };
      set(replaced(holidays, index, { ...kept, ...(next.closes && { closes: true as const }) }));
    };
    const days = date === '' ? messages.noDayYet : exceptionDaysText({ date, ...(through && { through }), open: [] });
    return html`<fieldset>
      <legend>${name || messages.holiday}: ${days}</legend>
      <div class="form">
        <div class="fields">
          ${one(`${path}.name`, messages.holidayName, name, (typed) => change({ name: typed }), { required: true, most: 60 })}
          ${one(`${path}.date`, messages.holidayDate, date, (typed) => change({ date: typed }), { type: 'date', required: true })}
          ${one(`${path}.through`, messages.holidayThrough, through ?? '', (typed) => change({ through: typed }), { type: 'date' })}
        </div>
        ${tick(messages.closes, closes ?? false, (on) => change({ closes: on }))} ${groupFaults(draft, path)}
        <div class="actions">
          <button type="button" class="button" @click=${() => set(without(holidays, index))}>
            ${messages.removeHoliday}<span class="visually-hidden"> ${name || days}</span>
          </button>
        </div>
      </div>
    </fieldset>`;
  };
  const thisYear = Number(today.slice(0, 4));
  return html`<fieldset class="form" id=${sectionOf(messages.holidays)}>
    <legend>${messages.holidays}</legend>
    <p class="small soft">${messages.holidaysNote}</p>
    ${holidays.map((holiday, index) => ((holiday.through ?? holiday.date) < today && holiday.date !== '' ? null : row(holiday, index)))}
    <div class="actions">
      <button type="button" class="button" @click=${() => set([...holidays, { date: '', name: '' }])}>
        ${messages.addHoliday}
      </button>
      ${[thisYear, thisYear + 1].map(
        (year) =>
          html`<button
            type="button"
            class="button"
            aria-disabled=${adding.busy ? 'true' : 'false'}
            @click=${() => void addFederal(year)}
          >
            ${messages.addFederal(year)}
          </button>`,
      )}
    </div>
    ${troubleLine(adding.trouble)}
  </fieldset>`;
}

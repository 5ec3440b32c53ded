import type { NeededRule } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { DAY_NAMES, DAYS, daysText } from '../i18n/hours-text.js';
import { messages as scheduleMessages } from '../i18n/schedule.js';
import { messages } from '../i18n/shared-desk.js';
import { WORDS } from '../i18n/words.js';
import { errorsAt, isAtFault, type FieldErrors } from '../logic/field-errors.js';
import { replaced, without } from '../logic/hours-draft.js';
import { faults, field, tick } from '../ui/form-fields.js';

const newNeeded = (): NeededRule => ({ days: ['mo', 'tu', 'we', 'th', 'fr'], start: '12:00', end: '16:00', people: 2 });

/** How many people a shared desk needs where that is not one: days, from, to, people. */
export function neededRows(
  rules: readonly NeededRule[],
  errors: FieldErrors,
  onChange: (rules: NeededRule[]) => void,
): TemplateResult {
  const row = (rule: NeededRule, index: number): TemplateResult => {
    const path = `needed.${index}`;
    const id = `needed-fault-${index}`;
    const fault = (member: string): string | undefined => (isAtFault(errors, path, member) ? id : undefined);
    const set = (change: Partial<NeededRule>): void => onChange(replaced(rules, index, { ...rule, ...change }));
    return html`<fieldset>
      <legend>
        ${messages.neededRow(index + 1)}: ${rule.days.length === 0 ? scheduleMessages.noDayYet : daysText(rule.days)}
      </legend>
      <div class="form">
        <div class="ticks" role="group" aria-label=${WORDS.days}>
          ${DAYS.map((day) =>
            tick(
              DAY_NAMES[day].short,
              rule.days.includes(day),
              (on) => set({ days: DAYS.filter((each) => (each === day ? on : rule.days.includes(each))) }),
              { fault: fault('days') },
            ),
          )}
        </div>
        <div class="fields">
          ${field({ label: messages.from, type: 'time', value: rule.start, fault: fault('start'), onInput: (start) => set({ start }) })}
          ${field({
            label: messages.to,
            type: 'time',
            // A time field has no 24:00.
            value: rule.end === '24:00' ? '00:00' : rule.end,
            fault: fault('end'),
            onInput: (end) => set({ end: end === '00:00' ? '24:00' : end }),
          })}
          ${field({ label: messages.people, type: 'number', range: { min: 0, max: 50 }, value: String(rule.people), fault: fault('people'), onInput: (people) => set({ people: Number(people) }) })}
          <button type="button" class="button" @click=${() => onChange(without(rules, index))}>
            ${WORDS.remove}<span class="visually-hidden"> ${messages.neededRow(index + 1)}</span>
          </button>
        </div>
        ${faults(id, errorsAt(errors, path))}
      </div>
    </fieldset>`;
  };
  return html`${rules.map(row)}
    <div class="actions">
      <button type="button" class="button" @click=${() => onChange([...rules, newNeeded()])}>
        ${messages.addNeeded}
      </button>
    </div>`;
}

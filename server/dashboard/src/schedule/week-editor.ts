import type { Weekday, WeeklyRule } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { emitDraft } from '../ui/events.js';
import { errorsAt, isAtFault, type FieldErrors } from '../logic/field-errors.js';
import { newRule, replaced, without } from '../logic/hours-draft.js';
import { DAY_NAMES, DAYS, daysText } from '../i18n/hours-text.js';
import { messages } from '../i18n/schedule.js';
import { faults, field, tick } from '../ui/form-fields.js';

/** The openings of a week, one row each: days, opening and closing time. */
@customElement('week-editor')
export class WeekEditor extends DashboardElement {
  @property({ attribute: false }) rules: readonly WeeklyRule[] = [];
  /** The path of these rules in the saved hours: the server names faults by path. */
  @property() path = '';
  @property({ attribute: false }) errors: FieldErrors = [];

  #change(index: number, change: Partial<WeeklyRule>): void {
    const rule = this.rules[index];
    if (rule) emitDraft(this, replaced(this.rules, index, { ...rule, ...change }));
  }

  #toggle(index: number, day: Weekday, on: boolean): void {
    const days = this.rules[index]?.days ?? [];
    this.#change(index, { days: DAYS.filter((each) => (each === day ? on : days.includes(each))) });
  }

  override render(): TemplateResult {
    return html`<div class="form">
      ${this.rules.length === 0 ? html`<p class="soft">${messages.closedAllWeek}</p>` : null}
      ${this.rules.map((rule, index) => this.#row(rule, index))}
      <div class="actions">
        <button type="button" class="button" @click=${() => emitDraft(this, [...this.rules, newRule()])}>
          ${messages.addOpening}
        </button>
      </div>
    </div>`;
  }

  #row({ days, open, close }: WeeklyRule, index: number): TemplateResult {
    const path = `${this.path}.${index}`;
    const wrong = errorsAt(this.errors, path);
    const id = `fault-${index}`;
    const fault = (member: string): string | undefined => (isAtFault(this.errors, path, member) ? id : undefined);
    return html`<fieldset>
      <legend>Opening ${index + 1}: ${days.length === 0 ? messages.noDayYet : daysText(days)}</legend>
      <div class="form">
        <div class="ticks" role="group" aria-label="Days">
          ${DAYS.map((day) =>
            tick(DAY_NAMES[day].short, days.includes(day), (on) => this.#toggle(index, day, on), {
              fault: fault('days'),
            }),
          )}
        </div>
        <div class="fields">
          ${field({ label: 'Opens', type: 'time', value: open, fault: fault('open'), onInput: (value) => this.#change(index, { open: value }) })}
          ${field({
            label: 'Closes',
            type: 'time',
            // A time field has no 24:00; the end of a day is the next day's 00:00.
            value: close === '24:00' ? '00:00' : close,
            fault: fault('close'),
            onInput: (value) => this.#change(index, { close: value }),
          })}
          <button type="button" class="button" @click=${() => emitDraft(this, without(this.rules, index))}>
            Remove<span class="visually-hidden"> opening ${index + 1}</span>
          </button>
        </div>
        ${faults(id, wrong)}
      </div>
    </fieldset>`;
  }
}

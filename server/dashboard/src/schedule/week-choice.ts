import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages } from '../i18n/shift-week.js';
import { mondayOf, shownWeek } from '../logic/shift-edit.js';
import { addDays } from '../logic/wall-clock.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field } from '../ui/form-fields.js';

/** Which week is shown: the one before, the one after, that of today, or that of a day that is typed. Sends `ask-week`. */
@customElement('week-choice')
export class WeekChoice extends DashboardElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  /** Its Monday. */
  @property() week = '';
  @property() today = '';
  /** A day that is being typed: its value is a date after each digit. */
  @state() private typed: string | undefined;

  #go(week: string): void {
    this.dispatchEvent(new CustomEvent('ask-week', { detail: week }));
  }

  #type(day: string): void {
    this.typed = day;
    const week = shownWeek(day, this.today);
    if (week !== undefined && week !== this.week) this.#go(week);
  }

  override render(): TemplateResult {
    const toWeek = (words: string, day: string): TemplateResult | null => {
      const week = shownWeek(day, this.today);
      return week === undefined
        ? null
        : html`<button type="button" class="button" @click=${() => this.#go(week)}>${words}</button>`;
    };
    const isFar = this.typed !== undefined && shownWeek(this.typed, this.today) === undefined;
    return html`${toWeek(messages.weekBefore, addDays(this.week, -7))}
      ${toWeek(messages.weekAfter, addDays(this.week, 7))}
      ${this.week === mondayOf(this.today) ? null : toWeek(messages.thisWeek, this.today)}
      <div @focusout=${() => (this.typed = undefined)}>
        ${field({
          label: messages.weekOf,
          type: 'date',
          value: this.typed ?? this.week,
          required: false,
          fault: isFar ? 'far' : undefined,
          onInput: (value) => this.#type(value),
        })}
        ${isFar ? html`<p class="fault" id="far">${messages.tooFar}</p>` : null}
      </div>`;
  }
}

import { getHolidays, type Exception, type Holidays } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Query } from '../ui/query.js';
import { announce, emitDraft } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { withHolidays } from '../logic/hours-draft.js';
import { countedText } from '../i18n/count-text.js';
import { weekdayText } from '../i18n/day-text.js';
import { messages } from '../i18n/schedule.js';
import { tick } from '../ui/form-fields.js';
import '../ui/notice-card.js';

/** The holidays of a year, to check and add to the closings. None is preselected. */
@customElement('holiday-picker')
export class HolidayPicker extends DashboardElement {
  @property() queue = '';
  @property() today = '';
  /** The draft's closings and special days: holidays among them are set already. */
  @property({ attribute: false }) exceptions: readonly Exception[] = [];
  @state() private ticked: ReadonlySet<string> = new Set();
  #year = 0;
  #holidays = new Query<Holidays>(this);

  /** Another year starts with nothing checked. */
  async #load(year: number): Promise<void> {
    this.#year = year;
    this.ticked = new Set();
    await this.#holidays.ask(() => getHolidays(connection, this.queue, { year }), { keep: false });
  }

  get #toCome(): Holidays['holidays'] {
    return this.#holidays.state.last?.holidays.filter(({ date }) => date >= this.today) ?? [];
  }

  #tick(date: string, on: boolean): void {
    const ticked = new Set(this.ticked);
    if (on) ticked.add(date);
    else ticked.delete(date);
    this.ticked = ticked;
  }

  #add(): void {
    const days = this.#toCome.filter(({ date }) => this.ticked.has(date));
    this.ticked = new Set();
    emitDraft(this, withHolidays(this.exceptions, days));
    announce(this, messages.holidaysAdded(countedText(days.length, 'closing')));
    // With nothing checked the focused button is disabled and would lose the focus.
    this.renderRoot.querySelector('summary')?.focus();
  }

  #isSet(day: string): boolean {
    return this.exceptions.some(({ date, through = date }) => date <= day && day <= through);
  }

  #onToggle(event: Event): void {
    if ((event.target as HTMLDetailsElement).open && this.#year === 0) void this.#load(Number(this.today.slice(0, 4)));
  }

  override render(): TemplateResult {
    const thisYear = Number(this.today.slice(0, 4));
    const { failure } = this.#holidays;
    return html`<details @toggle=${(event: Event) => this.#onToggle(event)}>
      <summary>Add holidays</summary>
      <div class="form">
        <div class="fields">
          <label>
            Year
            <select @change=${(event: Event) => void this.#load(Number((event.target as HTMLSelectElement).value))}>
              ${[thisYear, thisYear + 1, thisYear + 2].map((year) => html`<option value=${year}>${year}</option>`)}
            </select>
          </label>
        </div>
        <p class="small soft">${messages.holidaysNote}</p>
        <div class="ticks column">
          ${this.#toCome.map(({ date, name }) => {
            const isSet = this.#isSet(date);
            return tick(
              `${weekdayText(date)}: ${name}${isSet ? ' (set already)' : ''}`,
              isSet || this.ticked.has(date),
              (on) => this.#tick(date, on),
              { disabled: isSet },
            );
          })}
        </div>
        ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load(this.#year)}></notice-card>`}
        <div class="actions">
          <button type="button" class="button" ?disabled=${this.ticked.size === 0} @click=${() => this.#add()}>
            ${messages.addHolidays}
          </button>
        </div>
      </div>
    </details>`;
  }
}

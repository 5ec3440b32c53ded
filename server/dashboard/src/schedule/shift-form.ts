import type { QueueHours, SharedDesk, ShiftsPreview } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/shift-week.js';
import { WORDS } from '../i18n/words.js';
import type { ShiftDraft } from '../logic/shift-edit.js';
import { callerOf } from '../logic/help-requests.js';
import { DAY_MS } from '../logic/lengths.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { emitDraft } from '../ui/events.js';
import { faults, field } from '../ui/form-fields.js';
import { ownerFields } from './owner-fields.js';
import type { FieldErrors } from '../logic/field-errors.js';
import { draftText } from '../i18n/shift-week.js';
import '../help/help-button.js';

/** Help is asked for within the forecast. Units: days. */
const FORECAST_DAYS = 14;

/** The fields of one shift. What is typed is the draft that the week shows. */
@customElement('shift-form')
export class ShiftForm extends DashboardElement {
  @property({ attribute: false }) draft!: ShiftDraft;
  @property({ attribute: false }) errors: FieldErrors = [];
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) queue!: Pick<QueueHours, 'queue' | 'tier' | 'name'>;
  /** Null: the page belongs to no library. */
  @property({ attribute: false }) library: string | null = null;
  /** The gap that is filled; undefined: none was pressed. */
  @property({ attribute: false }) gap: ShiftsPreview['gaps'][number] | undefined;
  /** Null: a desk of one library. */
  @property({ attribute: false }) shared: SharedDesk | null = null;
  @property({ type: Number }) nowMs = 0;

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, select')?.focus();
  }

  #set(change: Partial<ShiftDraft>): void {
    emitDraft(this, { ...this.draft, ...change });
  }

  #emit(event: Event, name: 'ask-save' | 'ask-remove' | 'ask-close'): void {
    event.preventDefault();
    this.dispatchEvent(new Event(name));
  }

  override render(): TemplateResult {
    const { draft, errors } = this;
    const fault = errors.length > 0 ? 'fault' : undefined;
    const busy = this.busy ? 'true' : 'false';
    return html`<form
      @submit=${(event: Event) => this.#emit(event, 'ask-save')}
      @keydown=${(event: KeyboardEvent) => (event.key === 'Escape' ? this.#emit(event, 'ask-close') : undefined)}
    >
      <fieldset>
        <legend>${draft.origin === null ? WORDS.newShift : messages.editHeading}</legend>
        <div class="form">
          <div class="fields">
            ${ownerFields({ who: draft, shared: this.shared, fault: () => fault, onInput: (change) => this.#set(change) })}
            ${field({ label: WORDS.day, type: 'date', value: draft.date, fault, onInput: (date) => (date ? this.#set({ date }) : undefined) })}
            ${field({ label: messages.starts, type: 'time', value: draft.start, fault, onInput: (start) => (start ? this.#set({ start }) : undefined) })}
            ${field({ label: messages.ends, type: 'time', value: draft.end, fault, onInput: (end) => (end ? this.#set({ end }) : undefined) })}
            ${field({
              label: messages.appliesTo,
              value: draft.weekly ? 'weekly' : 'once',
              wide: true,
              options: [
                ['once', messages.onlyOn(draft.date)],
                ['weekly', messages.everyWeek(draft.date)],
              ],
              onInput: (value) => this.#set({ weekly: value === 'weekly' }),
            })}
          </div>
          ${faults('fault', errors)}
          <div class="actions">
            <button type="submit" class="button primary" aria-disabled=${busy}>${messages.save}</button>
            ${
              draft.origin === null
                ? null
                : html`<button
                    type="button"
                    class="button"
                    aria-disabled=${busy}
                    @click=${(event: Event) => this.#emit(event, 'ask-remove')}
                  >
                    ${messages.remove}
                  </button>`
            }
            <button type="button" class="button" @click=${(event: Event) => this.#emit(event, 'ask-close')}>
              ${messages.back}
            </button>
          </div>
          ${this.gap === undefined ? null : this.#help(this.gap)}
        </div>
      </fieldset>
    </form>`;
  }

  #help([start, end]: ShiftsPreview['gaps'][number]): TemplateResult {
    const { queue, tier, name } = this.queue;
    if (Date.parse(start) > this.nowMs + FORECAST_DAYS * DAY_MS)
      return html`<p class="soft small">${messages.askLater(FORECAST_DAYS)}</p>`;
    return html`<p>${messages.askInstead}</p>
      <help-button
        .library=${callerOf(tier, this.library)}
        .opening=${{ queue, reason: 'forecast-gap' as const, gap: { start, end } }}
        what="${name}, ${draftText({ ...this.draft, label: '' })}"
      ></help-button>`;
  }
}

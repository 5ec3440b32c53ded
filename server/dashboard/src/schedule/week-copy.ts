import { copyShiftWeek, type SharedDesk, type WeekCopy } from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { draftText, messages, weekText, whyText } from '../i18n/shift-week.js';
import { whoText } from '../logic/who.js';
import { mondayOf } from '../logic/shift-edit.js';
import { addDays } from '../logic/wall-clock.js';
import { errorsAt } from '../logic/field-errors.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { faults, field, tick, troubleLine } from '../ui/form-fields.js';
import { announce } from '../ui/events.js';
import { Mutation } from '../ui/mutation.js';

const MAX_WEEKS = 52;
/** Skipped shifts that are listed; the rest is counted. */
const MAX_SHOWN = 8;

/** Copies a week of shifts: to which weeks, what it makes, what it skips. */
@customElement('week-copy')
export class WeekCopyForm extends DashboardElement {
  @property() queue = '';
  @property() week = '';
  /** Of the shifts that a copy is saved over: with another, what was shown is out of date. */
  @property({ type: Number }) revision = 0;
  @property({ type: Boolean }) busy = false;
  /** Null: a desk of one library. */
  @property({ attribute: false }) shared: SharedDesk | null = null;
  @state() private first = '';
  @state() private count = '1';
  @state() private left: readonly string[] = [];
  @state() private copy: WeekCopy | undefined;
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) this.first = addDays(this.week, 7);
    if (changed.has('revision')) this.copy = undefined;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('h3')?.focus();
  }

  get #weeks(): string[] {
    const count = Math.min(MAX_WEEKS, Math.max(1, Math.floor(Number(this.count)) || 1));
    return this.first === '' ? [] : Array.from({ length: count }, (_, at) => addDays(mondayOf(this.first), at * 7));
  }

  get #to(): string[] {
    return this.#weeks.filter((week) => !this.left.includes(week));
  }

  #set(change: () => void): void {
    change();
    this.copy = undefined;
    this.#mutation.forget();
  }

  async #preview(event: Event): Promise<void> {
    event.preventDefault();
    if (this.#mutation.busy) return;
    const to = this.#to;
    const copy = await this.#mutation.run(() => copyShiftWeek(connection, this.queue, { week: this.week, to }));
    // Other weeks may have been chosen meanwhile.
    if (copy === undefined || to.join() !== this.#to.join()) return;
    this.copy = copy;
    announce(this, messages.makes(copy.made.count));
  }

  override render(): TemplateResult {
    const { errors, trouble, busy } = this.#mutation;
    const fault = errors.length > 0 ? 'fault' : undefined;
    return html`<form @submit=${(event: Event) => void this.#preview(event)}>
      <h3 tabindex="-1">${messages.copyHeading(this.week)}</h3>
      <div class="fields">
        ${field({ label: messages.firstWeek, type: 'date', value: this.first, fault, onInput: (value) => this.#set(() => (this.first = value)) })}
        <label>
          ${messages.howMany}
          <input
            type="number"
            min="1"
            max=${MAX_WEEKS}
            required
            .value=${this.count}
            @input=${(event: Event) => this.#set(() => (this.count = (event.target as HTMLInputElement).value))}
          />
        </label>
      </div>
      <details>
        <summary>${messages.whichWeeks}</summary>
        <div class="ticks column" role="group" aria-label=${messages.whichWeeks}>
          ${this.#weeks.map((week) =>
            tick(weekText(week), !this.left.includes(week), (on) =>
              this.#set(() => (this.left = on ? this.left.filter((each) => each !== week) : [...this.left, week])),
            ),
          )}
        </div>
      </details>
      ${faults('fault', errorsAt(errors, 'to'))} ${troubleLine(trouble)}
      ${this.copy === undefined ? null : this.#result(this.copy)}
      <div class="actions">
        ${
          this.copy === undefined || this.copy.made.count === 0
            ? html`<button type="submit" class="button primary" aria-disabled=${busy ? 'true' : 'false'}>
                ${busy ? messages.previewing : messages.previewCopy}
              </button>`
            : html`<button
                type="button"
                class="button primary"
                aria-disabled=${this.busy ? 'true' : 'false'}
                @click=${() => this.dispatchEvent(new CustomEvent('ask-copy', { detail: this.copy }))}
              >
                ${this.busy ? messages.saving : messages.saveCopy}
              </button>`
        }
        <button type="button" class="button" @click=${() => this.dispatchEvent(new Event('ask-close'))}>
          ${messages.cancel}
        </button>
      </div>
    </form>`;
  }

  #result({ made, skipped }: WeekCopy): TemplateResult {
    const line = (each: WeekCopy['skipped']['first'][number]): TemplateResult =>
      html`<li>${draftText({ ...each, label: whoText(each, this.shared) })}: ${whyText(each.why)}</li>`;
    return html`<p>${messages.makes(made.count)}</p>
      ${
        skipped.count === 0
          ? null
          : html`<div>
              <p>${messages.skips(skipped.count)}</p>
              <ul>
                ${skipped.first.slice(0, MAX_SHOWN).map(line)}
              </ul>
              ${skipped.count > MAX_SHOWN ? html`<p>${messages.theRest(skipped.count - MAX_SHOWN)}</p>` : null}
            </div>`
      }`;
  }
}

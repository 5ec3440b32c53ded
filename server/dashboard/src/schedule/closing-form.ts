import { closeQueues, previewHours, type HoursPreview, type QueueHours } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { announce, reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { serverNowMs } from '../ui/server-clock.js';
import { addDays, instantMs, wallClock } from '../logic/wall-clock.js';
import { instantText } from '../i18n/clock-text.js';
import { messages } from '../i18n/schedule.js';
import { field, radio, tick, troubleLine } from '../ui/form-fields.js';
import './hours-preview.js';
import { zoneName } from '../i18n/zone-text.js';

type Until = 'today' | 'time' | 'open';

/**
 * Closes one desk or several until a time, or opens them again, after a preview.
 */
@customElement('closing-form')
export class ClosingForm extends DashboardElement {
  /** The desks of this page that the reader may change, nearest first. */
  @property({ attribute: false }) queues: QueueHours[] = [];
  @state() private chosen: ReadonlySet<string> | undefined;
  @state() private until: Until = 'today';
  @state() private date = '';
  @state() private time = '';
  @state() private note = '';
  @state() private previews: HoursPreview[] | undefined;
  #mutation = new Mutation(this);

  get #zone(): string {
    return this.queues[0]?.zone ?? 'UTC';
  }

  get #queues(): QueueHours[] {
    const chosen = this.chosen ?? new Set(this.queues.slice(0, 1).map(({ queue }) => queue));
    return this.queues.filter(({ queue }) => chosen.has(queue));
  }

  /** Null opens again; undefined while the fields name no instant. */
  get #untilInstant(): string | null | undefined {
    if (this.until === 'open') return null;
    const tomorrow = addDays(wallClock(serverNowMs(), this.#zone).date, 1);
    const shown = this.until === 'today' ? { date: tomorrow, time: '00:00' } : { date: this.date, time: this.time };
    const ms = instantMs(shown, this.#zone);
    return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
  }

  #what(until: string | null): string {
    return until === null ? messages.reopenHeading : `Closed until ${instantText(until, this.#zone)}`;
  }

  #set(change: () => void): void {
    change();
    this.previews = undefined;
    this.#mutation.forget();
  }

  #choose(queue: string, on: boolean): void {
    const chosen = new Set(this.#queues.map((each) => each.queue));
    if (on) chosen.add(queue);
    else chosen.delete(queue);
    this.#set(() => (this.chosen = chosen));
  }

  async #preview(event: Event): Promise<void> {
    event.preventDefault();
    const closedUntil = this.#untilInstant;
    if (closedUntil === undefined) return;
    this.previews = await this.#mutation.run(() =>
      Promise.all(this.#queues.map((each) => previewHours(connection, each.queue, { hours: each.hours, closedUntil }))),
    );
    if (this.previews === undefined) return;
    announce(this, `Preview: ${this.#what(closedUntil)}.`);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#preview')?.focus();
  }

  async #close(): Promise<void> {
    const until = this.#untilInstant;
    if (until === undefined) return;
    const queues = this.#queues.map(({ queue }) => queue);
    const note = this.note.trim();
    const closed = await this.#mutation.run(() =>
      closeQueues(connection, { queues, until, ...(note ? { note } : {}) }),
    );
    if (closed === undefined) return;
    this.previews = undefined;
    this.note = '';
    announce(this, `${this.#what(until)}: ${closed.queues.map(({ name }) => name).join(', ')}.`);
    reportChanged(this);
  }

  override render(): TemplateResult {
    return html`<details>
      <summary class="button">${messages.closeHeading}</summary>
      <form @submit=${(event: Event) => void this.#preview(event)}>
        <fieldset>
          <legend>Which desks</legend>
          <div class="ticks column">
            ${this.queues.map(({ queue, name }) =>
              tick(
                name,
                this.#queues.some((each) => each.queue === queue),
                (on) => this.#choose(queue, on),
              ),
            )}
          </div>
        </fieldset>
        <fieldset>
          <legend>Until when</legend>
          <div class="form">
            <div class="ticks column">
              ${this.#radio('today', messages.restOfToday)} ${this.#radio('time', messages.dayAndTime)}
              ${this.#radio('open', messages.openAgainNow)}
            </div>
            ${this.until === 'time' ? this.#timeFields() : null}
          </div>
        </fieldset>
        <div class="fields">
          ${field({ label: messages.noteForStaff, value: this.note, required: false, most: 200, placeholder: 'Snow', wide: true, onInput: (value) => (this.note = value) })}
        </div>
        ${troubleLine(this.#mutation.trouble)} ${this.previews ? this.#previewed(this.previews) : null}
        <div class="actions">
          <button
            type="submit"
            class="button ${this.previews ? '' : 'primary'}"
            ?disabled=${this.#queues.length === 0}
            aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
          >
            ${this.until === 'open' ? messages.previewOpening : messages.previewClosing}
          </button>
        </div>
      </form>
    </details>`;
  }

  #radio(value: Until, words: string): TemplateResult {
    return radio('until', words, this.until === value, () => this.#set(() => (this.until = value)));
  }

  #timeFields(): TemplateResult {
    const faults = this.#mutation.errors.some(({ field }) => field === 'until') ? 'until-fault' : undefined;
    return html`<div class="fields">
        ${field({ label: 'Day', type: 'date', value: this.date, fault: faults, onInput: (value) => this.#set(() => (this.date = value)) })}
        ${field({ label: 'Time', type: 'time', value: this.time, fault: faults, onInput: (value) => this.#set(() => (this.time = value)) })}
      </div>
      <p class="small soft">By ${zoneName(this.#zone)}.</p>
      ${faults ? html`<p class="fault" id="until-fault">${messages.mustBeFuture}</p>` : null}`;
  }

  #previewed(previews: HoursPreview[]): TemplateResult {
    const until = this.#untilInstant ?? null;
    const nameOf = (queue: string): string => this.queues.find((each) => each.queue === queue)?.name ?? queue;
    return html`<section class="form" aria-labelledby="preview">
      <h3 id="preview" tabindex="-1">${this.#what(until)}</h3>
      ${previews.map((preview) => html`<hours-preview .preview=${preview} name=${nameOf(preview.queue)}></hours-preview>`)}
      <div class="actions">
        <button
          type="button"
          class="button primary"
          aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
          @click=${() => void this.#close()}
        >
          ${until === null ? messages.openAgainNow : messages.closeUntilThen}
        </button>
      </div>
    </section>`;
  }
}

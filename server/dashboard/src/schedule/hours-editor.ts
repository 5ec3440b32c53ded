import {
  changeQueueHours,
  getQueueHours,
  previewHours,
  type Exception,
  type HoursPreview,
  type HoursRules,
  type QueueHours,
  type Season,
  type WeeklyRule,
} from '@askusnow/sdk';
import { type LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { errorsAt } from '../logic/field-errors.js';
import { trimmedException } from '../logic/hours-draft.js';
import { serverNowMs } from '../ui/server-clock.js';
import { countedText } from '../i18n/count-text.js';
import { messages } from '../i18n/schedule.js';
import { wallClock } from '../logic/wall-clock.js';
import './exception-editor.js';
import { tick, troubleLine } from '../ui/form-fields.js';
import './holiday-picker.js';
import './hours-preview.js';
import './season-editor.js';
import './week-editor.js';
import { zoneName } from '../i18n/zone-text.js';

/**
 * Edits a queue's hours. A change is previewed day by day before it can be saved. A refused save keeps what was typed, also
 * after another person's change.
 */
@customElement('hours-editor')
export class HoursEditor extends DashboardElement {
  static override styles = css`
    .preview {
      display: grid;
      gap: var(--space-4);
      padding: var(--space-4);
      border: 1px solid var(--line);
      border-radius: var(--radius-s);
      background: var(--surface-sunk);
    }
  `;

  /** The queue as it was when editing began. */
  @property({ attribute: false }) queue!: QueueHours;
  @state() private preview: HoursPreview | undefined;
  /** What somebody else has saved, once the writer has asked for it. */
  @state() private theirs: QueueHours | undefined;
  #draft = new Draft<HoursRules>(this, {
    words: () => this.queue.hours,
    revision: () => (this.theirs ?? this.queue).revision,
    // By hand: the writer compares first.
    reread: () => undefined,
  });

  /** From here on a newer version of the hours does not change the draft. */
  protected override willUpdate(): void {
    if (!this.hasUpdated) this.#draft.open();
  }

  #change(change: Partial<HoursRules>): void {
    const rows = ({ weekly, seasons, exceptions }: HoursRules): string =>
      [weekly?.length, seasons.map((season) => season.weekly.length), exceptions.length].join(' ');
    const before = rows(this.#draft.words);
    this.#draft.set(change);
    this.preview = undefined;
    // Faults are named by position: after a row is removed they would appear beside another row.
    if (rows(this.#draft.words) !== before) this.#draft.forget();
  }

  #clean(): HoursRules {
    const { words } = this.#draft;
    return { ...words, exceptions: words.exceptions.map(trimmedException) };
  }

  async #preview(event: Event): Promise<void> {
    event.preventDefault();
    const hours = this.#clean();
    const preview = await this.#draft.run(
      () => previewHours(connection, this.queue.queue, { hours }),
      (done) => `Preview: ${countedText(done.days.length, 'day changes', 'days change')}.`,
    );
    if (preview === undefined) return this.#toFault();
    this.preview = preview;
    await this.#focus('#preview');
  }

  async #save(): Promise<void> {
    const saved = await this.#draft.save(
      (_typed, revision) => changeQueueHours(connection, this.queue.queue, { hours: this.#clean(), revision }),
      ({ name }) => messages.hoursSaved(name),
    );
    if (saved === undefined) return this.#toFault();
    reportChanged(this);
    this.#close();
  }

  /** Keeps the draft, and compares it with the hours that another person has saved. */
  async #readAgain(): Promise<void> {
    const fresh = await this.#draft.run(() => getQueueHours(connection, this.queue.queue), messages.hoursReloaded);
    if (fresh === undefined) return;
    this.theirs = fresh;
    this.preview = undefined;
    reportChanged(this);
  }

  #close(): void {
    this.dispatchEvent(new Event('ask-close'));
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** Moves the focus to the first field with a fault. */
  async #toFault(): Promise<void> {
    await this.updateComplete;
    const roots: (Element | ShadowRoot)[] = [this.renderRoot as ShadowRoot];
    for (let root = roots.shift(); root; root = roots.shift()) {
      const field = root.querySelector<HTMLElement>('[aria-invalid]');
      if (field) return field.focus();
      for (const part of root.querySelectorAll<LitElement>('week-editor, season-editor, exception-editor')) {
        await part.updateComplete;
        if (part.shadowRoot) roots.push(part.shadowRoot);
      }
    }
  }

  override render(): TemplateResult {
    const { errors } = this.#draft;
    const today = wallClock(serverNowMs(), this.queue.zone).date;
    return html`<form @submit=${(event: Event) => void this.#preview(event)}>
      <p class="small soft">${messages.allTimesIn(zoneName(this.queue.zone))}</p>
      <h3>Every week</h3>
      ${tick(messages.hoursKnown, this.#draft.words.weekly !== null, (known) => this.#change({ weekly: known ? (this.queue.hours.weekly ?? []) : null }))}
      ${
        this.#draft.words.weekly === null
          ? html`<p class="soft">${messages.noHoursNote}</p>`
          : html`<week-editor
              .rules=${this.#draft.words.weekly}
              path="hours.weekly"
              .errors=${errors}
              @ask-draft=${({ detail }: CustomEvent<WeeklyRule[]>) => this.#change({ weekly: detail })}
            ></week-editor>`
      }
      <h3>Seasons</h3>
      <p class="small soft">${messages.seasonsNote}</p>
      <season-editor
        .seasons=${this.#draft.words.seasons}
        path="hours.seasons"
        today=${today}
        .errors=${errors}
        @ask-draft=${({ detail }: CustomEvent<Season[]>) => this.#change({ seasons: detail })}
      ></season-editor>
      <h3>${messages.specialDays}</h3>
      <p class="small soft">${messages.specialDaysNote}</p>
      <exception-editor
        .exceptions=${this.#draft.words.exceptions}
        path="hours.exceptions"
        today=${today}
        .errors=${errors}
        @ask-draft=${({ detail }: CustomEvent<Exception[]>) => this.#change({ exceptions: detail })}
      ></exception-editor>
      <holiday-picker
        queue=${this.queue.queue}
        today=${today}
        .exceptions=${this.#draft.words.exceptions}
        @ask-draft=${({ detail }: CustomEvent<Exception[]>) => this.#change({ exceptions: detail })}
      ></holiday-picker>
      ${troubleLine(this.#draft.trouble)} ${this.#elsewhere()} ${this.preview ? this.#previewed(this.preview) : null}
      <div class="actions">
        <button
          type="submit"
          class="button ${this.preview ? '' : 'primary'}"
          aria-disabled=${this.#draft.busy ? 'true' : 'false'}
        >
          ${messages.previewChange}
        </button>
        <button type="button" class="button" @click=${() => this.#close()}>${WORDS.cancel}</button>
      </div>
    </form>`;
  }

  /** Faults that belong to no row. */
  #elsewhere(): TemplateResult | null {
    const rows = ['hours.weekly', 'hours.seasons', 'hours.exceptions'];
    const shown = rows.flatMap((path) => errorsAt(this.#draft.errors, path));
    const rest = this.#draft.errors.filter((error) => !shown.includes(error));
    if (this.#draft.isStale) {
      return html`<div class="actions">
        <button type="button" class="button primary" @click=${() => void this.#readAgain()}>
          ${messages.reloadKeepEdits}
        </button>
      </div>`;
    }
    return rest.length === 0 ? null : html`<p class="fault">${rest.map(({ message }) => message).join('; ')}</p>`;
  }

  #previewed(preview: HoursPreview): TemplateResult {
    return html`<section class="preview" aria-labelledby="preview">
      <h3 id="preview" tabindex="-1">What changes</h3>
      <hours-preview .preview=${preview}></hours-preview>
      <div class="actions">
        <button
          type="button"
          class="button primary"
          aria-disabled=${this.#draft.busy ? 'true' : 'false'}
          @click=${() => void this.#save()}
        >
          ${messages.saveHours}
        </button>
      </div>
    </section>`;
  }
}

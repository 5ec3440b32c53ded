import {
  addAlert,
  ALERT_CHARS_MAX,
  changeAlert,
  getLibraryMessage,
  MESSAGE_LENGTH,
  setLibraryMessage,
  type Alert,
  type LibraryMessageView,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { serverNowMs } from '../ui/server-clock.js';
import { messages } from '../i18n/alerts.js';
import { WORDS } from '../i18n/words.js';
import { zoneName } from '../i18n/zone-text.js';
import { errorsAt } from '../logic/field-errors.js';
import { HOUR_MS } from '../logic/lengths.js';
import { instantMs, wallClock } from '../logic/wall-clock.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { announce } from '../ui/events.js';
import { field, tick, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** A form for one alert. A sentence for patrons is a field of its own, which a tick opens: the alert stays internal. */
@customElement('alert-form')
export class AlertForm extends DashboardElement {
  @property() library = '';
  @property() zone = '';
  /** Undefined: a new one. */
  @property({ attribute: false }) alert: Alert | undefined;
  /** As it is stored now; undefined: it has ended, or is new. */
  @property({ attribute: false }) stored: Alert | undefined;
  /** Called when it is saved, and when the writer closes the form. */
  @property({ attribute: false }) onClosed: () => void = () => {};
  /** Reads the list. */
  @property({ attribute: false }) onReread: () => Promise<unknown> = () => Promise.resolve();
  @state() private isPublic = false;
  @state() private sentence = '';
  /** The sentence that patrons see, as the form shows it: that one is replaced. Undefined: not read yet. */
  @state() private replaces: LibraryMessageView | undefined;
  /** Saved by this form, which stays open where the sentence is refused. */
  #saved: Alert | undefined;
  #draft = new Draft(this, {
    words: () => {
      const { zone } = this;
      // At 5 PM, of the next day where that is over.
      const end = wallClock(this.#read ? Date.parse(this.#read.until) : serverNowMs() + 7 * HOUR_MS, zone);
      return { text: this.#read?.text ?? '', day: end.date, time: this.#read ? end.time : '17:00' };
    },
    revision: () => Math.max(this.#saved?.revision ?? 0, (this.stored ?? this.alert)?.revision ?? 0),
    reread: () => this.onReread(),
  });
  #reading = new Mutation(this);
  #publishing = new Mutation(this);

  /** The alert as this form knows it. */
  get #read(): Alert | undefined {
    return this.#saved ?? this.alert;
  }

  protected override willUpdate(): void {
    if (!this.hasUpdated) this.#draft.open();
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('textarea')?.focus();
  }

  /** As it was where nobody has moved it: the clock's hour that comes twice, and seconds, are not in the fields. */
  #until(): string {
    const { zone } = this;
    const { day: date, time } = this.#draft.words;
    const before = this.#read && wallClock(Date.parse(this.#read.until), zone);
    if (before?.date === date && before.time === time) return this.#read!.until;
    const ms = instantMs({ date, time }, zone);
    return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { replaces } = this;
    if (this.isPublic && replaces === undefined) return this.#readSentence();
    const until = this.#until();
    this.#publishing.forget();
    const saved = await this.#saveAlert(until);
    if (saved === undefined) return;
    if (this.isPublic && replaces !== undefined) {
      const message = { text: this.sentence.trim(), until, revision: replaces.revision };
      const shown = await this.#publishing.run(() => setLibraryMessage(connection, this.library, message));
      if (this.#publishing.isStale) await this.#readSentence();
      if (shown === undefined) return;
    }
    announce(this, (this.isPublic ? messages.savedBoth : messages.saved)(saved.until, this.zone));
    this.onClosed();
  }

  async #readSentence(): Promise<void> {
    this.replaces = await this.#reading.run(() => getLibraryMessage(connection, this.library));
  }

  #show(isPublic: boolean): void {
    this.isPublic = isPublic;
    if (isPublic) void this.#readSentence();
  }

  async #saveAlert(until: string): Promise<Alert | undefined> {
    const draft = this.#draft;
    const saved = await draft.save(async ({ text }, revision) => {
      const alert = { text: text.trim(), until, revision };
      this.#saved =
        this.#read === undefined
          ? await addAlert(connection, this.library, alert)
          : await changeAlert(connection, this.library, this.#read.id, alert);
      return this.#saved;
    });
    if (saved === undefined && !draft.isStale) await this.onReread();
    // A sentence that is refused leaves the form open: the next press changes this alert.
    draft.begin();
    return saved;
  }

  override render(): TemplateResult {
    const draft = this.#draft;
    const untilFault = errorsAt(draft.errors, 'until').length > 0 ? 'until-fault' : undefined;
    return html`<form class="screen-only" @submit=${(event: SubmitEvent) => void this.#save(event)}>
      ${
        draft.trouble?.code === 'not-found'
          ? html`<p class="trouble">${messages.endedMeanwhile}</p>`
          : draft.line(WORDS.changedMeanwhile(this.stored?.by ?? ''))
      }
      ${draft.field('text', { label: messages.text, rows: 3, isFree: true, most: ALERT_CHARS_MAX, hint: messages.textHint })}
      <div>
        <div class="fields">
          ${draft.field('day', { label: WORDS.lastDay, type: 'date', fault: untilFault })}
          ${draft.field('time', { label: WORDS.endsAt, type: 'time', fault: untilFault })}
        </div>
        <p class="small soft">${messages.byZone(zoneName(this.zone))}</p>
        ${untilFault ? html`<p class="fault" id=${untilFault}>${messages.untilFault}</p>` : null}
      </div>
      ${tick(messages.alsoPublic, this.isPublic, (isPublic) => this.#show(isPublic))}
      ${this.isPublic ? this.#sentence() : null}
      <div class="actions">
        <button
          type="submit"
          class="button primary"
          aria-disabled=${draft.busy || this.#reading.busy || this.#publishing.busy ? 'true' : 'false'}
        >
          ${messages.save}
        </button>
        <button type="button" class="button" @click=${() => this.onClosed()}>${WORDS.cancel}</button>
      </div>
    </form>`;
  }

  #sentence(): TemplateResult {
    const { errors, trouble } = this.#publishing;
    const isFaulty = (name: string): boolean => errorsAt(errors, name).length > 0;
    const fault = isFaulty('text') || isFaulty('until') ? 'sentence-fault' : undefined;
    const { isStale } = this.#publishing;
    return html`<div>
      ${troubleLine(this.#reading.trouble)} ${isStale ? html`<p class="trouble">${messages.sentenceChanged}</p>` : null}
      ${this.replaces === undefined ? null : html`<p class="small" dir="auto">${messages.patronsSee(this.replaces.message, this.zone)}</p>`}
      ${field({ label: WORDS.sentenceForPatrons, value: this.sentence, fault, most: MESSAGE_LENGTH, wide: true, onInput: (sentence) => (this.sentence = sentence) })}
      <p class="small soft">${messages.sentenceHint}</p>
      ${
        fault === undefined
          ? troubleLine(isStale ? undefined : trouble)
          : html`<p class="fault" id=${fault}>
              ${isFaulty('text') ? messages.sentenceFault : messages.sentenceUntilFault}
            </p>`
      }
    </div>`;
  }
}

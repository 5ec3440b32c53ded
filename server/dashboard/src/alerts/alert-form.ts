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
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { serverNowMs } from '../app/server-clock.js';
import { messages } from '../i18n/alerts.js';
import { zoneName } from '../i18n/zone-text.js';
import { errorsAt } from '../logic/field-errors.js';
import { HOUR_MS } from '../logic/lengths.js';
import { instantMs, wallClock } from '../logic/wall-clock.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { announce } from '../ui/events.js';
import { faults, field, tick, troubleLine } from '../ui/form-fields.js';
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
  /** Called when it could not be saved: the list may have changed. */
  @property({ attribute: false }) onRefused: () => Promise<void> = () => Promise.resolve();
  @state() private text = '';
  @state() private day = '';
  @state() private time = '17:00';
  @state() private isPublic = false;
  @state() private sentence = '';
  /** The sentence that patrons see, as the form shows it: that one is replaced. Undefined: not read yet. */
  @state() private replaces: LibraryMessageView | undefined;
  /** Of the alert as it was read, or saved by this form. */
  #id: number | null = null;
  #revision = 0;
  #alerting = new Mutation(this);
  #reading = new Mutation(this);
  #publishing = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    // From when what is stored now is shown above the form, a press replaces it knowingly.
    if (this.#isStale) this.#revision = this.stored?.revision ?? this.#revision;
    if (!changed.has('zone') || this.day !== '') return;
    const { alert, zone } = this;
    this.#id = alert?.id ?? null;
    this.#revision = alert?.revision ?? 0;
    this.text = alert?.text ?? '';
    // At 5 PM, of the next day where that is over.
    const end = wallClock(alert ? Date.parse(alert.until) : serverNowMs() + 7 * HOUR_MS, zone);
    this.day = end.date;
    if (alert) this.time = end.time;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('textarea')?.focus();
  }

  /** As it was where nobody has moved it: the clock's hour that comes twice, and seconds, are not in the fields. */
  #until(): string {
    const { alert, day: date, time, zone } = this;
    const before = alert && wallClock(Date.parse(alert.until), zone);
    if (before?.date === date && before.time === time) return alert!.until;
    const ms = instantMs({ date, time }, zone);
    return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { replaces } = this;
    if (this.isPublic && replaces === undefined) return this.#read();
    const until = this.#until();
    this.#publishing.forget();
    const saved = await this.#saveAlert(until);
    if (saved === undefined) return;
    if (this.isPublic && replaces !== undefined) {
      const message = { text: this.sentence.trim(), until, revision: replaces.revision };
      const shown = await this.#publishing.run(() => setLibraryMessage(connection, this.library, message));
      if (this.#publishing.trouble?.code === 'stale-revision') await this.#read();
      if (shown === undefined) return;
    }
    announce(this, (this.isPublic ? messages.savedBoth : messages.saved)(saved.until, this.zone));
    this.onClosed();
  }

  /** Somebody else saved the alert since it was read here. */
  get #isStale(): boolean {
    return this.#alerting.trouble?.code === 'stale-revision';
  }

  async #read(): Promise<void> {
    this.replaces = await this.#reading.run(() => getLibraryMessage(connection, this.library));
  }

  #show(isPublic: boolean): void {
    this.isPublic = isPublic;
    if (isPublic) void this.#read();
  }

  async #saveAlert(until: string): Promise<Alert | undefined> {
    const alert = { text: this.text.trim(), until, revision: this.#revision };
    const saved = await this.#alerting.run(() =>
      this.#id === null
        ? addAlert(connection, this.library, alert)
        : changeAlert(connection, this.library, this.#id, alert),
    );
    if (saved === undefined) {
      await this.onRefused();
      return undefined;
    }
    // A sentence that is refused leaves the form open: the next press changes this alert.
    this.#id = saved.id;
    this.#revision = saved.revision;
    return saved;
  }

  override render(): TemplateResult {
    const { errors } = this.#alerting;
    const faultOf = (name: string): string | undefined =>
      errorsAt(errors, name).length > 0 ? `${name}-fault` : undefined;
    return html`<form class="screen-only" @submit=${(event: SubmitEvent) => void this.#save(event)}>
      ${this.#trouble()}
      <div>
        <label>
          ${messages.text}
          <textarea
            rows="3"
            required
            dir="auto"
            maxlength=${ALERT_CHARS_MAX}
            .value=${this.text}
            aria-invalid=${faultOf('text') ? 'true' : nothing}
            aria-describedby=${faultOf('text') ?? 'text-hint'}
            @input=${(event: InputEvent) => (this.text = (event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </label>
        <p class="small soft" id="text-hint">${messages.textHint}</p>
        ${faults('text-fault', errorsAt(errors, 'text'))}
      </div>
      <div>
        <div class="fields">
          ${field({ label: messages.day, type: 'date', value: this.day, fault: faultOf('until'), onInput: (day) => (this.day = day) })}
          ${field({ label: messages.time, type: 'time', value: this.time, fault: faultOf('until'), onInput: (time) => (this.time = time) })}
        </div>
        <p class="small soft">${messages.byZone(zoneName(this.zone))}</p>
        ${faultOf('until') ? html`<p class="fault" id="until-fault">${messages.untilFault}</p>` : null}
      </div>
      ${tick(messages.alsoPublic, this.isPublic, (isPublic) => this.#show(isPublic))}
      ${this.isPublic ? this.#sentence() : null}
      <div class="actions">
        <button
          type="submit"
          class="button primary"
          aria-disabled=${this.#alerting.busy || this.#reading.busy || this.#publishing.busy ? 'true' : 'false'}
        >
          ${messages.save}
        </button>
        <button type="button" class="button" @click=${() => this.onClosed()}>${messages.cancel}</button>
      </div>
    </form>`;
  }

  #trouble(): TemplateResult | null {
    const { trouble, errors } = this.#alerting;
    if (this.#isStale && this.stored) return html`<p class="trouble">${messages.changedMeanwhile(this.stored.by)}</p>`;
    if (trouble?.code === 'not-found') return html`<p class="trouble">${messages.endedMeanwhile}</p>`;
    return errors.length === 0 ? troubleLine(trouble) : null;
  }

  #sentence(): TemplateResult {
    const { errors, trouble } = this.#publishing;
    const isFaulty = (name: string): boolean => errorsAt(errors, name).length > 0;
    const fault = isFaulty('text') || isFaulty('until') ? 'sentence-fault' : undefined;
    const isStale = trouble?.code === 'stale-revision';
    return html`<div>
      ${troubleLine(this.#reading.trouble)} ${isStale ? html`<p class="trouble">${messages.sentenceChanged}</p>` : null}
      ${this.replaces === undefined ? null : html`<p class="small" dir="auto">${messages.patronsSee(this.replaces.message, this.zone)}</p>`}
      ${field({ label: messages.sentence, value: this.sentence, fault, most: MESSAGE_LENGTH, wide: true, onInput: (sentence) => (this.sentence = sentence) })}
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

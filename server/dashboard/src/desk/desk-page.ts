import {
  getDeskClock,
  getQueueHours,
  type DeskState,
  type QueuePresence,
  type Role,
  type Session,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Heartbeats } from './heartbeats.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { announce } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { serverNowMs } from '../ui/server-clock.js';
import { readerMayChange } from '../ui/reader.js';
import { page } from '../styles/page.js';
import { tones } from '../styles/tones.js';
import { pageHref } from '../ui/route.js';
import { ownHour } from '../i18n/session-text.js';
import { DESK_STATES, DESK_WORDS, otherSourceText, patronsSeeText, seenText } from '../i18n/desk-text.js';
import { afterClosingText } from '../i18n/after-closing-text.js';
import { messages } from '../i18n/desk.js';
import '../ui/notice-card.js';

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const clock = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', second: '2-digit' });

/** The page where staff set their desk's status. */
@customElement('desk-page')
export class DeskPage extends DashboardElement {
  static override styles = [
    page,
    tones,
    css`
      .switch {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr));
        gap: var(--space-3);
      }

      .switch .button {
        min-height: 5rem;
        border-width: 2px;
        font-size: var(--text-l);
      }

      .switch [aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }

      .past {
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--tone);
        border-radius: var(--radius-s);
        background: var(--tone-soft);
      }

      .beat {
        display: grid;
        gap: var(--space-2);
      }

      @media (forced-colors: active) {
        .switch [aria-pressed='true'] {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  /** Null: the account's only one. */
  @property({ attribute: false }) queue: string | null = null;
  @property({ attribute: false }) queues: Session['queues'] = [];
  @property() reader: Role = 'desk';
  /** When an unused desk's browser is signed out; null for a liaison and a coordinator. */
  @property({ attribute: false }) signedInUntil: string | null = null;
  @state() private readName = '';
  /** What the reader may open; of a desk at which their library owes hours, and which it does not name, the clock alone. */
  @state() private opens: 'reading' | 'desk' | 'clock' = 'desk';
  #heartbeats = new Heartbeats(this);
  #announced: string | null = null;

  get #attended(): string | null {
    const [only, ...more] = this.queues;
    return this.queue ?? (more.length === 0 ? (only?.id ?? null) : null);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('queue') && !changed.has('queues')) return;
    const queue = this.#attended;
    // After signing in again the queues are read anew, and who is at the desk is still there.
    if (queue === null || queue === this.#heartbeats.queue) return;
    this.readName = this.queues.find(({ id }) => id === queue)?.name ?? '';
    if (this.readName === '') void this.#readName(queue);
    void this.#heartbeats.attend(queue);
  }

  /** A liaison's session does not name queues. */
  async #readName(queue: string): Promise<void> {
    this.opens = 'reading';
    const hours = await getQueueHours(connection, queue).catch(() => undefined);
    const clock = hours ?? (await getDeskClock(connection, queue).catch(() => undefined));
    if (queue !== this.#attended) return;
    this.readName = clock?.name ?? '';
    this.opens = hours === undefined && clock !== undefined ? 'clock' : 'desk';
  }

  get #afterClosingText(): string | null {
    return afterClosingText(this.#heartbeats.presence?.afterClosing ?? null, ownZone, serverNowMs());
  }

  protected override updated(): void {
    const text = this.#afterClosingText;
    if (text === this.#announced) return;
    this.#announced = text;
    if (text !== null) announce(this, text);
  }

  /** Whether this page keeps the desk's status: where it is left, the status becomes Away. */
  get isAnswering(): boolean {
    const { status } = this.#heartbeats;
    return status === 'available' || status === 'busy';
  }

  /** Called on sign-out: sets the status to Away. */
  leave(): Promise<void> {
    return this.#heartbeats.leave();
  }

  async #say(state: DeskState): Promise<void> {
    await this.#heartbeats.say(state);
    if (this.#heartbeats.fault === undefined) announce(this, messages.statusSet(DESK_WORDS[state].word));
  }

  /** The switch comes first: what stands below it is loaded after it. */
  protected override firstUpdated(): void {
    void Promise.all([import('./desk-hours.js'), import('./desk-clock.js'), import('../help/help-call.js')]).catch(
      () => undefined,
    );
  }

  override render(): TemplateResult {
    const queue = this.#attended;
    if (queue === null) return this.#choice();
    const { fault } = this.#heartbeats;
    if (fault === 'not-found' && this.opens === 'desk')
      return html`<notice-card level="1" failure="not-found"></notice-card>`;
    return html`<div class="top">
        <h1 tabindex="-1">${this.readName || 'Desk'}</h1>
      </div>
      <div class="stack">
        ${fault === 'not-found' ? html`<desk-clock .queue=${queue} alone></desk-clock>` : this.#desk(queue)}
      </div>`;
  }

  #desk(queue: string): TemplateResult {
    const { presence } = this.#heartbeats;
    const other = presence && otherSourceText(presence);
    const byHours = presence?.source === null;
    return html`${
        other !== undefined
          ? html`<p class="panel">${other}</p>
              ${this.#afterClosing()}`
          : byHours
            ? null
            : presence?.settable === false
              ? this.#notTheirs(presence)
              : this.#switch()
      }
      <desk-hours
        class="panel"
        .queue=${queue}
        .only=${byHours ? html`${messages.byHours} <a href=${pageHref('policies')}>${messages.contacts}</a>` : ''}
      ></desk-hours>
      <desk-clock .queue=${queue}></desk-clock>
      ${
        readerMayChange()
          ? html`<help-call class="panel" .queue=${queue} .name=${this.readName} .reader=${this.reader}></help-call>`
          : null
      }`;
  }

  #choice(): TemplateResult {
    return html`<h1 tabindex="-1">Desk</h1>
      ${
        this.queues.length === 0
          ? html`<p>${messages.noDesk}</p>`
          : html`<ul>
              ${this.queues.map(({ id, name }) => html`<li><a href=${pageHref('desk', id)}>${name}</a></li>`)}
            </ul>`
      }`;
  }

  #afterClosing(): TemplateResult | null {
    const text = this.#afterClosingText;
    return text === null ? null : html`<p class="warn past">${text}</p>`;
  }

  #notTheirs(presence: QueuePresence): TemplateResult {
    const seen = seenText(presence);
    return html`<section class="panel">
      <p class=${seen.tone}>Seen now: <span class="chip">${seen.word}</span></p>
      ${this.#afterClosing()} ${readerMayChange() ? html`<p>${messages.sharedDesk}</p>` : null}
    </section>`;
  }

  #switch(): TemplateResult {
    const { status, presence } = this.#heartbeats;
    const seen = presence && patronsSeeText(presence);
    return html`<section class="panel form" aria-labelledby="now">
      <h2 id="now">${messages.statusHeading}</h2>
      <div class="switch" role="group" aria-labelledby="now">
        ${DESK_STATES.map(
          (state) =>
            html`<button
              type="button"
              class="button"
              aria-pressed=${state === status ? 'true' : 'false'}
              @click=${() => void this.#say(state)}
            >
              ${state === status ? html`<span aria-hidden="true">✓</span>` : null}${DESK_WORDS[state].word}
            </button>`,
        )}
      </div>
      <div class="beat">
        <p>${status === null ? messages.noStatus : DESK_WORDS[status].means}</p>
        ${this.#beat()}
        ${seen ? html`<p class=${seen.tone}>${messages.patronsSee} <span class="chip">${seen.word}</span></p>` : null}
        ${this.#afterClosing()}
        ${presence?.heldUntil ? html`<p class="small soft">${messages.shownFrom(clock.format(new Date(presence.heldUntil)))}</p>` : null}
        <p class="small soft">${messages.keepOpen}</p>
        <details class="small">
          <summary>${messages.whyOpen}</summary>
          <p>${messages.whyOpenText}</p>
          ${this.signedInUntil === null ? null : html`<p>${messages.signedInUntil(ownHour(this.signedInUntil))}</p>`}
        </details>
      </div>
    </section>`;
  }

  #beat(): TemplateResult | null {
    const { fault, receivedAt, slept, status } = this.#heartbeats;
    const at = (ms: number): string => clock.format(new Date(ms));
    return html`${
      fault === undefined
        ? receivedAt === null || status === null
          ? null
          : html`<p class="small" data-received=${receivedAt}>
              ${messages.heartbeatReceived(clock.format(new Date(receivedAt)))}
            </p>`
        : html`<p class="trouble">
            ${messages.heartbeatRetry(
              fault === 'out-of-reach' ? messages.heartbeatUnreachable : messages.heartbeatFailed,
            )}
          </p>`
    }
    ${slept && status !== null ? html`<p class="trouble">${messages.asleep(at(slept.fromMs), at(slept.toMs), DESK_WORDS[status].word)}</p>` : null}`;
  }
}

import { endAlert, getAlerts, getAllAlerts, type Alert, type AlertList } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { libraryPageHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import { messages } from '../i18n/alerts.js';
import { WORDS } from '../i18n/words.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { confirmation } from '../ui/confirmation.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import { troubleLine } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import './alert-form.js';

/** The longest that a timer can wait. Units: ms. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const newsText = (before: AlertList | undefined, { alerts }: AlertList): string =>
  before === undefined ? '' : messages.news(alerts.filter(({ id }) => !before.alerts.some((each) => each.id === id)));

/** What those who answer chats should know until a time. An alert is gone at its end, without another reading. */
@customElement('alert-panel')
export class AlertPanel extends DashboardElement {
  static override styles = [
    confirmation,
    tones,
    listPanelStyles,
    css`
      ul {
        display: grid;
        gap: var(--space-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      .alert {
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--line);
        border-inline-start: 0.375rem solid var(--tone);
        border-radius: var(--radius-s);
      }

      .text {
        white-space: pre-line;
      }
    `,
  ];

  /** '': all libraries. */
  @property() library = '';
  /** True beside what is only read: nothing can be changed, and without an alert there is no panel. */
  @property({ type: Boolean }) reading = false;
  /** The alert that is written: `new`, or one that there is. */
  @state() private writing: Alert | 'new' | undefined;
  #list = new LiveQuery<AlertList>(
    this,
    ['workspace', 'queue'],
    () => (this.library === '' ? getAllAlerts(connection) : getAlerts(connection, this.library)),
    newsText,
  );
  #mutation = new Mutation(this);
  #ending = new EntryRemoval<Alert>(this, this.#mutation, {
    button: messages.end,
    yes: WORDS.endYes,
    name: messages.about,
    ask: () => messages.endAsk,
    said: () => messages.ended,
    remove: (alert) => endAlert(connection, alert.library.id, alert.id, alert),
    reread: () => this.#list.ask(),
  });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.addController({ hostDisconnected: () => clearTimeout(this.#timer) });
  }

  protected override firstUpdated(): void {
    if (this.library === '') void this.#list.ask();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library') || this.library === '') return;
    this.writing = undefined;
    void this.#list.ask({ keep: false });
  }

  /** Rendered again when the next alert ends. Hidden where a reader has none. */
  protected override updated(): void {
    this.hidden = this.reading && this.#list.failure === undefined && this.#current.length === 0;
    clearTimeout(this.#timer);
    const ends = this.#current.map(({ until }) => Date.parse(until));
    if (ends.length === 0) return;
    const waitMs = Math.max(0, Math.min(...ends) - serverNowMs());
    this.#timer = setTimeout(() => this.requestUpdate(), Math.min(waitMs, MAX_TIMER_MS));
  }

  get #current(): Alert[] {
    return (this.#list.last?.alerts ?? []).filter(({ until }) => Date.parse(until) > serverNowMs());
  }

  get #mayWrite(): boolean {
    return readerMayChange() && !this.reading;
  }

  async #close(): Promise<void> {
    this.writing = undefined;
    await this.updateComplete;
    // The button that had the focus is gone.
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  override render(): TemplateResult {
    return listPanel(
      { id: 'alerts', heading: messages.heading, what: this.reading ? messages.whatToRead : messages.what },
      this.#list,
      ({ zone }) => this.#content(zone),
    );
  }

  #content(zone: string | null): TemplateResult {
    const current = this.#current;
    return html`${
      current.length === 0
        ? html`<p>${messages.none}</p>`
        : html`<ul>
            ${repeat(
              current,
              ({ id }) => id,
              (alert) => this.#alert(alert),
            )}
          </ul>`
    }
    ${troubleLine(this.#mutation.trouble)} ${this.#mayWrite && zone !== null ? this.#write(zone) : null}`;
  }

  #alert(alert: Alert): TemplateResult {
    const { library, text } = alert;
    return html`<li class="alert warn">
      ${
        this.library === ''
          ? html`<h3><a href=${libraryPageHref(library.id, 'policies')}>${library.name}</a></h3>`
          : null
      }
      <p class="text" dir="auto">${text}</p>
      <p class="small soft">${messages.until(alert)}</p>
      ${this.#mayWrite && this.writing === undefined ? this.#buttons(alert) : null}
    </li>`;
  }

  #buttons(alert: Alert): TemplateResult {
    return html`<div class="actions screen-only">
      <button type="button" class="button" @click=${() => (this.writing = alert)}>
        ${WORDS.change}<span class="visually-hidden"> ${messages.about(alert)}</span>
      </button>
      ${this.#ending.button(alert)}
    </div>`;
  }

  #write(zone: string): TemplateResult {
    const { writing } = this;
    if (writing === undefined)
      return html`<div class="screen-only">
        <button type="button" class="button" @click=${() => (this.writing = 'new')}>${messages.add}</button>
      </div>`;
    const alert = writing === 'new' ? undefined : writing;
    return html`<alert-form
      .library=${this.library}
      .zone=${zone}
      .alert=${alert}
      .stored=${this.#list.last?.alerts.find(({ id }) => id === alert?.id)}
      .onClosed=${() => void this.#close()}
      .onReread=${() => this.#list.ask()}
    ></alert-form>`;
  }
}

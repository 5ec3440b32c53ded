import {
  addAlert,
  ALERT_CHARS_MAX,
  changeAlert,
  endAlert,
  getAlerts,
  getAllAlerts,
  type Alert,
  type AlertList,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { libraryPageHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import { messages } from '../i18n/alerts.js';
import { WORDS } from '../i18n/words.js';
import { HOUR_MS } from '../logic/lengths.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { confirmation } from '../ui/confirmation.js';
import { endFields, typedEnd, typedInstant, type TypedEnd } from '../ui/end-fields.js';
import { EntryEditor } from '../ui/entry-editor.js';
import { tick } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import '../message/message-panel.js';

interface Typed extends TypedEnd {
  text: string;
  /** A sentence for patrons is written next: the alert stays internal. */
  isPublicToo: boolean;
}

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
      .alert {
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--line);
        border-inline-start: 0.375rem solid var(--tone);
        border-radius: var(--radius-s);
      }

      message-panel {
        display: block;
        margin-block-start: var(--space-5);
      }
    `,
  ];

  /** '': all libraries. */
  @property() library = '';
  /** True beside what is only read: nothing can be changed, and without an alert there is no panel. */
  @property({ type: Boolean }) reading = false;
  /** True where the page has the button that adds one. */
  @property({ type: Boolean }) addedAbove = false;
  /** When the alert ends for which a sentence for patrons is written. */
  @state() private sentenceUntil: string | undefined;
  #list = new LiveQuery<AlertList>(
    this,
    ['workspace', 'queue'],
    () => (this.library === '' ? getAllAlerts(connection) : getAlerts(connection, this.library)),
    newsText,
  );
  #editor = new EntryEditor<Alert, Typed, Alert & { isPublicToo: boolean }>(this, {
    all: () => this.#current,
    reread: () => this.#list.ask(),
    name: messages.about,
    typed: (alert) => ({
      text: alert?.text ?? '',
      // At 5 PM, of the next day where that is over.
      ...typedEnd(alert ? Date.parse(alert.until) : serverNowMs() + 7 * HOUR_MS, this.#zone),
      ...(alert ? {} : { time: '17:00' }),
      isPublicToo: false,
    }),
    fields: (draft) => html`
      ${draft.field('text', { label: messages.text, rows: 3, isFree: true, most: ALERT_CHARS_MAX, hint: messages.textHint })}
      ${endFields(draft, this.#zone, messages.untilFault)}
      ${tick(messages.alsoPublic, draft.words.isPublicToo, (isPublicToo) => draft.set({ isPublicToo }))}
    `,
    save: (typed, revision, alert) => this.#save(typed, revision, alert),
    onSaved: ({ until, isPublicToo }) => (this.sentenceUntil = isPublicToo ? until : undefined),
    saved: (typed) => messages.saved(typedInstant(typed, this.#zone), this.#zone),
    remove: (alert) => endAlert(connection, alert.library.id, alert.id, alert),
    show: (alert) => this.#alert(alert),
    mayAdd: () => this.#mayWrite && !this.addedAbove,
    mayChange: () => this.#mayWrite,
    onChange: () => (this.sentenceUntil = undefined),
    by: ({ by }) => by,
    button: messages.end,
    yes: WORDS.endYes,
    messages,
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
    this.#editor.end();
    this.sentenceUntil = undefined;
    void this.#list.ask({ keep: false });
  }

  /** Opens the form for a new alert, also where the list is not read yet. */
  async add(): Promise<void> {
    if (this.#list.last === undefined) await this.#list.ask();
    await this.#editor.add();
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

  get #zone(): string {
    return this.#list.last?.zone ?? 'UTC';
  }

  get #mayWrite(): boolean {
    return readerMayChange() && !this.reading && this.library !== '';
  }

  async #save({ text, isPublicToo, ...end }: Typed, revision: number, alert: Alert | undefined) {
    const change = { text: text.trim(), until: typedInstant(end, this.#zone, alert?.until), revision };
    const saved = alert
      ? await changeAlert(connection, this.library, alert.id, change)
      : await addAlert(connection, this.library, { ...change, revision: 0 });
    return { ...saved, isPublicToo };
  }

  override render(): TemplateResult {
    return html`${listPanel(
      { id: 'alerts', heading: messages.heading, what: this.reading ? messages.whatToRead : messages.what },
      this.#list,
      () => this.#editor.render(),
    )}
    ${
      this.sentenceUntil === undefined
        ? null
        : html`<message-panel .library=${this.library} .writtenUntil=${this.sentenceUntil}></message-panel>`
    }`;
  }

  #alert(alert: Alert): TemplateResult {
    const { library, text } = alert;
    return html`<div class="alert warn">
      ${
        this.library === ''
          ? html`<h3><a href=${libraryPageHref(library.id, 'policies')}>${library.name}</a></h3>`
          : null
      }
      <p class="written" dir="auto">${text}</p>
      <p class="small soft">${messages.until(alert)}</p>
    </div>`;
  }
}

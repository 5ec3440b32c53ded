import {
  AUDIT_KINDS,
  ID_PATTERN,
  getAudit,
  getAuditPeople,
  toAuditCsvUrl,
  toAuditJsonUrl,
  type AuditFilter,
  type AuditKind,
  type AuditLog,
  type AuditPeople,
  type Session,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages as appMessages } from '../i18n/app.js';
import { KIND_WORDS, messages } from '../i18n/audit.js';
import { WORDS } from '../i18n/words.js';
import { countedText } from '../i18n/count-text.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { addDays } from '../logic/wall-clock.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { addressChoice, addressValue, keepInAddress } from '../ui/address.js';
import { field, tick } from '../ui/form-fields.js';
import { ListPage } from '../ui/list-page.js';
import { pageTop } from '../ui/page-top.js';
import { Query } from '../ui/query.js';
import { isWide } from '../ui/window-width.js';
import './audit-table.js';
import '../ui/notice-card.js';
import '../ui/page-bar.js';

/** An entry is several lines on a phone. */
const PAGE_ENTRIES = 25;

/** In the address. */
const SIGN_INS = 'sign-ins';

const dateOf = (text: string): string => (Number.isNaN(Date.parse(`${text}T00:00Z`)) ? '' : text);
const accountOf = (text: string): string => (/^[1-9]\d{0,8}$/.test(text) ? text : '');
const idOf = (text: string): string => (ID_PATTERN.test(text) ? text : '');

/** The start of a day by the reader's clock; undefined: none is set, or it is still being typed. */
const startOf = (date: string): string | undefined =>
  /^20\d\d-/.test(date) ? new Date(`${date}T00:00`).toISOString() : undefined;

/** The coordinator's page of the audit log. */
@customElement('audit-page')
export class AuditPage extends DashboardElement {
  static override styles = [
    page,
    css`
      form {
        margin-bottom: var(--space-4);
      }

      .filters {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr));
        gap: var(--space-3) var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) libraries: Session['libraries'] = [];
  @state() private account = accountOf(addressValue('account'));
  @state() private kind: AuditKind | '' = addressChoice<AuditKind | ''>('kind', AUDIT_KINDS, '');
  @state() private library = idOf(addressValue('library'));
  @state() private from = dateOf(addressValue('from'));
  @state() private to = dateOf(addressValue('to'));
  @state() private signIns = addressValue('show') === SIGN_INS;
  /** On a phone the filters are folded, so that the entries come first. */
  #isWide = isWide();
  #log = new Query<AuditLog>(this);
  #people = new Query<AuditPeople>(this);
  #page = new ListPage(this, () => void this.#load(), 'q', PAGE_ENTRIES);

  protected override firstUpdated(): void {
    void this.#load();
    void this.#people.ask(() => getAuditPeople(connection));
  }

  get #filter(): AuditFilter {
    const since = startOf(this.from);
    const until = this.to && startOf(addDays(this.to, 1));
    return {
      ...(this.#page.q !== '' && { q: this.#page.q }),
      ...(this.account !== '' && { account: Number(this.account) }),
      ...(this.kind !== '' && { kind: this.kind }),
      ...(this.library !== '' && { library: this.library }),
      signIns: this.signIns,
      ...(since !== undefined && { since }),
      ...(until && { until }),
    };
  }

  async #load(): Promise<void> {
    const answer = await this.#log.ask(() => getAudit(connection, { ...this.#page.query, ...this.#filter }));
    if (answer.step === 'done') this.#page.fit(answer.last.total);
  }

  override render(): TemplateResult {
    const { failure, state: load } = this.#log;
    return html`${pageTop(appMessages.auditPage, messages.intro)}
      <div class="stack">
        <div class="panel">
          <h2>${messages.entries}</h2>
          ${this.#fields()}
          ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
          ${load.last ? this.#found(load.last) : html`<p class="soft">${ONE_MOMENT}</p>`}
        </div>
      </div>`;
  }

  #fields(): TemplateResult {
    const set = (name: 'account' | 'kind' | 'library' | 'from' | 'to', value: string): void => {
      (this as Record<typeof name, string>)[name] = value;
      keepInAddress({ [name]: value });
      this.#page.turnTo(0);
    };
    const select = (name: 'account' | 'kind' | 'library', label: string, all: string, options: [string, string][]) =>
      field({
        label,
        value: this[name],
        options: [['', all], ...options],
        onInput: (value) => set(name, value),
      });
    const people = (this.#people.state.last?.people ?? []).map(({ account, label }): [string, string] => [
      String(account),
      label,
    ]);
    const day = (name: 'from' | 'to', label: string) =>
      field({ label, value: this[name], type: 'date', required: false, onInput: (value) => set(name, value) });
    return html`<form
      class="screen-only"
      role="search"
      aria-label=${messages.filter}
      @submit=${(event: Event) => event.preventDefault()}
    >
      <label>
        ${messages.search}
        <input
          type="search"
          autocomplete="off"
          maxlength="100"
          .value=${this.#page.q}
          @input=${(event: Event) => this.#page.search((event.target as HTMLInputElement).value)}
        />
      </label>
      <details ?open=${this.#isWide}>
        <summary>${messages.filter}</summary>
        <div class="filters">
          ${select('account', messages.person, messages.anybody, people)}
          ${select(
            'kind',
            messages.kind,
            messages.anything,
            AUDIT_KINDS.map((kind) => [kind, KIND_WORDS[kind]]),
          )}
          ${select(
            'library',
            WORDS.library,
            messages.anyLibrary,
            this.libraries.map(({ id, name }) => [id, name]),
          )}
          ${day('from', messages.from)} ${day('to', messages.to)}
        </div>
        ${tick(messages.signIns, this.signIns, (on) => {
          this.signIns = on;
          keepInAddress({ show: on ? SIGN_INS : '' });
          this.#page.turnTo(0);
        })}
      </details>
    </form>`;
  }

  #found({ entries, total }: AuditLog): TemplateResult {
    return html`<p role="status" class="small soft">${countedText(total, 'entry', 'entries')}</p>
      ${entries.length === 0 ? html`<p>${messages.none}</p>` : html`<audit-table .entries=${entries}></audit-table>`}
      <page-bar
        what="entries"
        .offset=${this.#page.offset}
        .total=${total}
        .rows=${PAGE_ENTRIES}
        @ask-page=${({ detail }: CustomEvent<number>) => this.#page.turnTo(detail)}
      ></page-bar>
      <div class="actions screen-only">
        <span class="small soft">${messages.files}</span>
        <a class="button" href=${toAuditCsvUrl(connection, this.#filter)} download>${WORDS.csv}</a>
        <a class="button" href=${toAuditJsonUrl(connection, this.#filter)} download>${messages.json}</a>
      </div>`;
  }
}

import {
  getContacts,
  getPolicyPages,
  getScripts,
  type ContactList,
  type PolicyPages,
  type ScriptList,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerAnswersChats, readerLibraries, readerMayChange } from '../ui/reader.js';
import { libraryPageHref, policySearchHref } from '../ui/route.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages } from '../i18n/policies.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { showHeading } from '../ui/show-heading.js';
import '../alerts/alert-panel.js';
import '../sealed/sealed-fields.js';
import { copyBlock, copyBlocks, copyKeys, onCopyKey } from './copy-block.js';
import './policy-report-form.js';
import './policy-reports.js';
import { prose } from './prose.js';
import { findIn, readingSections, type Section } from './reading-sections.js';

interface Reading extends PolicyPages {
  scripts: ScriptList;
  contacts: ContactList;
}

/** What a library's people wrote for those who answer its patrons: policies, scripts and contacts, to find and copy by keyboard. */
@customElement('policies-page')
export class PoliciesPage extends DashboardElement {
  static override styles = [
    page,
    prose,
    copyBlocks,
    css`
      section.panel {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-2);
      }
    `,
  ];

  @property() library = '';
  /** The topic or the contact that a search has found, by the id of its heading; null: none. */
  @property({ attribute: false }) found: string | null = null;
  @state() private words = '';
  #view = new LiveQuery<Reading>(this, ['workspace', 'queue'], () => this.#read());
  #parsed: { of: Reading; sections: Section[] } | undefined;
  #isPlaced = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library') && !changed.has('found')) return;
    this.#isPlaced = false;
    this.words = '';
    if (!changed.has('library')) return;
    void this.#view.ask({ keep: false });
  }

  /** On arrival a provider types at once, or reads what a search has found. */
  protected override updated(): void {
    if (this.#isPlaced || !this.#view.last) return;
    this.#isPlaced = true;
    const heading = this.found && this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(this.found)}`);
    if (!heading) return this.#field?.focus();
    showHeading(heading);
  }

  get #field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  async #read(): Promise<Reading> {
    const [policies, scripts, contacts] = await Promise.all([
      getPolicyPages(connection, this.library),
      getScripts(connection, this.library),
      getContacts(connection, this.library),
    ]);
    return { ...policies, scripts, contacts };
  }

  /** Once for each reading: the parts are searched at every key. */
  #sections(view: Reading): Section[] {
    if (this.#parsed?.of !== view)
      this.#parsed = { of: view, sections: readingSections(view.pages, view.scripts.scripts, view.contacts) };
    return this.#parsed.sections;
  }

  override render(): TemplateResult {
    const { last } = this.#view;
    return html`<div @keydown=${(event: KeyboardEvent) => onCopyKey(event, this.renderRoot)}>
      ${livePage(
        {
          heading: appMessages.policiesPage,
          sub: last?.library.name,
          kept: this.#view,
          zone: last?.zone,
        },
        (last) => this.#content(last),
      )}
    </div>`;
  }

  #content(view: Reading): TemplateResult {
    const found = findIn(this.#sections(view), this.words);
    const count = found.reduce((sum, { blocks }) => sum + blocks.length, 0);
    return html`<alert-panel class="panel" .library=${this.library} reading></alert-panel>
      <p>
        ${messages.written(view.pages.filter(({ state }) => state !== 'missing').length, view.pages.length)}
        ${
          readerMayChange() && readerLibraries().some(({ id }) => id === this.library)
            ? html`<a class="screen-only" href=${libraryPageHref(this.library, 'local')}>${messages.editAll}</a>`
            : null
        }
      </p>
      <div class="find screen-only">
        <label>
          ${messages.filter}
          <input
            type="search"
            autocomplete="off"
            maxlength="100"
            .value=${this.words}
            @input=${(event: Event) => (this.words = (event.target as HTMLInputElement).value)}
          />
        </label>
        <a class="button" href=${policySearchHref(this.words.trim())}>${WORDS.findInAll}</a>
        ${copyKeys()}
        <p class="small soft" role="status">
          ${this.words.trim() === '' ? null : count === 0 ? messages.noneFound : messages.found(count)}
        </p>
      </div>
      ${found.map((section) => this.#section(section))} ${this.words.trim() === '' ? this.#empty(view) : null}
      <sealed-fields class="panel" .library=${this.library} reading></sealed-fields>`;
  }

  #empty(view: Reading): TemplateResult | null {
    const empty = this.#sections(view).filter(({ blocks }) => blocks.length === 0);
    if (empty.length === 0) return null;
    return html`<section class="panel" aria-labelledby="empty">
      <h2 id="empty">${messages.nothing}</h2>
      <p class="soft">${messages.nothingAbout(empty.map(({ name }) => name))}</p>
    </section>`;
  }

  #section({ id, name, note, blocks, page: of }: Section): TemplateResult {
    return html`<section class="panel" aria-labelledby=${id}>
      <h2 id=${id} tabindex="-1">${name}</h2>
      <div class="soft">${note}</div>
      ${of === null || of.reports.length === 0 ? null : html`<policy-reports .library=${this.library} .page=${of} .zone=${this.#view.last?.zone ?? ''}></policy-reports>`}
      ${blocks.map(copyBlock)}
      ${
        of !== null && readerAnswersChats()
          ? html`<policy-report-form
              .library=${this.library}
              .page=${of}
              .onSent=${() => void this.#view.ask()}
            ></policy-report-form>`
          : null
      }
    </section>`;
  }
}

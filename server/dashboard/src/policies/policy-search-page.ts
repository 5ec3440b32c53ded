import { searchPolicies, toAllPoliciesFileUrl, type PolicySearch } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { pageTop } from '../ui/page-top.js';
import { readerMayChangeAll } from '../ui/reader.js';
import { libraryPageHref } from '../ui/route.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages } from '../i18n/policies.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { ListPage } from '../ui/list-page.js';
import '../ui/notice-card.js';
import { Query } from '../ui/query.js';
import { copyBlock, copyBlocks, copyKeys, onCopyKey } from './copy-block.js';
import { blocksOf, hasWords, wordsOf, type Block } from './markdown.js';
import './policy-libraries.js';
import { prose } from './prose.js';

type OfLibrary = PolicySearch['found'][number];

/** Paragraphs of all libraries' policy pages, and scripts, found by words and copied by keyboard. */
@customElement('policy-search-page')
export class PolicySearchPage extends DashboardElement {
  static override styles = [page, prose, copyBlocks];

  #found = new Query<{ q: string; search: PolicySearch }>(this);
  #list = new ListPage(this, () => void this.#load(), 'q');

  protected override firstUpdated(): void {
    void this.#load();
    this.renderRoot.querySelector('input')?.focus();
  }

  async #load(): Promise<void> {
    const { q } = this.#list;
    if (q.trim() !== '') await this.#found.ask(async () => ({ q, search: await searchPolicies(connection, { q }) }));
  }

  override render(): TemplateResult {
    const { q } = this.#list;
    const { failure, state } = this.#found;
    return html`<div @keydown=${(event: KeyboardEvent) => onCopyKey(event, this.renderRoot)}>
      ${pageTop(appMessages.policiesPage, WORDS.allLibraries)}
      <div class="stack">
        <div class="find screen-only">
          <label>
            ${WORDS.findInAll} ${WORDS.findHint}
            <input
              type="search"
              autocomplete="off"
              maxlength="100"
              .value=${q}
              @input=${(event: Event) => this.#list.search((event.target as HTMLInputElement).value)}
            />
          </label>
          <button type="button" class="button primary" @click=${() => void this.#load()}>
            ${WORDS.searchPolicies}
          </button>
          ${copyKeys(messages.searchRule)}
        </div>
        ${
          readerMayChangeAll()
            ? html`<p class="screen-only">
                <a class="button" href=${toAllPoliciesFileUrl(connection)} download>${messages.exportAll}</a>
              </p>`
            : null
        }
        ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load()}></notice-card>`}
        ${this.#results(q.trim() === '' ? undefined : state.last)}
        ${q.trim() === '' ? html`<policy-libraries></policy-libraries>` : null}
      </div>
    </div>`;
  }

  #results(last: { q: string; search: PolicySearch } | undefined): TemplateResult {
    const { isMore = false, found = [] } = last?.search ?? {};
    const shown = found.reduce((sum, { paragraphs, scripts }) => sum + paragraphs.length + scripts.length, 0);
    return html`<p class="small soft" role="status">
        ${last === undefined ? null : found.length === 0 ? messages.noneInAll : messages.foundInAll(shown, isMore)}
      </p>
      ${found.map((each) => this.#library(each, wordsOf(last?.q ?? '')))}`;
  }

  #library({ library, paragraphs, scripts }: OfLibrary, words: readonly string[]): TemplateResult {
    const id = `of-${library?.id ?? 'all'}`;
    return html`<section class="panel" aria-labelledby=${id}>
      <h2 id=${id} dir="auto">
        ${library === null ? messages.forAll : html`<a href=${libraryPageHref(library.id, 'policies')}>${library.name}</a>`}
      </h2>
      ${
        library !== null && paragraphs.length + scripts.length === 0
          ? html`<p><a href=${libraryPageHref(library.id, 'policies')}>${messages.readAll}</a></p>`
          : null
      }
      ${paragraphs.map(
        ({ topic, name, text }, index) =>
          html`${topic === paragraphs[index - 1]?.topic ? null : html`<h3 class="small soft">${name}</h3>`}
          ${withWords(blocksOf(text), name, words).map((block) => copyBlock({ ...block, title: null }))}`,
      )}
      ${scripts.map(
        ({ name, text }) =>
          html`<h3 class="small soft" dir="auto">${messages.script(name)}</h3>
            ${copyBlock({ title: null, shown: html`<p class="script">${text}</p>`, plain: text })}`,
      )}
    </section>`;
  }
}

/** Those items of a list that have the words; all of them where the words are in several. */
function withWords(blocks: readonly Block[], topic: string, words: readonly string[]): readonly Block[] {
  const having = blocks.filter(({ plain }) => hasWords(`${topic} ${plain}`, words));
  return having.length > 0 ? having : blocks;
}

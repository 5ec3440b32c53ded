import {
  getAllProposedAddresses,
  getEndedLibraries,
  getPartners,
  undoLibraryRegistration,
  type EndedLibraryList,
  type ProposedAddressList,
  type ReadinessKey,
  type ReadinessLine,
  type ReadinessList,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { addressChoice, keepInAddress } from '../ui/address.js';
import { connection } from '../ui/connection.js';
import { HOME_PART, libraryHref, libraryPageHref, ownLink, pageHref } from '../ui/route.js';
import { showHeading } from '../ui/show-heading.js';
import { messages as proposals } from '../i18n/proposed-addresses.js';
import { CHECK_WORDS, CHECKS, messages, STATE_WORDS, waitingChecks } from '../i18n/readiness.js';
import { messages as registration } from '../i18n/registration.js';
import { messages as uiMessages } from '../i18n/ui.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { field } from '../ui/form-fields.js';
import { ListPage } from '../ui/list-page.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { MoreRows, moreRows } from '../ui/more-rows.js';
import { WideTable } from '../ui/wide-table.js';
import '../ui/page-bar.js';
import '../ui/search-field.js';
import './add-library.js';
import './add-library-list.js';
import './proposed-list.js';
import type { Ended } from './ended-list.js';
import './ended-list.js';

type Partner = ReadinessList['libraries'][number];

/** Which libraries are listed. */
const showOptions = ({ of, met, notReady }: ReadinessList): (readonly [string, string])[] => [
  ['', WORDS.allLibraries],
  ['any', messages.anyOpen(notReady)],
  ...CHECKS.map((key) => [key, messages.open(CHECK_WORDS[key], of - met[key])] as const),
];

/** All libraries by the checks that each should pass before it goes live, the least ready first. */
@customElement('partners-page')
export class PartnersPage extends DashboardElement {
  static override styles = [
    page,
    table,
    tones,
    moreRows,
    css`
      .tools {
        align-items: start;
      }

      .sign {
        color: var(--tone);
        font-weight: 700;
      }

      /* The names of libraries have the width. */
      thead th:not(:first-child) {
        width: 1%;
      }

      /* In the row that the keyboard is at, the signs have words. */
      tr:has(:focus-visible) .word {
        position: static;
        display: block;
        width: auto;
        height: auto;
        margin: 0;
        clip-path: none;
        white-space: normal;
      }

      @media screen {
        @container (max-width: 31rem) {
          .cards td[data-label] {
            gap: var(--space-1);
          }
        }
      }
    `,
  ];

  @state() private open = addressChoice<ReadinessKey | 'any' | ''>('show', ['any', ...CHECKS], '');
  #list: ListPage = new ListPage(this, () => this.#partners.ask(), 'q');
  #partners = new LiveQuery<ReadinessList>(this, ['counts', 'schedule', 'presence', 'notices'], () =>
    getPartners(connection, { ...this.#list.query, ...(this.open && { open: this.open }) }),
  );

  #more = new MoreRows(this);

  protected readonly wideTable = new WideTable(this);

  #proposed = new LiveQuery<ProposedAddressList>(this, ['workspace'], () => getAllProposedAddresses(connection));

  #ended = new LiveQuery<EndedLibraryList>(this, ['queue'], () => getEndedLibraries(connection));

  protected override firstUpdated(): void {
    void this.#partners.ask();
    void this.#proposed.ask();
    void this.#ended.ask();
  }

  protected override updated(): void {
    const { last } = this.#partners;
    if (last) this.#list.fit(last.total);
  }

  override render(): TemplateResult {
    const { last } = this.#partners;
    const { last: proposed, failure } = this.#proposed;
    return livePage(
      {
        loading: messages.loading,
        sub: last ? html`${this.#waitsHere(last)} ${messages.openChecks(last, this.#leastReady(last))}` : '',
        kept: this.#partners,
        at: last && new Date(last.checkedAt),
      },
      (last) =>
        html`<proposed-list
            class="panel"
            .list=${{ last: proposed, failure, ask: () => this.#proposed.ask() }}
          ></proposed-list>
          <div class="panel screen-only">
            <add-library></add-library>
            <add-library-list .onAdded=${() => void this.#partners.ask()}></add-library-list>
          </div>
          ${this.#body(last)}
          <ended-list
            heading=${registration.endedLibraries}
            note=${registration.endedNote}
            .entries=${this.#ended.last?.libraries ?? []}
            .bringBack=${({ id, revision }: Ended) => undoLibraryRegistration(connection, id, { revision })}
            .onBack=${({ id }: Ended) => location.assign(libraryPageHref(id, 'setup'))}
            .reread=${() => void this.#ended.ask()}
          ></ended-list>`,
    );
  }

  /** What waits for the coordinator, each as a link to its part of this page. */
  #waitsHere({ waiting }: ReadinessList): TemplateResult | null {
    const proposed = this.#proposed.last?.addresses.length ?? 0;
    const links = [
      ...(proposed === 0 ? [] : [this.#link(proposals.wait(proposed), '', () => this.#showProposed())]),
      ...waitingChecks(waiting?.coordinator).map(({ key, words }) =>
        this.#link(words, `?show=${key}`, () => void this.#showOpen(key)),
      ),
    ];
    if (links.length === 0) return null;
    return html`${messages.waitsForYou} ${links.map((link, at) => html`${at === 0 ? '' : ', '}${link}`)}.`;
  }

  #link(words: string, query: string, show: () => void): TemplateResult {
    const follow = (event: MouseEvent): void => {
      if (ownLink(event, new URL(location.href)) === undefined) return;
      event.preventDefault();
      show();
    };
    return html`<a href=${pageHref(HOME_PART) + query} @click=${follow}>${words}</a>`;
  }

  #showProposed(): void {
    showHeading(this.renderRoot.querySelector('proposed-list')?.shadowRoot?.querySelector('h2'));
  }

  /** Lists the libraries that do not meet a check. */
  async #showOpen(key: ReadinessKey): Promise<void> {
    this.#show(key);
    await this.updateComplete;
    const section = this.renderRoot.querySelector<HTMLElement>('section');
    showHeading(section, section?.querySelector('select'));
  }

  /** The list begins with it, unless it is searched or turned. */
  #leastReady({ libraries: [first] }: ReadinessList): Partner | undefined {
    const { offset, q } = this.#list;
    return offset === 0 && q === '' && this.open === '' && first && first.met < CHECKS.length ? first : undefined;
  }

  #show(open: string): void {
    this.open = open as typeof this.open;
    keepInAddress({ show: open });
    this.#list.turnTo(0);
  }

  #body(list: ReadinessList): TemplateResult {
    const { libraries, total, of, met } = list;
    return html`<section class="panel">
      <div class="tools">
        <search-field
          label=${WORDS.findLibrary}
          .text=${this.#list.q}
          @ask-search=${({ detail }: CustomEvent<string>) => this.#list.search(detail)}
        ></search-field>
        ${field({ label: messages.show, value: this.open, options: showOptions(list), onInput: (open) => this.#show(open) })}
      </div>
      <p class="small soft">${messages.signs}</p>
      ${
        libraries.length === 0
          ? html`<p role="status">${messages.none}</p>`
          : dataTable(
              messages.checks,
              [WORDS.library, uiMessages.more, ...CHECKS.map((key) => messages.headOf(key, met[key], of))],
              libraries.map((partner) => this.#row(partner)),
            )
      }
      <page-bar
        what="libraries"
        .offset=${this.#list.offset}
        .total=${total}
        @ask-page=${({ detail }: CustomEvent<number>) => this.#list.turnTo(detail)}
      ></page-bar>
    </section>`;
  }

  #row({ library, name, live, lines }: Partner): TemplateResult {
    return html`<tr data-library=${library}>
        <th scope="row">
          <a href=${libraryHref(library)}>${name}</a>
          ${live ? null : html`<span class="sub small">${WORDS.notLive}</span>`}
        </th>
        ${this.#more.button(library, name)}
        ${lines.map(({ key, state }) => {
          const { tone, word, sign } = STATE_WORDS[state];
          return html`<td class="${tone} ${state === 'met' ? 'in-more' : ''}" data-label=${CHECK_WORDS[key]}>
            <span class="sign" aria-hidden="true">${sign}</span><span class="visually-hidden word">${word}</span>
          </td>`;
        })}
      </tr>
      ${this.#more.row(library, lines.length + 2, () => html`<dl class="facts">${lines.map((line) => this.#fact(line))}</dl>`)}`;
  }

  #fact({ title, state, why, action, path }: ReadinessLine): TemplateResult {
    return html`<div>
      <dt>${STATE_WORDS[state].sign} ${title}</dt>
      <dd>${why} ${action === null || path === null ? null : html`<a href=${path}>${action}</a>`}</dd>
    </div>`;
  }
}

import {
  getEndedLibraries,
  getPartners,
  undoLibraryRegistration,
  type EndedLibraryList,
  type ReadinessList,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { libraryHref, libraryPageHref } from '../ui/route.js';
import { messages, STATE_WORDS } from '../i18n/readiness.js';
import { messages as registration } from '../i18n/registration.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { ListPage } from '../ui/list-page.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Query } from '../ui/query.js';
import { WideTable } from '../ui/wide-table.js';
import '../ui/page-bar.js';
import '../ui/search-field.js';
import './add-library.js';
import './add-library-list.js';
import './proposed-list.js';
import type { Ended } from './ended-list.js';
import './ended-list.js';

type Partner = ReadinessList['libraries'][number];

/** The coordinator's page of what each partner needs before it goes live, the least ready first. */
@customElement('partners-page')
export class PartnersPage extends DashboardElement {
  static override styles = [page, table, tones];

  #list: ListPage = new ListPage(this, () => this.#partners.ask(), 'q');
  #partners = new LiveQuery<ReadinessList>(this, ['counts', 'schedule', 'presence', 'notices'], () =>
    getPartners(connection, this.#list.query),
  );

  protected readonly wideTable = new WideTable(this);

  #ended = new Query<EndedLibraryList>(this);

  protected override firstUpdated(): void {
    void this.#partners.ask();
    this.#askEnded();
  }

  #askEnded(): void {
    void this.#ended.ask(() => getEndedLibraries(connection));
  }

  protected override updated(): void {
    const { last } = this.#partners;
    if (last) this.#list.fit(last.total);
  }

  override render(): TemplateResult {
    const { last } = this.#partners;
    return livePage(
      {
        heading: messages.partners,
        sub: last ? messages.notReady(last.notReady, Math.max(last.total, last.notReady)) : messages.loading,
        kept: this.#partners,
        at: last && new Date(last.checkedAt),
      },
      last
        ? html`<proposed-list class="panel"></proposed-list><add-library class="panel"></add-library>
            <add-library-list class="panel" .onAdded=${() => void this.#partners.ask()}></add-library-list>
            ${this.#body(last)}
            <ended-list
              heading=${registration.endedLibraries}
              note=${registration.endedNote}
              .entries=${this.#ended.state.last?.libraries ?? []}
              .bringBack=${({ id, revision }: Ended) => undoLibraryRegistration(connection, id, { revision })}
              .onBack=${({ id }: Ended) => location.assign(libraryPageHref(id, 'setup'))}
              .reread=${() => this.#askEnded()}
            ></ended-list>`
        : null,
    );
  }

  #body({ libraries, total }: ReadinessList): TemplateResult {
    return html`<section class="panel">
      <search-field
        label=${messages.findPartner}
        .text=${this.#list.q}
        @ask-search=${({ detail }: CustomEvent<string>) => this.#list.search(detail)}
      ></search-field>
      ${
        libraries.length === 0
          ? html`<p role="status">${messages.none}</p>`
          : dataTable(
              messages.partners,
              [WORDS.library, messages.proof, messages.missing],
              libraries.map((partner) => this.#row(partner)),
            )
      }
      <page-bar
        what="partners"
        .offset=${this.#list.offset}
        .total=${total}
        @ask-page=${({ detail }: CustomEvent<number>) => this.#list.turnTo(detail)}
      ></page-bar>
    </section>`;
  }

  #row({ library, name, live, met, unmet, lines }: Partner): TemplateResult {
    const open = lines.filter(({ state }) => state === 'unmet');
    return html`<tr data-library=${library}>
      <th scope="row">
        <a href=${libraryHref(library)}>${name}</a>
        <span class="sub">${live ? messages.isLive : messages.notLive}</span>
      </th>
      <td data-label=${messages.proof}>
        <span class="chip ${STATE_WORDS[unmet > 0 ? 'unmet' : 'met'].tone}">${messages.counts(met, lines.length)}</span>
      </td>
      <td data-label=${messages.missing}>
        <span>${open.map(({ why }) => why).join(' ')}</span>
      </td>
    </tr>`;
  }
}

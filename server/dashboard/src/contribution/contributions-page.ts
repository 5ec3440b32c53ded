import {
  getContributions,
  toContributionsCsvUrl,
  type ContributionList,
  type LibraryContribution,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { messages as appMessages } from '../i18n/app.js';
import { CHOICE_WORDS, gaveText, hoursText, messages, ROWS, shareText } from '../i18n/contribution.js';
import { messages as monthMessages, monthText } from '../i18n/month.js';
import { WORDS } from '../i18n/words.js';
import { monthsSince } from '../logic/months.js';
import { bars, barTable } from '../ui/bars.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { field } from '../ui/form-fields.js';
import { readerMayChangeAll } from '../ui/reader.js';
import { numbersHref } from '../ui/route.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { WideTable } from '../ui/wide-table.js';
import '../training/served-list.js';

/** One that owes hours. */
const figuresRow = ({ name, figures }: LibraryContribution): TemplateResult =>
  html`<tr>
    <th scope="row">${name}</th>
    ${ROWS.map(({ key, name: column }) => html`<td class="number" data-label=${column}>${hoursText(figures![key])}</td>`)}
  </tr>`;

/** A month that goes on says so. */
const titleOf = ({ month, latest }: ContributionList): string =>
  month === latest ? monthMessages.soFar(monthText(month)) : monthText(month);

/** What each library has given at the shared desks in a month, the lowest share first; by name to a liaison, where it is published. */
@customElement('contributions-page')
export class ContributionsPage extends DashboardElement {
  static override styles = [
    page,
    table,
    bars,
    css`
      thead .number {
        white-space: normal;
      }

      .cards .number {
        width: auto;
      }
    `,
  ];

  /** '': the current one. */
  @state() private month = /^20\d\d-(?:0[1-9]|1[0-2])$/.exec(addressValue('month'))?.[0] ?? '';
  #list = new LiveQuery<ContributionList>(this, ['presence', 'schedule'], () =>
    getContributions(connection, { month: this.month || undefined }),
  );

  protected readonly wideTable = new WideTable(this);

  protected override firstUpdated(): void {
    void this.#list.ask();
  }

  #choose(month: string): void {
    this.month = month;
    keepInAddress({ month });
    void this.#list.ask();
  }

  override render(): TemplateResult {
    const { last } = this.#list;
    return livePage(
      {
        heading: appMessages.contributionsPage,
        sub: last ? titleOf(last) : '',
        kept: this.#list,
        loading: messages.loading,
      },
      (last) => this.#body(last),
    );
  }

  #body(list: ContributionList): TemplateResult {
    const { contribution, definition, libraries, since, isPublished } = list;
    const served = readerMayChangeAll() ? html`<served-list></served-list>` : null;
    if (since === null)
      return html`<p class="panel">${messages.none}</p>
        ${served}`;
    const owing = libraries.filter(({ figures }) => figures !== null);
    // The coordinator looks for who gave least; what liaisons read is no ranking. Without a value: last.
    const isByShare = readerMayChangeAll();
    if (isByShare) owing.sort((one, other) => (one.value ?? Infinity) - (other.value ?? Infinity));
    const others = libraries.filter(({ figures }) => figures === null);
    const published = isPublished ? messages.published : messages.notPublished;
    return html`${this.#tools(list)}
      <section class="panel">
        <h2>${CHOICE_WORDS[contribution]}</h2>
        ${
          isByShare && contribution === 'given-of-owed' && owing.length > 0
            ? html`<p class="soft">${gaveText(owing)}</p>`
            : null
        }
        ${barTable(
          messages.allLibraries,
          [messages.library, CHOICE_WORDS[contribution]],
          owing.map((each) => ({
            id: each.library,
            name: this.#name(each),
            note: each.corrected === 0 ? null : messages.correctedCount(each.corrected),
            text: shareText(contribution, each),
            value: each.value ?? 0,
          })),
        )}
        <details>
          <summary>${messages.allFigures}</summary>
          ${dataTable(
            messages.allFigures,
            [messages.library, ...ROWS.map(({ name }) => ({ number: name }))],
            owing.map(figuresRow),
          )}
        </details>
        ${
          others.length === 0
            ? null
            : html`<details>
                <summary>${messages.oweNone(others.length)}</summary>
                <p>${others.map(({ name }) => name).join(', ')}</p>
              </details>`
        }
        <details>
          <summary>${messages.whatCounts}</summary>
          <p>
            ${isByShare ? messages.byShare : messages.byName} ${CHOICE_WORDS[contribution]}: ${definition} ${published}
          </p>
        </details>
      </section>
      ${served}`;
  }

  /** The coordinator reads, and corrects, each time on the page of the library. */
  #name({ library, name }: LibraryContribution): TemplateResult | string {
    if (!readerMayChangeAll()) return name;
    const month = this.#list.last?.month ?? '';
    return html`<a href="${numbersHref(library, month)}#shared" aria-label=${messages.openMonth(name)}>${name}</a>`;
  }

  #tools({ month, since, latest }: ContributionList): TemplateResult {
    return html`<div class="tools screen-only">
      ${field({
        label: messages.month,
        value: month,
        options: monthsSince(since, `${latest}-01`).map((each) => [each, monthText(each)] as const),
        onInput: (each) => this.#choose(each),
      })}
      <div class="actions">
        <a class="button" href=${toContributionsCsvUrl(connection, month)} download>${WORDS.csv}</a>
      </div>
    </div>`;
  }
}

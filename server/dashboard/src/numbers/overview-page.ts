import { getOverview, type LibraryStatus, type Overview, type WindowDays } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { ListPage, PAGE_ROWS } from '../ui/list-page.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { connection } from '../ui/connection.js';
import { page } from '../styles/page.js';
import type { Filter } from './overview-filter.js';
import { firstDirection, isReversed, ORDERS, type Direction, type Order } from '../logic/overview-order.js';
import { addressChoice, addressValue, keepInAddress } from '../ui/address.js';
import { STATUS_WORDS } from '../i18n/status-words.js';
import { homeHref, pageHref } from '../ui/route.js';
import { pageText } from '../i18n/count-text.js';
import { clicksText, foundText, librariesText } from '../i18n/moved-text.js';
import { ONE_ADDRESS } from '../i18n/doubt-text.js';
import { WORDS } from '../i18n/words.js';
import { messages } from '../i18n/numbers.js';
import { messages as registration } from '../i18n/registration.js';
import '../closing/desk-closing.js';
import '../coverage/statewide-missed.js';
import '../help/ask-help.js';
import '../home/task-list.js';
import type { Named } from '../people/scope-choice.js';
import '../people/scope-choice.js';
import { tasksQuery } from '../home/tasks-query.js';
import { messages as appMessages } from '../i18n/app.js';
import '../ui/definition-list.js';
import '../ui/page-bar.js';
import './warning-list.js';
import './overview-table.js';
import './window-switch.js';

const STATUSES = Object.keys(STATUS_WORDS) as LibraryStatus[];

/** One result of the table, and the request that it answers. */
interface Reading {
  overview: Overview;
  asked: string;
  offset: number;
}

const summaryOf = (overview: Overview): string => `${clicksText(overview)}. ${librariesText(overview)}.`;

/** Announced after a load: the totals of another window, or how many libraries another filter or page shows. */
function newsText(before: Reading | undefined, { overview, asked, offset }: Reading): string {
  if (before === undefined || before.asked === asked) return '';
  const { days, total, counts } = overview;
  if (before.overview.days !== days) return summaryOf(overview);
  return offset > 0
    ? pageText(offset, Math.min(offset + PAGE_ROWS, total), total, 'libraries')
    : foundText(total, counts.libraries);
}

/** Every library of the cooperative, updated as events come in and queues change. */
@customElement('overview-page')
export class OverviewPage extends DashboardElement {
  static override styles = [
    page,
    css`
      .beside-each-other {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
        align-items: start;
        gap: var(--space-3) var(--space-5);
      }

      .beside-each-other > * {
        margin: 0;
      }

      .tools {
        margin-bottom: var(--space-4);
      }
    `,
  ];

  @property({ type: Number }) days: WindowDays = 30;

  #list = new ListPage(this, () => this.#overview.ask(), 'q');
  #overview = new LiveQuery<Reading>(this, ['counts', 'queue', 'schedule'], () => this.#read(), newsText);
  @state() private filter: Filter = {
    text: this.#list.q,
    status: addressChoice<Filter['status']>('status', STATUSES, ''),
    order: addressChoice('sort', ORDERS, 'attention'),
  };
  @state() private direction: Direction = this.#openedIn();
  /** For which help is asked: one, or none yet. */
  @state() private asking: readonly Named[] = [];
  #tasks = tasksQuery(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('days')) return;
    // The address of another window has no filter yet.
    this.#keep();
    void this.#overview.ask();
  }

  protected override firstUpdated(): void {
    void this.#tasks.ask();
  }

  protected override updated(): void {
    const { last } = this.#overview;
    if (last) this.#list.fit(last.overview.total);
  }

  async #read(): Promise<Reading> {
    const { order, status } = this.filter;
    const reverse = isReversed(order, this.direction);
    const query = { days: this.days, ...this.#list.query, sort: order, reverse, ...(status && { status }) };
    const overview = await getOverview(connection, query);
    return { overview, asked: JSON.stringify(query), offset: query.offset };
  }

  #openedIn(): Direction {
    const first = firstDirection(this.filter.order);
    const other = first === 'ascending' ? 'descending' : 'ascending';
    return addressValue('reverse') === 'yes' ? other : first;
  }

  #keep(): void {
    const { status, order } = this.filter;
    this.#list.keep();
    keepInAddress({
      status,
      sort: order === 'attention' ? '' : order,
      reverse: isReversed(order, this.direction) ? 'yes' : '',
    });
  }

  #applyFilter(filter: Filter): void {
    const { text, order } = this.filter;
    if (filter.order !== order) this.direction = firstDirection(filter.order);
    this.filter = filter;
    this.#keep();
    if (filter.text === text) this.#list.turnTo(0);
    else this.#list.search(filter.text);
  }

  #sortBy(order: Order): void {
    const flipped = this.direction === 'ascending' ? 'descending' : 'ascending';
    this.direction = order === this.filter.order ? flipped : firstDirection(order);
    this.filter = { ...this.filter, order };
    this.#keep();
    this.#list.turnTo(0);
  }

  override render(): TemplateResult {
    const { last } = this.#overview;
    return livePage(
      {
        sub: last ? summaryOf(last.overview) : messages.loading,
        kept: this.#overview,
        at: last?.overview.countedAt === undefined ? undefined : new Date(last.overview.countedAt),
      },
      html`${last?.overview.oneAddress ? html`<warning-list .warning=${ONE_ADDRESS}></warning-list>` : null}
        ${this.#taskPanel()}
        <div class="panel beside-each-other screen-only">
          <ask-help
            .libraries=${this.asking}
            .picker=${html`<scope-choice
              .chosen=${this.asking}
              @ask-choose=${(event: CustomEvent<Named[]>) => (this.asking = event.detail.slice(-1))}
            ></scope-choice>`}
          ></ask-help>
          <desk-closing></desk-closing>
        </div>
        ${last ? this.#table(last) : null}`,
    );
  }

  #taskPanel(): TemplateResult {
    const { last, failure } = this.#tasks;
    return html`<section class="panel stack" aria-labelledby="tasks" aria-busy=${last ? 'false' : 'true'}>
      <h2 id="tasks">${appMessages.tasksPage}</h2>
      ${
        failure === undefined
          ? null
          : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#tasks.ask()}></notice-card>`
      }
      ${last ? html`<task-list .list=${last} several></task-list>` : html`<p class="soft">${WORDS.checking}</p>`}
    </section>`;
  }

  #table({ overview: { libraries, total, counts, definitions }, asked }: Reading): TemplateResult {
    return counts.libraries === 0
      ? html`<p class="panel">${messages.noLibraries}</p>`
      : html`<div class="panel">
            <div class="tools screen-only">
              <window-switch .days=${this.days} .hrefOf=${homeHref}></window-switch>
              <a href=${pageHref('partners')}>${registration.addLibrary}</a>
            </div>
            <overview-table
              .rows=${libraries}
              .asked=${asked}
              .total=${total}
              .counts=${counts}
              .days=${this.days}
              .filter=${this.filter}
              .direction=${this.direction}
              @ask-filter=${(event: CustomEvent<Filter>) => this.#applyFilter(event.detail)}
              @ask-sort=${(event: CustomEvent<Order>) => this.#sortBy(event.detail)}
            ></overview-table>
            <page-bar
              what="libraries"
              .offset=${this.#list.offset}
              .total=${total}
              @ask-page=${(event: CustomEvent<number>) => this.#list.turnTo(event.detail)}
            ></page-bar>
          </div>
          <statewide-missed></statewide-missed>
          <definition-list .definitions=${definitions} folded></definition-list>`;
  }
}

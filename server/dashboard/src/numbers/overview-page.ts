import { getOverview, type Overview, type WindowDays } from '@askusnow/sdk';
import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ListPage, PAGE_ROWS } from '../ui/list-page.js';
import { Query } from '../ui/query.js';
import { VisibleAgain } from '../ui/visible-again.js';
import { announce } from '../ui/events.js';
import { connection } from '../app/connection.js';
import { base } from '../styles/base.js';
import { page } from '../styles/page.js';
import type { Filter } from './overview-filter.js';
import { firstDirection, isReversed, type Direction, type Order } from '../logic/overview-order.js';
import { homeHref } from '../app/route.js';
import { countedText, countText, pageText } from '../i18n/count-text.js';
import { ONE_ADDRESS } from '../i18n/doubt-text.js';
import { messages } from '../i18n/numbers.js';
import '../ui/definition-list.js';
import '../ui/notice-card.js';
import '../ui/page-bar.js';
import './warning-list.js';
import './overview-table.js';
import './refresh-bar.js';
import './window-switch.js';

/** The coordinator's start: every library of the cooperative. */
@customElement('overview-page')
export class OverviewPage extends LitElement {
  static override styles = [base, page];

  @property({ type: Number }) days: WindowDays = 30;

  #overview = new Query<Overview>(this);
  #list = new ListPage(this, () => this.#askAloud());
  @state() private filter: Filter = { text: '', status: '', order: 'attention' };
  @state() private direction: Direction = 'ascending';

  constructor() {
    super();
    new VisibleAgain(this, () => void this.#ask());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('days')) void this.#ask(this.hasUpdated);
  }

  async #ask(aloud = false): Promise<void> {
    const { days } = this;
    const answer = await this.#overview.ask(() => this.#read());
    if (answer.step === 'done' && aloud) announce(this, messages.lastDays(days, this.#summary(answer.last)));
  }

  #read(): Promise<Overview> {
    const { order, status } = this.filter;
    const reverse = isReversed(order, this.direction);
    return getOverview(connection, this.days, { ...this.#list.query, sort: order, reverse, ...(status && { status }) });
  }

  /** Says how many match, or which of them are shown. */
  async #askAloud(): Promise<void> {
    const answer = await this.#overview.ask(() => this.#read());
    if (answer.step !== 'done' || answer !== this.#overview.state) return;
    const { total, counts } = answer.last;
    const { offset } = this.#list;
    if (this.#list.fit(total)) return;
    announce(
      this,
      offset > 0
        ? pageText(offset, Math.min(offset + PAGE_ROWS, total), total, 'libraries')
        : `${countText(total)} of ${countedText(counts.libraries, 'library', 'libraries')}`,
    );
  }

  #applyFilter(filter: Filter): void {
    const { text, order } = this.filter;
    if (filter.order !== order) this.direction = firstDirection(filter.order);
    this.filter = filter;
    if (filter.text === text) this.#list.turnTo(0);
    else this.#list.search(filter.text);
  }

  #sortBy(order: Order): void {
    const flipped = this.direction === 'ascending' ? 'descending' : 'ascending';
    this.direction = order === this.filter.order ? flipped : firstDirection(order);
    this.filter = { ...this.filter, order };
    this.#list.turnTo(0);
  }

  #summary({ counts: { libraries, clicks, attention } }: Overview): string {
    return `${countedText(libraries, 'library', 'libraries')}: ${countedText(clicks, 'click')}; ${countedText(attention, 'needs', 'need')} attention.`;
  }

  override render(): TemplateResult {
    const { state, failure } = this.#overview;
    return html`<div class="top">
        <div>
          <h1 tabindex="-1">All libraries</h1>
          <p class="soft">${state.last ? this.#summary(state.last) : messages.loading}</p>
        </div>
        <div class="tools">
          <refresh-bar
            .at=${state.step === 'done' ? new Date(state.last.countedAt ?? state.at) : null}
            @ask-retry=${() => void this.#ask(true)}
          ></refresh-bar>
          <window-switch class="screen-only" .days=${this.days} .hrefOf=${homeHref}></window-switch>
        </div>
      </div>
      <div class="stack" aria-busy=${state.step === 'waiting' ? 'true' : 'false'}>
        ${
          failure === undefined
            ? null
            : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#ask(true)}></notice-card>`
        }
        ${state.last?.oneAddress ? html`<warning-list .warning=${ONE_ADDRESS}></warning-list>` : null}
        ${state.last ? this.#table(state.last) : null}
      </div>`;
  }

  #table({ libraries, total, counts, definitions }: Overview): TemplateResult {
    return counts.libraries === 0
      ? html`<p class="panel">${messages.noLibraries}</p>`
      : html`<div class="panel">
            <overview-table
              .rows=${libraries}
              .total=${total}
              .all=${counts.libraries}
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
          <definition-list .definitions=${definitions} folded></definition-list>`;
  }
}

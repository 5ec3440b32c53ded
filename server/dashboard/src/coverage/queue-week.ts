import { getQueueCoverage, getSchedule, type QueueCoverage, type QueueNow, type Schedule } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { KeepFocus } from '../ui/keep-focus.js';
import { Query } from '../ui/query.js';
import { announce } from '../ui/events.js';
import type { ShownFailure } from '../logic/failure.js';
import { connection } from '../ui/connection.js';
import { isWide } from '../ui/window-width.js';
import { page } from '../styles/page.js';
import { DAY_MS } from '../logic/lengths.js';
import { weekDates, weekRows, weekSpan } from '../logic/week-rows.js';
import { coverageCell } from '../i18n/coverage-text.js';
import { messages } from '../i18n/coverage.js';
import { WORDS } from '../i18n/words.js';
import { spanText } from '../i18n/day-text.js';
import './coverage-numbers.js';
import '../ui/definition-list.js';
import './incident-list.js';
import '../ui/notice-card.js';
import './week-picture.js';
import './week-table.js';

/** How much of a week a desk was covered; `sum` null: the week is in the future. */
export interface CoveredWeek {
  desk: string;
  days: string;
  sum: QueueCoverage['sum'] | null;
}

interface Week {
  dates: string[];
  schedule: Schedule;
  /** Null: the whole week is in the future. */
  coverage: QueueCoverage | null;
}

/** The forecast reaches 14 days. */
const LAST_WEEK = 2;
/** A little less than the longest period of the ledger. */
const FIRST_WEEK = -52;

/** One desk's week as a chart, a table and numbers: promised, scheduled and observed. */
@customElement('queue-week')
export class QueueWeek extends DashboardElement {
  static override styles = [
    page,
    css`
      .headline strong {
        font-size: var(--text-l);
        font-variant-numeric: tabular-nums;
      }

      coverage-numbers {
        margin-top: var(--space-3);
      }

      .choose {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        justify-content: space-between;
        gap: var(--space-3);
      }

      label {
        max-width: 34rem;
      }

      .steps {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }

      .button[aria-disabled='true'] {
        color: var(--ink-soft);
        border-style: dashed;
        cursor: default;
      }
    `,
  ];

  /** Nearest first. */
  @property({ attribute: false }) queues: readonly QueueNow[] = [];
  /** Changes whenever something may have changed: the week is then loaded again. */
  @property({ attribute: false }) beat: unknown;
  /** By the server's clock. */
  @property({ type: Number }) nowMs = 0;
  /** Called with the week that is shown, each time it was read. */
  @property({ attribute: false }) onRead: (week: CoveredWeek | undefined) => unknown = () => undefined;
  @state() private queue = addressValue('desk');
  @state() private week = 0;
  #loaded = new Query<Week>(this);
  /** On a phone the chart would stand between the desks and what may be done. */
  #isWide = isWide();

  protected readonly keptFocus = new KeepFocus(this, 'h2');

  get #desk(): QueueNow | undefined {
    return this.queues.find(({ queue }) => queue === this.queue) ?? this.queues[0];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) this.week = this.#openedAt();
    if (changed.has('beat') || changed.has('queues')) void this.#ask();
  }

  /** The week that has the day of the address. */
  #openedAt(): number {
    const { zone } = this.#desk ?? {};
    const dayMs = Date.parse(addressValue('week'));
    if (zone === undefined || Number.isNaN(dayMs)) return 0;
    const week = Math.floor((dayMs - Date.parse(weekDates(0, zone, this.nowMs)[0]!)) / (7 * DAY_MS));
    return Math.min(LAST_WEEK, Math.max(FIRST_WEEK, week));
  }

  #keep(): void {
    const zone = this.#desk?.zone ?? 'UTC';
    keepInAddress({ desk: this.queue, week: this.week === 0 ? '' : weekDates(this.week, zone, this.nowMs)[0]! });
  }

  async #ask(aloud = false, keep = true): Promise<void> {
    const desk = this.#desk;
    if (desk === undefined) return;
    const { queue, zone } = desk;
    const dates = weekDates(this.week, zone, this.nowMs);
    const span = weekSpan(dates, zone);
    const period = { from: new Date(span.startMs).toISOString(), to: new Date(span.endMs).toISOString() };
    const answer = await this.#loaded.ask(
      async () => {
        const [schedule, coverage] = await Promise.all([
          getSchedule(connection, queue, period),
          span.startMs < this.nowMs ? getQueueCoverage(connection, queue, period) : null,
        ]);
        return { dates, schedule, coverage };
      },
      { keep },
    );
    const { coverage } = answer.last ?? {};
    const days = spanText(dates[0]!, dates.at(-1)!);
    this.onRead(coverage === undefined ? undefined : { desk: desk.name, days, sum: coverage && coverage.sum });
    if (answer.step === 'done' && aloud) announce(this, `${desk.name}: ${days}.`);
  }

  #go(week: number): void {
    if (week < FIRST_WEEK || week > LAST_WEEK) return;
    this.week = week;
    this.#keep();
    void this.#ask(true);
  }

  #choose(queue: string): void {
    this.queue = queue;
    this.#keep();
    void this.#ask(true, false);
  }

  override render(): TemplateResult {
    const { state, failure } = this.#loaded;
    const desk = this.#desk;
    const definitions = state.last?.coverage?.definitions;
    return html`<div class="stack">
      ${this.#week(state, failure, desk)}
      ${
        definitions === undefined
          ? null
          : html`<definition-list
              heading=${messages.whatWeekNumbersMean}
              .definitions=${definitions}
              folded
            ></definition-list>`
      }
    </div>`;
  }

  #week(state: Query<Week>['state'], failure: ShownFailure | undefined, desk: QueueNow | undefined): TemplateResult {
    return html`<section class="panel form" aria-labelledby="week">
      <div class="choose">
        <h2 id="week" tabindex="-1">
          ${desk ? `${desk.name}: ` : ''}${state.last ? spanText(state.last.dates[0]!, state.last.dates.at(-1)!) : 'the week'}
        </h2>
        <div class="steps screen-only">
          ${this.#step(-1, 'Week before')} ${this.#step(1, 'Week after')}
          ${this.week === 0 ? null : html`<button type="button" class="button" @click=${() => this.#go(0)}>Last 7 days</button>`}
        </div>
      </div>
      ${this.queues.length > 1 ? this.#chooser(desk) : null}
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#ask(true)}></notice-card>`}
      ${state.last && desk ? this.#body(desk, state.last) : null}
      ${state.step === 'waiting' && !state.last ? html`<p class="soft">${WORDS.loadingWeek}</p>` : null}
    </section>`;
  }

  /** Stays in place at either end, so that it keeps the focus. */
  #step(by: -1 | 1, words: string): TemplateResult {
    const week = this.week + by;
    const isEnd = week < FIRST_WEEK || week > LAST_WEEK;
    return html`<button
      type="button"
      class="button"
      aria-disabled=${isEnd ? 'true' : 'false'}
      @click=${() => this.#go(week)}
    >
      ${words}
    </button>`;
  }

  #chooser(desk: QueueNow | undefined): TemplateResult {
    return html`<label class="screen-only">
      Desk
      <select @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}>
        ${this.queues.map(({ queue, name }) => html`<option value=${queue} ?selected=${queue === desk?.queue}>${name}</option>`)}
      </select>
    </label>`;
  }

  #body(desk: QueueNow, { dates, schedule, coverage }: Week): TemplateResult {
    const rows = weekRows(dates, schedule, coverage, this.nowMs);
    const { zone } = schedule;
    const { value, range } = coverageCell(coverage?.sum ?? null);
    /** A day on which the clocks change. */
    const oddDay = rows.find(({ hours }) => hours !== 24);
    return html`${coverage === null ? html`<p class="soft">${messages.futureWeek}</p>` : html`<p class="headline">${messages.covered(coverage.sum)} <strong>${value}</strong>${range === undefined ? null : html` <span class="soft small">(${messages.range(range)})</span>`}</p>`}
      <details ?open=${this.#isWide}>
        <summary>${messages.weekChart}</summary>
        <week-picture
          name=${desk.name}
          .rows=${rows}
          .zone=${zone}
          .scheduledBy=${schedule.scheduledBy}
          .nowMs=${this.nowMs}
        ></week-picture>
      </details>
      ${oddDay ? html`<p class="small soft">${messages.clocksChange(oddDay.hours)}</p>` : null}
      <week-table .rows=${rows} .zone=${zone}></week-table>
      ${
        coverage === null
          ? null
          : html`<details>
              <summary>${messages.weekNumbers}</summary>
              <coverage-numbers .sum=${coverage.sum}></coverage-numbers>
            </details>`
      }
      ${
        coverage === null
          ? null
          : html`<incident-list
              name=${desk.name}
              .coverage=${coverage}
              ?editable=${desk.mayAsk}
              .nowMs=${this.nowMs}
            ></incident-list>`
      }`;
  }
}

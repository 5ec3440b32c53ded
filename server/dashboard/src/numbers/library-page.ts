import {
  toMetricsCsvUrl,
  toMonthReportCsvUrl,
  type MonthReport,
  type Metrics,
  type Role,
  type WindowDays,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { countedText } from '../i18n/count-text.js';
import { spanText } from '../i18n/day-text.js';
import { doubtWarning } from '../i18n/doubt-text.js';
import { messages as monthMessages, monthText, shortMonthText } from '../i18n/month.js';
import { messages } from '../i18n/numbers.js';
import { adviceFor, countingText } from '../i18n/status-advice.js';
import { WORDS } from '../i18n/words.js';
import { monthsSince } from '../logic/months.js';
import { wallClock } from '../logic/wall-clock.js';
import { page } from '../styles/page.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field } from '../ui/form-fields.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { goTo, numbersHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import { readNumbers, type Numbers } from './read-numbers.js';
import '../contribution/contribution-section.js';
import '../notes/dated-notes.js';
import './answer-table.js';
import './day-chart.js';
import './day-table.js';
import './headline-numbers.js';
import './left-out.js';
import './month-comment.js';
import './month-figures.js';
import './share-numbers.js';
import './status-banner.js';
import './warning-list.js';
import './survey-rating-panel.js';
import './what-changed.js';
import './window-switch.js';
import { reportActions } from './report-actions.js';

/** Undefined: the whole library. */
const branchOf = ({ metrics, branch }: Numbers): string | undefined =>
  metrics?.branches?.find(({ id }) => id === branch)?.name;

const titleOf = ({ metrics, report, period: { from, to } }: Numbers): string => {
  if (metrics !== undefined) return spanText(from, to);
  const { month, isOver } = report!.metrics;
  return isOver ? monthText(month.month) : monthMessages.soFar(monthText(month.month));
};

/** One library: the numbers of some days or of a month, with what changed, updated as events come in. */
@customElement('library-page')
export class LibraryPage extends DashboardElement {
  static override styles = [
    page,
    css`
      select {
        width: auto;
      }

      .branch {
        max-width: 24rem;
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
        gap: var(--space-5);
        align-items: start;
      }

      /* A month is one page of Letter or A4. */
      @media print {
        :host {
          zoom: 0.7;
        }

        .top {
          margin-bottom: var(--space-2);
        }

        .stack {
          gap: var(--space-3);
        }

        .beside,
        .pair {
          grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
          gap: var(--space-3);
        }
      }
    `,
  ];

  @property() library = '';
  @property() name = '';
  /** As in the address. */
  @property() period = '';
  @property() reader: Role = 'liaison';
  /** '': the whole library. */
  @state() private branch = '';
  @state() private isSharing = false;

  #numbers = new LiveQuery<Numbers>(
    this,
    ['counts', 'queue', 'schedule', 'presence'],
    () => this.#read(),
    (before, now) => this.#news(before, now),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) this.branch = addressValue('branch');
    if (changed.has('library') || changed.has('period')) void this.#numbers.ask({ keep: !changed.has('library') });
  }

  /** Announced after a load: the totals of other days, or a new need for attention. */
  #news(before: Numbers | undefined, now: Numbers): string {
    if (before === undefined) return '';
    if (before.branch !== now.branch) return messages.branchNews(branchOf(now) ?? this.name);
    const title = titleOf(now);
    if (titleOf(before) !== title) {
      const { clicks, viewable } = now.period.counts ?? { clicks: 0, viewable: 0 };
      return messages.news(title, countedText(clicks, 'click'), countedText(viewable, 'time'));
    }
    const worstOf = ({ list }: Numbers): string | undefined => list.attention[0]?.reason;
    if (worstOf(before) === worstOf(now)) return '';
    return `${adviceFor(now.list, this.reader, new Date()).findings[0]?.heading ?? ''}.`;
  }

  async #read(): Promise<Numbers> {
    const asked = this.branch;
    const numbers = await readNumbers(this.library, this.period, asked);
    if (this.branch === asked) this.branch = numbers.branch;
    keepInAddress({ branch: this.branch });
    return numbers;
  }

  override render(): TemplateResult {
    const { last } = this.#numbers;
    const name = (last && branchOf(last)) ?? this.name;
    return livePage(
      {
        heading: messages.numbers,
        sub: last ? messages.ofDays(name, titleOf(last)) : name,
        kept: this.#numbers,
        zone: last?.list.window.zone,
        loading: messages.loading,
      },
      (last) => this.#body(last),
    );
  }

  #body(numbers: Numbers): TemplateResult {
    const { list, period, notes, desks, metrics, report } = numbers;
    const { counts, change, byDay, countingSince, definitions, from, to } = period;
    const warning = doubtWarning((metrics ?? report)?.doubts ?? []);
    const than = change?.month
      ? messages.than(monthMessages.nameOf(change.month), report?.metrics.isOver ?? true)
      : messages.daysBefore(metrics?.window.days ?? byDay.length);
    return html`${this.#tools(numbers)}
      ${
        this.isSharing
          ? html`<share-numbers class="screen-only" library=${this.library} .report=${report}></share-numbers>`
          : null
      }
      <div class="stack">
        <headline-numbers
          .now=${period}
          .change=${change}
          .comparedFrom=${period.comparedFrom}
          .than=${than}
          .definitions=${definitions}
        ></headline-numbers>
        ${
          report?.rating.month
            ? html`<survey-rating-panel class="panel" .rating=${report.rating.month}></survey-rating-panel>`
            : null
        }
        <status-banner
          class=${report ? 'screen-only' : ''}
          .list=${list}
          .reader=${this.reader}
          ?ofMonth=${report !== undefined}
        ></status-banner>
        ${warning === null ? null : html`<warning-list .warning=${warning}></warning-list>`}
        <div class="beside">
          <section class="panel" aria-labelledby="by-day">
            <h2 id="by-day">${WORDS.byDay}</h2>
            ${
              counts === null || countingSince === null
                ? html`<p class="soft">${messages.noChart}</p>`
                : html`<day-chart
                      name=${WORDS.clicks}
                      unit=${messages.click}
                      ?over=${report !== undefined}
                      .days=${byDay.map(({ date, clicks }) => ({ date, count: clicks }))}
                      .since=${countingSince}
                      .notes=${notes}
                    ></day-chart>
                    <p class="soft small">
                      ${countingText(countingSince)} ${notes.length === 0 ? null : messages.noteSign}
                    </p>
                    <day-table
                      class=${report ? 'screen-only' : ''}
                      .days=${byDay}
                      ?over=${report !== undefined}
                    ></day-table>`
            }
          </section>
          <what-changed
            class="panel"
            .known=${{ list, notes, desks, from, to, countingSince, coverage: report?.coverage }}
          ></what-changed>
        </div>
        ${metrics ? this.#ofDays(metrics, numbers) : null} ${report ? this.#ofMonth(report) : null}
        ${this.#commentAndNotes(numbers)}
      </div>`;
  }

  #ofDays({ countingSince, byState, excluded, definitions }: Metrics, { list }: Numbers): TemplateResult {
    return html`<div class="panel">
      ${countingSince === null ? null : html`<answer-table .byState=${byState} .definitions=${definitions}></answer-table>`}
      <left-out .excluded=${excluded} .refusals=${list.refusals} .definitions=${definitions}></left-out>
    </div>`;
  }

  #ofMonth(report: MonthReport): TemplateResult {
    const { sharedDesk } = report;
    return html`${
        sharedDesk === null
          ? null
          : html`<contribution-section class="panel" .own=${sharedDesk}></contribution-section>`
      } <month-figures class="panel" .report=${report}></month-figures>`;
  }

  #commentAndNotes({ report, notes, period: { from, to } }: Numbers): TemplateResult {
    return html`<div class="pair">
      ${
        report
          ? html`<month-comment
              class="panel"
              library=${this.library}
              month=${report.metrics.month.month}
              .comment=${report.comment}
            ></month-comment>`
          : null
      }
      <dated-notes
        class="panel"
        library=${this.library}
        .notes=${notes}
        shown="0"
        day=${to < from ? from : to}
      ></dated-notes>
    </div>`;
  }

  #tools(numbers: Numbers): TemplateResult {
    const { metrics, report, list, period } = numbers;
    const today = wallClock(serverNowMs(), list.window.zone).date;
    const month = report?.metrics.month.month ?? '';
    const { branches = [] } = metrics ?? {};
    const csv = metrics
      ? toMetricsCsvUrl(connection, this.library, metrics.window.days, this.branch || undefined)
      : toMonthReportCsvUrl(connection, this.library, month);
    return html`<div class="tools screen-only">
        <div class="actions">
          <window-switch
            .days=${metrics?.window.days ?? null}
            .hrefOf=${(days: WindowDays) => numbersHref(this.library, days, this.branch)}
          ></window-switch>
          <select
            aria-label=${monthMessages.month}
            @change=${({ target }: Event) => goTo(numbersHref(this.library, (target as HTMLSelectElement).value))}
          >
            ${metrics ? html`<option value="" selected disabled>${messages.chooseMonth}</option>` : null}
            ${monthsSince(period.countingSince, today).map(
              (each) => html`<option value=${each} ?selected=${each === month}>${shortMonthText(each)}</option>`,
            )}
          </select>
        </div>
        ${reportActions(csv, { isSharing: this.isSharing, onShare: () => (this.isSharing = !this.isSharing) })}
      </div>
      ${
        branches.length === 0
          ? null
          : html`<div class="branch screen-only">
              ${field({
                label: messages.branch,
                value: this.branch,
                options: [['', messages.wholeLibrary], ...branches.map(({ id, name }) => [id, name] as const)],
                onInput: (id) => {
                  this.branch = id;
                  void this.#numbers.ask();
                },
              })}
            </div>`
      }`;
  }
}

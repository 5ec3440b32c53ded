import {
  getMetrics,
  getNotes,
  getPlacements,
  ProblemError,
  toMetricsCsvUrl,
  type LibraryNote,
  type Metrics,
  type PlacementList,
  type Role,
  type WindowDays,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { connection } from '../ui/connection.js';
import { field } from '../ui/form-fields.js';
import { page } from '../styles/page.js';
import { libraryHref } from '../ui/route.js';
import { countedText } from '../i18n/count-text.js';
import { spanText } from '../i18n/day-text.js';
import { doubtWarning } from '../i18n/doubt-text.js';
import { messages } from '../i18n/numbers.js';
import { WORDS } from '../i18n/words.js';
import { adviceFor, countingText } from '../i18n/status-advice.js';
import './answer-table.js';
import './day-chart.js';
import './day-table.js';
import '../ui/definition-list.js';
import './headline-numbers.js';
import './key-page-list.js';
import '../page-checks/page-check-list.js';
import './left-out.js';
import './placement-table.js';
import './status-banner.js';
import '../home/readiness-list.js';
import './window-switch.js';
import './warning-list.js';
import '../notes/dated-notes.js';
import { livePage } from '../ui/live-page.js';

interface Numbers {
  list: PlacementList;
  metrics: Metrics;
  /** Null: the whole library. */
  branch: { id: string; name: string } | null;
  /** Those of the window. */
  notes: readonly LibraryNote[];
}

/** Announced after a load: the totals of another window, or a new need for attention. */
function newsText(before: Numbers | undefined, { list, metrics, branch }: Numbers, reader: Role): string {
  if (before === undefined) return '';
  if (before.branch?.id !== branch?.id) return messages.branchNews(branch?.name ?? list.name);
  const { days } = metrics.window;
  const { clicks, viewable } = metrics.totals;
  if (before.metrics.window.days !== days)
    return `Last ${days} days: ${countedText(clicks, 'click')}, ${countedText(viewable, 'viewable impression')}.`;
  const worstOf = ({ attention }: PlacementList): string | undefined => attention[0]?.reason;
  if (worstOf(before.list) === worstOf(list)) return '';
  return `${adviceFor(list, reader, new Date()).findings[0]?.heading ?? ''}.`;
}

/** One library: the status of its button, the numbers of a window and their placements, updated as events come in. */
@customElement('library-page')
export class LibraryPage extends DashboardElement {
  static override styles = [
    page,
    css`
      .charts {
        display: grid;
        gap: var(--space-5);
      }

      .charts h2 {
        margin-bottom: calc(-1 * var(--space-3));
      }

      .branch {
        max-width: 24rem;
      }

      placement-table {
        margin-top: var(--space-3);
      }
    `,
  ];

  @property() library = '';
  @property() name = '';
  @property({ type: Number }) days: WindowDays = 30;
  @property() reader: Role = 'liaison';
  /** '': the whole library. */
  @state() private branch = '';

  #numbers = new LiveQuery<Numbers>(
    this,
    ['counts', 'queue', 'schedule'],
    () => this.#read(),
    (before, now) => newsText(before, now, this.reader),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) this.branch = addressValue('branch');
    if (changed.has('library') || changed.has('days')) void this.#numbers.ask({ keep: !changed.has('library') });
  }

  #choose(branch: string): void {
    this.branch = branch;
    keepInAddress({ branch });
    void this.#numbers.ask({ keep: true });
  }

  async #read(): Promise<Numbers> {
    const { branch } = this;
    try {
      return await this.#readOf(branch);
    } catch (error) {
      // The address may name a branch that has ended.
      if (branch === '' || !(error instanceof ProblemError) || error.problem.status !== 422) throw error;
      this.branch = '';
      keepInAddress({ branch: '' });
      return this.#readOf('');
    }
  }

  async #readOf(asked: string): Promise<Numbers> {
    const { library, days } = this;
    const query = { days, ...(asked !== '' && { branch: asked }) };
    const [list, metrics, { notes }] = await Promise.all([
      getPlacements(connection, library, query),
      getMetrics(connection, library, query),
      getNotes(connection, library),
    ]);
    const { from, to } = metrics.window;
    const branch = metrics.branches?.find(({ id }) => id === asked) ?? null;
    return { list, metrics, branch, notes: notes.filter(({ date }) => from <= date && date <= to) };
  }

  override render(): TemplateResult {
    const { last } = this.#numbers;
    const window = last?.list.window;
    const sub = window ? messages.withToday(spanText(window.from, window.to)) : `Last ${this.days} days`;
    return livePage(
      { heading: this.name, sub, kept: this.#numbers, zone: window?.zone, loading: messages.loading },
      (last) => this.#body(last),
    );
  }

  #body({ list, metrics, branch, notes }: Numbers): TemplateResult {
    const warning = doubtWarning(metrics.doubts);
    return html`<status-banner .list=${list} .reader=${this.reader}></status-banner>
      <readiness-list class="panel" library=${this.library}></readiness-list>
      ${warning === null ? null : html`<warning-list .warning=${warning}></warning-list>`}
      <div class="tools">
        <p class="soft small">${countingText(metrics.countingSince)}</p>
        <a class="button screen-only" href=${toMetricsCsvUrl(connection, this.library, this.days, branch?.id)} download
          >${WORDS.csv}</a
        >
        <window-switch
          class="screen-only"
          .days=${this.days}
          .hrefOf=${(days: WindowDays) => libraryHref(this.library, days, branch?.id)}
        ></window-switch>
      </div>
      ${this.#branches(metrics, branch)}
      <headline-numbers .metrics=${metrics}></headline-numbers>
      <div class="beside">
        <div class="stack">
          ${this.#charts(metrics, notes)}
          <dated-notes class="panel" library=${this.library} .notes=${notes} day=${metrics.window.to}></dated-notes>
          <key-page-list .keyPages=${list.keyPages}></key-page-list>
          <page-check-list library=${this.library} zone=${list.window.zone}></page-check-list>
          ${this.#more(metrics, list)}
        </div>
        <definition-list
          .definitions=${metrics.definitions}
          ?folded=${metrics.countingSince === null}
        ></definition-list>
      </div>
      ${this.#places(list, branch)}`;
  }

  #branches({ branches = [] }: Metrics, branch: Numbers['branch']): TemplateResult | null {
    if (branches.length === 0) return null;
    return html`<div class="branch screen-only">
        ${field({
          label: messages.branch,
          value: this.branch,
          options: [['', messages.wholeLibrary], ...branches.map(({ id, name }) => [id, name] as const)],
          onInput: (id) => this.#choose(id),
        })}
      </div>
      ${branch === null ? null : html`<p>${messages.branchNote(branch.name)}</p>`}`;
  }

  #places(list: PlacementList, branch: Numbers['branch']): TemplateResult {
    return html`<section class="panel" aria-labelledby="places">
      <h2 id="places">${messages.placements}</h2>
      ${
        list.placements.length === 0
          ? html`<p class="soft">${branch === null ? messages.noPlacements : messages.noBranchPlacements}</p>`
          : html`<placement-table
              library=${this.library}
              .placements=${list.placements}
              zone=${list.window.zone}
            ></placement-table>`
      }
    </section>`;
  }

  #charts(metrics: Metrics, notes: readonly LibraryNote[]): TemplateResult {
    const { byDay, countingSince } = metrics;
    if (countingSince === null) {
      return html`<section class="panel" aria-labelledby="by-day">
        <h2 id="by-day">${WORDS.byDay}</h2>
        <p class="soft">${messages.noChart}</p>
      </section>`;
    }
    const daysOf = (count: 'clicks' | 'viewable'): { date: string; count: number }[] =>
      byDay.map((day) => ({ date: day.date, count: day[count] }));
    return html`<section class="panel charts" aria-labelledby="by-day">
      <h2 id="by-day">${WORDS.byDay}</h2>
      <day-chart
        name="Clicks"
        unit="click"
        .days=${daysOf('clicks')}
        .since=${countingSince}
        .notes=${notes}
      ></day-chart>
      <day-chart
        name="Viewable impressions"
        unit="viewable impression"
        .days=${daysOf('viewable')}
        .since=${countingSince}
        .notes=${notes}
      ></day-chart>
      <day-table .days=${byDay}></day-table>
    </section>`;
  }

  #more(metrics: Metrics, list: PlacementList): TemplateResult {
    return html`${metrics.countingSince === null ? null : html`<answer-table class="panel" .byState=${metrics.byState}></answer-table>`}
      <left-out class="panel" .excluded=${metrics.excluded} .refusals=${list.refusals}></left-out>`;
  }
}

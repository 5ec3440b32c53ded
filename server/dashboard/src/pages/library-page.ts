import {
  getMetrics,
  getPlacements,
  toMetricsCsvUrl,
  type Metrics,
  type PlacementList,
  type Role,
  type WindowDays,
} from '@askusnow/sdk';
import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Loading } from '../controllers/loading.js';
import { VisibleAgain } from '../controllers/visible-again.js';
import { announce } from '../events.js';
import { here } from '../here.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';
import { libraryHref } from '../route.js';
import { countedText } from '../words/count-text.js';
import { spanText } from '../words/day-text.js';
import { doubtWarning } from '../words/doubt-text.js';
import { countingText } from '../words/status-advice.js';
import '../parts/numbers/answer-table.js';
import '../parts/numbers/day-chart.js';
import '../parts/numbers/day-table.js';
import '../parts/definition-list.js';
import '../parts/numbers/headline-numbers.js';
import '../parts/numbers/key-page-list.js';
import '../parts/numbers/left-out.js';
import '../parts/notice-card.js';
import '../parts/numbers/placement-table.js';
import '../parts/numbers/refresh-bar.js';
import '../parts/numbers/status-banner.js';
import '../parts/numbers/window-switch.js';
import '../parts/warning-list.js';

interface Numbers {
  list: PlacementList;
  metrics: Metrics;
}

/** One library: how its button is doing, the numbers of a window, and where they come from. */
@customElement('library-page')
export class LibraryPage extends LitElement {
  static override styles = [
    base,
    page,
    css`
      .charts {
        display: grid;
        gap: var(--space-5);
      }

      .charts h2 {
        margin-bottom: calc(-1 * var(--space-3));
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

  #numbers = new Loading<Numbers>(this);

  constructor() {
    super();
    new VisibleAgain(this, () => void this.#ask());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library') || changed.has('days')) {
      const sameLibrary = !changed.has('library') && changed.has('days');
      void this.#ask(sameLibrary);
    }
  }

  /** `aloud` where the reader has changed something and waits for it. */
  async #ask(aloud = false): Promise<void> {
    const { library, days } = this;
    const answer = await this.#numbers.ask(
      async () => {
        const [list, metrics] = await Promise.all([
          getPlacements(here, library, days),
          getMetrics(here, library, days),
        ]);
        return { list, metrics };
      },
      { keep: this.#numbers.state.last?.list.library === library },
    );
    if (answer.step === 'done' && aloud) {
      const { clicks, viewable } = answer.last.metrics.totals;
      announce(
        this,
        `Last ${days} days: ${countedText(clicks, 'click')}, ${countedText(viewable, 'viewable impression')}.`,
      );
    }
  }

  override render(): TemplateResult {
    const { state, failure } = this.#numbers;
    return html`<div class="top">
        <div>
          <h1 tabindex="-1">${this.name || state.last?.list.name || this.library}</h1>
          <p class="soft" ?hidden=${failure === 'not-found'}>
            ${state.last ? html`${spanText(state.last.list.window.from, state.last.list.window.to)}, today so far included` : html`Last ${this.days} days`}
          </p>
        </div>
        ${
          failure === 'not-found'
            ? null
            : html`<window-switch
                class="screen-only"
                .days=${this.days}
                .hrefOf=${(days: WindowDays) => libraryHref(this.library, days)}
              ></window-switch>`
        }
      </div>
      <div class="stack" aria-busy=${state.step === 'waiting' ? 'true' : 'false'}>
        ${
          failure === undefined
            ? null
            : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#ask(true)}></notice-card>`
        }
        ${state.last ? this.#body(state.last, state.step === 'done' ? state.at : null) : null}
        ${state.step === 'waiting' && !state.last ? html`<p class="panel soft">Reading the numbers…</p>` : null}
      </div>`;
  }

  #body({ list, metrics }: Numbers, at: Date | null): TemplateResult {
    const warning = doubtWarning(metrics.doubts);
    return html`<status-banner .list=${list} .reader=${this.reader}></status-banner>
      ${warning === null ? null : html`<warning-list .warning=${warning}></warning-list>`}
      <div class="tools">
        <p class="soft small">${countingText(metrics.countingSince)}</p>
        <refresh-bar
          .at=${at}
          csv=${toMetricsCsvUrl(here, this.library, this.days)}
          @ask-retry=${() => void this.#ask(true)}
        ></refresh-bar>
      </div>
      <headline-numbers .metrics=${metrics}></headline-numbers>
      <div class="beside">
        <div class="stack">
          ${this.#charts(metrics)}
          <key-page-list .keyPages=${list.keyPages}></key-page-list>
          ${this.#more(metrics, list)}
        </div>
        <definition-list
          .definitions=${metrics.definitions}
          ?folded=${metrics.countingSince === null}
        ></definition-list>
      </div>
      ${this.#places(list)}`;
  }

  #places(list: PlacementList): TemplateResult {
    return html`<section class="panel" aria-labelledby="places">
      <h2 id="places">Where the button stands</h2>
      ${
        list.placements.length === 0
          ? html`<p class="soft">Nowhere yet. Each page on which it is seen will have a row here.</p>`
          : html`<placement-table .placements=${list.placements} zone=${list.window.zone}></placement-table>`
      }
    </section>`;
  }

  #charts(metrics: Metrics): TemplateResult {
    const { byDay, countingSince } = metrics;
    if (countingSince === null) {
      return html`<section class="panel" aria-labelledby="by-day">
        <h2 id="by-day">By day</h2>
        <p class="soft">The chart begins with the first page view that reports the button.</p>
      </section>`;
    }
    const daysOf = (count: 'clicks' | 'viewable'): { date: string; count: number }[] =>
      byDay.map((day) => ({ date: day.date, count: day[count] }));
    return html`<section class="panel charts" aria-labelledby="by-day">
      <h2 id="by-day">By day</h2>
      <day-chart name="Clicks" unit="click" .days=${daysOf('clicks')} .since=${countingSince}></day-chart>
      <day-chart
        name="Viewable impressions"
        unit="viewable impression"
        .days=${daysOf('viewable')}
        .since=${countingSince}
      ></day-chart>
      <day-table .days=${byDay}></day-table>
    </section>`;
  }

  #more(metrics: Metrics, list: PlacementList): TemplateResult {
    return html`${metrics.countingSince === null ? null : html`<answer-table class="panel" .byState=${metrics.byState}></answer-table>`}
      <left-out class="panel" .excluded=${metrics.excluded} .refusals=${list.refusals}></left-out>`;
  }
}

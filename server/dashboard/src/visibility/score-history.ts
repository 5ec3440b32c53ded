import { css, html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { countText } from '../i18n/count-text.js';
import { dayText, fullDayText } from '../i18n/day-text.js';
import { intervalText, messages, scoreText, scoreTrendText } from '../i18n/visibility.js';
import { scoreChanges, scoreGeometry, type ScoreDay } from '../logic/score-history.js';
import { noteMarks } from '../styles/note-marks.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { marksText, noteMark, type MarkedNote } from '../ui/note-mark.js';
import { OwnWidth } from '../ui/own-width.js';

const HEIGHT_PX = 130;

/** A library's score by day: what is met and what is not known, with the days of notes marked. */
@customElement('score-history')
export class ScoreHistoryPart extends DashboardElement {
  static override styles = [
    noteMarks,
    css`
      svg {
        display: block;
        width: 100%;
        height: auto;
        margin: var(--space-3) 0 var(--space-2);
        overflow: visible;
        /* Its text is placed from the left, whatever the language around it. */
        direction: ltr;
      }

      text {
        fill: var(--ink-soft);
        font: 400 var(--text-xs) var(--font);
        font-variant-numeric: tabular-nums;
      }

      .grid {
        stroke: var(--line);
      }

      rect {
        shape-rendering: crispEdges;
      }

      .met {
        fill: var(--bar);
      }

      .unknown {
        fill: var(--bar-open);
        fill-opacity: 0.45;
      }

      ul {
        margin: 0;
        padding-inline-start: var(--space-5);
      }

      @media (forced-colors: active) {
        text,
        .met {
          fill: CanvasText;
        }

        .unknown {
          fill: CanvasText;
          fill-opacity: 0.3;
        }
      }
    `,
  ];

  /** Earliest first. */
  @property({ attribute: false }) days: readonly ScoreDay[] = [];
  @property({ attribute: false }) notes: readonly MarkedNote[] = [];
  #width = new OwnWidth(this);

  override render(): TemplateResult {
    const [first, last] = [this.days[0], this.days.at(-1)];
    return html`<h2 id="history">${messages.history}</h2>
      ${first === undefined || last === undefined || first === last ? html`<p>${messages.noHistory}</p>` : this.#body(first, last)}`;
  }

  #body(first: ScoreDay, last: ScoreDay): TemplateResult {
    const changes = scoreChanges(this.days).toReversed();
    return html`<p>${scoreTrendText(first, last)}</p>
      ${this.#chart(first, last, changes.length)}
      <p class="soft small">${messages.historyNote}</p>
      ${
        changes.length === 0
          ? null
          : html`<details>
              <summary class="small">${messages.historyChanges(countText(changes.length))}</summary>
              <ul class="small">
                ${changes.map((day) => html`<li>${fullDayText(day.date)}: ${scoreText(day)} (${intervalText(day)})</li>`)}
              </ul>
            </details>`
      }`;
  }

  #chart(first: ScoreDay, last: ScoreDay, changes: number): TemplateResult {
    const geometry = scoreGeometry(this.days, { width: this.#width.px, height: HEIGHT_PX });
    const { plot, bars, days, ticks, labels } = geometry;
    const dates = days.map(({ date }) => date);
    const summary = messages.historySummary(intervalText(first), intervalText(last), changes);
    return html`<svg
      role="img"
      aria-label=${summary + marksText(this.notes, dates)}
      viewBox="0 0 ${this.#width.px} ${HEIGHT_PX}"
    >
      ${ticks.map(
        ({ share, y }) => svg`<line class="grid" x1=${plot.left} x2=${plot.right} y1=${y} y2=${y} />
          <text x=${plot.left - 8} y=${y + 4} text-anchor="end">${intervalText({ low: share, high: share })}</text>`,
      )}
      ${bars.map(
        ({
          day,
          x,
          width,
          y,
          middle,
        }) => svg`<g><title>${fullDayText(day.date)}: ${scoreText(day)} (${intervalText(day)})</title>
          <rect class="unknown" x=${x} y=${y} width=${width} height=${middle - y} />
          <rect class="met" x=${x} y=${middle} width=${width} height=${plot.bottom - middle} /></g>`,
      )}
      ${days.map(({ date, x }) => noteMark(this.notes, { date, x, plot }))}
      ${labels.map((index) => this.#label(days, index, plot.bottom))}
    </svg>`;
  }

  #label(days: readonly { date: string; x: number }[], index: number, bottom: number): SVGTemplateResult {
    const { date, x } = days[index]!;
    const anchor = index === days.length - 1 ? 'end' : 'middle';
    return svg`<text x=${x} y=${bottom + 18} text-anchor=${anchor}>${dayText(date)}</text>`;
  }
}

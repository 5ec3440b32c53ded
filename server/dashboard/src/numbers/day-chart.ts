import { css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { dayGeometry, type Bar, type Geometry } from '../logic/day-geometry.js';
import { noteMarks } from '../styles/note-marks.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { marksText, noteMark, type MarkedNote } from '../ui/note-mark.js';
import { OwnWidth } from '../ui/own-width.js';
import { countText, countedText } from '../i18n/count-text.js';
import { dayText, weekdayText } from '../i18n/day-text.js';
import { shortMonthText } from '../i18n/month.js';
import { messages } from '../i18n/chart-text.js';

const HEIGHT_PX = 170;

const monthOf = (date: string): string => shortMonthText(date.slice(0, 7));

/** What a bar is of. A month is written as its first day. */
const PERIODS = {
  day: { words: messages.ofDays, short: dayText, long: weekdayText, last: 'Today' },
  month: { words: messages.ofMonths, short: monthOf, long: monthOf, last: undefined },
} as const;

/** One count by day or month, as bars. The table beside it has the numbers; the chart has a summary in words. */
@customElement('day-chart')
export class DayChart extends DashboardElement {
  static override styles = [
    noteMarks,
    css`
      h3 {
        margin-bottom: var(--space-2);
      }

      figure {
        margin: 0;
      }

      svg {
        display: block;
        width: 100%;
        height: auto;
        overflow: visible;
        /* Its text is placed from the left, whatever the language around it. */
        direction: ltr;
      }

      text {
        fill: var(--ink-soft);
        font: 400 var(--text-xs) var(--font);
        font-variant-numeric: tabular-nums;
      }

      line {
        stroke: var(--line);
      }

      .zero {
        stroke: var(--line-strong);
      }

      .bar {
        fill: var(--bar);
      }

      .open {
        fill: var(--bar-open);
      }

      .before {
        fill: var(--surface-sunk);
      }

      @media (forced-colors: active) {
        text {
          fill: CanvasText;
        }

        line {
          stroke-opacity: 0.35;
        }

        .open {
          fill: Canvas;
          stroke: CanvasText;
        }

        .before {
          fill: Canvas;
        }
      }
    `,
  ];

  @property() name = '';
  /** The name of one counted thing: "click". */
  @property() unit = '';
  @property({ attribute: false }) days: { date: string; count: number }[] = [];
  /** First day with any event; days before it are not zero, they were not counted. */
  @property({ attribute: false }) since: string | null = null;
  /** The last day is over, too. */
  @property({ type: Boolean }) over = false;
  @property() by: keyof typeof PERIODS = 'day';
  /** Days with a note: marked at the top. The notes themselves stand beside the chart. */
  @property({ attribute: false }) notes: readonly MarkedNote[] = [];
  #width = new OwnWidth(this);

  override render(): TemplateResult {
    const geometry = dayGeometry(this.days, { width: this.#width.px, height: HEIGHT_PX });
    return html`<figure aria-labelledby="name">
      <h3 id="name">${this.name}</h3>
      <svg role="img" aria-label=${this.#summary()} viewBox="0 0 ${this.#width.px} ${HEIGHT_PX}">
        ${this.#uncounted(geometry)} ${this.#lines(geometry)} ${geometry.bars.map((bar) => this.#bar(bar))}
        ${geometry.bars.map(({ date, x, width }) => noteMark(this.notes, { date, x: x + width / 2, plot: geometry.plot }))}
        ${geometry.labels.map((index) => this.#label(geometry, index))}
      </svg>
    </figure>`;
  }

  #summary(): string {
    const first = this.days[0];
    const last = this.days.at(-1);
    if (!first || !last) return `${this.name}: no days`;
    const total = this.days.reduce((sum, { count }) => sum + count, 0);
    const { words, short } = PERIODS[this.by];
    const span = words.title(this.name, short(first.date), short(last.date));
    if (total === 0) return `${span}: none.${this.#marks()}`;
    const most = this.days.reduce((best, day) => (day.count > best.count ? day : best));
    const { since } = this;
    const empty = this.days.filter(({ date, count }) => count === 0 && since !== null && date >= since).length;
    const before = since !== null && first.date < since ? messages.notCountedBefore(dayText(since)) : '';
    const summary = words.summary({
      span,
      counted: countedText(total, this.unit),
      busiest: short(most.date),
      most: countText(most.count),
      empty: countedText(empty, this.by),
    });
    return `${summary}${before}.${this.#marks()}`;
  }

  #marks(): string {
    const dates = this.days.map(({ date }) => date);
    return marksText(this.notes, dates);
  }

  #bar(bar: Bar): SVGTemplateResult {
    const isOpen = !this.over && bar.date === this.days.at(-1)?.date;
    const title = `${PERIODS[this.by].long(bar.date)}: ${countedText(bar.count, this.unit)}${isOpen ? ' so far' : ''}`;
    return svg`<g><title>${title}</title><rect class="bar ${isOpen ? 'open' : ''}" data-date=${bar.date} data-count=${bar.count}
      x=${bar.x} y=${bar.y} width=${bar.width} height=${bar.height} rx=${Math.min(2, bar.width / 3)} /></g>`;
  }

  #lines({ ticks, plot }: Geometry): SVGTemplateResult[] {
    return ticks.map(
      ({ count, y }) => svg`<line class=${count === 0 ? 'zero' : ''} x1=${plot.left} x2=${plot.right} y1=${y} y2=${y} />
        <text x=${plot.left - 8} y=${y + 4} text-anchor="end">${countText(count)}</text>`,
    );
  }

  #label({ bars, plot }: Geometry, index: number): SVGTemplateResult | typeof nothing {
    const bar = bars[index];
    if (!bar) return nothing;
    const { short, last } = PERIODS[this.by];
    const isLast = index === bars.length - 1;
    const anchor = isLast && bars.length > 7 ? 'end' : 'middle';
    const x = anchor === 'end' ? bar.x + bar.width : bar.x + bar.width / 2;
    return svg`<text x=${x} y=${plot.bottom + 18} text-anchor=${anchor}>${(isLast && !this.over && last) || short(bar.date)}</text>`;
  }

  /** A grey background for the days before the first event ever. */
  #uncounted({ bars, plot }: Geometry): SVGTemplateResult | typeof nothing {
    const { since } = this;
    const before = bars.filter(({ date }) => since === null || date < since);
    const last = before.at(-1);
    if (!last) return nothing;
    const width = last.x + last.width - plot.left;
    const note =
      width > 130
        ? svg`<text x=${plot.left + width / 2} y=${plot.top + 20} text-anchor="middle">not counted yet</text>`
        : nothing;
    return svg`<rect class="before" x=${plot.left} y=${plot.top} width=${width} height=${plot.bottom - plot.top} />${note}`;
  }
}

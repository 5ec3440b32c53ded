import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/coverage.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { OwnWidth } from '../ui/own-width.js';
import { weekSigns } from '../styles/week-signs.js';
import {
  boxOf,
  heightOf,
  hourLines,
  TRACKS,
  NAMED_PX,
  ROW_PX,
  rowTop,
  xOf,
  type Track,
} from '../logic/week-geometry.js';
import type { Span, WeekRow } from '../logic/week-rows.js';
import { dayText, weekdayText } from '../i18n/day-text.js';
import { clockText } from '../i18n/clock-text.js';
import { weekSummary } from '../i18n/week-text.js';

const HOUR_NAMES = ['12 AM', '6 AM', 'noon', '6 PM'];

/** The signs of the chart, in the order of the key, with their titles there. */
const SIGNS = {
  promised: messages.signPromised,
  scheduled: 'Scheduled',
  unscheduled: messages.signUnscheduled,
  covered: messages.signCovered,
  uncovered: messages.signGap,
  unmonitored: messages.signUnknown,
  outside: messages.signUnplanned,
} as const;
type Sign = keyof typeof SIGNS;

/**
 * A desk's days as rows, by its own clocks. Each kind has a shape of its own, so that colour is not needed; the table beside it
 * has the same facts.
 */
@customElement('week-picture')
export class WeekPicture extends DashboardElement {
  static override styles = weekSigns;

  @property({ attribute: false }) rows: readonly WeekRow[] = [];
  @property() zone = 'UTC';
  @property() name = '';
  /** Whether shifts or hours are scheduled: the key names it. */
  @property() scheduledBy = 'hours';
  @property({ type: Number }) nowMs = 0;
  #width = new OwnWidth(this);

  override render(): TemplateResult {
    const width = this.#width.px;
    const height = heightOf(this.rows.length);
    return html`<figure aria-label=${messages.weekChart}>
      <svg role="img" aria-label=${weekSummary(this.name, this.rows, this.zone)} viewBox="0 0 ${width} ${height}">
        ${this.#patterns()} ${this.#axis()} ${this.rows.map((row, index) => this.#row(row, index))}
      </svg>
      <ul aria-hidden="true">
        ${this.#signs().map((sign) => html`<li>${this.#sample(sign)}${this.#nameOf(sign)}</li>`)}
      </ul>
    </figure>`;
  }

  #nameOf(sign: Sign): string {
    if (sign !== 'scheduled') return SIGNS[sign];
    return `${SIGNS.scheduled}: ${this.scheduledBy === 'shifts' ? 'shifts' : messages.scheduledByHours}`;
  }

  /** The key lists only what the chart shows. */
  #signs(): Sign[] {
    const has: Record<Sign, boolean> = {
      promised: true,
      scheduled: true,
      unscheduled: this.rows.some(({ unscheduled }) => unscheduled.length > 0),
      covered: true,
      uncovered: true,
      unmonitored: this.rows.some(({ kept }) => kept.some(({ kind }) => kind === 'unmonitored')),
      outside: this.rows.some((row) => this.#outside(row).length > 0),
    };
    return (Object.keys(SIGNS) as Sign[]).filter((sign) => has[sign]);
  }

  #patterns(): SVGTemplateResult {
    return svg`<defs>
      <pattern id="uncovered" width="7" height="7" patternUnits="userSpaceOnUse">
        <rect class="ground" width="7" height="7" /><path class="cross" d="M0 0 7 7M7 0 0 7" />
      </pattern>
      <pattern id="unmonitored" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="ground" width="6" height="6" /><path class="slant" d="M3 0V6" />
      </pattern>
      <pattern id="unscheduled" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect class="ground" width="5" height="5" /><circle class="dot" cx="2.5" cy="2.5" r="0.9" />
      </pattern>
    </defs>`;
  }

  #axis(): SVGTemplateResult {
    const lines = hourLines(this.#width.px);
    const isNarrow = lines[1]! - lines[0]! < NAMED_PX;
    const names = HOUR_NAMES.map((name, index) => {
      if (index === 0 && isNarrow) return nothing;
      const anchor = index === 0 ? 'start' : 'middle';
      return svg`<text x=${lines[index]!} y="14" text-anchor=${anchor}>${name}</text>`;
    });
    return svg`${names}`;
  }

  #row(row: WeekRow, index: number): SVGTemplateResult {
    const top = rowTop(index);
    const width = this.#width.px;
    const [weekday = '', day = ''] = weekdayText(row.date).split(', ');
    const hours = row.hours === 24 ? day : `${day}*`;
    const lines = hourLines(width).map(
      (x) => svg`<line class="hour" x1=${x} x2=${x} y1=${top + 2} y2=${top + ROW_PX} />`,
    );
    return svg`<g data-date=${row.date}>
      <line class="row" x1="0" x2=${width} y1=${top} y2=${top} />
      <text class="day" x="0" y=${top + 17}>${row.isToday ? 'Today' : weekday}</text>
      <text x="0" y=${top + 33}>${hours}</text>
      ${lines}
      ${row.promised?.length === 0 ? svg`<text x=${hourLines(width)[0]! + 8} y=${top + 25}>${messages.closedDay}</text>` : nothing}
      ${(row.promised ?? []).map((span) => this.#box(row, index, 'promised', 'promised', span))}
      ${row.scheduled.map((span) => this.#box(row, index, 'scheduled', 'scheduled', span))}
      ${row.unscheduled.map((span) => this.#box(row, index, 'seen', 'unscheduled', span))}
      ${this.#outside(row).map((span) => this.#box(row, index, 'seen', 'outside', span))}
      ${row.kept.map((span) => this.#box(row, index, 'seen', span.kind, span, span.corrected))}
      ${this.#now(row, top)}
    </g>`;
  }

  #outside({ seen, kept }: WeekRow): Span[] {
    const there = seen.filter(({ state }) => state === 'available' || state === 'busy');
    return there.filter((span) => !kept.some((each) => each.startMs < span.endMs && span.startMs < each.endMs));
  }

  #box(row: WeekRow, index: number, track: Track, sign: Sign, span: Span, corrected = false): SVGTemplateResult {
    const { x, y, width, height } = boxOf(row, index, track, span, { zone: this.zone, width: this.#width.px });
    const title = `${SIGNS[sign]}, ${clockText(span.startMs, this.zone)} – ${clockText(span.endMs, this.zone)}${corrected ? ' (corrected)' : ''}`;
    return svg`<g><title>${title}</title><rect class=${sign} data-sign=${sign} fill=${this.#fill(sign)} x=${x} y=${y} width=${width} height=${height} /></g>`;
  }

  #fill(sign: Sign): string | typeof nothing {
    return sign === 'uncovered' || sign === 'unmonitored' || sign === 'unscheduled' ? `url(#${sign})` : nothing;
  }

  #now(row: WeekRow, top: number): SVGTemplateResult | typeof nothing {
    if (!row.isToday) return nothing;
    const x = xOf(row, this.zone, this.nowMs, this.#width.px);
    return svg`<g><title>Now, ${dayText(row.date)}</title><line class="now" x1=${x} x2=${x} y1=${top} y2=${top + ROW_PX} /></g>`;
  }

  #sample(sign: Sign): TemplateResult {
    const track = sign === 'promised' || sign === 'scheduled' ? sign : 'seen';
    const { height } = TRACKS[track];
    return html`<svg viewBox="0 0 28 15" width="28" height="15">
      ${svg`<rect class=${sign} fill=${this.#fill(sign)} x="1" y=${(15 - height) / 2} width="26" height=${height} />`}
    </svg>`;
  }
}

import { clickRateBase, type Rate } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { countChangeText, rateChangeText } from '../i18n/change-text.js';
import { countText, rateText } from '../i18n/count-text.js';
import { FIGURES, messages, ofViewsText } from '../i18n/numbers.js';
import { WORDS } from '../i18n/words.js';
import { figureClass, figureTiles } from '../styles/figure-tiles.js';
import { figures } from '../styles/figures.js';
import { definitionNote } from '../ui/definition-terms.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import type { ComparedCounts, Figures } from '../logic/number-period.js';

/** What a tile says. */
interface Tile {
  name: string;
  figure: string;
  change: string | null;
  basis: string | null;
  /** The definitions that the figure rests on. */
  terms: readonly string[];
}

/** The four figures of some days, each with its change against the days before, and its definition on a press. */
@customElement('headline-numbers')
export class HeadlineNumbers extends DashboardElement {
  static override styles = [
    figures,
    figureTiles,
    css`
      .change {
        font-weight: 550;
      }

      @media print {
        .definition {
          font-size: var(--text-xs);
          line-height: 1.35;
        }
      }
    `,
  ];

  /** The figures that are shown. */
  @property({ attribute: false }) now!: Figures;
  /** The counts that are compared with the days before; null: those days were not counted. */
  @property({ attribute: false }) change: ComparedCounts | null = null;
  /** From when on the days before are known; null: not said. */
  @property({ attribute: false }) comparedFrom: string | null = null;
  /** The name of the days before: "30 days before". */
  @property() than = '';
  /** What counts rest on. */
  @property() basis: string | null = null;
  @property({ attribute: false }) definitions: readonly { term: string; text: string }[] = [];

  override render(): TemplateResult {
    const { counts, viewableRate, clickThrough } = this.now;
    const { before } = this.change ?? {};
    return html`<dl class="tiles">
      ${this.#tile({ ...this.#count('clicks'), name: messages.clicksOnButton, terms: FIGURES.clicks })}
      ${this.#tile({
        ...this.#rate(viewableRate, before?.viewableRate ?? null),
        name: WORDS.buttonSeen,
        basis: counts && ofViewsText(counts),
        terms: FIGURES.buttonSeen,
      })}
      ${this.#tile({
        ...this.#rate(clickThrough, before?.clickThrough ?? null),
        name: WORDS.clickRate,
        basis: clickRateBasis(counts, clickThrough),
        terms: FIGURES.clickRate,
      })}
      ${this.#tile({ ...this.#count('impressions'), name: WORDS.pageViews, terms: FIGURES.pageViews })}
    </dl>`;
  }

  #count(key: 'clicks' | 'impressions'): Pick<Tile, 'figure' | 'change' | 'basis'> {
    const { counts } = this.now;
    const [now, before] = [this.change?.counts[key], this.change?.before.counts[key]];
    return {
      figure: counts === null ? messages.notCounted : countText(counts[key]),
      change:
        now === undefined || before === undefined
          ? messages.noDaysBefore(this.comparedFrom)
          : countChangeText(now, before, this.than),
      basis: this.basis,
    };
  }

  #rate(rate: Rate | null, before: Rate | null): Pick<Tile, 'figure' | 'change'> {
    if (rate === null) return { figure: messages.notCounted, change: null };
    return { figure: rateText(rate).value, change: rateChangeText(rate, before, this.than) };
  }

  #tile({ name, figure, change, basis, terms }: Tile): TemplateResult {
    return html`<div class="panel">
      <dt>${name}</dt>
      <dd class=${figureClass(figure)}>${figure}</dd>
      ${change === null ? null : html`<dd class="small ${this.change === null ? 'soft' : 'change'}">${change}</dd>`}
      ${basis === null ? null : html`<dd class="small soft">${basis}</dd>`}
      <dd class="small soft">${definitionNote(this.definitions, terms, name)}</dd>
    </div>`;
  }
}

/** "of 2,650 views; likely 2–3.2 %"; of sums: "345 clicks of 10,158 views where the button was seen" */
function clickRateBasis(counts: Figures['counts'], rate: Rate | null): string | null {
  if (counts === null || rate === null || rate.value === null) return null;
  const { interval } = rateText(rate);
  return interval === undefined
    ? messages.ofViewsSeen(countText(rate.numerator), countText(clickRateBase(counts)))
    : messages.ofClickable(countText(clickRateBase(counts)), interval);
}

import type { Metrics } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { figures } from '../styles/figures.js';
import { countText, rateLine, rateText } from '../i18n/count-text.js';
import { messages } from '../i18n/numbers.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** The four headline figures of a window, each with its basis. */
@customElement('headline-numbers')
export class HeadlineNumbers extends DashboardElement {
  static override styles = [
    figures,
    css`
      dl {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: var(--space-4);
      }

      .panel {
        display: flex;
        flex-direction: column;
        gap: var(--space-1);
      }

      .figure {
        font-size: var(--text-figure);
        line-height: 1.15;
        letter-spacing: -0.02em;
      }

      .interval {
        font-size: var(--text-m);
        font-weight: 500;
        letter-spacing: 0;
        white-space: nowrap;
      }

      .figure.words {
        font-size: var(--text-l);
        line-height: 1.95;
        letter-spacing: 0;
      }
    `,
  ];

  @property({ attribute: false }) metrics!: Metrics;

  override render(): TemplateResult {
    const { totals, viewableRate, firstScreenRate } = this.metrics;
    const viewable =
      totals.measurable === 0
        ? html`${messages.noneMeasured}`
        : html`${messages.measurableRates(rateLine(viewableRate), rateLine(firstScreenRate))}`;
    return html`<dl>
      ${this.#card('Impressions', html`${countText(totals.impressions)}`, html`${messages.impressionsNote(countText(totals.measurable))}`)}
      ${this.#card('Viewable', html`${countText(totals.viewable)}`, viewable)}
      ${this.#card('Clicks', html`${countText(totals.clicks)}`, html`${messages.usesNote}`)} ${this.#clickThrough()}
    </dl>`;
  }

  #clickThrough(): TemplateResult {
    const { value, interval, basis } = rateText(this.metrics.clickThrough);
    const { impressions, measurable } = this.metrics.totals;
    const seen = impressions === measurable ? 'viewable' : messages.rateBasis;
    const name = 'Click-through';
    if (this.metrics.clickThrough.denominator === 0) {
      return this.#card(name, html`${value}`, html`${messages.noRate}`, true);
    }
    if (interval === undefined) return this.#card(name, html`${value}`, html`${basis} ${seen}`, true);
    return this.#card(
      name,
      html`${value} <span class="interval">(${interval})</span>`,
      html`${messages.rateRange(basis, seen)}`,
    );
  }

  #card(name: string, figure: TemplateResult, made: TemplateResult, inWords = false): TemplateResult {
    return html`<div class="panel">
      <dt>${name}</dt>
      <dd class="figure ${inWords ? 'words' : ''}">${figure}</dd>
      <dd class="small soft">${made}</dd>
    </div>`;
  }
}

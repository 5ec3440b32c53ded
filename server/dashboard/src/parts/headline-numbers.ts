import type { Metrics } from '@askusnow/sdk';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../look/base.js';
import { countText, rateLine, rateText } from '../words/count-text.js';

/** The four figures of a window, each with what it is made of. */
@customElement('headline-numbers')
export class HeadlineNumbers extends LitElement {
  static override styles = [
    base,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: var(--space-4);
        margin: 0;
      }

      .panel {
        display: flex;
        flex-direction: column;
        gap: var(--space-1);
      }

      dt {
        color: var(--ink-soft);
        font-weight: 550;
      }

      dd {
        margin: 0;
      }

      .figure {
        font-size: var(--text-figure);
        font-weight: 620;
        font-variant-numeric: tabular-nums;
        line-height: 1.15;
        letter-spacing: -0.02em;
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
    return html`<dl>
      ${this.#card('Impressions', countText(totals.impressions), html`shown on a page; ${countText(totals.measurable)} could be measured`)}
      ${this.#card(
        'Viewable',
        countText(totals.viewable),
        html`${rateLine(viewableRate)} of measurable; first screen ${rateLine(firstScreenRate)}`,
      )}
      ${this.#card('Clicks', countText(totals.clicks), html`people who opened the chat link, not reference transactions`)}
      ${this.#clickThrough()}
    </dl>`;
  }

  #clickThrough(): TemplateResult {
    const { clickThrough } = this.metrics;
    const { value, interval, basis } = rateText(clickThrough);
    if (clickThrough.denominator === 0 && !clickThrough.suppressed) {
      return this.#card(
        'Click-through',
        'no rate yet',
        html`nothing was in view, so there is nothing to divide by`,
        true,
      );
    }
    const sure = interval === undefined ? null : html`95 % sure between <strong>${interval}</strong>; `;
    return this.#card('Click-through', value, html`${sure}${basis} viewable`, clickThrough.suppressed);
  }

  #card(name: string, figure: string, made: TemplateResult, inWords = false): TemplateResult {
    return html`<div class="panel">
      <dt>${name}</dt>
      <dd class="figure ${inWords ? 'words' : ''}">${figure}</dd>
      <dd class="small soft">${made}</dd>
    </div>`;
  }
}

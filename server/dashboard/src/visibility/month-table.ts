import type { MonthMetrics, MonthPeriod } from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages, monthText, periodText, ROWS, uncountedText } from '../i18n/month.js';
import { base } from '../styles/base.js';
import { table } from '../styles/table.js';
import { WideTable } from '../ui/wide-table.js';

/** The numbers of a month beside those of two others. */
@customElement('month-table')
export class MonthTable extends LitElement {
  static override styles = [base, table];

  @property({ attribute: false }) metrics!: MonthMetrics;

  constructor() {
    super();
    new WideTable(this);
  }

  override render(): TemplateResult {
    const { month, lastMonth, lastYear } = this.metrics;
    const periods = [month, lastMonth, lastYear];
    const labels = periods.map((period, index) => `${messages.columns[index]}, ${monthText(period.month)}`);
    return html`<div class="wide" role="region" aria-labelledby="caption">
      <table class="cards">
        <caption id="caption" class="visually-hidden">
          ${messages.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col"><span class="visually-hidden">${messages.compared}</span></th>
            ${periods.map(
              (period, index) =>
                html`<th scope="col" class="number">
                  ${messages.columns[index]}<span class="sub small">${monthText(period.month)}</span>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">${messages.days}</th>
            ${periods.map((period, index) => html`<td class="number" data-label=${labels[index]!}>${periodText(period)}</td>`)}
          </tr>
          ${ROWS.map(
            ({ name, textOf }) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${periods.map((period, index) => html`<td class="number" data-label=${labels[index]!}>${this.#cell(period, textOf)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #cell(period: MonthPeriod, textOf: (typeof ROWS)[number]['textOf']): string {
    const { counts } = period;
    return counts === null ? uncountedText(this.metrics.countingSince) : textOf(period);
  }
}

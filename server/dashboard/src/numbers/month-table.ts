import type { MonthPeriod, MonthReport } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  changeText,
  coverageText,
  messages,
  monthScoreText,
  monthText,
  periodText,
  ROWS,
  uncountedText,
} from '../i18n/month.js';
import { messages as surveyMessages, ratingCell } from '../i18n/survey.js';
import { WORDS } from '../i18n/words.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { WideTable } from '../ui/wide-table.js';

/** The numbers of a month beside those of two others. */
@customElement('month-table')
export class MonthTable extends DashboardElement {
  static override styles = table;

  @property({ attribute: false }) report!: MonthReport;

  protected readonly wideTable = new WideTable(this);

  override render(): TemplateResult {
    const { metrics, coverage, rating, score } = this.report;
    const { month, lastMonth, lastYear, countingSince } = metrics;
    const periods = [month, lastMonth, lastYear];
    const labels = periods.map((period, index) => `${messages.columns[index]}, ${monthText(period.month)}`);
    return html`<div class="wide" role="region" aria-labelledby="caption">
      <table class="cards">
        <caption id="caption" class="visually-hidden">
          ${messages.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col"><span class="visually-hidden">${WORDS.compared}</span></th>
            ${periods.map(
              (period, index) =>
                html`<th scope="col" class="number">
                  ${messages.columns[index]}<span class="sub small">${monthText(period.month)}</span>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${this.#row(WORDS.days, periods.map(periodText), labels)}
          ${ROWS.map(({ name, textOf }) =>
            this.#row(
              name,
              periods.map((period) => this.#cell(period, textOf)),
              labels,
            ),
          )}
          ${this.#row(WORDS.changeInClicks, ['', ...[lastMonth, lastYear].map((each) => changeText(month, each, countingSince))], labels)}
          ${this.#row(WORDS.coverageOfOwnDesks, [coverage.month, coverage.lastMonth, coverage.lastYear].map(coverageText), labels)}
          ${Object.values(rating).some((each) => each !== null) ? this.#row(surveyMessages.heading, [rating.month, rating.lastMonth, rating.lastYear].map(ratingCell), labels) : null}
          ${this.#row(messages.score, [score.month, score.lastMonth, score.lastYear].map(monthScoreText), labels)}
        </tbody>
      </table>
    </div>`;
  }

  #row(name: string, cells: readonly string[], labels: readonly string[]): TemplateResult {
    return html`<tr>
      <th scope="row">${name}</th>
      ${cells.map((cell, index) => html`<td class="number" data-label=${labels[index]!}>${cell}</td>`)}
    </tr>`;
  }

  #cell(period: MonthPeriod, textOf: (typeof ROWS)[number]['textOf']): string {
    const { counts } = period;
    return counts === null ? uncountedText(this.report.metrics.countingSince) : textOf(period);
  }
}

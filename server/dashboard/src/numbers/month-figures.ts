import type { MonthReport } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { improvementText, messages } from '../i18n/month.js';
import { messages as numbersMessages } from '../i18n/numbers.js';
import { WORDS } from '../i18n/words.js';
import { definitionNote } from '../ui/definition-terms.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import './day-chart.js';
import './month-table.js';
import './viewport-table.js';

/** The clicks of the months up to this one; beside two others, by the width of the window, and what improved in it: on a press, and on paper. */
@customElement('month-figures')
export class MonthFigures extends DashboardElement {
  static override styles = css`
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
      gap: var(--space-5);
    }
  `;

  @property({ attribute: false }) report!: MonthReport;

  override render(): TemplateResult {
    const { metrics, improved } = this.report;
    return html`${this.#months()}
      <details>
        <summary class="screen-only">${messages.compare}</summary>
        <div class="rows">
          <month-table .report=${this.report}></month-table>
          <div class="pair">
            <viewport-table .metrics=${metrics}></viewport-table>
            <div class="small">
              ${definitionNote(metrics.definitions, ['Month'], messages.month)}
              ${
                improved.length === 0
                  ? null
                  : html`<h3>${messages.improved}</h3>
                      <ul class="bulleted">
                        ${improved.map((each) => html`<li>${improvementText(each)}</li>`)}
                      </ul>`
              }
            </div>
          </div>
        </div>
      </details>`;
  }

  #months(): TemplateResult | null {
    const { byMonth, metrics } = this.report;
    const [first] = byMonth;
    // One bar is no graph.
    if (first === undefined || byMonth.length < 2) return null;
    return html`<h2 class="screen-only">${messages.byMonth}</h2>
      <day-chart
        class="screen-only"
        name=${WORDS.clicks}
        unit=${numbersMessages.click}
        by="month"
        ?over=${metrics.isOver}
        .days=${byMonth.map(({ month, clicks }) => ({ date: `${month}-01`, count: clicks }))}
        .since=${`${first.month}-01`}
      ></day-chart>`;
  }
}

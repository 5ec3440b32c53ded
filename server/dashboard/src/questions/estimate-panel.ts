import type { QuestionYear } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { countedText, countText } from '../i18n/count-text.js';
import { spanText } from '../i18n/day-text.js';
import { estimateText, isVeryUncertain, likelyText, messages, methodText } from '../i18n/questions.js';
import { dueWeek } from '../logic/question-week.js';
import { figures } from '../styles/figures.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';

/** The year's number, how sure it is and what is counted next; behind a press, how it is estimated. */
@customElement('estimate-panel')
export class EstimatePanel extends DashboardElement {
  static override styles = [
    table,
    figures,
    css`
      dl {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
        gap: var(--space-3) var(--space-5);
      }
    `,
  ];

  @property({ attribute: false }) year!: QuestionYear;

  override render(): TemplateResult {
    const { estimate, read, year, from, weeks, today } = this.year;
    const { total, counted, assumptions, doubtfulDays } = estimate;
    const range = total && likelyText(total);
    const method = methodText(estimate);
    const due = dueWeek(this.year);
    const next = due ?? weeks.find(({ from }) => from > today);
    return html`<section class="panel rows" aria-label=${messages.estimate(year, from)}>
      <dl>
        <div>
          <dt>${due ? messages.countNow : messages.countNext}</dt>
          <dd class="figure">${next ? spanText(next.from, next.to) : messages.noneToCount}</dd>
          ${due ? html`<dd class="small soft">${messages.weekMissing(due.missing)}</dd>` : null}
        </div>
        <div>
          <dt>${messages.countedSoFar}</dt>
          <dd class="figure">${countedText(counted.questions, 'question')}</dd>
          <dd class="small soft">${messages.countedDays(counted)}</dd>
        </div>
        <div>
          <dt>${messages.estimate(year, from)}</dt>
          <dd>
            <span class=${total && isVeryUncertain(total) ? '' : 'figure'}
              >${total === null ? '–' : countText(total.value)}</span
            >
            ${total === null || estimate.method === 'CT' ? null : html`<span class="small soft">${messages.isEstimate}</span>`}
          </dd>
          ${range === null ? null : html`<dd class="small soft">${range}</dd>`}
          ${method === null ? null : html`<dd class="small soft">${method}</dd>`}
        </div>
      </dl>
      <details>
        <summary>${messages.assumptions}</summary>
        <div class="rows">
          ${estimate.byClicks || estimate.byWeeks ? this.#ways() : null}
          <ul class="small">
            ${assumptions.map((sentence) => html`<li>${sentence}</li>`)}
            ${doubtfulDays.length === 0 ? null : html`<li>${messages.doubtful(doubtfulDays)}</li>`}
            ${read === null ? null : html`<li>${messages.read(read.directional, read.reference, read.days)}</li>`}
          </ul>
        </div>
      </details>
      <slot></slot>
    </section>`;
  }

  #ways(): TemplateResult {
    const { byClicks, byWeeks, counted, total } = this.year.estimate;
    const named = (way: string, basis: 'clicks' | 'weeks'): string =>
      total?.basis === basis ? messages.reported(way) : way;
    const row = (way: string, number: string, how: string): TemplateResult =>
      html`<tr>
        <th scope="row">${way}</th>
        <td class="number" data-label=${messages.number}>${number}</td>
        <td data-label=${messages.basis}>${how}</td>
      </tr>`;
    return dataTable(
      messages.twoWays,
      [messages.way, { number: messages.number }, messages.basis],
      [
        byClicks
          ? row(named(messages.byClicks, 'clicks'), estimateText(byClicks.estimate), messages.byClicksHow(byClicks))
          : row(messages.byClicks, messages.noEstimate, ''),
        byWeeks
          ? row(
              named(messages.byWeeks, 'weeks'),
              estimateText(byWeeks.estimate),
              messages.byWeeksHow(byWeeks.factor, counted.weeks),
            )
          : row(messages.byWeeks, messages.noEstimate, ''),
      ],
    );
  }
}

import type { QuestionYear } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { estimateText, messages, methodText } from '../i18n/questions.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';

/** The year's number with its method, both estimates side by side, and what they rest on. */
@customElement('estimate-panel')
export class EstimatePanel extends DashboardElement {
  static override styles = [
    table,
    css`
      .total {
        font-size: var(--text-xl);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }

      p,
      ul {
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) year!: QuestionYear;

  override render(): TemplateResult {
    const { estimate, read } = this.year;
    const { total, counted, assumptions, doubtfulDays } = estimate;
    return html`<section class="panel rows" aria-labelledby="estimate">
      <h2 id="estimate">${messages.estimate}</h2>
      ${total === null ? null : html`<p class="total">${estimateText(total)}</p>`}
      <p>${methodText(estimate)}</p>
      <p class="small soft">${messages.counted(counted)}</p>
      ${read === null ? null : html`<p class="small soft">${messages.read(read.directional, read.reference, read.days)}</p>`}
      ${estimate.byClicks || estimate.byWeeks ? this.#ways() : null}
      <h3>${messages.assumptions}</h3>
      <ul class="small">
        ${assumptions.map((sentence) => html`<li>${sentence}</li>`)}
        ${doubtfulDays.length === 0 ? null : html`<li>${messages.doubtful(doubtfulDays)}</li>`}
      </ul>
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

import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { OwnWidth } from '../ui/own-width.js';
import { table } from '../styles/table.js';
import type { WeekRow } from '../logic/week-rows.js';
import { coverageValue } from '../i18n/coverage-text.js';
import { messages } from '../i18n/coverage.js';
import { weekdayText } from '../i18n/day-text.js';
import { gapsText, oddDayText, promisedText, scheduledText, seenText } from '../i18n/week-text.js';
import { zoneName } from '../i18n/zone-text.js';

/** The cells are words, which need less width than those of other tables. */
const CARDS_PX = 600;

/** The facts of the week's chart, day by day. */
@customElement('week-table')
export class WeekTable extends DashboardElement {
  static override styles = [
    table,
    css`
      td {
        overflow-wrap: anywhere;
      }

      table {
        margin-top: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly WeekRow[] = [];
  @property() zone = 'UTC';
  #width = new OwnWidth(this);

  override render(): TemplateResult {
    return html`<details>
      <summary>${messages.weekTable}</summary>
      <table class=${this.#width.px < CARDS_PX ? 'cards' : ''}>
        <caption>
          ${messages.eachDayIn(zoneName(this.zone))}
        </caption>
        <thead>
          <tr>
            <th scope="col">${messages.columns.day}</th>
            <th scope="col">${messages.columns.promised}</th>
            <th scope="col">${messages.columns.scheduled}</th>
            <th scope="col">${messages.columns.seen}</th>
            <th scope="col">${messages.columns.gaps}</th>
            <th scope="col">${messages.columns.coverage}</th>
          </tr>
        </thead>
        <tbody>
          ${this.rows.map((row) => this.#row(row))}
        </tbody>
      </table>
    </details>`;
  }

  #row(row: WeekRow): TemplateResult {
    const { zone } = this;
    const odd = oddDayText(row);
    const isPast = row.sum !== null;
    return html`<tr data-date=${row.date}>
      <th scope="row">
        ${weekdayText(row.date)}${row.isToday ? html` <span class="soft">${messages.todaySoFar}</span>` : null}
        ${odd === null ? null : html`<span class="sub">${odd}</span>`}
      </th>
      <td data-label=${messages.columns.promised}><span>${promisedText(row, zone)}</span></td>
      <td data-label=${messages.columns.scheduled}><span>${scheduledText(row, zone)}</span></td>
      <td data-label=${messages.columns.seen}><span>${isPast ? seenText(row, zone) : messages.inFuture}</span></td>
      <td data-label=${messages.columns.gaps}><span>${isPast ? gapsText(row, zone) : messages.inFuture}</span></td>
      <td data-label=${messages.columns.coverage}>
        <span
          >${row.sum === null ? messages.inFuture : coverageValue(row.sum)}${row.kept.some(({ corrected }) => corrected) ? ' (corrected)' : ''}</span
        >
      </td>
    </tr>`;
  }
}

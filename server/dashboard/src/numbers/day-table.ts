import type { DayCounts } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { table } from '../styles/table.js';
import { countText } from '../i18n/count-text.js';
import { weekdayText } from '../i18n/day-text.js';
import { messages } from '../i18n/numbers.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** The charts' numbers, newest day first. */
@customElement('day-table')
export class DayTable extends DashboardElement {
  static override styles = [
    table,
    css`
      .scroll {
        max-height: 26rem;
        margin-top: var(--space-3);
        overflow: auto;
      }

      @media print {
        .scroll {
          max-height: none;
          overflow: visible;
        }
      }
    `,
  ];

  @property({ attribute: false }) days: readonly DayCounts[] = [];
  /** The last day is over, too. */
  @property({ type: Boolean }) over = false;

  override render(): TemplateResult {
    const today = this.over ? undefined : this.days.at(-1)?.date;
    return html`<details>
      <summary>${messages.numbersByDay}</summary>
      <div class="scroll" role="region" aria-labelledby="caption" tabindex="0">
        <table>
          <caption id="caption">
            ${messages.numbersByDayCaption}
          </caption>
          <thead>
            <tr>
              <th scope="col">${messages.columns.day}</th>
              <th scope="col" class="number">${messages.columns.impressions}</th>
              <th scope="col" class="number">${messages.columns.viewable}</th>
              <th scope="col" class="number">${messages.columns.firstScreen}</th>
              <th scope="col" class="number">${messages.columns.clicks}</th>
            </tr>
          </thead>
          <tbody>
            ${[...this.days].reverse().map(
              (day) =>
                html`<tr>
                  <th scope="row">
                    ${weekdayText(day.date)}${day.date === today ? html` <span class="soft">so far</span>` : null}
                  </th>
                  <td class="number">${countText(day.impressions)}</td>
                  <td class="number">${countText(day.viewable)}</td>
                  <td class="number">${countText(day.firstScreen)}</td>
                  <td class="number">${countText(day.clicks)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }
}

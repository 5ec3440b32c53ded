import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/coverage.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { table } from '../styles/table.js';
import { DAYPARTS, missedCountText, weekdayName, type Daypart, type MissedCell } from '../i18n/missed-text.js';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

const countOf = ({ clicks, viewable }: MissedCell): number => clicks + viewable;

/** By thirds of the largest cell; a hidden one is small. */
function shadeOf(cell: MissedCell | undefined, most: number): string {
  if (cell === undefined || (countOf(cell) === 0 && !cell.suppressed)) return '';
  const share = countOf(cell) / Math.max(most, 1);
  return share > 2 / 3 ? 'most' : share > 1 / 3 ? 'more' : 'some';
}

/** Unmet demand by weekday and part of the day. */
@customElement('missed-map')
export class MissedMap extends DashboardElement {
  static override styles = [
    table,
    css`
      p {
        margin: var(--space-1) 0 var(--space-3);
      }

      .number {
        white-space: normal;
      }

      th,
      td {
        padding-inline: var(--space-1);
      }

      tbody th {
        overflow-wrap: normal;
      }

      /* The more, the darker: the numbers say it, too. */
      .some {
        background: color-mix(in srgb, var(--accent) 8%, transparent);
      }

      .more {
        background: color-mix(in srgb, var(--accent) 16%, transparent);
      }

      .most {
        background: color-mix(in srgb, var(--accent) 24%, transparent);
      }

      .number:last-child {
        padding-inline-end: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) cells: readonly MissedCell[] = [];
  /** Whether it stands under a heading of its own already. */
  @property({ type: Boolean }) alone = false;

  override render(): TemplateResult {
    const parts = Object.keys(DAYPARTS) as Daypart[];
    const hasHidden = this.cells.some(({ suppressed }) => suppressed);
    const isEmpty = !hasHidden && this.cells.every(({ clicks, viewable }) => clicks + viewable === 0);
    const words = messages.unmetDemandByHour;
    const most = Math.max(...this.cells.map(countOf));
    const heading = this.alone ? null : html`<h3>${words}</h3>`;
    if (isEmpty)
      return html`${heading}
        <p>${messages.noUnmetDemand}</p>`;
    return html`${heading}
      <p class="soft">${messages.unmetDemandCaption}</p>
      <table>
        <caption class="visually-hidden">
          ${messages.unmetDemandCaption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${messages.columns.day}</th>
            ${parts.map((part) => html`<th scope="col" class="number">${DAYPARTS[part]}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${WEEKDAYS.map(
            (weekday) =>
              html`<tr>
                <th scope="row">${weekdayName(weekday).slice(0, 3)}</th>
                ${parts.map((part) => {
                  const cell = this.cells.find((each) => each.weekday === weekday && each.daypart === part);
                  return html`<td class="number ${shadeOf(cell, most)}">${missedCountText(cell)}</td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
      <details class="small">
        <summary>${messages.howCounted}</summary>
        <p>${messages.unmetDemandNote}</p>
      </details>`;
  }
}

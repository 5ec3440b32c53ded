import type { CooperativeReport } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages, ownCount, ownDays } from '../i18n/cooperative-month.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { numbersHref } from '../ui/route.js';
import { bar, bars } from './bars.js';

/** A month's clicks of each library as bars, the most first. */
@customElement('clicks-by-library')
export class ClicksByLibrary extends DashboardElement {
  static override styles = [
    table,
    bars,
    css`
      tbody th {
        width: 50%;
      }
    `,
  ];

  @property() month = '';
  @property({ attribute: false }) libraries: CooperativeReport['libraries'] = [];

  override render(): TemplateResult {
    const clicksOf = ({ month }: CooperativeReport['libraries'][number]): number => month.counts?.clicks ?? 0;
    const most = Math.max(1, ...this.libraries.map(clicksOf));
    const days = Math.max(...this.libraries.map(({ month }) => month.countedDays));
    return html`<h2>${messages.byLibrary}</h2>
      <table>
        <caption class="visually-hidden">
          ${messages.byLibrary}
        </caption>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">${messages.libraryColumns[0]}</th>
            <th scope="col">${messages.libraryColumns[1]}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${this.libraries
            .toSorted((one, other) => clicksOf(other) - clicksOf(one))
            .map(
              (each) =>
                html`<tr>
                  <th scope="row">
                    <a href=${numbersHref(each.library, this.month)}>${each.name}</a>${
                      each.month.countedDays === days ? null : html`<span class="sub">${ownDays(each)}</span>`
                    }
                  </th>
                  <td class="number">${ownCount(each, 'clicks')}</td>
                  <td>${bar(clicksOf(each) / most)}</td>
                </tr>`,
            )}
        </tbody>
      </table>`;
  }
}

import type { AnswerState, Metrics } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { table } from '../styles/table.js';
import { STATE_NAMES } from '../i18n/answer-text.js';
import { countText, countedText } from '../i18n/count-text.js';
import { messages } from '../i18n/numbers.js';
import { DashboardElement } from '../ui/dashboard-element.js';

const MISSED: AnswerState[] = ['closed', 'unknown'];

/** The counts by what the button showed: those while it showed closed or not known are unmet demand. */
@customElement('answer-table')
export class AnswerTable extends DashboardElement {
  static override styles = [
    table,
    css`
      p {
        margin: var(--space-2) 0 var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) byState: Metrics['byState'] = [];

  override render(): TemplateResult {
    const missed = this.byState.filter(({ state }) => MISSED.includes(state));
    const clicks = missed.reduce((sum, row) => sum + row.clicks, 0);
    const viewable = missed.reduce((sum, row) => sum + row.viewable, 0);
    return html`<h2>${messages.buttonSaid}</h2>
      <p class="soft">
        ${messages.unmetDemand(countedText(clicks, 'click'), countedText(viewable, 'viewable impression'))}
      </p>
      ${this.byState.length === 0 ? null : this.#table()}`;
  }

  #table(): TemplateResult {
    return html`<table>
      <caption class="visually-hidden">
        ${messages.buttonSaidCaption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${messages.columns.buttonShowed}</th>
          <th scope="col" class="number">${messages.columns.viewable}</th>
          <th scope="col" class="number">${messages.columns.clicks}</th>
        </tr>
      </thead>
      <tbody>
        ${this.byState.map(
          (row) =>
            html`<tr>
              <th scope="row">${STATE_NAMES[row.state]}</th>
              <td class="number">${countText(row.viewable)}</td>
              <td class="number">${countText(row.clicks)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

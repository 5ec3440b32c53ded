import type { AnswerState, Metrics } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { STATE_NAMES } from '../i18n/answer-text.js';
import { countText, countedText } from '../i18n/count-text.js';
import { messages } from '../i18n/numbers.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { definitionNote } from '../ui/definition-terms.js';

const MISSED: AnswerState[] = ['closed', 'unknown'];

/** Clicks while nobody could answer; on a press the counts by what the button showed. */
@customElement('answer-table')
export class AnswerTable extends DashboardElement {
  static override styles = table;

  @property({ attribute: false }) byState: Metrics['byState'] = [];
  @property({ attribute: false }) definitions: Metrics['definitions'] = [];

  override render(): TemplateResult {
    const missed = this.byState.filter(({ state }) => MISSED.includes(state));
    const clicks = missed.reduce((sum, row) => sum + row.clicks, 0);
    return html`<details>
      <summary>${messages.unmet(countedText(clicks, 'click'))}</summary>
      <div class="rows">
        <table>
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
        </table>
        ${definitionNote(this.definitions, ['Unmet demand'], messages.unmetName)}
      </div>
    </details>`;
  }
}

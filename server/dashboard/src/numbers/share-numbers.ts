import { getMonthText, type MonthReport } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { WORDS } from '../i18n/words.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import './month-shares.js';
import './month-text.js';

/** Links to the months that are over, and the month that is shown: as text for a mailing list once it is over, and as a file. */
@customElement('share-numbers')
export class ShareNumbers extends DashboardElement {
  static override styles = css`
    .rows {
      gap: var(--space-5);
    }
  `;

  @property() library = '';
  @property({ attribute: false }) report: MonthReport | undefined;

  override render(): TemplateResult {
    return html`<div class="panel rows">
      <month-shares library=${this.library}></month-shares>
      ${this.report === undefined ? null : this.#month(this.report)}
    </div>`;
  }

  #month({ metrics: { month: period, isOver } }: MonthReport): TemplateResult {
    const { month } = period;
    const json = `${connection.endpoint}/v1/libraries/${this.library}/report?month=${month}`;
    return html`${
        isOver
          ? html`<month-text
              library=${this.library}
              month=${month}
              .read=${(each: string) => getMonthText(connection, this.library, each)}
            ></month-text>`
          : null
      }
      <p><a class="button" href=${json} download="askusnow-${this.library}-${month}.json">${WORDS.json}</a></p>`;
  }
}

import type { MonthMetrics } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { countText } from '../i18n/count-text.js';
import { messages, monthText, VIEWPORT_WORDS } from '../i18n/month.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { WideTable } from '../ui/wide-table.js';

/** A month's counts by the width of the window: phones against desktops. */
@customElement('viewport-table')
export class ViewportTable extends DashboardElement {
  static override styles = table;

  @property({ attribute: false }) metrics!: Pick<MonthMetrics, 'month' | 'byViewport' | 'isOver'>;

  protected readonly wideTable = new WideTable(this);

  override render(): TemplateResult {
    const { month, byViewport, isOver } = this.metrics;
    const name = monthText(month.month);
    const columns = ['impressions', 'viewable', 'clicks'] as const;
    return html`<h2 id="by-window">${messages.byWindow}</h2>
      <div class="wide" role="region" aria-labelledby="by-window">
        <table class="cards">
          <caption>
            ${isOver ? name : messages.soFar(name)}
          </caption>
          <thead>
            <tr>
              <th scope="col">${messages.window}</th>
              ${columns.map((column) => html`<th scope="col" class="number">${messages.windowColumns[column]}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${byViewport.map(
              (counts) =>
                html`<tr>
                  <th scope="row">${VIEWPORT_WORDS[counts.viewport]}</th>
                  ${columns.map((column) => html`<td class="number" data-label=${messages.windowColumns[column]}>${countText(counts[column])}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }
}

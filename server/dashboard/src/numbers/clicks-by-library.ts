import type { CooperativeReport } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages, ownCount, ownDays } from '../i18n/cooperative-month.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { numbersHref } from '../ui/route.js';
import { bars, barTable } from '../ui/bars.js';

/** A month's clicks of each library as bars, the most first. */
@customElement('clicks-by-library')
export class ClicksByLibrary extends DashboardElement {
  static override styles = [table, bars];

  @property() month = '';
  @property({ attribute: false }) libraries: CooperativeReport['libraries'] = [];

  override render(): TemplateResult {
    const clicksOf = ({ month }: CooperativeReport['libraries'][number]): number => month.counts?.clicks ?? 0;
    const days = Math.max(...this.libraries.map(({ month }) => month.countedDays));
    return html`<h2>${messages.byLibrary}</h2>
      ${barTable(
        messages.byLibrary,
        [messages.libraryColumns[0], messages.libraryColumns[1]],
        this.libraries
          .toSorted((one, other) => clicksOf(other) - clicksOf(one))
          .map((each) => ({
            id: each.library,
            name: html`<a href=${numbersHref(each.library, this.month)}>${each.name}</a>`,
            note: each.month.countedDays === days ? null : ownDays(each),
            text: ownCount(each, 'clicks'),
            value: clicksOf(each),
          })),
      )}`;
  }
}

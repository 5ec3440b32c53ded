import type { MonthContribution } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CHOICE_WORDS, hoursText, messages, ROWS, valueText } from '../i18n/contribution.js';
import { table } from '../styles/table.js';
import { dataTable } from '../ui/data-table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { readerMayChangeAll } from '../ui/reader.js';
import { pageHref } from '../ui/route.js';
import { WideTable } from '../ui/wide-table.js';
import './duty-list.js';

/** A library's month at the shared desks: the figure and what it is, its parts, and each time in which it was to work. */
@customElement('contribution-section')
export class ContributionSection extends DashboardElement {
  static override styles = [
    table,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }

      .value {
        margin: 0;
        font-size: var(--text-l);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) own!: MonthContribution;

  protected readonly wideTable = new WideTable(this);

  override render(): TemplateResult {
    const { contribution, definition, figures, isPublished } = this.own;
    return html`<h2 id="shared">${messages.heading}</h2>
      <p class="value">${CHOICE_WORDS[contribution]}: ${valueText(contribution, this.own)}</p>
      <details>
        <summary class="small screen-only">${messages.howCounted}</summary>
        <div class="rows">
          <p class="small soft">${definition}</p>
          ${this.#figures()}
        </div>
      </details>
      ${figures?.unmonitored ? html`<p class="small">${messages.unknown(hoursText(figures.unmonitored))}</p>` : null}
      ${this.own.duties.length === 0 ? null : html`<duty-list .own=${this.own}></duty-list>`}
      ${
        isPublished || readerMayChangeAll()
          ? html`<p class="small screen-only">
              <a href="${pageHref('shared-hours')}?month=${this.own.month}">${messages.allLibraries}</a>
            </p>`
          : null
      }`;
  }

  #figures(): TemplateResult {
    const { figures, services } = this.own;
    const columns = [
      { name: messages.all, figures: figures! },
      // One service alone is all.
      ...(services.length > 1 ? services : []),
    ];
    return dataTable(
      messages.heading,
      [messages.hours, ...columns.map(({ name }) => ({ number: name }))],
      ROWS.map(
        ({ key, name }) =>
          html`<tr>
            <th scope="row">${name}</th>
            ${columns.map((each) => html`<td class="number" data-label=${each.name}>${hoursText(each.figures[key])}</td>`)}
          </tr>`,
      ),
      'shared',
    );
  }
}

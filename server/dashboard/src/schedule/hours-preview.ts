import type { HoursPreview } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { table } from '../styles/table.js';
import { countText, countedText } from '../i18n/count-text.js';
import { weekdayText } from '../i18n/day-text.js';
import { stretchesText } from '../i18n/hours-text.js';
import { messages } from '../i18n/schedule.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** At most this many days are shown; the rest is folded. */
const MAX_SHOWN = 7;

type Day = HoursPreview['days'][number];

/** The effect of a change: each day that changes, before and after, and the libraries whose patrons will see it. */
@customElement('hours-preview')
export class HoursPreviewTable extends DashboardElement {
  static override styles = table;

  @property({ attribute: false }) preview!: HoursPreview;
  /** The desk's name, if several desks are previewed. */
  @property() name = '';

  override render(): TemplateResult {
    const { days, libraries } = this.preview;
    if (days.length === 0) return html`<p>${messages.nothingChanges(this.#prefix())}</p>`;
    const rest = days.slice(MAX_SHOWN);
    return html`<p>
        ${messages.changesAhead(this.#prefix(), countText(days.length), libraries.map(({ name }) => name).join(', '))}
      </p>
      ${this.#table(days.slice(0, MAX_SHOWN))}
      ${
        rest.length === 0
          ? null
          : html`<details>
              <summary>${countedText(rest.length, 'more day')}</summary>
              ${this.#table(rest)}
            </details>`
      }`;
  }

  #prefix(): string {
    return this.name === '' ? '' : `${this.name}: `;
  }

  #table(days: Day[]): TemplateResult {
    const { zone } = this.preview;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${messages.columns.day}</th>
          <th scope="col">${messages.columns.before}</th>
          <th scope="col">${messages.columns.after}</th>
        </tr>
      </thead>
      <tbody>
        ${days.map(
          ({ date, before, after }) =>
            html`<tr>
              <th scope="row">${weekdayText(date)}</th>
              <td>${stretchesText(before, zone)}</td>
              <td>${stretchesText(after, zone)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

import type { LibraryCoverage } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { libraryPageHref } from '../ui/route.js';
import { missedCountText, missedTimeText } from '../i18n/missed-text.js';
import { messages } from '../i18n/visibility.js';
import { busiestMissed } from '../logic/busiest-missed.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** When demand goes unmet the most, in a short list. */
@customElement('missed-hours')
export class MissedHoursPart extends DashboardElement {
  static override styles = css`
    ul {
      margin: var(--space-3) 0;
      padding: 0;
      list-style: none;
    }

    li {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: var(--space-1) var(--space-3);
      padding: var(--space-2) 0;
      border-top: 1px solid var(--line);
    }
  `;

  @property() library = '';
  @property({ attribute: false }) cells: LibraryCoverage['missed'] = [];

  override render(): TemplateResult {
    const busiest = busiestMissed(this.cells);
    return html`<section class="panel" aria-labelledby="missed">
      <h2 id="missed">${messages.missedHours}</h2>
      ${
        busiest.length === 0
          ? html`<p>${messages.noMissedHours}</p>`
          : html`<p class="soft small">${messages.missedHoursNote}</p>
              <ul class="small">
                ${busiest.map((cell) => html`<li><span>${missedTimeText(cell)}</span><span>${missedCountText(cell)}</span></li>`)}
              </ul>
              <a class="screen-only" href=${libraryPageHref(this.library, 'coverage')}>${messages.wholeWeek}</a>`
      }
    </section>`;
  }
}

import type { Metrics, PlacementList } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { countText, countedText } from '../i18n/count-text.js';
import { dayText } from '../i18n/day-text.js';
import { messages } from '../i18n/numbers.js';
import { refusalWords } from '../i18n/refusal-words.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** What the numbers exclude: events that are counted separately, and refused reports. */
@customElement('left-out')
export class LeftOut extends DashboardElement {
  static override styles = css`
    ul {
      margin: var(--space-2) 0 0;
      padding-inline-start: 1.25rem;
    }

    h3 {
      margin-top: var(--space-4);
    }
  `;

  @property({ attribute: false }) excluded!: Metrics['excluded'];
  @property({ attribute: false }) refusals: PlacementList['refusals'] = [];

  override render(): TemplateResult {
    const { practice, bot, suspect } = this.excluded;
    return html`<h2>${messages.excluded}</h2>
      <ul class="soft">
        <li>${messages.excludedTests(countedText(practice, 'practice event'))}</li>
        <li>${messages.excludedBots(countedText(bot, 'bot event'))}</li>
        <li>${messages.excludedAbuse(countedText(suspect, 'suspect event'))}</li>
      </ul>
      <h3>Refused reports</h3>
      ${
        this.refusals.length === 0
          ? html`<p class="soft">None.</p>`
          : html`<ul class="soft">
              ${this.refusals.map(
                ({ reason, count, lastDate }) =>
                  html`<li>${countText(count)} × ${refusalWords(reason).why}; last on ${dayText(lastDate)}</li>`,
              )}
            </ul>`
      }`;
  }
}

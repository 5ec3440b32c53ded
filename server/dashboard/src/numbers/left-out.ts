import type { Metrics, PlacementList } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { countText, countedText } from '../i18n/count-text.js';
import { dayText } from '../i18n/day-text.js';
import { messages } from '../i18n/numbers.js';
import { refusalWords } from '../i18n/refusal-words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { definitionNote } from '../ui/definition-terms.js';

/** What the numbers exclude, and why: events that are counted separately, and refused reports. */
@customElement('left-out')
export class LeftOut extends DashboardElement {
  @property({ attribute: false }) excluded!: Metrics['excluded'];
  @property({ attribute: false }) refusals: PlacementList['refusals'] = [];
  @property({ attribute: false }) definitions: Metrics['definitions'] = [];

  override render(): TemplateResult {
    const { practice, bot, suspect } = this.excluded;
    const all = this.refusals.reduce((sum, { count }) => sum + count, practice + bot + suspect);
    return html`<details>
      <summary>${messages.excluded(countedText(all, 'event'))}</summary>
      <ul class="soft bulleted">
        <li>${messages.excludedTests(countedText(practice, 'practice event'))}</li>
        <li>${messages.excludedBots(countedText(bot, 'bot event'))}</li>
        <li>${messages.excludedAbuse(countedText(suspect, 'suspect event'))}</li>
        ${this.refusals.map(
          ({ reason, count, lastDate }) =>
            html`<li>${countText(count)} × ${refusalWords(reason).why}; last on ${dayText(lastDate)}</li>`,
        )}
      </ul>
      ${definitionNote(this.definitions, ['Excluded'], messages.excludedName)}
    </details>`;
  }
}

import type { CoverageSum } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { figures } from '../styles/figures.js';
import { coverageBounds, coverageValue, madeOfText, scheduledByText, seenMinutes } from '../i18n/coverage-text.js';
import { messages } from '../i18n/coverage.js';
import { minutesText } from '../i18n/moment-text.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** The coverage of the past days in numbers, with their certainty. */
@customElement('coverage-numbers')
export class CoverageNumbers extends DashboardElement {
  static override styles = [
    figures,
    css`
      dl {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr));
        gap: var(--space-3) var(--space-5);
      }

      p {
        margin-bottom: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) sum!: CoverageSum;

  override render(): TemplateResult {
    const { sum } = this;
    return html`<p class="soft">${scheduledByText(sum)}</p>
      <dl>
        ${this.#number('Coverage', coverageValue(sum), coverageBounds(sum))}
        ${this.#number('Scheduled', minutesText(sum.scheduled), madeOfText(sum))}
        ${this.#number('Late starts', seenMinutes(sum, sum.lateStart), messages.untilStaffed)}
        ${this.#number('Early ends', seenMinutes(sum, sum.earlyEnd), messages.beyondGrace)}
        ${this.#number('Nobody scheduled', minutesText(sum.unscheduled), messages.unmonitoredNote)}
      </dl>`;
  }

  #number(name: string, figure: string, made: string): TemplateResult {
    return html`<div>
      <dt>${name}</dt>
      <dd class="figure">${figure}</dd>
      <dd class="small soft">${made}</dd>
    </div>`;
  }
}

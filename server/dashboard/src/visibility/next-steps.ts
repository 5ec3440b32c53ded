import { nextSteps } from '@askusnow/server/next-steps';
import type { MissingTag, RuleOutcome } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { readerMayChange } from '../ui/reader.js';
import { messages, RESULT_WORDS } from '../i18n/visibility.js';
import { tones } from '../styles/tones.js';
import './missing-tag.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** The three most valuable steps. Emits `ask-hand-over` with the page and placement to hand to the webmaster. */
@customElement('next-steps')
export class NextStepsPart extends DashboardElement {
  static override styles = [
    tones,
    css`
      ol {
        display: grid;
        gap: var(--space-4);
        margin: var(--space-3) 0 0;
        padding-inline-start: 1.5em;
      }

      li {
        overflow-wrap: anywhere;
      }

      li::marker {
        font-weight: 620;
      }

      p {
        margin: var(--space-1) 0 0;
      }

      .step {
        font-weight: 620;
      }

      .tools {
        display: grid;
        justify-items: start;
        gap: var(--space-2);
        margin-top: var(--space-2);
      }

      missing-tag {
        justify-self: stretch;
      }
    `,
  ];

  @property() library = '';
  @property({ attribute: false }) rules: readonly RuleOutcome[] = [];

  override render(): TemplateResult {
    const steps = nextSteps(this.rules);
    return html`<section class="panel" aria-labelledby="steps">
      <h2 id="steps">${messages.nextSteps}</h2>
      ${
        steps.length === 0
          ? html`<p>${messages.nothingToDo}</p>`
          : html`<p class="soft small">${messages.nextStepsNote}</p>
              <ol>
                ${steps.map((rule) => this.#step(rule))}
              </ol>`
      }
    </section>`;
  }

  #step({ title, reason, nextStep, result, missingTag }: RuleOutcome): TemplateResult {
    return html`<li>
      <span class="step">${nextStep}</span>
      <p class="small">
        <span class="chip ${result === 'fail' ? 'bad' : 'warn'}">${RESULT_WORDS[result]}</span> ${title}.
        <span class="soft">${reason}</span>
      </p>
      ${
        missingTag === null
          ? null
          : html`<div class="tools screen-only">
              ${readerMayChange() ? this.#handOverButton(title, missingTag) : null}
              <missing-tag library=${this.library} name=${title} .placement=${missingTag.placement}></missing-tag>
            </div>`
      }
    </li>`;
  }

  #handOverButton(title: string, missing: MissingTag): TemplateResult {
    return html`<button
      class="button"
      type="button"
      aria-label=${messages.handOverFor(title)}
      @click=${() => this.#handOver(missing)}
    >
      ${messages.handOver}
    </button>`;
  }

  #handOver(missing: MissingTag): void {
    this.dispatchEvent(new CustomEvent<MissingTag>('ask-hand-over', { detail: missing }));
  }
}

import { nextSteps } from '@askusnow/server/next-steps';
import type { RuleOutcome } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { readerMayChange } from '../ui/reader.js';
import { libraryPartHref, proposalHref } from '../ui/route.js';
import { messages, RESULT_WORDS } from '../i18n/visibility.js';
import { tones } from '../styles/tones.js';
import { handOverLink } from './hand-over-link.js';
import './missing-tag.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** The three most valuable steps, each with one press. Emits `ask-hand-over` with the page and placement to hand to the webmaster. */
@customElement('next-steps')
export class NextStepsPart extends DashboardElement {
  static override styles = [
    tones,
    css`
      ol {
        display: grid;
        gap: var(--space-4);
        margin: 0;
        padding-inline-start: var(--space-5);
      }

      li::marker {
        font-weight: 620;
      }

      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--space-2) var(--space-4);
        margin-top: var(--space-2);
      }

      :is(details, missing-tag) {
        min-width: 0;
      }
    `,
  ];

  @property() library = '';
  @property({ attribute: false }) rules: readonly RuleOutcome[] = [];

  override render(): TemplateResult {
    const steps = nextSteps(this.rules);
    return html`<section class="panel" aria-labelledby="steps">
      <h2 id="steps" class=${steps.length === 0 ? 'visually-hidden' : ''}>${messages.doFirst}</h2>
      ${
        steps.length === 0
          ? html`<p>${messages.nothingToDo}</p>`
          : html`<ol>
              ${steps.map((rule) => this.#step(rule))}
            </ol>`
      }
    </section>`;
  }

  #step(rule: RuleOutcome): TemplateResult {
    const { title, reason, nextStep, result, missingTag } = rule;
    return html`<li>
      <h3>${nextStep}</h3>
      <div class="tools">
        ${missingTag !== null && readerMayChange() ? handOverLink(this, title, missingTag) : null}
        ${
          missingTag === null
            ? this.#toRule(rule)
            : html`<missing-tag
                class="screen-only"
                library=${this.library}
                name=${title}
                .placement=${missingTag.placement}
              ></missing-tag>`
        }
        <details>
          <summary class="small">${messages.why}<span class="visually-hidden">: ${title}</span></summary>
          <p class="small">
            <span class="chip ${result === 'fail' ? 'bad' : 'warn'}">${RESULT_WORDS[result]}</span> ${title}.
            <span class="soft">${reason}</span>
          </p>
        </details>
      </div>
    </li>`;
  }

  #toRule({ rule, title, mayState, asksForAddress }: RuleOutcome): TemplateResult {
    if (asksForAddress && readerMayChange())
      return html`<a class="button screen-only" href=${proposalHref(this.library)}>${messages.proposeAddress}</a>`;
    return html`<a
      class="button screen-only"
      href=${`${libraryPartHref(this.library, 'visibility', 'rules')}&rule=${rule}`}
      >${mayState.length > 0 && readerMayChange() ? messages.stateIt : messages.seeRule}<span class="visually-hidden"
        >: ${title}</span
      ></a
    >`;
  }
}

import type { PlacementList, Role } from '@askusnow/sdk';
import { css, html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { tones } from '../styles/tones.js';
import { serverNowMs } from '../ui/server-clock.js';
import { coordinatorLetter } from '../i18n/letter.js';
import { libraryPageHref } from '../ui/route.js';
import { messages } from '../i18n/numbers.js';
import type { Finding } from '../i18n/findings.js';
import { adviceFor } from '../i18n/status-advice.js';
import type { Tone } from '../logic/tone.js';
import './tag-snippet.js';
import { DashboardElement } from '../ui/dashboard-element.js';

const SIGNS: Record<Tone, SVGTemplateResult> = {
  good: svg`<path d="M5 12.5 10 17.5 19 7" />`,
  note: svg`<path d="M12 11v6M12 7v.5" />`,
  warn: svg`<path d="M12 6v7M12 17v.5" />`,
  bad: svg`<path d="M7 7l10 10M17 7 7 17" />`,
};

/** The status of the library's button, the one thing to do next, and what else needs attention. */
@customElement('status-banner')
export class StatusBanner extends DashboardElement {
  static override styles = [
    tones,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4) var(--space-5);
        padding: clamp(1rem, 3vw, 1.5rem);
        background: var(--surface);
        border: 1px solid var(--line);
        border-inline-start: 0.375rem solid var(--tone);
        border-radius: var(--radius);
        box-shadow: var(--shadow);
      }

      .state,
      .next {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: var(--space-3);
      }

      .sign {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        color: var(--tone);
        font-weight: 650;
      }

      svg {
        box-sizing: content-box;
        padding: 0.3rem;
        border-radius: 50%;
        background: var(--tone-soft);
        fill: none;
        stroke: currentColor;
        stroke-width: 2.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }

      .next {
        padding: var(--space-4);
        background: var(--tone-soft);
        border-radius: var(--radius-s);
      }

      ol {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding-inline-start: 1.25rem;
      }

      .next a:not(.button) {
        display: inline-block;
        min-height: 1.5rem;
      }

      .next .button.primary {
        justify-self: start;
      }

      @media (min-width: 60rem) {
        section {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr);
        }
      }

      @media (forced-colors: active), print {
        .next {
          border: 1px solid;
        }
      }
    `,
  ];

  @property({ attribute: false }) list!: PlacementList;
  @property() reader: Role = 'liaison';

  override render(): TemplateResult {
    const advice = adviceFor(this.list, this.reader, new Date(serverNowMs()));
    const [first, ...others] = advice.findings as [Finding, ...Finding[]];
    return html`<section class=${advice.tone} aria-labelledby="heading" data-status=${this.list.status}>
      <div class="state">
        <p class="sign">
          <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">${SIGNS[advice.tone]}</svg>${advice.word}
        </p>
        <h2 id="heading">${first.heading}</h2>
        <p class="soft">${first.text}</p>
        <p class="small soft">${this.#origins()}</p>
      </div>
      <div class="next">
        <h3>Next step</h3>
        <p>${first.next}</p>
        ${this.#link(first)}
        ${
          others.length === 0
            ? null
            : html`<h3>Then</h3>
                <ol>
                  ${others.map((finding) => html`<li><strong>${finding.heading}.</strong> ${finding.next} ${this.#link(finding)}</li>`)}
                </ol>`
        }
        ${advice.findings.some(({ showTag }) => showTag) ? this.#tag() : this.#foldedTag()}
      </div>
    </section>`;
  }

  #link({ goTo, letterToCoordinator }: Finding): TemplateResult | null {
    if (letterToCoordinator)
      return html`<a class="button primary screen-only" href=${coordinatorLetter(this.list)}
        >${messages.writeToCoordinator}</a
      >`;
    return goTo === 'coverage'
      ? html`<a class="screen-only" href=${libraryPageHref(this.list.library, 'coverage')}>${messages.goToCoverage}</a>`
      : null;
  }

  #origins(): TemplateResult {
    const { origins } = this.list;
    return origins.length === 0 ? html`${messages.noOrigin}` : html`Counted on: ${origins.join(', ')}`;
  }

  #tag(): TemplateResult {
    return html`<tag-snippet .list=${this.list}></tag-snippet>`;
  }

  /** The tag is always offered, but folded where it is installed already. */
  #foldedTag(): TemplateResult {
    return html`<details class="screen-only">
      <summary>${messages.showTag}</summary>
      ${this.#tag()}
    </details>`;
  }
}

import type { PlacementList, Role } from '@askusnow/sdk';
import { LitElement, css, html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../look/base.js';
import { controls } from '../look/controls.js';
import { tones } from '../look/tones.js';
import { coordinatorLetter, webmasterLetter } from '../words/letter.js';
import { adviceFor, type Tone } from '../words/status-advice.js';
import './copy-tag.js';

const SIGNS: Record<Tone, SVGTemplateResult> = {
  good: svg`<path d="M5 12.5 10 17.5 19 7" />`,
  note: svg`<path d="M12 11v6M12 7v.5" />`,
  warn: svg`<path d="M12 6v7M12 17v.5" />`,
  bad: svg`<path d="M7 7l10 10M17 7 7 17" />`,
};

/** How the library's button is doing, and the one thing to do next. */
@customElement('status-banner')
export class StatusBanner extends LitElement {
  static override styles = [
    base,
    controls,
    tones,
    css`
      section {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-3) var(--space-4);
        padding: clamp(1rem, 3vw, 1.5rem);
        background: var(--surface);
        border: 1px solid var(--line);
        border-inline-start: 0.375rem solid var(--tone);
        border-radius: var(--radius);
        box-shadow: var(--shadow);
      }

      .sign {
        display: grid;
        place-items: center;
        width: 2.25rem;
        height: 2.25rem;
        border-radius: 50%;
        background: var(--tone-soft);
        color: var(--tone);
      }

      svg {
        fill: none;
        stroke: currentColor;
        stroke-width: 2.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }

      .said {
        display: grid;
        gap: var(--space-3);
        min-width: 0;
        max-width: 46rem;
      }

      .next {
        padding-top: var(--space-3);
        border-top: 1px solid var(--line);
      }

      @media (max-width: 30rem) {
        section {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  @property({ attribute: false }) list!: PlacementList;
  @property() reader: Role = 'liaison';

  override render(): TemplateResult {
    const advice = adviceFor(this.list, this.reader, new Date());
    const letter = advice.letterTo === 'webmaster' ? webmasterLetter(this.list) : '';
    return html`<section class=${advice.tone} aria-labelledby="heading" data-status=${this.list.status}>
      <span class="sign"
        ><svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">${SIGNS[advice.tone]}</svg></span
      >
      <div class="said">
        <div><span class="chip">${advice.word}</span></div>
        <h2 id="heading">${advice.heading}</h2>
        <p class="soft">${advice.text}</p>
        <p class="next"><strong>Next step.</strong> ${advice.next}</p>
        ${
          advice.letterTo === 'coordinator'
            ? html`<div class="screen-only">
                <a class="button primary" href=${coordinatorLetter(this.list)}>Write to your coordinator</a>
              </div>`
            : null
        }
        ${advice.showTag ? html`<copy-tag tag=${this.list.tag} letter=${letter}></copy-tag>` : this.#folded(letter)}
        <p class="small soft">
          ${
            this.list.origins.length === 0
              ? 'No site is registered for this library yet: ask your coordinator, or nothing will be counted.'
              : html`Counted on: ${this.list.origins.join(', ')}`
          }
        </p>
      </div>
    </section>`;
  }

  /** The tag is never far away, but not in the way where it already stands. */
  #folded(letter: string): TemplateResult {
    return html`<details class="screen-only">
      <summary>Show the tag to paste</summary>
      <copy-tag tag=${this.list.tag} letter=${letter || webmasterLetter(this.list)}></copy-tag>
    </details>`;
  }
}

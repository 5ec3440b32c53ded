import type { PlacementList, Role } from '@askusnow/sdk';
import { css, html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { tones } from '../styles/tones.js';
import { serverNowMs } from '../ui/server-clock.js';
import { coordinatorLetter } from '../i18n/letter.js';
import { libraryPageHref, numbersHref } from '../ui/route.js';
import { messages } from '../i18n/numbers.js';
import type { Finding } from '../i18n/findings.js';
import { adviceFor } from '../i18n/status-advice.js';
import type { Tone } from '../logic/tone.js';
import { DashboardElement } from '../ui/dashboard-element.js';

const SIGNS: Record<Tone, SVGTemplateResult> = {
  good: svg`<path d="M5 12.5 10 17.5 19 7" />`,
  note: svg`<path d="M12 11v6M12 7v.5" />`,
  warn: svg`<path d="M12 6v7M12 17v.5" />`,
  bad: svg`<path d="M7 7l10 10M17 7 7 17" />`,
};

/** The status of the library's button in one sentence, and the one thing to do next; why, and what else, on a press. */
@customElement('status-banner')
export class StatusBanner extends DashboardElement {
  static override styles = [
    tones,
    css`
      section {
        display: grid;
        gap: var(--space-1) var(--space-3);
        padding: var(--space-3) var(--space-4);
        background: var(--surface);
        border: 1px solid var(--line);
        border-inline-start: 0.375rem solid var(--tone);
        border-radius: var(--radius);
        box-shadow: var(--shadow);
      }

      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
      }

      h2 {
        flex: 1 1 12rem;
        font-size: var(--text-m);
      }

      svg {
        box-sizing: content-box;
        padding: var(--space-1);
        border-radius: 50%;
        background: var(--tone-soft);
        color: var(--tone);
        fill: none;
        stroke: currentColor;
        stroke-width: 2.5;
        stroke-linecap: round;
        stroke-linejoin: round;
      }

      ol,
      details p {
        margin: var(--space-2) 0 0;
      }

      ol {
        display: grid;
        gap: var(--space-2);
        padding-inline-start: var(--space-5);
      }
    `,
  ];

  @property({ attribute: false }) list!: PlacementList;
  @property() reader: Role = 'liaison';
  /** The page shows a month, and the findings are of the last days. */
  @property({ type: Boolean }) ofMonth = false;

  override render(): TemplateResult {
    const { tone, word, findings } = adviceFor(this.list, this.reader, new Date(serverNowMs()));
    const [first, ...others] = findings as [Finding, ...Finding[]];
    return html`<section class=${tone} aria-labelledby="heading" data-status=${this.list.status}>
      <div class="line">
        <svg viewBox="0 0 24 24" width="18" height="18" role="img" aria-label=${word}>${SIGNS[tone]}</svg>
        <h2 id="heading">${first.heading}</h2>
        ${tone === 'good' ? null : this.#action(first)}
      </div>
      <details class="small">
        <summary>${messages.whyAndNext}</summary>
        ${first.text === '' ? null : html`<p>${first.text}</p>`}
        <p>${first.next}</p>
        ${
          others.length === 0
            ? null
            : html`<ol>
                ${others.map(
                  (finding) =>
                    html`<li>
                      <strong>${finding.heading}.</strong> ${finding.next}
                      ${finding.letterToCoordinator ? this.#action(finding) : null}
                    </li>`,
                )}
              </ol>`
        }
        <p class="soft">
          ${this.list.origins.length === 0 ? messages.noOrigin : messages.countedOn(this.list.origins)}
        </p>
      </details>
    </section>`;
  }

  /** Where it is mended. */
  #action({ goTo: to, letterToCoordinator }: Finding): TemplateResult | null {
    if (letterToCoordinator)
      return html`<a class="button screen-only" href=${coordinatorLetter(this.list)}
        >${messages.writeToCoordinator}</a
      >`;
    if (to === 'here')
      return this.ofMonth
        ? html`<a class="button screen-only" href=${numbersHref(this.list.library, this.list.window.days)}
            >${messages.seeDays(this.list.window.days)}</a
          >`
        : null;
    const page = to ?? 'visibility';
    return html`<a class="button screen-only" href=${libraryPageHref(this.list.library, page)}
      >${messages.goTo[page]}</a
    >`;
  }
}

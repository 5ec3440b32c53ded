import type { LibraryScore } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { intervalText, messages, scoreText } from '../i18n/visibility.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** A library's score: the count first, then the interval, then the median of the others. */
@customElement('score-headline')
export class ScoreHeadline extends DashboardElement {
  static override styles = css`
    .figure {
      margin: 0 0 var(--space-1);
      font-size: var(--text-xl);
      font-weight: 620;
      line-height: 1.2;
    }

    svg {
      display: block;
      width: 100%;
      height: 0.75rem;
      margin: var(--space-3) 0;
      border: 1px solid var(--line-strong);
      border-radius: 1rem;
    }

    .met {
      fill: var(--bar);
    }

    .unknown {
      fill: var(--bar-open);
      fill-opacity: 0.45;
    }
  `;

  @property({ attribute: false }) score!: LibraryScore;

  override render(): TemplateResult {
    const { score, peers } = this.score;
    const { low, high } = score;
    return html`<section class="panel" aria-labelledby="score">
      <h2 id="score">${messages.visibility}</h2>
      <p class="figure">${scoreText(score)}</p>
      ${
        low === null || high === null
          ? null
          : html`<p>${intervalText(score)}</p>
              <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect class="met" width=${low * 100} height="1"></rect>
                <rect class="unknown" x=${low * 100} width=${(high - low) * 100} height="1"></rect>
              </svg>
              ${low === high ? null : html`<p class="soft small">${messages.intervalNote}</p>`}`
      }
      ${
        peers === null || peers.low === null
          ? null
          : html`<p class="small">${messages.peers(peers.libraries, intervalText(peers))}</p>`
      }
    </section>`;
  }
}

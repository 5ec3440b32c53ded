import type { LibraryScore } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { intervalText, messages, scoreText } from '../i18n/visibility.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** A library's score: the count first, then the interval; behind a press what it means, and the median of the others. */
@customElement('score-headline')
export class ScoreHeadline extends DashboardElement {
  static override styles = css`
    svg {
      display: block;
      width: 100%;
      height: 0.75rem;
      margin-block: var(--space-2);
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-pill);
    }

    .met {
      fill: var(--bar);
    }

    .score {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: var(--space-1) var(--space-4);
    }

    .unknown {
      fill: var(--bar-open);
      fill-opacity: 0.45;
    }
  `;

  @property({ attribute: false }) score!: LibraryScore;

  override render(): TemplateResult {
    const { score, peers } = this.score;
    const { low, high, unknown } = score;
    if (low === null || high === null) return html`<h2>${scoreText(score)}</h2>`;
    return html`<h2>${scoreText(score)}</h2>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect class="met" width=${low * 100} height="1"></rect>
        <rect class="unknown" x=${low * 100} width=${(high - low) * 100} height="1"></rect>
      </svg>
      <div class="score">
        <p>${messages.score(intervalText(score))}</p>
        <details class="small screen-only">
          <summary>${messages.aboutScore}</summary>
          <p>${messages.rangeNote(unknown)}</p>
          ${peers === null || peers.low === null ? null : html`<p>${messages.peers(peers.libraries, intervalText(peers))}</p>`}
        </details>
      </div>`;
  }
}

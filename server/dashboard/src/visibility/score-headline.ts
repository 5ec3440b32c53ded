import type { LibraryScore, RuleResult } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { intervalText, messages } from '../i18n/visibility.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { libraryPartHref } from '../ui/route.js';

/**
 * A library's score, with how many rules are met, not met and not known, each a link to them; behind a press what it means,
 * and the median of the others. Emits `ask-rules` with the result whose link was pressed: its page may show the rules already.
 */
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

    ul {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1) var(--space-4);
    }

    .unknown {
      fill: var(--bar-open);
      fill-opacity: 0.45;
    }
  `;

  @property() library = '';
  @property({ attribute: false }) score!: LibraryScore;

  override render(): TemplateResult {
    const { score, peers } = this.score;
    const { low, high, passed, of, unknown } = score;
    if (low === null || high === null) return html`<h2>${messages.noScore}</h2>`;
    return html`<h2>${messages.score(low, high)}</h2>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect class="met" width=${low * 100} height="1"></rect>
        <rect class="unknown" x=${low * 100} width=${(high - low) * 100} height="1"></rect>
      </svg>
      <ul class="unmarked">
        ${this.#share('pass', passed)} ${this.#share('fail', of - passed - unknown)} ${this.#share('unknown', unknown)}
      </ul>
      ${unknown === 0 ? null : html`<p class="small">${messages.rangeNote(unknown, low, high)}</p>`}
      <details class="small screen-only">
        <summary>${messages.aboutScore}</summary>
        <p>${messages.scoreNote}</p>
        ${peers === null || peers.low === null ? null : html`<p>${messages.peers(peers.libraries, intervalText(peers))}</p>`}
      </details>`;
  }

  #share(result: RuleResult, count: number): TemplateResult | null {
    if (count === 0) return null;
    return html`<li>
      <a
        href=${`${libraryPartHref(this.library, 'visibility', 'rules')}&status=${result}`}
        @click=${() => this.dispatchEvent(new CustomEvent<RuleResult>('ask-rules', { detail: result }))}
        >${messages.rulesOf(count, result)}</a
      >
    </li>`;
  }
}

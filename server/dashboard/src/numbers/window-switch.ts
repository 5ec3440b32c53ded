import { WINDOW_DAYS, type WindowDays } from '@askusnow/sdk';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/numbers.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** 7, 30 or 90 days, as links, so that a window can be bookmarked, shared and opened in a new tab. */
@customElement('window-switch')
export class WindowSwitch extends DashboardElement {
  static override styles = css`
    ul {
      display: inline-flex;
      margin: 0;
      padding: 3px;
      list-style: none;
      background: var(--surface-sunk);
      border: 1px solid var(--line);
      border-radius: var(--radius);
    }

    a {
      display: flex;
      align-items: center;
      min-height: 2.25rem;
      padding: 0 var(--space-4);
      border: 1px solid transparent;
      border-radius: var(--radius-s);
      color: var(--ink-soft);
      font-size: var(--text-s);
      font-weight: 550;
      text-decoration: none;
      white-space: nowrap;
    }

    a:hover {
      color: var(--ink);
    }

    a[aria-current] {
      background: var(--surface);
      border-color: var(--line-strong);
      color: var(--ink);
    }

    @media (forced-colors: active) {
      a[aria-current] {
        background: Highlight;
        color: HighlightText;
        forced-color-adjust: none;
      }
    }

    @media (max-width: 26rem) {
      a {
        padding: 0 var(--space-2);
      }
    }
  `;

  /** Null: none of them is shown. */
  @property({ type: Number }) days: WindowDays | null = 30;
  /** The address of each window. */
  @property({ attribute: false }) hrefOf: (days: WindowDays) => string = () => '';

  override render(): TemplateResult {
    return html`<nav aria-label=${messages.windowLabel}>
      <ul>
        ${WINDOW_DAYS.map(
          (days) =>
            html`<li>
              <a href=${this.hrefOf(days)} aria-current=${days === this.days ? 'true' : nothing}>${days} days</a>
            </li>`,
        )}
      </ul>
    </nav>`;
  }
}

import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/coverage.js';
import type { ShownFailure } from '../logic/failure.js';
import { tones } from '../styles/tones.js';
import { clockText } from '../i18n/clock-text.js';
import { staleText } from '../i18n/stale-text.js';
import { DashboardElement } from './dashboard-element.js';

/** The age of the shown data, and whether updates fail. `LiveQuery` announces it. */
@customElement('as-of')
export class AsOf extends DashboardElement {
  static override styles = [
    tones,
    css`
      .bad {
        padding: var(--space-2) var(--space-3);
        border: 1px solid var(--tone);
        border-radius: var(--radius-s);
        background: var(--tone-soft);
        color: var(--tone);
        font-weight: 550;
      }
    `,
  ];

  @property({ attribute: false }) at: Date | undefined;
  @property({ attribute: false }) failure: ShownFailure | undefined;
  /** The zone of the page; absent: the reader's own. */
  @property() zone: string | undefined;

  override render(): TemplateResult {
    if (this.at === undefined) return html``;
    if (this.failure !== undefined) return html`<p class="bad">${staleText(this.failure, this.at, this.zone)}</p>`;
    return html`<p class="small soft">${messages.updated(clockText(this.at, this.zone))}</p>`;
  }
}

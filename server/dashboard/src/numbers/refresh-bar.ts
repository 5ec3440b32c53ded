import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { askRetry } from '../ui/events.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { clockText } from '../i18n/clock-text.js';
import { messages } from '../i18n/numbers.js';

/** When the numbers were read, and a button to read them again. Emits `ask-retry`. */
@customElement('refresh-bar')
export class RefreshBar extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) at: Date | null = null;

  override render(): TemplateResult {
    return html`<div class="screen-only">
      <span class="small soft">${this.at === null ? messages.loading : `Read at ${clockText(this.at)}`}</span>
      <button type="button" class="button" @click=${() => askRetry(this)}>Refresh</button>
    </div>`;
  }
}

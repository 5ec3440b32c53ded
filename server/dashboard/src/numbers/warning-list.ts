import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { tones } from '../styles/tones.js';
import type { Warning } from '../i18n/doubt-text.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** What may be wrong with the numbers below, and what it means for a report of them. */
@customElement('warning-list')
export class WarningList extends DashboardElement {
  static override styles = [
    tones,
    css`
      section.panel {
        display: grid;
        gap: var(--space-3);
        border-inline-start: 0.375rem solid var(--tone);
      }

      ul {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding-inline-start: var(--space-5);
      }
    `,
  ];

  @property({ attribute: false }) warning!: Warning;

  override render(): TemplateResult {
    const { heading, facts, meaning } = this.warning;
    return html`<section class="panel warn" aria-labelledby="heading">
      <h2 id="heading">${heading}</h2>
      <ul>
        ${facts.map((fact) => html`<li>${fact}</li>`)}
      </ul>
      ${meaning.map((text) => html`<p class="soft">${text}</p>`)}
    </section>`;
  }
}

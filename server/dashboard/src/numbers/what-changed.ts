import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/numbers.js';
import { changedText } from '../i18n/what-changed.js';
import { whatChanged, type Known } from '../logic/what-changed.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** At most three sentences on what may explain the numbers. */
@customElement('what-changed')
export class WhatChangedPart extends DashboardElement {
  static override styles = css`
    h2 {
      margin-bottom: var(--space-2);
    }
  `;

  @property({ attribute: false }) known!: Known;

  override render(): TemplateResult {
    const changes = whatChanged(this.known);
    return html`<h2>${messages.whatChanged}</h2>
      ${
        changes.length === 0
          ? html`<p class="soft">${messages.noChange}</p>`
          : html`<ul class="bulleted">
              ${changes.map((each) => html`<li>${changedText(each)}</li>`)}
            </ul>`
      }`;
  }
}

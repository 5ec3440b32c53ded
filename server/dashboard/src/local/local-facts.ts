import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { page } from '../styles/page.js';
import './contact-list.js';
import './script-list.js';
import '../sealed/sealed-fields.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** What a library keeps for those who answer its chats, beside its policy pages: one panel each. */
@customElement('local-facts')
export class LocalFacts extends DashboardElement {
  static override styles = [
    page,
    css`
      :host {
        display: grid;
        gap: var(--space-5);
      }
    `,
  ];

  @property() library = '';

  override render(): TemplateResult {
    const { library } = this;
    return html`<script-list class="panel" .library=${library}></script-list>
      <contact-list class="panel" .library=${library}></contact-list>
      <sealed-fields class="panel" .library=${library}></sealed-fields>`;
  }
}

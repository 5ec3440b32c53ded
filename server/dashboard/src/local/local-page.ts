import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/local.js';
import { page } from '../styles/page.js';
import '../alerts/alert-panel.js';
import '../policies/policy-list.js';
import './local-facts.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { pageTop } from '../ui/page-top.js';

/** A library's local information. */
@customElement('local-page')
export class LocalPage extends DashboardElement {
  static override styles = page;

  @property() library = '';
  @property() name = '';

  override render(): TemplateResult {
    return html`${pageTop(this.name, messages.sub)}
      <div class="stack">
        <alert-panel class="panel" .library=${this.library}></alert-panel>
        <local-facts .library=${this.library}></local-facts>
        <policy-list .library=${this.library}></policy-list>
      </div>`;
  }
}

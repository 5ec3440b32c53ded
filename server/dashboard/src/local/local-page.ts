import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages as alertMessages } from '../i18n/alerts.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages } from '../i18n/local.js';
import { page } from '../styles/page.js';
import '../alerts/alert-panel.js';
import type { AlertPanel } from '../alerts/alert-panel.js';
import '../policies/policy-list.js';
import './local-facts.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { pageTop } from '../ui/page-top.js';
import { readerMayChange } from '../ui/reader.js';
import { pageHref } from '../ui/route.js';

/** A library's local information. */
@customElement('local-page')
export class LocalPage extends DashboardElement {
  static override styles = page;

  @property() library = '';
  @property() name = '';

  #addAlert(): void {
    void this.renderRoot.querySelector<AlertPanel>('alert-panel')?.add();
  }

  override render(): TemplateResult {
    return html`${pageTop(appMessages.localPage, this.name)}
      <div class="stack">
        ${
          readerMayChange()
            ? html`<p class="screen-only">
                <button type="button" class="button" @click=${() => this.#addAlert()}>${alertMessages.add}</button>
              </p>`
            : null
        }
        <policy-list .library=${this.library}></policy-list>
        <alert-panel class="panel" .library=${this.library} addedAbove></alert-panel>
        <local-facts .library=${this.library}></local-facts>
        <p class="screen-only"><a href=${pageHref('liaisons')}>${messages.otherLiaisons}</a></p>
      </div>`;
  }
}

import type { Session } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages as appMessages } from '../i18n/app.js';
import '../local/liaison-directory.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { pageTop } from '../ui/page-top.js';
import { readerMayChange } from '../ui/reader.js';
import './liaison-message.js';

/** The liaisons of all libraries, and a mail to all of them. */
@customElement('liaisons-page')
export class LiaisonsPage extends DashboardElement {
  static override styles = page;

  @property({ attribute: false }) session!: Session;

  override render(): TemplateResult {
    const isByOrganization = this.session.signsInBy === 'organization';
    return html`${pageTop(appMessages.liaisonsPage, WORDS.allLibraries)}
      <div class="stack">
        ${readerMayChange() ? html`<liaison-message .isByOrganization=${isByOrganization}></liaison-message>` : null}
        <liaison-directory class="panel"></liaison-directory>
      </div>`;
  }
}

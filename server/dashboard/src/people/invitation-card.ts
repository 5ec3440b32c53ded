import type { InvitationLink } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { invitationText } from '../i18n/account-text.js';
import { WORDS } from '../i18n/words.js';
import '../ui/copy-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';

/** A new sign-in link, mailed or to copy into an email. It is shown only once. */
@customElement('invitation-card')
export class InvitationCard extends DashboardElement {
  @property({ attribute: false }) made!: InvitationLink;

  override render(): TemplateResult {
    return html`<copy-field
      label=${invitationText(this.made)}
      text=${this.made.link}
      button=${WORDS.copyLink}
    ></copy-field>`;
  }
}

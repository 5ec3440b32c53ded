import { INVITATION_HOURS, type InvitationLink } from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../styles/base.js';
import { ownWeekday } from '../i18n/account-text.js';
import '../ui/copy-field.js';

/** A sign-in link just made, to be copied into a mail: it is shown this once. */
@customElement('invitation-card')
export class InvitationCard extends LitElement {
  static override styles = [base];

  @property({ attribute: false }) made!: InvitationLink;

  override render(): TemplateResult {
    const { account, link, until } = this.made;
    return html`<copy-field
      label=${`Sign-in link for ${account.label}. Copy it into a mail to them: it is shown this once, works once, and for ${INVITATION_HOURS} hours, until ${ownWeekday(until)}.`}
      text=${link}
      button="Copy the link"
    ></copy-field>`;
  }
}

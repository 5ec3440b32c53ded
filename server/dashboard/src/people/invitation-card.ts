import { INVITATION_HOURS, type InvitationLink } from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../styles/base.js';
import { weekdayClockText } from '../i18n/clock-text.js';
import { messages } from '../i18n/people.js';
import '../ui/copy-field.js';

/** A new sign-in link to copy into an email. It is shown only once. */
@customElement('invitation-card')
export class InvitationCard extends LitElement {
  static override styles = [base];

  @property({ attribute: false }) made!: InvitationLink;

  override render(): TemplateResult {
    const { account, link, until } = this.made;
    return html`<copy-field
      label=${messages.invitationLink(account.label, INVITATION_HOURS, weekdayClockText(until))}
      text=${link}
      button=${messages.copyLink}
    ></copy-field>`;
  }
}

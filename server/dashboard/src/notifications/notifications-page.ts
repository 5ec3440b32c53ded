import {
  getRecipients,
  mailRecipientLink,
  removeRecipient,
  type Recipient,
  type RecipientList,
  type Role,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/notifications.js';
import { kindsText, notSetUpText, recipientName, recipientState, TIER_WORDS } from '../i18n/notifications-text.js';
import { page } from '../styles/page.js';
import { confirmation } from '../ui/confirmation.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import { troubleLine } from '../ui/form-fields.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { readerMayChange } from '../ui/reader.js';
import { serverNowMs } from '../ui/server-clock.js';
import './recipient-form.js';

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Who has agreed since. */
const newsOf = (before: RecipientList | undefined, { recipients }: RecipientList): string =>
  recipients
    .filter(({ id, pending, kinds }) => {
      const former = before?.recipients.find((each) => each.id === id);
      return former?.pending && pending === null && kinds.length > 0;
    })
    .map((recipient) => messages.confirmed(recipientName(recipient)))
    .join(' ');

/** Who is notified about a library, and of what. */
@customElement('notifications-page')
export class NotificationsPage extends DashboardElement {
  static override styles = [page, confirmation];

  @property() library = '';
  @property() name = '';
  @property() reader: Role = 'liaison';
  #list = new LiveQuery<RecipientList>(this, ['requests'], () => getRecipients(connection), newsOf);
  #changing = new Mutation(this);
  #removal = new EntryRemoval<Recipient>(this, this.#changing, {
    name: recipientName,
    ask: (recipient) => messages.removeRecipientSure(recipientName(recipient)),
    said: (recipient) => messages.recipientRemoved(recipientName(recipient)),
    remove: ({ id }) => removeRecipient(connection, id),
    reread: () => this.#list.ask(),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#list.ask({ keep: false });
  }

  async #sendLink({ id, address }: Recipient): Promise<void> {
    await this.#changing.run(() => mailRecipientLink(connection, id), messages.linkSent(address ?? ''));
    await this.#list.ask();
  }

  override render(): TemplateResult {
    return livePage(
      { heading: messages.heading, sub: this.name, kept: this.#list },
      (list) => html`
        <section class="panel form" aria-labelledby="told">
          <h2 id="told" tabindex="-1">${messages.recipients}</h2>
          ${this.#recipients(list)} ${troubleLine(this.#changing.trouble)}
        </section>
        ${
          readerMayChange()
            ? html`<recipient-form
                class="panel screen-only"
                .library=${this.library}
                .reader=${this.reader}
                .usable=${list.channels}
                @ask-added=${() => void this.#list.ask()}
              ></recipient-form>`
            : null
        }
      `,
    );
  }

  #recipients({ recipients, channels }: RecipientList): TemplateResult {
    const shown = recipients.filter(({ tier, library }) => tier !== 'local' || library === this.library);
    if (shown.length === 0) {
      return html`<p><strong>${messages.noRecipients}</strong> ${messages.noRecipientsNote}</p>`;
    }
    return html`<ul class="plain-list">
      ${shown.map((recipient) => this.#recipient(recipient, channels.includes(recipient.channel)))}
    </ul>`;
  }

  #recipient(recipient: Recipient, isUsable: boolean): TemplateResult {
    const { tier, channel, kinds, failing, pending } = recipient;
    const mayChange = readerMayChange() && (tier === 'local' || this.reader === 'coordinator');
    return html`<li class="actions">
      <div>
        <strong>${recipientName(recipient)}</strong>
        ${tier === 'local' ? null : html`<span class="small soft">· ${TIER_WORDS[tier]}</span>`}
        <p class="small">${kindsText(kinds)}</p>
        <p class="small ${failing || !isUsable ? 'fault' : 'soft'}">
          ${isUsable ? recipientState(recipient, ownZone, serverNowMs()) : messages.notNotified(notSetUpText(channel))}
        </p>
      </div>
      ${
        mayChange && pending && kinds.length > 0
          ? html`<button
              type="button"
              class="button screen-only"
              aria-disabled=${this.#changing.busy ? 'true' : 'false'}
              @click=${() => void this.#sendLink(recipient)}
            >
              ${messages.sendLink}<span class="visually-hidden"> ${recipientName(recipient)}</span>
            </button>`
          : null
      }
      ${mayChange ? this.#removal.button(recipient) : null}
    </li>`;
  }
}

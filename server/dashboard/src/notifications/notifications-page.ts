import {
  changeRecipientKinds,
  getRecipients,
  isChatChannel,
  mailRecipientLink,
  removeRecipient,
  testRecipient,
  type Recipient,
  type RecipientList,
  type Role,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/notifications.js';
import {
  CHANNEL_WORDS,
  DIGEST_WORDS,
  kindsText,
  recipientName,
  recipientState,
  TIER_WORDS,
} from '../i18n/notifications-text.js';
import { ASK_FOR_EMAIL, notSetUpText, whoSetsUpText } from '../i18n/not-set-up.js';
import { page } from '../styles/page.js';
import { confirmation } from '../ui/confirmation.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { EntryEditor } from '../ui/entry-editor.js';
import { troubleLine } from '../ui/form-fields.js';
import { emptyState, emptyStyles } from '../ui/empty-state.js';
import { entryRows, listPanelStyles } from '../ui/list-panel.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { readerMayChange } from '../ui/reader.js';
import { pageHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import { kindPicks, kindPicksStyles, kindsOf, NOTHING_PICKED, toPicked, type Picked } from './kind-picks.js';
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
  static override styles = [page, confirmation, listPanelStyles, entryRows, emptyStyles, kindPicksStyles];

  @property() library = '';
  @property() name = '';
  @property() reader: Role = 'liaison';
  #list = new LiveQuery<RecipientList>(this, ['requests'], () => getRecipients(connection), newsOf);
  #sending = new Mutation(this);
  #editor = new EntryEditor<Recipient, Picked>(this, {
    all: () => this.#shown,
    reread: () => this.#list.ask(),
    name: recipientName,
    typed: (recipient) => (recipient ? toPicked(recipient.tier, recipient.kinds) : NOTHING_PICKED),
    fields: (draft, recipient) =>
      kindPicks({
        tier: recipient?.tier ?? 'local',
        picked: draft.words,
        errors: draft.errors,
        onPick: (picked) => draft.set(picked),
      }),
    save: (picked, revision, recipient) =>
      changeRecipientKinds(connection, recipient?.id ?? 0, { kinds: kindsOf(picked), revision }),
    saved: () => messages.changed,
    remove: ({ id }) => removeRecipient(connection, id),
    show: (recipient) => this.#recipient(recipient),
    mayAdd: () => false,
    mayChange: (recipient) => this.#mayChange(recipient),
    mayEdit: ({ kinds }) => kinds.length > 0,
    buttons: (recipient) => html`${this.#linkButton(recipient)} ${this.#testButton(recipient)}`,
    by: () => messages.somebody,
    messages: { removed: messages.recipientRemoved, removeAsk: messages.removeRecipientSure },
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.#editor.end();
    void this.#list.ask({ keep: false });
  }

  async #sendLink({ id, address }: Recipient): Promise<void> {
    await this.#sending.run(() => mailRecipientLink(connection, id), messages.linkSent(address ?? ''));
    await this.#list.ask();
  }

  async #sendTest(recipient: Recipient): Promise<void> {
    await this.#sending.run(() => testRecipient(connection, recipient.id), messages.testSent(recipientName(recipient)));
    await this.#list.ask();
  }

  override render(): TemplateResult {
    return livePage(
      { heading: messages.heading, sub: this.name, kept: this.#list },
      (list) => html`
        <section class="panel form" aria-labelledby="told">
          <h2 id="told" tabindex="-1">${messages.recipients}</h2>
          ${this.#nobody(list)} ${troubleLine(this.#sending.trouble)}
          ${this.#shown.length === 0 ? null : this.#editor.render()}
          ${
            readerMayChange()
              ? html`<recipient-form
                  class="screen-only"
                  .library=${this.library}
                  .reader=${this.reader}
                  .isFirst=${this.#shown.length === 0}
                  .usable=${list.channels}
                  @ask-added=${() => void this.#list.ask()}
                ></recipient-form>`
              : null
          }
        </section>
      `,
    );
  }

  /** Who gets nothing, and how to mend it: the form to add a recipient follows. */
  #nobody({ channels }: RecipientList): TemplateResult | null {
    if (!channels.includes('email'))
      return html`<p>
          <strong>${messages.nobodyMailed}</strong> ${notSetUpText()} ${messages.seenInstead}
          ${this.#shown.length === 0 ? messages.noRecipientsNote : null}
        </p>
        ${
          this.reader === 'liaison'
            ? html`<p class="screen-only">
                <a class="button" href=${pageHref('problems')}>${ASK_FOR_EMAIL}</a>
              </p>`
            : html`<p>${whoSetsUpText(true)}</p>`
        }`;
    if (this.#shown.length === 0) return emptyState(`${messages.noRecipients} ${messages.noRecipientsNote}`);
    const isMailed = this.#shown.some(
      ({ channel, pending, kinds }) => channel === 'email' && pending === null && kinds.length > 0,
    );
    return isMailed ? null : html`<p><strong>${messages.nobodyMailed}</strong></p>`;
  }

  get #shown(): Recipient[] {
    const { recipients = [] } = this.#list.last ?? {};
    return recipients.filter(({ tier, library }) => tier !== 'local' || library === this.library);
  }

  #mayChange({ tier }: Recipient): boolean {
    return readerMayChange() && (tier === 'local' || this.reader === 'coordinator');
  }

  #recipient(recipient: Recipient): TemplateResult {
    const { tier, channel, kinds, digest, failing } = recipient;
    const isUsable = this.#list.last?.channels.includes(channel) ?? false;
    return html`<div>
      <strong>${recipientName(recipient)}</strong>
      ${tier === 'local' ? null : html`<span class="small soft">· ${TIER_WORDS[tier]}</span>`}
      <p class="small">
        ${messages.about}: ${[kindsText(kinds), ...(digest ? [DIGEST_WORDS[digest]] : [])].join(' · ')}
      </p>
      <p class="small ${failing || !isUsable ? 'fault' : 'soft'}">
        ${isUsable ? recipientState(recipient, ownZone, serverNowMs()) : messages.notNotified(notSetUpText(CHANNEL_WORDS[channel].name))}
      </p>
    </div>`;
  }

  #linkButton(recipient: Recipient): TemplateResult | null {
    const { kinds, pending } = recipient;
    if (!this.#mayChange(recipient) || pending === null || kinds.length === 0) return null;
    return html`<button
      type="button"
      class="button"
      aria-disabled=${this.#sending.busy ? 'true' : 'false'}
      @click=${() => void this.#sendLink(recipient)}
    >
      ${messages.sendLink}<span class="visually-hidden"> ${recipientName(recipient)}</span>
    </button>`;
  }

  #testButton(recipient: Recipient): TemplateResult | null {
    const { channel } = recipient;
    const isUsable = this.#list.last?.channels.includes(channel) ?? false;
    const isTested = channel === 'webhook' || isChatChannel(channel);
    if (!this.#mayChange(recipient) || !isUsable || !isTested) return null;
    return html`<button
      type="button"
      class="button"
      aria-disabled=${this.#sending.busy ? 'true' : 'false'}
      @click=${() => void this.#sendTest(recipient)}
    >
      ${messages.sendTest}<span class="visually-hidden"> ${recipientName(recipient)}</span>
    </button>`;
  }
}

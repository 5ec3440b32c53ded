import {
  addRecipient,
  isChatChannel,
  mayWait,
  NOTICE_DIGESTS,
  RECIPIENT_LINK_DAYS,
  TIERS,
  type NewRecipient,
  type NoticeChannel,
  type NoticeDigest,
  type Role,
  type Tier,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages } from '../i18n/notifications.js';
import { CHANNEL_WORDS, CHANNELS, DIGEST_WORDS, recipientName, TIER_WORDS } from '../i18n/notifications-text.js';
import { notSetUpText, whoSetsUpText } from '../i18n/not-set-up.js';
import { WORDS } from '../i18n/words.js';
import { connection } from '../ui/connection.js';
import '../ui/copy-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { kindPicks, kindPicksStyles, kindsOf, NOTHING_PICKED, pickedFor, type Picked } from './kind-picks.js';

/** Adds a recipient: an email address and a pick; `ask-added` then. */
@customElement('recipient-form')
export class RecipientForm extends DashboardElement {
  static override styles = [
    kindPicksStyles,
    css`
      summary + .fields,
      #add + form {
        margin-top: var(--space-3);
      }
    `,
  ];

  @property() library = '';
  @property() reader: Role = 'liaison';
  /** Nobody is notified yet: the form is open from the start. */
  @property({ attribute: false }) isFirst = false;
  /** The channels that are set up on the server. */
  @property({ attribute: false }) usable: readonly NoticeChannel[] = CHANNELS;
  @state() private tier: Tier = 'local';
  @state() private channel: NoticeChannel = 'email';
  @state() private address = '';
  @state() private name = '';
  @state() private picked: Picked = NOTHING_PICKED;
  @state() private digest: NoticeDigest | 'each' = 'each';
  @state() private added: NewRecipient | undefined;
  #adding = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) this.added = undefined;
    if (!this.usable.includes(this.channel)) this.channel = this.usable[0]!;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('details')!.open = this.isFirst;
  }

  get #isChat(): boolean {
    return isChatChannel(this.channel);
  }

  get #mayWait(): boolean {
    return this.channel === 'email' && kindsOf(this.picked).some(mayWait);
  }

  async #add(event: Event): Promise<void> {
    event.preventDefault();
    const { tier, channel } = this;
    const added = await this.#adding.run(
      () =>
        addRecipient(connection, {
          tier,
          library: tier === 'local' ? this.library : null,
          channel,
          address: CHANNEL_WORDS[channel].address === null ? null : this.address.trim(),
          ...(this.#isChat && { name: this.name.trim() }),
          ...(this.#mayWait && this.digest !== 'each' && { digest: this.digest }),
          kinds: kindsOf(this.picked),
        }),
      ({ recipient }) =>
        recipient.pending ? messages.addedPending(recipient.address ?? '') : messages.added(recipientName(recipient)),
    );
    if (added === undefined) return;
    this.added = added;
    this.address = '';
    this.name = '';
    this.picked = NOTHING_PICKED;
    this.digest = 'each';
    this.dispatchEvent(new CustomEvent('ask-added'));
  }

  override render(): TemplateResult {
    const { errors, trouble, busy } = this.#adding;
    const label = CHANNEL_WORDS[this.channel].address;
    const hasMail = this.usable.includes('email');
    const isMail = this.channel === 'email';
    return html`<details>
      <summary class="button ${hasMail ? 'primary' : ''}" id="add">${WORDS.addRecipient}</summary>
      <form aria-labelledby="add" @submit=${(event: Event) => void this.#add(event)}>
        ${hasMail ? null : html`<p class="small soft">${notSetUpText()} ${whoSetsUpText(this.reader === 'coordinator')}</p>`}
        <div class="fields">
          ${this.reader === 'coordinator' ? this.#for() : null}
          ${
            label === null
              ? null
              : field({
                  label,
                  type: isMail ? 'email' : 'url',
                  value: this.address,
                  most: 500,
                  wide: true,
                  name: 'address',
                  errors,
                  ...(isMail && { hint: messages.linkNote(RECIPIENT_LINK_DAYS) }),
                  ...(this.#isChat && { hint: messages.chatNote }),
                  onInput: (value) => (this.address = value),
                })
          }
          ${
            this.#isChat
              ? field({
                  label: messages.channelName,
                  value: this.name,
                  most: 60,
                  name: 'name',
                  hint: messages.channelNameNote,
                  errors,
                  onInput: (value) => (this.name = value),
                })
              : null
          }
        </div>
        ${kindPicks({
          tier: this.tier,
          picked: this.picked,
          errors,
          onPick: (picked) => (this.picked = { ...this.picked, ...picked }),
        })}
        ${
          this.#mayWait
            ? field({
                label: messages.howOften,
                value: this.digest,
                wide: true,
                name: 'digest',
                hint: messages.howOftenNote,
                errors,
                options: (['each', ...NOTICE_DIGESTS] as const).map((often) => [often, DIGEST_WORDS[often]] as const),
                onInput: (often) => (this.digest = often as NoticeDigest | 'each'),
              })
            : null
        }
        <details ?open=${!hasMail}>
          <summary>${messages.advanced}</summary>
          <div class="fields">
            ${field({
              label: messages.sendBy,
              value: this.channel,
              wide: true,
              name: 'channel',
              errors,
              options: this.usable.map((channel) => [channel, CHANNEL_WORDS[channel].name] as const),
              onInput: (channel) => (this.channel = channel as NoticeChannel),
            })}
          </div>
        </details>
        ${troubleLine(trouble)} ${this.added ? this.#once(this.added) : null}
        <div class="actions">
          <button type="submit" class="button primary" aria-disabled=${busy ? 'true' : 'false'}>Add recipient</button>
        </div>
      </form>
    </details>`;
  }

  #for(): TemplateResult {
    return field({
      label: messages.forField,
      value: this.tier,
      wide: true,
      options: TIERS.map((tier) => [tier, TIER_WORDS[tier]] as const),
      onInput: (tier) => {
        this.tier = tier as Tier;
        this.picked = pickedFor(this.tier, this.picked);
      },
    });
  }

  /** The secret that is shown only once. */
  #once({ secret, feed }: NewRecipient): TemplateResult | null {
    if (secret !== null) {
      return html`<copy-field
        label=${messages.webhookSecret}
        text=${secret}
        button=${messages.copySecret}
      ></copy-field>`;
    }
    if (feed !== null) {
      return html`<copy-field label=${messages.feedAddress} text=${feed} button=${WORDS.copyAddress}></copy-field>`;
    }
    return null;
  }
}

import {
  TIERS,
  addRecipient,
  getRecipients,
  removeRecipient,
  type NewRecipient,
  type NoticeChannel,
  type NoticeKind,
  type Recipient,
  type Role,
  type Tier,
} from '@askusnow/sdk';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { confirmation } from '../ui/confirmation.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import { Mutation } from '../ui/mutation.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { errorsAt } from '../logic/field-errors.js';
import {
  CHANNEL_WORDS,
  CHANNELS,
  KIND_WORDS,
  KINDS,
  kindsText,
  notSetUpText,
  recipientName,
  recipientState,
  setUpText,
  TIER_WORDS,
} from '../i18n/people-text.js';
import { messages } from '../i18n/people.js';
import { WORDS } from '../i18n/words.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import '../ui/copy-field.js';
import { faults, field, tick, troubleLine } from '../ui/form-fields.js';

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The recipients of notices: the list, a form to add one, and buttons to remove one. */
@customElement('recipient-list')
export class RecipientList extends DashboardElement {
  static override styles = confirmation;

  @property() library = '';
  @property() reader: Role = 'liaison';
  @state() private recipients: Recipient[] | undefined;
  /** The channels that are set up on the server. */
  @state() private usable: readonly NoticeChannel[] = CHANNELS;
  @state() private added: NewRecipient | undefined;
  @state() private tier: Tier = 'local';
  @state() private channel: NoticeChannel = 'email';
  @state() private address = '';
  @state() private kinds: ReadonlySet<NoticeKind> = new Set(KINDS);
  #adding = new Mutation(this);
  #listing = new Mutation(this);
  #removal = new EntryRemoval<Recipient>(this, this.#listing, {
    name: recipientName,
    ask: (recipient) => messages.removeRecipientSure(recipientName(recipient)),
    said: (recipient) => messages.recipientRemoved(recipientName(recipient)),
    remove: ({ id }) => removeRecipient(connection, id),
    reread: ({ id }, isRemoved) => {
      if (this.added?.recipient.id === id) this.added = undefined;
      return isRemoved ? this.#load() : undefined;
    },
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.recipients = undefined;
    this.added = undefined;
    void this.#load();
  }

  async #load(): Promise<void> {
    const list = await this.#listing.run(() => getRecipients(connection));
    if (list === undefined) return;
    this.recipients = list.recipients.filter(({ tier, library }) => tier !== 'local' || library === this.library);
    this.usable = list.channels;
    if (!this.usable.includes(this.channel)) this.channel = CHANNELS.find((each) => this.usable.includes(each))!;
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
          kinds: KINDS.filter((kind) => this.kinds.has(kind)),
        }),
      (done) => `Added: ${recipientName(done.recipient)}.`,
    );
    if (added === undefined) return;
    this.added = added;
    this.address = '';
    await this.#load();
  }

  #toggle(kind: NoticeKind, on: boolean): void {
    this.kinds = new Set(KINDS.filter((each) => (each === kind ? on : this.kinds.has(each))));
  }

  override render(): TemplateResult {
    return html`<section class="form" aria-labelledby="told">
      <h2 id="told" tabindex="-1">${messages.recipients}</h2>
      ${this.#list()} ${troubleLine(this.#listing.trouble)} ${this.added ? this.#once(this.added) : null}
      ${readerMayChange() ? this.#form() : null}
    </section>`;
  }

  #list(): TemplateResult {
    const { recipients } = this;
    if (recipients === undefined) return html`<p class="soft">${ONE_MOMENT}</p>`;
    if (recipients.length === 0) {
      return html`<p><strong>${messages.noRecipients}</strong> ${messages.noRecipientsNote}</p>`;
    }
    return html`<ul class="plain-list">
      ${recipients.map(
        (recipient) =>
          html`<li class="actions">
            <div>
              <strong>${recipientName(recipient)}</strong>
              ${recipient.tier === 'local' ? null : html`<span class="small soft">· ${TIER_WORDS[recipient.tier]}</span>`}
              <p class="small">${kindsText(recipient.kinds)}</p>
              ${this.#state(recipient)}
            </div>
            ${
              readerMayChange() && (recipient.tier === 'local' || this.reader === 'coordinator')
                ? this.#removal.button(recipient)
                : null
            }
          </li>`,
      )}
    </ul>`;
  }

  #state(recipient: Recipient): TemplateResult {
    const isUsable = this.usable.includes(recipient.channel);
    return html`<p class="small ${recipient.failing || !isUsable ? 'fault' : 'soft'}">
      ${isUsable ? recipientState(recipient, ownZone) : messages.notNotified(notSetUpText(recipient.channel))}
    </p>`;
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

  #form(): TemplateResult {
    const { errors } = this.#adding;
    const label = CHANNEL_WORDS[this.channel].address;
    const [channelFaults, addressFaults] = [errorsAt(errors, 'channel'), errorsAt(errors, 'address')];
    const missing = CHANNELS.filter((channel) => !this.usable.includes(channel));
    const described = [missing.length > 0 ? 'channel-note' : '', channelFaults.length > 0 ? 'channel-fault' : ''];
    const rest = errors.filter((error) => !channelFaults.includes(error) && !addressFaults.includes(error));
    return html`<form class="screen-only" @submit=${(event: Event) => void this.#add(event)}>
      <h3>${WORDS.addRecipient}</h3>
      <div class="fields">
        ${
          this.reader === 'coordinator'
            ? field({
                label: 'For',
                value: this.tier,
                wide: true,
                options: TIERS.map((tier) => [tier, TIER_WORDS[tier]] as const),
                onInput: (tier) => (this.tier = tier as Tier),
              })
            : null
        }
        <label class="wide">
          Channel
          <select
            aria-invalid=${channelFaults.length > 0 ? 'true' : nothing}
            aria-describedby=${described.filter(Boolean).join(' ') || nothing}
            @change=${(event: Event) => (this.channel = (event.target as HTMLSelectElement).value as NoticeChannel)}
          >
            ${CHANNELS.map(
              (channel) =>
                html`<option
                  value=${channel}
                  ?selected=${channel === this.channel}
                  ?disabled=${missing.includes(channel)}
                >
                  ${CHANNEL_WORDS[channel].name}${missing.includes(channel) ? messages.notSetUp : ''}
                </option>`,
            )}
          </select>
        </label>
        ${
          label === null
            ? null
            : field({
                label,
                type: this.channel === 'email' ? 'email' : 'url',
                value: this.address,
                most: 500,
                wide: true,
                name: 'address',
                errors,
                onInput: (value) => (this.address = value),
              })
        }
      </div>
      ${missing.length === 0 ? null : html`<p id="channel-note" class="small soft">${missing.map(notSetUpText).join(' ')} ${setUpText(this.reader)}</p>`}
      ${faults('channel-fault', channelFaults)}
      <fieldset>
        <legend>Notify about</legend>
        <div class="ticks column">
          ${KINDS.map((kind) => tick(KIND_WORDS[kind], this.kinds.has(kind), (on) => this.#toggle(kind, on)))}
        </div>
        ${faults('rest-fault', rest)}
      </fieldset>
      ${troubleLine(this.#adding.trouble)}
      <div class="actions">
        <button
          type="submit"
          class="button primary"
          ?disabled=${this.kinds.size === 0}
          aria-disabled=${this.#adding.busy ? 'true' : 'false'}
        >
          Add recipient
        </button>
      </div>
    </form>`;
  }
}

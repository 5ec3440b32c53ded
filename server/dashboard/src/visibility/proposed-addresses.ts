import {
  acknowledgeProposedAddress,
  getProposedAddresses,
  KEY_PAGE_NAME_CHARS_MAX,
  proposeAddress,
  withdrawProposedAddress,
  type PageKind,
  type ProposedAddress,
  type ProposedAddressList,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { addressText, messages, PROPOSED_KINDS } from '../i18n/proposed-addresses.js';
import { WORDS } from '../i18n/words.js';
import { tones } from '../styles/tones.js';
import { confirmation } from '../ui/confirmation.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import { troubleLine } from '../ui/form-fields.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { readerMayChange } from '../ui/reader.js';
import { proposedFacts } from './proposed-facts.js';

interface Typed {
  address: string;
  kind: PageKind | '';
  name: string;
}

/** A library's proposed sites and key pages, each with its state; who may change something proposes another. */
@customElement('proposed-addresses')
export class ProposedAddressesPart extends DashboardElement {
  static override styles = [confirmation, listPanelStyles, tones];

  @property() library = '';
  /** To be proposed: the form begins with it, unfolded. '': the form alone is asked for; null: neither. */
  @property({ attribute: false }) handed: string | null = null;
  #isSent = false;
  #list = new LiveQuery<ProposedAddressList>(this, ['workspace'], () => getProposedAddresses(connection, this.library));
  #draft = new Draft<Typed>(this, {
    words: () => ({ address: this.#isSent ? '' : (this.handed ?? ''), kind: '', name: '' }),
    revision: () => 0,
    reread: () => this.#list.ask(),
  });
  #changing = new Mutation(this);
  #removal = new EntryRemoval<ProposedAddress>(this, this.#changing, {
    button: messages.withdraw,
    yes: messages.withdrawYes,
    name: addressText,
    ask: (proposed) => messages.withdrawAsk(addressText(proposed)),
    said: (proposed) => messages.withdrawn(addressText(proposed)),
    remove: ({ id }) => withdrawProposedAddress(connection, this.library, id),
    reread: () => this.#list.ask(),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#list.ask({ keep: false });
  }

  protected override firstUpdated(): void {
    if (this.handed !== null) this.renderRoot.querySelector('details')?.scrollIntoView();
  }

  override render(): TemplateResult {
    return html`<div class="panel">
      ${listPanel({ id: 'proposed', heading: messages.heading, what: messages.note }, this.#list, (list) => this.#addresses(list))}
      ${readerMayChange() ? this.#form() : null}
    </div>`;
  }

  #addresses({ addresses }: ProposedAddressList): TemplateResult {
    return html`${troubleLine(this.#changing.trouble)}
    ${
      addresses.length === 0
        ? html`<p class="soft">${messages.none}</p>`
        : html`<ul class="plain-list">
            ${repeat(
              addresses,
              ({ id }) => id,
              (proposed) => this.#proposed(proposed),
            )}
          </ul>`
    }`;
  }

  #proposed(proposed: ProposedAddress): TemplateResult {
    const action = readerMayChange() ? this.#action(proposed) : null;
    return html`<li>
      <div>${proposedFacts(proposed)}</div>
      ${action && html`<div class="actions screen-only">${action}</div>`}
    </li>`;
  }

  #action(proposed: ProposedAddress): TemplateResult | null {
    if (proposed.isOwn && proposed.state === 'waiting') return this.#removal.button(proposed);
    if (!proposed.isUnread) return null;
    return html`<button
      type="button"
      class="button"
      aria-disabled=${this.#changing.busy ? 'true' : 'false'}
      @click=${() => void this.#acknowledge(proposed)}
    >
      ${WORDS.acknowledge}<span class="visually-hidden"> ${messages.answerTo(addressText(proposed))}</span>
    </button>`;
  }

  async #acknowledge({ id }: ProposedAddress): Promise<void> {
    const done = await this.#changing.run(
      () => acknowledgeProposedAddress(connection, this.library, id),
      WORDS.acknowledged,
    );
    await this.#list.ask();
    if (done !== undefined) this.renderRoot.querySelector('h2')?.focus();
  }

  #form(): TemplateResult {
    const draft = this.#draft;
    return html`<details class="screen-only" ?open=${this.handed !== null}>
      <summary>${messages.propose}</summary>
      <form class="form" autocomplete="off" novalidate @submit=${(event: Event) => void this.#propose(event)}>
        <p class="small soft">${messages.countedThen}</p>
        ${draft.line('')}
        ${draft.field('address', { label: messages.address, type: 'url', hint: messages.addressHint, placeholder: 'https://' })}
        ${draft.field('kind', { label: messages.kind, options: PROPOSED_KINDS })}
        ${draft.words.kind === '' ? null : draft.field('name', { label: messages.name, required: false, most: KEY_PAGE_NAME_CHARS_MAX })}
        <div class="actions">
          <button type="submit" class="button primary" aria-disabled=${draft.busy ? 'true' : 'false'}>
            ${messages.send}
          </button>
        </div>
      </form>
    </details>`;
  }

  async #propose(event: Event): Promise<void> {
    event.preventDefault();
    const done = await this.#draft.save(
      ({ address, kind, name }) => {
        const asked = { address: address.trim(), kind: kind === '' ? null : kind };
        return proposeAddress(connection, this.library, kind === '' ? asked : { ...asked, name });
      },
      (proposed) => messages.proposed(addressText(proposed)),
    );
    if (done === undefined) return;
    this.#isSent = true;
    this.requestUpdate();
  }
}

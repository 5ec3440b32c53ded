import { makeCampaignLink, removeCampaign, revokeCampaignLink, type Campaign } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { spanText } from '../i18n/day-text.js';
import { messages, STATE_WORDS } from '../i18n/promotion.js';
import { WORDS } from '../i18n/words.js';
import '../numbers/day-chart.js';
import { tones } from '../styles/tones.js';
import '../ui/copy-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Confirmation, confirmation } from '../ui/confirmation.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** The pages' policy allows pictures of this address alone, by whatever name the reader has opened it. */
const ownPath = (address: string): string => new URL(address).pathname + new URL(address).search;

/** One campaign: link, QR code and poster; follows by day; what changed; the link for colleagues. */
@customElement('campaign-card')
export class CampaignCard extends DashboardElement {
  static override styles = [
    tones,
    confirmation,
    css`
      .panel {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
        overflow-wrap: anywhere;
      }

      .link {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-4);
      }

      .link > copy-field {
        flex: 1 1 16rem;
        min-width: 0;
      }

      .note {
        white-space: pre-line;
      }

      .part {
        display: grid;
        gap: var(--space-2);
      }

      dt {
        font-weight: 600;
      }

      dd {
        margin: 0 0 var(--space-2);
      }

      dl,
      p {
        margin-block: 0;
      }
    `,
  ];

  @property({ attribute: false }) campaign!: Campaign;
  @property({ attribute: false }) onChanged: () => void = () => {};
  @property({ attribute: false }) onRemoved: () => void = () => {};
  /** Just made; it is not shown again. */
  @state() private made = '';
  #mutation = new Mutation(this);
  #confirmation = new Confirmation(this);

  /** False: it failed. */
  async #change(action: () => Promise<unknown>, words: string): Promise<boolean> {
    const isDone = await this.#mutation.run(action, words);
    if (!isDone) return false;
    this.onChanged();
    return true;
  }

  #makeLink(): Promise<boolean> {
    const { library, id } = this.campaign;
    return this.#change(async () => {
      this.made = (await makeCampaignLink(connection, library, id)).link;
    }, WORDS.linkMade);
  }

  #revokeLink(): Promise<boolean> {
    const { library, id } = this.campaign;
    return this.#change(async () => {
      await revokeCampaignLink(connection, library, id);
      this.made = '';
    }, messages.lookRevoked);
  }

  async #remove(): Promise<void> {
    const { library, id, name } = this.campaign;
    if (await this.#change(() => removeCampaign(connection, library, id), messages.removed(name))) this.onRemoved();
    else await this.#confirmation.end();
  }

  override render(): TemplateResult {
    const { name, note, from, to, state: at, address, qr, poster } = this.campaign;
    const { word, tone } = STATE_WORDS[at];
    return html`<section class="panel" aria-labelledby="name">
      <div class="actions">
        <h2 id="name">${name}</h2>
        <span class="chip ${tone}">${word}</span>
      </div>
      <p class="soft">${spanText(from, to)}</p>
      ${note === null ? null : html`<p class="note">${note}</p>`} ${troubleLine(this.#mutation.trouble)}
      <div class="link">
        <img src=${ownPath(qr)} alt=${messages.qrOf(name)} width="132" height="132" />
        <copy-field label=${messages.address} .text=${address} button=${WORDS.copyLink}>
          <a class="button" href=${ownPath(poster)}>${messages.poster}</a>
          <a class="button" href=${ownPath(qr)}>${messages.qrAlone}</a>
        </copy-field>
      </div>
      ${this.#follows()} ${this.#changes()}
      ${readerMayChange() ? [this.#look(), html`<div class="screen-only">${this.#removal()}</div>`] : null}
    </section>`;
  }

  /** The confirmation stands in the place of its button. */
  #removal(): TemplateResult {
    const { id, name } = this.campaign;
    if (this.#confirmation.isAbout(id))
      return this.#confirmation.show(id, {
        words: messages.removeSure(name),
        yes: WORDS.removeYes,
        about: name,
        isBusy: this.#mutation.busy,
        onYes: () => void this.#remove(),
      });
    return html`<button
      class="button"
      type="button"
      id="ask-${id}"
      aria-label=${messages.actionOn(messages.remove, name)}
      ?disabled=${this.#mutation.busy}
      @click=${() => void this.#confirmation.ask(id)}
    >
      ${messages.remove}
    </button>`;
  }

  #follows(): TemplateResult {
    const { state: at, from, follows, byDay } = this.campaign;
    if (at === 'planned') return html`<p>${messages.begins(from)}</p>`;
    return html`<div>
      <day-chart
        name=${messages.followed}
        unit=${messages.followedUnit}
        .days=${byDay.map((day) => ({ date: day.date, count: day.follows }))}
        .since=${from}
        ?over=${at === 'ended'}
      ></day-chart>
      <p class="small soft">${messages.total(follows, at)}</p>
    </div>`;
  }

  #changes(): TemplateResult {
    const { changes } = this.campaign;
    return html`<div class="part">
      <h3>${messages.changes}</h3>
      ${
        changes === null
          ? html`<p>${messages.notYet}</p>`
          : html`<p class="small soft">${messages.changesNote}</p>
              <dl>
                <dt>${messages.clicks}</dt>
                <dd>${changes.clicks.sentence}</dd>
                <dt>${messages.links}</dt>
                <dd>${changes.follows.sentence}</dd>
              </dl>`
      }
    </div>`;
  }

  #look(): TemplateResult {
    const { name, linkEndsOn } = this.campaign;
    const has = linkEndsOn !== null;
    return html`<div class="part screen-only">
      <h3>${messages.look}</h3>
      <p class="small soft">${messages.lookNote} ${has ? messages.lookEnds(linkEndsOn) : null}</p>
      ${
        this.made === ''
          ? null
          : html`<copy-field label=${messages.lookOnce} .text=${this.made} button=${WORDS.copyLink}></copy-field>`
      }
      <div class="actions">
        <button
          class="button"
          type="button"
          aria-label=${messages.actionOn(has ? WORDS.makeNewLink : WORDS.makeLink, name)}
          ?disabled=${this.#mutation.busy}
          @click=${() => void this.#makeLink()}
        >
          ${has ? WORDS.makeNewLink : WORDS.makeLink}
        </button>
        ${
          has
            ? html`<button
                class="button"
                type="button"
                aria-label=${messages.actionOn(messages.lookRevoke, name)}
                ?disabled=${this.#mutation.busy}
                @click=${() => void this.#revokeLink()}
              >
                ${messages.lookRevoke}
              </button>`
            : null
        }
      </div>
    </div>`;
  }
}

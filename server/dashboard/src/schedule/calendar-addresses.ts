import type { CalendarLink } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages } from '../i18n/schedule.js';
import { WORDS } from '../i18n/words.js';
import { confirmation, Confirmation } from '../ui/confirmation.js';
import '../ui/copy-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** What is asked about. */
const END_ALL = 1;

/** Addresses at which other calendar programs read: one is made, or all of them end. */
@customElement('calendar-addresses')
export class CalendarAddresses extends DashboardElement {
  static override styles = [
    confirmation,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }

      p {
        margin: 0;
      }
    `,
  ];

  /** Whose hours: a desk or a library. */
  @property() name = '';
  @property() note = '';
  @property({ attribute: false }) make!: () => Promise<CalendarLink>;
  @property({ attribute: false }) drop!: () => Promise<void>;
  @state() private link: string | undefined;
  #confirmation = new Confirmation(this);
  #giving = new Mutation(this);

  async #make(): Promise<void> {
    this.link = (await this.#giving.run(() => this.make(), messages.addressMade))?.url;
  }

  async #drop(): Promise<void> {
    const dropped = await this.#giving.run(() => this.drop(), messages.addressesEnded(this.name));
    await this.#confirmation.end();
    if (dropped) this.link = undefined;
  }

  override render(): TemplateResult {
    return html`<p class="small soft">${this.note}</p>
      ${this.link === undefined ? null : html`<copy-field label=${messages.calendarAddress} text=${this.link} button=${WORDS.copyAddress}></copy-field>`}
      ${troubleLine(this.#giving.trouble)}
      <div class="actions screen-only">
        <button
          type="button"
          class="button"
          aria-disabled=${this.#giving.busy ? 'true' : 'false'}
          @click=${() => void this.#make()}
        >
          ${messages.makeAddress}<span class="visually-hidden"> for ${this.name}</span>
        </button>
        ${this.#confirmation.button(END_ALL, messages.endAll, {
          words: messages.endAllSure(this.name),
          yes: messages.endAllYes,
          about: `for ${this.name}`,
          isBusy: this.#giving.busy,
          onYes: () => void this.#drop(),
        })}
      </div>`;
  }
}

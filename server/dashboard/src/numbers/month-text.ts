import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages } from '../i18n/month.js';
import { WORDS } from '../i18n/words.js';
import '../ui/copy-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** The month as text for a mailing list, to copy. */
@customElement('month-text')
export class MonthText extends DashboardElement {
  /** '': all together. */
  @property() library = '';
  @property() month = '';
  /** Reads the text of a month. */
  @property({ attribute: false }) read!: (month: string) => Promise<string>;
  @state() private text: string | undefined;
  #reading = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library') || changed.has('month')) this.text = undefined;
  }

  async #show(): Promise<void> {
    this.text = await this.#reading.run(() => this.read(this.month));
  }

  override render(): TemplateResult {
    return html`<h2 id="for-list">${messages.forList}</h2>
      <p class="small soft">${messages.forListNote}</p>
      ${
        this.text === undefined
          ? html`<button class="button" type="button" ?disabled=${this.#reading.busy} @click=${() => void this.#show()}>
              ${messages.showText}
            </button>`
          : html`<copy-field label=${messages.forList} .text=${this.text} button=${WORDS.copyText}></copy-field>`
      }
      ${troubleLine(this.#reading.trouble)}`;
  }
}

import type { EndedLibraryList } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/registration.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

export type Ended = EndedLibraryList['libraries'][number];

/** Libraries or desks that were ended here, each with a button that brings it back. */
@customElement('ended-list')
export class EndedList extends DashboardElement {
  @property() heading = '';
  @property() note = '';
  @property({ attribute: false }) entries: readonly Ended[] = [];
  @property({ attribute: false }) bringBack!: (ended: Ended) => Promise<void>;
  @property({ attribute: false }) onBack!: (ended: Ended) => void;
  /** Called where one could not be brought back: the list may have changed. */
  @property({ attribute: false }) reread!: () => void;
  #back = new Mutation(this);

  async #bringBack(ended: Ended): Promise<void> {
    const done = await this.#back.run(() => this.bringBack(ended), messages.isBack(ended.name));
    if (done === undefined) this.reread();
    else this.onBack(ended);
  }

  override render(): TemplateResult | null {
    const trouble = troubleLine(this.#back.trouble);
    if (this.entries.length === 0) return trouble;
    return html`<section class="panel" aria-labelledby="ended">
      <h2 id="ended">${this.heading}</h2>
      <p class="soft">${this.note}</p>
      <ul>
        ${this.entries.map(
          (ended) =>
            html`<li>
              ${messages.endedBy(ended.name, ended.by, ended.at)}
              <button
                type="button"
                class="button"
                aria-disabled=${this.#back.busy ? 'true' : 'false'}
                @click=${() => void this.#bringBack(ended)}
              >
                ${messages.bringBack(ended.name)}
              </button>
            </li>`,
        )}
      </ul>
      ${trouble}
    </section>`;
  }
}

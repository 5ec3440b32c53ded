import { askForAssistance, type AssistanceOpening } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/help.js';
import { faults, troubleLine } from '../ui/form-fields.js';

/** Refusals that show that the page is out of date. */
const CHANGED = ['already-open', 'no-recipient', 'not-needed'];

/** A button that asks for help, for one gap of a desk. */
@customElement('help-button')
export class HelpButton extends DashboardElement {
  /** Null: the desk is shared by libraries. */
  @property({ attribute: false }) library: string | null = null;
  @property({ attribute: false }) opening!: AssistanceOpening;
  /** The second part of the accessible name: "Harford desk, tomorrow, 9 AM – 10 AM". */
  @property() what = '';
  /** It is the one thing to do where it stands. */
  @property({ type: Boolean }) primary = false;
  #mutation = new Mutation(this);

  async #ask(): Promise<void> {
    const opened = await this.#mutation.run(
      () => askForAssistance(connection, this.library, this.opening),
      messages.helpAskedFor(this.what),
    );
    if (opened) {
      reportChanged(this, [opened]);
    }
    // Another person asked first, the gap is over, or the recipients are gone: load what there is now.
    if (CHANGED.includes(this.#mutation.trouble?.code ?? '')) reportChanged(this);
  }

  override render(): TemplateResult {
    return html`<div class="form">
      <div class="actions">
        <button
          type="button"
          class="button ${this.primary ? 'primary' : ''} screen-only"
          @click=${() => void this.#ask()}
        >
          <span>${messages.askForHelp}<span class="visually-hidden"> for ${this.what}</span></span>
        </button>
      </div>
      ${troubleLine(this.#mutation.trouble)} ${faults('fault', this.#mutation.errors)}
    </div>`;
  }
}

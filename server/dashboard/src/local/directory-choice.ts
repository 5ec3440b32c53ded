import { chooseDirectory, getDirectoryChoice } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/contacts.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { tick, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** Whether the directory of liaisons shows the reader's own address. */
@customElement('directory-choice')
export class DirectoryChoicePanel extends DashboardElement {
  @state() private showEmail: boolean | undefined;
  #mutation = new Mutation(this);

  protected override firstUpdated(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    const choice = await this.#mutation.run(() => getDirectoryChoice(connection));
    if (choice) this.showEmail = choice.showEmail;
  }

  async #choose(showEmail: boolean): Promise<void> {
    const choice = await this.#mutation.run(
      () => chooseDirectory(connection, { showEmail }),
      (done) => (done.showEmail ? messages.shown : messages.hidden),
    );
    if (choice === undefined) return void this.requestUpdate();
    this.showEmail = choice.showEmail;
  }

  override render(): TemplateResult | null {
    if (this.showEmail === undefined) return troubleLine(this.#mutation.trouble);
    return html`${tick(messages.showEmail, this.showEmail, (on) => void this.#choose(on), { disabled: this.#mutation.busy })}
      <p class="small soft">${messages.showEmailNote}</p>
      ${troubleLine(this.#mutation.trouble)}`;
  }
}

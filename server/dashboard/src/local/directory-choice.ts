import { chooseDirectory, getDirectoryChoice, type DirectoryChange, type DirectoryChoice } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/contacts.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, sentForm, tick, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** What the other liaisons see of the reader, and whether the reader gets what they write to all. */
@customElement('directory-choice')
export class DirectoryChoicePanel extends DashboardElement {
  /** The directory lists the reader: it has liaisons alone. */
  @property({ attribute: false }) isListed = false;
  /** The reader's account may have an address. */
  @property({ attribute: false }) mayHaveAddress = false;
  @property({ attribute: false }) hasAddress = false;
  @state() private choice: DirectoryChoice | undefined;
  #mutation = new Mutation(this);

  protected override firstUpdated(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    this.choice = await this.#mutation.run(() => getDirectoryChoice(connection));
  }

  async #choose(change: DirectoryChange, said: string | ((done: DirectoryChoice) => string)): Promise<void> {
    const choice = await this.#mutation.run(() => chooseDirectory(connection, change), said);
    if (choice === undefined) return void this.requestUpdate();
    this.choice = choice;
  }

  #savePhone(event: SubmitEvent): void {
    const phone = sentForm(event).text('phone') || null;
    void this.#choose({ phone }, (saved) => messages.phoneSaved(saved.phone));
  }

  override render(): TemplateResult | null {
    const { choice } = this;
    if (choice === undefined) return troubleLine(this.#mutation.trouble);
    return html`<section class="form" aria-labelledby="liaisons">
      <h2 id="liaisons">${messages.otherLiaisons}</h2>
      ${this.mayHaveAddress && this.isListed ? this.#email(choice) : null} ${this.isListed ? this.#phone(choice) : null}
      ${this.mayHaveAddress ? this.#messages(choice) : null}
      ${this.#mutation.errors.length === 0 ? troubleLine(this.#mutation.trouble) : null}
    </section>`;
  }

  #email({ showEmail }: DirectoryChoice): TemplateResult {
    return html`<div>
      ${tick(
        messages.showEmail,
        showEmail,
        (on) => void this.#choose({ showEmail: on }, on ? messages.shown : messages.hidden),
        { disabled: this.#mutation.busy || !(this.hasAddress || showEmail) },
      )}
      <p class="small soft">${this.hasAddress || showEmail ? messages.showEmailNote : messages.needsAddress}</p>
    </div>`;
  }

  #messages({ getsMessages }: DirectoryChoice): TemplateResult {
    return html`<div>
      ${tick(
        messages.getsMessages,
        getsMessages,
        (on) => void this.#choose({ getsMessages: on }, on ? messages.messagesStarted : messages.messagesStopped),
        { disabled: this.#mutation.busy },
      )}
      ${this.hasAddress ? null : html`<p class="small soft">${messages.noMail}</p>`}
    </div>`;
  }

  #phone({ phone, showPhone }: DirectoryChoice): TemplateResult {
    return html`<details>
        <summary>${messages.phoneNow(phone)}</summary>
        <form @submit=${(event: SubmitEvent) => this.#savePhone(event)}>
          ${field({ name: 'phone', errors: this.#mutation.errors, label: messages.ownPhone, value: phone ?? '', required: false, most: 40 })}
          <div class="actions screen-only">
            <button type="submit" class="button" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
              ${messages.savePhone}
            </button>
          </div>
        </form>
      </details>
      <div>
        ${tick(
          messages.showPhone,
          showPhone,
          (on) => void this.#choose({ showPhone: on }, on ? messages.phoneShown : messages.phoneHidden),
          { disabled: this.#mutation.busy || phone === null },
        )}
        ${phone === null ? html`<p class="small soft">${messages.needsPhone}</p>` : null}
      </div>`;
  }
}

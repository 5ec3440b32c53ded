import { endDeskRegistration, getDeskEnd, type DeskEnd, type StoredDesk } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/registration.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { reportChanged } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { Query } from '../ui/query.js';
import '../ui/notice-card.js';

/** A shared desk may be asked by every library. */
const LISTED = 30;

/** What becomes of a desk's libraries, accounts, shifts and counts, and the button that ends it. */
@customElement('desk-ending')
export class DeskEnding extends DashboardElement {
  @property({ attribute: false }) desk!: StoredDesk;
  #becomes = new Query<DeskEnd>(this);
  #end = new Mutation(this);

  #read(): void {
    void this.#becomes.ask(() => getDeskEnd(connection, this.desk.id));
  }

  async #endDesk(): Promise<void> {
    const { id, revision, registration } = this.desk;
    await this.#end.run(() => endDeskRegistration(connection, id, { revision }), messages.ended(registration.name));
    // Where it was refused, what is stored is no longer what the page shows.
    if (this.#end.trouble) this.#read();
    reportChanged(this);
  }

  override render(): TemplateResult {
    const { name } = this.desk.registration;
    return html`<details @toggle=${(event: Event) => (event.currentTarget as HTMLDetailsElement).open && this.#read()}>
      <summary class="small">${messages.endsOn}<span class="visually-hidden"> ${name}</span></summary>
      ${this.#becomes.state.last ? this.#body(name, this.#becomes.state.last) : this.#waiting()}
      ${troubleLine(this.#end.trouble)}
    </details>`;
  }

  #waiting(): TemplateResult {
    const { failure } = this.#becomes;
    return failure === undefined
      ? html`<p role="status">${messages.loading}</p>`
      : html`<notice-card .failure=${failure} @ask-retry=${() => this.#read()}></notice-card>`;
  }

  #body(name: string, { libraries, accounts, desks, addresses }: DeskEnd): TemplateResult {
    const stuck = libraries.filter(({ asksThen }) => asksThen.length === 0);
    if (stuck.length > 0) return html`<p>${messages.deskNeeded(stuck.map((library) => library.name))}</p>`;
    return html`<p>${libraries.length === 0 ? messages.nobodyAsks : messages.asksThen}</p>
      <ul>
        ${libraries.slice(0, LISTED).map((library) => html`<li>${messages.orderThen(library.name, library.asksThen)}</li>`)}
        ${libraries.length > LISTED ? html`<li>${messages.moreLibraries(libraries.length - LISTED)}</li>` : null}
        <li>${messages.accountsEnd(accounts, desks, addresses)}</li>
        <li>${messages.shiftsWait}</li>
        <li>${messages.deskCountsKept}</li>
      </ul>
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-disabled=${this.#end.busy ? 'true' : 'false'}
          @click=${() => void this.#endDesk()}
        >
          ${messages.endDesk}<span class="visually-hidden"> ${name}</span>
        </button>
      </div>`;
  }
}

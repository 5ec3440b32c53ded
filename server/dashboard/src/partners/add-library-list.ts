import { getRegisteredDesks, previewNewRegistrations, saveNewRegistrations, type StoredDesk } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { countedText } from '../i18n/count-text.js';
import { libraryListFaultText, messages } from '../i18n/library-list.js';
import { messages as registration } from '../i18n/registration.js';
import { WORDS } from '../i18n/words.js';
import {
  faultsOfRow,
  readLibraryList,
  toRegistrations,
  type LibraryListFault,
  type ListedLibrary,
} from '../logic/library-list.js';
import { table } from '../styles/table.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { announce } from '../ui/events.js';
import { field, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { WideTable } from '../ui/wide-table.js';

/** A form that registers the libraries of a list: pasted, checked, and then all of them added or none. */
@customElement('add-library-list')
export class AddLibraryList extends DashboardElement {
  static override styles = [table];

  @property({ attribute: false }) onAdded: () => void = () => {};
  @state() private text = '';
  @state() private libraries: readonly ListedLibrary[] = [];
  @state() private fault: LibraryListFault | undefined;
  @state() private isChecked = false;
  #mutation = new Mutation(this);
  #known: readonly StoredDesk[] = [];

  protected readonly wideTable = new WideTable(this);

  #type(text: string): void {
    this.text = text;
    this.libraries = [];
    this.fault = undefined;
    this.isChecked = false;
    this.#mutation.forget();
  }

  async #check(event: Event): Promise<void> {
    event.preventDefault();
    this.#type(this.text);
    const checked = await this.#mutation.run(async () => {
      this.#known = (await getRegisteredDesks(connection)).desks;
      const read = readLibraryList(this.text, this.#known, registration.ownDeskName);
      if (!Array.isArray(read)) {
        this.fault = read;
        announce(this, libraryListFaultText(this.fault));
        return false;
      }
      this.libraries = read;
      await previewNewRegistrations(connection, toRegistrations(read));
      return true;
    });
    this.isChecked = checked === true;
    if (this.isChecked) announce(this, messages.sound(this.libraries.length));
  }

  async #add(): Promise<void> {
    const { libraries } = this;
    const wanted = toRegistrations(libraries);
    const saved = await this.#mutation.run(
      () => saveNewRegistrations(connection, wanted),
      messages.added(libraries.length),
    );
    if (saved === undefined) {
      this.isChecked = false;
      return;
    }
    this.#type('');
    this.onAdded();
  }

  override render(): TemplateResult {
    const { busy, errors, trouble } = this.#mutation;
    return html`<details>
      <summary>${messages.addList}</summary>
      <form @submit=${(event: Event) => void this.#check(event)}>
        <p class="soft">${messages.note}</p>
        ${field({ name: 'list', label: messages.list, value: this.text, rows: 8, required: true, wide: true, errors: [], hint: messages.columns, onInput: (text) => this.#type(text) })}
        ${this.fault ? html`<p class="trouble">${libraryListFaultText(this.fault)}</p>` : null}
        ${errors.length === 0 ? troubleLine(trouble) : html`<p class="trouble">${messages.faulty}</p>`}
        ${this.libraries.length === 0 ? null : this.#preview()}
        <div class="actions">
          ${
            this.isChecked
              ? html`<button
                  class="button primary"
                  type="button"
                  aria-disabled=${busy ? 'true' : 'false'}
                  @click=${() => void this.#add()}
                >
                  ${messages.add(this.libraries.length)}
                </button>`
              : html`<button class="button primary" aria-disabled=${busy ? 'true' : 'false'}>${messages.check}</button>`
          }
        </div>
      </form>
    </details>`;
  }

  #preview(): TemplateResult {
    const { errors } = this.#mutation;
    return dataTable(
      messages.preview,
      [WORDS.library, messages.asks, messages.sites, messages.says],
      this.libraries.map(({ row, typed }, at) => {
        const faults = faultsOfRow(this.libraries, at, errors);
        const sites = typed.sites.split('\n').filter(Boolean);
        return html`<tr>
          <th scope="row">
            <span dir="auto">${typed.name || messages.row(row)}</span>
            <span class="sub">${typed.live ? messages.isLive : WORDS.notLive} · ${typed.zone}</span>
          </th>
          <td data-label=${messages.asks}>
            ${typed.desks.local.chat === '' ? messages.sharedDesks : messages.ownDesk}
          </td>
          <td data-label=${messages.sites}>${countedText(sites.length, 'site')}</td>
          <td data-label=${messages.says}>
            ${
              faults.length === 0
                ? messages.right
                : faults.map(
                    ({ column, message }) => html`<div dir="auto">${messages.fault(row, column, message)}</div>`,
                  )
            }
          </td>
        </tr>`;
      }),
    );
  }
}

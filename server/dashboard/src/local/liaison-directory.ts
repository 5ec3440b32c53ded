import { getDirectory, type Directory, type Liaison } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/contacts.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field } from '../ui/form-fields.js';
import { Query } from '../ui/query.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';

const textOf = ({ name, libraries, email }: Liaison): string =>
  [name, ...libraries.map((library) => library.name), email ?? ''].join(' ').toLowerCase();

/** The liaisons of all libraries. */
@customElement('liaison-directory')
export class LiaisonDirectory extends DashboardElement {
  static override styles = listPanelStyles;
  @state() private words = '';
  #query = new Query<Directory>(this);

  protected override firstUpdated(): void {
    void this.#load();
  }

  #load(): Promise<unknown> {
    return this.#query.ask(() => getDirectory(connection));
  }

  override render(): TemplateResult {
    const { failure, state } = this.#query;
    return listPanel(
      { id: 'liaisons', heading: messages.liaisons, what: messages.liaisonsNote },
      { last: state.last, failure, ask: () => this.#load() },
      (last) => this.#list(last),
    );
  }

  #list({ liaisons }: Directory): TemplateResult {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const found = liaisons.filter((each) => words.every((word) => textOf(each).includes(word)));
    return html`${field({ label: messages.search, value: this.words, required: false, onInput: (text) => (this.words = text) })}
      <p class="small soft" role="status">${found.length === 0 ? messages.noLiaison : messages.count(found.length)}</p>
      <ul class="plain-list">
        ${found.map(
          ({ name, libraries, email }) =>
            html`<li>
              <strong dir="auto">${name}</strong>
              <span class="soft">· ${libraries.map((library) => library.name).join(', ')}</span><br />
              ${
                email === null
                  ? html`<span class="small soft">${messages.noEmail}</span>`
                  : html`<a href="mailto:${email}">${email}</a>`
              }
            </li>`,
        )}
      </ul>`;
  }
}

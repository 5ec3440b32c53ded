import { getDirectory, type Directory, type Liaison } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/contacts.js';
import { WORDS } from '../i18n/words.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { field } from '../ui/form-fields.js';
import { Query } from '../ui/query.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';

const textOf = ({ name, libraries, email, phone }: Liaison): string =>
  [name, ...libraries.map((library) => library.name), email ?? '', phone ?? ''].join(' ').toLowerCase();

/** The liaisons of all libraries. */
@customElement('liaison-directory')
export class LiaisonDirectory extends DashboardElement {
  static override styles = [
    table,
    listPanelStyles,
    css`
      a[href^='tel:'] {
        white-space: nowrap;
      }
    `,
  ];
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
      { id: 'liaisons', heading: messages.liaisons },
      { last: state.last, failure, ask: () => this.#load() },
      (last) => this.#list(last),
    );
  }

  #list({ liaisons }: Directory): TemplateResult {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const found = liaisons.filter((each) => words.every((word) => textOf(each).includes(word)));
    return html`${field({ label: messages.search, value: this.words, required: false, onInput: (text) => (this.words = text) })}
      <p class="small soft" role="status">${found.length === 0 ? messages.noLiaison : messages.count(found.length)}</p>
      ${
        found.length === 0
          ? null
          : dataTable(
              messages.byLibrary,
              [WORDS.library, WORDS.name, WORDS.email, messages.phone],
              found.toSorted((one, other) => libraryText(one).localeCompare(libraryText(other))).map(row),
            )
      }
      <details>
        <summary>${messages.whatIsShown}</summary>
        <p class="small">${messages.liaisonsNote}</p>
      </details>`;
  }
}

const libraryText = ({ libraries }: Liaison): string => libraries.map(({ name }) => name).join(', ');

function row(liaison: Liaison): TemplateResult {
  const { name, email, phone } = liaison;
  return html`<tr>
    <th scope="row">${libraryText(liaison)}</th>
    <td data-label=${WORDS.name} dir="auto">${name}</td>
    <td data-label=${WORDS.email}>
      ${email === null ? messages.notShown : html`<a href="mailto:${email}">${email}</a>`}
    </td>
    <td data-label=${messages.phone}>
      ${phone === null ? messages.notShown : html`<a href="tel:${phone}">${phone}</a>`}
    </td>
  </tr>`;
}

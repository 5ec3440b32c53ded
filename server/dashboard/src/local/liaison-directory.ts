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

      @media screen {
        @container (max-width: 31rem) {
          .cards td:empty {
            display: none;
          }
        }
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
      <p class="small soft" role="status">${messages.found(found.length, found.filter(isHidden).length)}</p>
      ${
        found.length === 0
          ? null
          : dataTable(
              messages.byLibrary,
              [WORDS.library, WORDS.name, ...(found.every(isHidden) ? [] : [WORDS.email, messages.phone])],
              found
                .toSorted((one, other) => libraryText(one).localeCompare(libraryText(other)))
                .map((each) => row(each, !found.every(isHidden))),
            )
      }
      <details>
        <summary>${messages.whatIsShown}</summary>
        <p class="small">${messages.liaisonsNote}</p>
      </details>`;
  }
}

const isHidden = ({ email, phone }: Liaison): boolean => email === null && phone === null;

const libraryText = ({ libraries }: Liaison): string => libraries.map(({ name }) => name).join(', ');

/** `withWays`: whether somebody in the list shows an email or a phone. */
function row(liaison: Liaison, withWays: boolean): TemplateResult {
  const { name, email, phone } = liaison;
  return html`<tr>
    <th scope="row">${libraryText(liaison)}</th>
    <td data-label=${WORDS.name} dir="auto">${name}</td>
    ${
      withWays
        ? html`<td data-label=${WORDS.email}>${email && html`<a href="mailto:${email}">${email}</a>`}</td>
            <td data-label=${messages.phone}>${phone && html`<a href="tel:${phone}">${phone}</a>`}</td>`
        : null
    }
  </tr>`;
}

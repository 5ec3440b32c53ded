import { getDirectory, getLibraries, type Liaison } from '@askusnow/sdk';
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
import { readerMayChangeAll } from '../ui/reader.js';
import { invitationHref } from '../ui/route.js';

/** A library with its liaisons. */
interface Row {
  id: string;
  name: string;
  liaisons: readonly Liaison[];
}

/** Sorted by name. */
async function readRows(): Promise<Row[]> {
  const [{ liaisons }, { libraries }] = await Promise.all([getDirectory(connection), getLibraries(connection)]);
  return libraries
    .map(({ id, name }) => ({
      id,
      name,
      liaisons: liaisons.filter((each) => each.libraries.some((library) => library.id === id)),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

const hasNone = ({ liaisons }: Row): boolean => liaisons.length === 0;

const textOf = ({ name, liaisons }: Row): string =>
  [name, ...liaisons.flatMap((each) => [each.name, each.email ?? '', each.phone ?? ''])].join(' ').toLowerCase();

/** All libraries with their liaisons. */
@customElement('liaison-directory')
export class LiaisonDirectory extends DashboardElement {
  static override styles = [
    table,
    listPanelStyles,
    css`
      .liaison {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-4);
      }

      a[href^='tel:'] {
        white-space: nowrap;
      }
    `,
  ];
  @state() private words = '';
  #query = new Query<Row[]>(this);

  protected override firstUpdated(): void {
    void this.#load();
  }

  #load(): Promise<unknown> {
    return this.#query.ask(readRows);
  }

  override render(): TemplateResult {
    const { failure, state } = this.#query;
    return listPanel(
      { id: 'liaisons', heading: messages.liaisons },
      { last: state.last, failure, ask: () => this.#load() },
      (last) => this.#list(last),
    );
  }

  #list(rows: readonly Row[]): TemplateResult {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const found = rows.filter((row) => words.every((word) => textOf(row).includes(word)));
    // The coordinator's work there stands apart: what people look up here is who the others are.
    const toInvite = readerMayChangeAll() ? found.filter(hasNone) : [];
    const shown = found.filter((row) => !toInvite.includes(row));
    const liaisons = new Set(found.flatMap((row) => row.liaisons));
    return html`${field({ label: messages.search, value: this.words, required: false, onInput: (text) => (this.words = text) })}
      <p class="small soft" role="status">
        ${messages.found(
          liaisons.size,
          [...liaisons].filter(isHidden).length,
          found.filter(hasNone).length,
          found.length,
        )}
      </p>
      ${
        toInvite.length === 0
          ? null
          : html`<details ?open=${words.length > 0}>
              <summary>${messages.toInvite(toInvite.length)}</summary>
              <ul>
                ${toInvite.map(invitation)}
              </ul>
            </details>`
      }
      ${shown.length === 0 ? null : dataTable(messages.byLibrary, [WORDS.library, messages.liaison], shown.map(tableRow))}
      <details>
        <summary>${messages.whatIsShown}</summary>
        <p class="small">${messages.liaisonsNote}</p>
      </details>`;
  }
}

const isHidden = ({ email, phone }: Liaison): boolean => email === null && phone === null;

const tableRow = ({ name, liaisons }: Row): TemplateResult =>
  html`<tr>
    <th scope="row">${name}</th>
    <td>
      <div>
        ${liaisons.map(
          (each) =>
            html`<div class="liaison">
              <span dir="auto">${each.name.replace(`: ${name}`, '')}</span>
              ${each.email && html`<a href="mailto:${each.email}">${each.email}</a>`}
              ${each.phone && html`<a href="tel:${each.phone}">${each.phone}</a>`}
            </div>`,
        )}
        ${liaisons.length > 0 ? null : html`<span class="soft">${messages.noLiaison}</span>`}
      </div>
    </td>
  </tr>`;

const invitation = ({ id, name }: Row): TemplateResult =>
  html`<li>
    <span
      >${name}:
      <a href=${invitationHref(id)}
        >${messages.invite}<span class="visually-hidden"> ${messages.liaisonOf(name)}</span></a
      ></span
    >
  </li>`;

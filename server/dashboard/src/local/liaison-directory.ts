import { type Liaison, toTel } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages } from '../i18n/contacts.js';
import { WORDS } from '../i18n/words.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { field } from '../ui/form-fields.js';
import { listPanelStyles } from '../ui/list-panel.js';
import { readerMayChange, readerMayChangeAll } from '../ui/reader.js';
import { showHeading } from '../ui/show-heading.js';
import { invitationHref, libraryHref, pageHref } from '../ui/route.js';

/** A library with its liaisons. */
export interface LibraryLiaisons {
  id: string;
  name: string;
  liaisons: readonly Liaison[];
}

const hasNone = ({ liaisons }: LibraryLiaisons): boolean => liaisons.length === 0;

const textOf = ({ name, liaisons }: LibraryLiaisons): string =>
  [name, ...liaisons.flatMap((each) => [each.name, each.email ?? '', each.phone ?? ''])].join(' ').toLowerCase();

const isHidden = ({ email, phone }: Liaison): boolean => email === null && phone === null;

export function directoryText(rows: readonly LibraryLiaisons[]): string {
  const liaisons = new Set(rows.flatMap((row) => row.liaisons));
  return messages.found(liaisons.size, [...liaisons].filter(isHidden).length, rows.filter(hasNone).length, rows.length);
}

/** All libraries with their liaisons, sorted by name. */
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
  @property({ attribute: false }) rows: readonly LibraryLiaisons[] = [];
  /** The library whose row is brought into view; null: none. */
  @property({ attribute: false }) found: string | null = null;
  @state() private words = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('found')) this.words = '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('found') || this.found === null) return;
    showHeading(this.renderRoot.querySelector<HTMLElement>(`#of-${CSS.escape(this.found)}`));
  }

  override render(): TemplateResult {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.rows.filter((row) => words.every((word) => textOf(row).includes(word)));
    // The coordinator's work there stands apart: what people look up here is who the others are.
    const toInvite = readerMayChangeAll() ? found.filter(hasNone) : [];
    const shown = found.filter((row) => !toInvite.includes(row));
    return html`<section aria-labelledby="liaisons">
      <h2 id="liaisons">${messages.liaisons}</h2>
      ${field({ label: messages.search, value: this.words, required: false, onInput: (text) => (this.words = text) })}
      <p class="small soft" role="status">${words.length === 0 ? '' : directoryText(found)}</p>
      <p class="screen-only">
        ${messages.toReach}
        ${
          readerMayChangeAll()
            ? html`<a href=${pageHref('announcements')}>${appMessages.announcementsPage}</a>`
            : html`<a href=${pageHref('problems')}>${WORDS.askCoordinator}</a>`
        }
      </p>
      ${
        readerMayChangeAll() || !readerMayChange()
          ? null
          : html`<p class="screen-only"><a href=${pageHref('account')}>${messages.showYours}</a></p>`
      }
      ${shown.length === 0 ? null : dataTable(messages.byLibrary, [WORDS.library, messages.liaison], shown.map(tableRow))}
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
      <details>
        <summary>${messages.whatIsShown}</summary>
        <p class="small">${messages.liaisonsNote}</p>
      </details>
    </section>`;
  }
}

/** "Ann Miller and 1 more", "2 liaisons": a label that says no more than the role is counted. */
function hiddenText(liaisons: readonly Liaison[], library: string): string {
  const labels = liaisons.map(({ name }) => name.replace(`: ${library}`, ''));
  const named = labels.filter((label) => label !== messages.liaison);
  const others = labels.length - named.length;
  return named.length === 0 ? messages.liaisonsThere(others) : messages.andMore(named, others);
}

const tableRow = ({ id, name, liaisons }: LibraryLiaisons): TemplateResult =>
  html`<tr>
    <th scope="row" id=${`of-${id}`} tabindex="-1">
      ${readerMayChangeAll() ? html`<a href=${libraryHref(id)}>${name}</a>` : name}
    </th>
    <td>
      <div>
        ${liaisons
          .filter((each) => !isHidden(each))
          .map(
            (each) =>
              html`<div class="liaison">
                <span dir="auto">${each.name.replace(`: ${name}`, '')}</span>
                ${each.email && html`<a href="mailto:${each.email}">${each.email}</a>`}
                ${each.phone && html`<a href="tel:${toTel(each.phone)}">${each.phone}</a>`}
              </div>`,
          )}
        ${liaisons.some(isHidden) ? html`<span dir="auto">${hiddenText(liaisons.filter(isHidden), name)}</span>` : null}
        ${liaisons.length > 0 ? null : html`<span class="soft">${messages.noLiaison}</span>`}
      </div>
    </td>
  </tr>`;

const invitation = ({ id, name }: LibraryLiaisons): TemplateResult =>
  html`<li>
    <span
      >${name}:
      <a href=${invitationHref(id)}
        >${messages.invite}<span class="visually-hidden"> ${messages.liaisonOf(name)}</span></a
      ></span
    >
  </li>`;

import { getDirectory, getLibraries, type Session } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages as appMessages } from '../i18n/app.js';
import { directoryText, type LibraryLiaisons } from '../local/liaison-directory.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { connection } from '../ui/connection.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { readerMayChange } from '../ui/reader.js';
import './liaison-message.js';

/** Sorted by name. */
async function readLiaisons(): Promise<LibraryLiaisons[]> {
  const [{ liaisons }, { libraries }] = await Promise.all([getDirectory(connection), getLibraries(connection)]);
  return libraries
    .map(({ id, name }) => ({
      id,
      name,
      liaisons: liaisons.filter((each) => each.libraries.some((library) => library.id === id)),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** The liaisons of all libraries, and a mail to all of them. */
@customElement('liaisons-page')
export class LiaisonsPage extends DashboardElement {
  static override styles = page;

  @property({ attribute: false }) session!: Session;
  /** The library whose liaison a search has found; null: none. */
  @property({ attribute: false }) found: string | null = null;

  #liaisons = new LiveQuery<LibraryLiaisons[]>(this, [], readLiaisons);

  protected override firstUpdated(): void {
    void this.#liaisons.ask();
  }

  override render(): TemplateResult {
    const { last } = this.#liaisons;
    return livePage(
      { heading: appMessages.liaisonsPage, sub: last ? directoryText(last) : '', kept: this.#liaisons },
      (last) =>
        html`${
            readerMayChange()
              ? html`<liaison-message .isByOrganization=${this.session.signsInBy === 'organization'}></liaison-message>`
              : null
          } <liaison-directory class="panel" .rows=${last} .found=${this.found}></liaison-directory>`,
    );
  }
}

import { getLibraries, type LibraryList } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { messages } from '../i18n/policies.js';
import { libraryTiles } from '../styles/library-tiles.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import '../ui/notice-card.js';
import { Query } from '../ui/query.js';
import { libraryPageHref } from '../ui/route.js';

/** The way to what each library's people wrote. */
@customElement('policy-libraries')
export class PolicyLibraries extends DashboardElement {
  static override styles = libraryTiles;

  #libraries = new Query<LibraryList>(this);

  protected override firstUpdated(): void {
    void this.#ask();
  }

  #ask(): Promise<unknown> {
    return this.#libraries.ask(() => getLibraries(connection));
  }

  override render(): TemplateResult {
    const { failure, state } = this.#libraries;
    return html`<section aria-labelledby="policies">
      <h2 id="policies">${messages.byLibrary}</h2>
      ${
        failure === undefined
          ? null
          : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#ask()}></notice-card>`
      }
      <ul>
        ${state.last?.libraries.map(
          ({ id, name }) => html`<li><a href=${libraryPageHref(id, 'policies')}>${name}</a></li>`,
        )}
      </ul>
    </section>`;
  }
}

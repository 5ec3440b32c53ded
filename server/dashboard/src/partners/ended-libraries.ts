import { getEndedLibraries, undoLibraryRegistration, type EndedLibraryList } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { messages } from '../i18n/registration.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { Query } from '../ui/query.js';
import { libraryPageHref } from '../ui/route.js';

type Ended = EndedLibraryList['libraries'][number];

/** Libraries that were ended here, each with a button that brings it back. */
@customElement('ended-libraries')
export class EndedLibraries extends DashboardElement {
  #list = new Query<EndedLibraryList>(this);
  #back = new Mutation(this);

  protected override firstUpdated(): void {
    void this.#ask();
  }

  #ask(): Promise<unknown> {
    return this.#list.ask(() => getEndedLibraries(connection));
  }

  async #bringBack({ id, name, revision }: Ended): Promise<void> {
    const done = await this.#back.run(
      () => undoLibraryRegistration(connection, id, { revision }),
      messages.isBack(name),
    );
    // The session that the pages have does not know it.
    if (done !== undefined) location.assign(libraryPageHref(id, 'setup'));
    else await this.#ask();
  }

  override render(): TemplateResult | null {
    const libraries = this.#list.state.last?.libraries ?? [];
    const trouble = troubleLine(this.#back.trouble);
    if (libraries.length === 0) return trouble;
    return html`<section class="panel" aria-labelledby="ended">
      <h2 id="ended">${messages.endedLibraries}</h2>
      <p class="soft">${messages.endedNote}</p>
      <ul>
        ${libraries.map(
          (library) =>
            html`<li>
              ${messages.endedBy(library.name, library.by, library.at)}
              <button
                type="button"
                class="button"
                aria-disabled=${this.#back.busy ? 'true' : 'false'}
                @click=${() => void this.#bringBack(library)}
              >
                ${messages.bringBack(library.name)}
              </button>
            </li>`,
        )}
      </ul>
      ${trouble}
    </section>`;
  }
}

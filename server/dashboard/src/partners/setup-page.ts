import {
  endLibraryRegistration,
  getLibraryRegistration,
  getRegisteredDesks,
  saveLibraryRegistration,
  TIERS,
  undoLibraryRegistration,
  type StoredDesk,
  type StoredLibrary,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages as appMessages } from '../i18n/app.js';
import { listText } from '../i18n/count-text.js';
import { LIBRARY_FIELDS, messages } from '../i18n/registration.js';
import { WORDS } from '../i18n/words.js';
import { toRegistration, toTyped, type TypedRegistration } from '../logic/registration-draft.js';
import { page } from '../styles/page.js';
import { Confirmation, confirmation } from '../ui/confirmation.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { troubleLine } from '../ui/form-fields.js';
import { pageHref } from '../ui/route.js';
import { saveBarStyles } from '../ui/save-bar.js';
import { libraryFields } from './library-fields.js';
import { PatronsView } from './patrons-view.js';
import { saveButtons } from './registration-form.js';
import '../home/readiness-list.js';
import './undo-change.js';

interface Read {
  stored: StoredLibrary;
  desks: readonly StoredDesk[];
}
const END = 1;

/** The coordinator's page of what is registered of a library. */
@customElement('setup-page')
export class SetupPage extends DashboardElement {
  static override styles = [
    page,
    confirmation,
    saveBarStyles,
    css`
      h2 + .bulleted {
        margin-block-start: var(--space-2);
      }

      .panel > form {
        margin-block-start: var(--space-4);
      }

      select {
        padding-inline: var(--space-2);
        text-overflow: ellipsis;
      }
    `,
  ];

  @property() library = '';
  @property() name = '';
  #read = new LiveQuery<Read>(this, [], async () => {
    const [stored, { desks }] = await Promise.all([
      getLibraryRegistration(connection, this.library),
      getRegisteredDesks(connection),
    ]);
    return { stored, desks };
  });
  #draft = new Draft<TypedRegistration>(this, {
    words: () => toTyped(this.#read.last!.stored.registration),
    revision: () => this.#read.last?.stored.revision ?? 0,
    reread: () => this.#read.ask(),
  });
  #patrons = new PatronsView(this, this.#draft, () => ({
    id: this.library,
    registration: toRegistration(this.#draft.words),
  }));
  #end = new Mutation(this);
  #confirmation = new Confirmation(this);

  protected override firstUpdated(): void {
    void this.#read.ask();
  }

  override render(): TemplateResult {
    const live = this.#read.last?.stored.registration.live;
    const sub = live === undefined ? this.name : messages.liveOrNot(this.name, live);
    const top = { heading: appMessages.setupPage, sub, kept: this.#read, loading: messages.loading };
    return livePage(top, (read) => this.#body(read));
  }

  /** Who is asked, and what is shown while nobody answers. */
  #summary({ stored, desks }: Read): TemplateResult {
    const { desks: asked, phone, form, page: address } = toTyped(stored.registration);
    const names = TIERS.flatMap((tier) => desks.find(({ id }) => id === asked[tier].queue)?.registration.name ?? []);
    const ways = [phone, form, address].filter(Boolean);
    return html`<section class="panel">
      <h2>${messages.inOrder}</h2>
      ${
        names.length === 0
          ? html`<p>${messages.none}</p>`
          : html`<ol class="bulleted">
              ${names.map((name) => html`<li>${name}</li>`)}
            </ol>`
      }
      <p>${messages.fallback}: ${listText(ways) || messages.none}</p>
    </section>`;
  }

  #body({ stored, desks }: Read): TemplateResult {
    return html`<readiness-list library=${this.library} folded></readiness-list>
      ${this.#summary({ stored, desks })}
      <div class="beside">
        <section class="panel">
          <h2>${messages.registered}</h2>
          ${stored.editedAt === null ? null : html`<p class="soft small">${messages.editedAt(stored.editedAt)}</p>`}
          <undo-change
            .changed=${stored}
            .labels=${LIBRARY_FIELDS}
            added=${messages.undoEnds}
            .undo=${() => undoLibraryRegistration(connection, this.library, { revision: stored.revision })}
            .onUndone=${() => this.#leaveOrRead(stored)}
          ></undo-change>
          <form
            @submit=${(event: Event) => void this.#save(event)}
            @change=${this.#patrons.again}
            @focusout=${this.#patrons.again}
          >
            ${libraryFields(this.#draft, desks, stored.registration.keyPages.length)} ${saveButtons(this.#draft)}
          </form>
        </section>
        ${this.#patrons.render()}
      </div>
      <section class="panel" aria-labelledby="end">
        <h2 id="end">${messages.end}</h2>
        <details>
          <summary>${messages.endDetails}</summary>
          <p>${messages.endNote}</p>
        </details>
        <div class="actions">
          ${this.#confirmation.button(END, messages.end, {
            words: messages.endAsk(this.name),
            yes: WORDS.endYes,
            about: this.name,
            isBusy: this.#end.busy,
            onYes: () => void this.#endLibrary(stored),
          })}
        </div>
        ${troubleLine(this.#end.trouble)}
      </section>`;
  }

  /** One that was added has ended: the session that the pages have still knows it. */
  #leaveOrRead({ undoable }: StoredLibrary): void {
    if (undoable?.former === null) location.assign(pageHref('partners'));
    else void this.#read.ask();
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    await this.#draft.save(
      (typed, revision) =>
        saveLibraryRegistration(connection, this.library, { registration: toRegistration(typed), revision }),
      messages.saved,
    );
  }

  async #endLibrary({ revision }: StoredLibrary): Promise<void> {
    const done = await this.#end.run(
      () => endLibraryRegistration(connection, this.library, { revision }),
      messages.ended(this.name),
    );
    if (done === undefined) await this.#read.ask();
    // The session that the pages have still knows it.
    else location.assign(pageHref('partners'));
  }
}

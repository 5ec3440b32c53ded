import {
  getRegisteredDesks,
  isProblemError,
  ProblemError,
  saveNewRegistrations,
  type NewRegistrations,
  type StoredDesk,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { messages } from '../i18n/registration.js';
import { aLibrary, toNew, type TypedRegistration } from '../logic/registration-draft.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { tick } from '../ui/form-fields.js';
import { Query } from '../ui/query.js';
import { libraryPageHref } from '../ui/route.js';
import '../ui/notice-card.js';
import { libraryFields } from './library-fields.js';
import { PatronsView } from './patrons-view.js';

const REGISTRATION = /^libraries\.0\.(?=registration\.)/;

/** The form's fields are those of the one library. Whose name is taken already is named there. */
function failOfOne(error: unknown): never {
  if (!isProblemError(error)) throw error;
  const { errors = [], ...problem } = error.problem;
  throw new ProblemError({
    ...problem,
    errors: errors.map(({ field, message }) => ({
      field: REGISTRATION.test(field) ? field.replace(REGISTRATION, '') : 'registration.name',
      message,
    })),
  });
}

/** A form that registers a library, with a desk of its own where it has one. */
@customElement('add-library')
export class AddLibrary extends DashboardElement {
  @state() private hasDesk = false;
  #desks = new Query<readonly StoredDesk[]>(this);
  #draft = new Draft<TypedRegistration>(this, {
    words: () => aLibrary(this.#known),
    revision: () => 0,
    reread: () => undefined,
  });

  get #known(): readonly StoredDesk[] {
    return this.#desks.state.last ?? [];
  }

  #open(): void {
    if (this.#desks.state.last === undefined)
      void this.#desks.ask(async () => (await getRegisteredDesks(connection)).desks);
  }

  #patrons = new PatronsView(this, this.#draft, () => {
    const { desks, libraries } = this.#wanted(this.#draft.words);
    return { ...libraries[0]!, desks };
  });

  #wanted(typed: TypedRegistration): NewRegistrations {
    return toNew(typed, this.hasDesk ? messages.ownDeskName(typed.name.trim()) : null, this.#known);
  }

  async #add(event: Event): Promise<void> {
    event.preventDefault();
    const { id } = this.#wanted(this.#draft.words).libraries[0]!;
    const saved = await this.#draft.save(
      (typed) => saveNewRegistrations(connection, this.#wanted(typed)).catch(failOfOne),
      messages.added(this.#draft.words.name),
    );
    // The session that the pages have does not know it yet.
    if (saved !== undefined) location.assign(libraryPageHref(id, 'setup'));
  }

  override render(): TemplateResult {
    return html`<details @toggle=${() => this.#open()}>
      <summary>${messages.addLibrary}</summary>
      ${this.#desks.state.last === undefined ? this.#waiting() : this.#form()}
    </details>`;
  }

  /** A library begins with the desks that all share: they are read first. */
  #waiting(): TemplateResult {
    const { failure } = this.#desks;
    return failure === undefined
      ? html`<p role="status">${messages.loading}</p>`
      : html`<notice-card .failure=${failure} @ask-retry=${() => this.#open()}></notice-card>`;
  }

  #form(): TemplateResult {
    const { busy } = this.#draft;
    return html`<form
      @submit=${(event: Event) => void this.#add(event)}
      @change=${this.#patrons.again}
      @focusout=${this.#patrons.again}
    >
      <p class="soft">${messages.addLibraryNote}</p>
      ${tick(messages.ownDesk, this.hasDesk, (on) => (this.hasDesk = on))} ${libraryFields(this.#draft, this.#known)}
      ${this.#draft.line(messages.theirs)} ${this.#patrons.render()}
      <div class="actions">
        <button class="button primary" aria-disabled=${busy ? 'true' : 'false'}>${messages.addLibrary}</button>
      </div>
    </form>`;
  }
}

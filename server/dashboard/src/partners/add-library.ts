import { getRegisteredDesks, saveDeskRegistration, saveLibraryRegistration, type StoredDesk } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { messages } from '../i18n/registration.js';
import { usualZone } from '../logic/desk-draft.js';
import { idOfName } from '../logic/id-of-name.js';
import { toRegistration, type TypedRegistration } from '../logic/registration-draft.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { tick } from '../ui/form-fields.js';
import { Query } from '../ui/query.js';
import { libraryPageHref } from '../ui/route.js';
import { libraryFields } from './library-fields.js';

const NOTHING = { queue: '', chat: '' };
const EMPTY: Omit<TypedRegistration, 'zone' | 'desks'> = {
  ...{ name: '', live: false, sites: '' },
  ...{ phone: '', form: '', page: '', keyPages: [] },
};

/** A form that registers a library, with a desk of its own where it has one. */
@customElement('add-library')
export class AddLibrary extends DashboardElement {
  @state() private hasDesk = false;
  #desks = new Query<readonly StoredDesk[]>(this);
  #draft = new Draft<TypedRegistration>(this, {
    words: () => this.#begin(),
    revision: () => 0,
    reread: () => undefined,
  });

  get #known(): readonly StoredDesk[] {
    return this.#desks.state.last ?? [];
  }

  /** Patrons of every library share these desks. */
  #begin(): TypedRegistration {
    const queueOf = (tier: 'statewide' | 'global'): string =>
      this.#known.find(({ registration }) => registration.tier === tier)?.id ?? '';
    const desks = {
      local: NOTHING,
      statewide: { queue: queueOf('statewide'), chat: '' },
      global: { queue: queueOf('global'), chat: '' },
    };
    return { ...EMPTY, zone: usualZone(this.#known), desks };
  }

  #open(): void {
    if (this.#desks.state.last === undefined)
      void this.#desks.ask(async () => (await getRegisteredDesks(connection)).desks);
  }

  async #add(event: Event): Promise<void> {
    event.preventDefault();
    const id = idOfName(this.#draft.words.name, 'library');
    const saved = await this.#draft.save(async (typed) => {
      const { name, zone, desks } = typed;
      const own = { queue: `${id.slice(0, 35)}-desk`, chat: desks.local.chat };
      if (this.hasDesk && !this.#known.some((desk) => desk.id === own.queue)) {
        const registration = { name: messages.ownDeskName(name.trim()), tier: 'local', zone: zone.trim() } as const;
        await saveDeskRegistration(connection, own.queue, { registration, revision: 0 });
        void this.#desks.ask(async () => (await getRegisteredDesks(connection)).desks);
      }
      const whole = this.hasDesk ? { ...typed, desks: { ...desks, local: own } } : typed;
      return saveLibraryRegistration(connection, id, { registration: toRegistration(whole), revision: 0 });
    }, messages.added(this.#draft.words.name));
    // The session that the pages have does not know it yet.
    if (saved !== undefined) location.assign(libraryPageHref(id, 'setup'));
  }

  override render(): TemplateResult {
    const { busy } = this.#draft;
    return html`<details @toggle=${() => this.#open()}>
      <summary>${messages.addLibrary}</summary>
      <form @submit=${(event: Event) => void this.#add(event)}>
        <p class="soft">${messages.addLibraryNote}</p>
        ${tick(messages.ownDesk, this.hasDesk, (on) => (this.hasDesk = on))} ${libraryFields(this.#draft, this.#known)}
        ${this.#draft.line(messages.theirs)}
        <div class="actions">
          <button class="button primary" aria-disabled=${busy ? 'true' : 'false'}>${messages.addLibrary}</button>
        </div>
      </form>
    </details>`;
  }
}

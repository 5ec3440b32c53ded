import { html, type LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { WORDS } from '../i18n/words.js';
import { Draft } from './draft.js';
import { EntryRemoval } from './entry-removal.js';
import { troubleLine } from './form-fields.js';

/** What is changed in place. */
export interface Entry {
  id: number;
  revision: number;
}

/** The entries of a list, and how they are added, changed and removed in place. */
export interface Entries<E extends Entry, Words extends object, Saved = unknown> {
  /** As the page shows them. */
  all(): readonly E[];
  reread(): Promise<unknown>;
  name(entry: E): string;
  /** What the form begins with; undefined: for a new entry. */
  typed(entry: E | undefined): Words;
  /** The fields of the form. */
  fields(draft: Draft<Words>, entry: E | undefined): TemplateResult;
  save(typed: Words, revision: number, entry: E | undefined): Promise<Saved>;
  /** Called after the form is closed. */
  onSaved?(saved: Saved): void;
  /** The announcement of a save. */
  saved(typed: Words): string;
  remove(entry: E): Promise<unknown>;
  show(entry: E): TemplateResult;
  mayAdd(): boolean;
  mayChange(entry: E): boolean;
  /** Of those that may be changed: absent, all. */
  mayEdit?(entry: E): boolean;
  mayRemove?(entry: E): boolean;
  /** In place of "Remove". */
  button?: string;
  /** In place of "Yes, remove it". */
  yes?: string;
  /** In place of "Change". */
  change?(entry: E): string;
  /** Buttons before those that change and remove. */
  buttons?(entry: E): TemplateResult | null;
  /** Called when an entry is about to be changed or was removed. */
  onChange?(): void;
  /** Who has changed it last, for a writer who comes second. */
  by(entry: E): string;
  messages: {
    none?: string;
    add?: string;
    removed(name: string): string;
    removeAsk(name: string): string;
  };
}

/**
 * A list whose entries are added, changed and removed in place: one form at a time, in its entry or below the list.
 * Its host has the sheet `confirmation`.
 */
export class EntryEditor<E extends Entry, Words extends object, Saved = unknown> {
  readonly draft: Draft<Words>;
  #host: LitElement;
  #entries: Entries<E, Words, Saved>;
  #removal: EntryRemoval<E>;
  /** Whose form is open; undefined: none is. */
  #open: number | 'new' | undefined;

  constructor(host: LitElement, entries: Entries<E, Words, Saved>) {
    this.#host = host;
    this.#entries = entries;
    this.draft = new Draft<Words>(host, {
      words: () => entries.typed(this.#stored),
      revision: () => this.#stored?.revision ?? 0,
      reread: () => entries.reread(),
    });
    this.#removal = new EntryRemoval<E>(host, this.draft, {
      ...entries,
      ask: (entry) => entries.messages.removeAsk(entries.name(entry)),
      said: (entry) => entries.messages.removed(entries.name(entry)),
      reread: async (_entry, isRemoved) => {
        if (isRemoved) {
          entries.onChange?.();
          this.end();
        }
        await entries.reread();
      },
    });
  }

  get #stored(): E | undefined {
    return this.#entries.all().find(({ id }) => id === this.#open);
  }

  /** Gives up what is typed. */
  end(): void {
    this.#open = undefined;
    this.draft.giveUp();
  }

  /** Opens the form for a new entry. */
  add(): Promise<void> {
    return this.#edit('new');
  }

  async #edit(open: number | 'new'): Promise<void> {
    this.#entries.onChange?.();
    this.#open = open;
    this.draft.open();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('form :is(input, textarea)')?.focus();
  }

  async #close(): Promise<void> {
    this.end();
    await this.#host.updateComplete;
    // The button that had the focus is gone.
    this.#host.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { save, saved, onSaved } = this.#entries;
    const [typed, entry] = [this.draft.words, this.#stored];
    const done = await this.draft.save((_typed, revision) => save(typed, revision, entry), saved(typed));
    if (done === undefined) return;
    await this.#close();
    onSaved?.(done as Saved);
  }

  render(): TemplateResult {
    const { all, mayAdd, messages } = this.#entries;
    const entries = all();
    const isClosed = this.#open === undefined;
    // New, or removed by somebody else meanwhile.
    const isBelow = !isClosed && this.#stored === undefined;
    return html`${
      entries.length === 0
        ? html`<p>${messages.none}</p>`
        : html`<ul class="plain-list">
            ${repeat(
              entries,
              ({ id }) => id,
              (entry) => this.#entry(entry),
            )}
          </ul>`
    }
    ${isClosed ? troubleLine(this.draft.trouble) : null} ${isBelow ? this.#form(undefined) : null}
    ${
      mayAdd() && isClosed
        ? html`<div class="screen-only">
            <button type="button" class="button" @click=${() => void this.add()}>${messages.add}</button>
          </div>`
        : null
    }`;
  }

  #entry(entry: E): TemplateResult {
    return html`<li>
      ${this.#entries.show(entry)} ${this.#buttons(entry)} ${this.#open === entry.id ? this.#form(entry) : null}
    </li>`;
  }

  #buttons(entry: E): TemplateResult | null {
    const {
      buttons,
      mayChange,
      mayEdit = () => true,
      mayRemove = () => true,
      change = () => WORDS.change,
      name,
    } = this.#entries;
    const own = buttons?.(entry) ?? null;
    if (!mayChange(entry)) return own === null ? null : html`<div class="actions screen-only">${own}</div>`;
    return html`<div class="actions screen-only">
      ${own}
      ${
        mayEdit(entry)
          ? html`<button type="button" class="button" @click=${() => void this.#edit(entry.id)}>
              ${change(entry)}<span class="visually-hidden"> ${name(entry)}</span>
            </button>`
          : null
      }
      ${mayRemove(entry) ? this.#removal.button(entry) : null}
    </div>`;
  }

  #form(entry: E | undefined): TemplateResult {
    const { draft } = this;
    return html`<form class="screen-only" autocomplete="off" @submit=${(event: SubmitEvent) => void this.#save(event)}>
      ${draft.line(entry === undefined ? '' : WORDS.changedMeanwhile(this.#entries.by(entry)))}
      ${this.#entries.fields(draft, entry)}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${draft.busy ? 'true' : 'false'}>
          ${WORDS.save}
        </button>
        <button type="button" class="button" @click=${() => void this.#close()}>${WORDS.cancel}</button>
      </div>
    </form>`;
  }
}

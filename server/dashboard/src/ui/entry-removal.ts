import type { LitElement, TemplateResult } from 'lit';
import { WORDS } from '../i18n/words.js';
import { Confirmation } from './confirmation.js';
import type { Mutation } from './mutation.js';

/** How the entries of a list are removed. */
export interface Removal<Entry> {
  /** In place of "Remove". */
  button?: string;
  /** In place of "Yes, remove it". */
  yes?: string;
  /** For screen readers: which entry its buttons are about. */
  name(entry: Entry): string;
  /** The question. */
  ask(entry: Entry): string;
  /** The announcement. */
  said(entry: Entry): string;
  remove(entry: Entry): Promise<unknown>;
  /** Reads the list: also where it failed, since the entry may be gone. */
  reread(entry: Entry, isRemoved: boolean): unknown;
  /** Takes the focus that the entry had; else the first `h2`. */
  focus?: string;
}

/** A button beside each entry of a list, which asks before it removes the entry. Its host has the sheet `confirmation`. */
export class EntryRemoval<Entry extends { id: number }> {
  #host: LitElement;
  #mutation: Mutation;
  #removal: Removal<Entry>;
  #confirmation: Confirmation;

  constructor(host: LitElement, mutation: Mutation, removal: Removal<Entry>) {
    this.#host = host;
    this.#mutation = mutation;
    this.#removal = removal;
    this.#confirmation = new Confirmation(host);
  }

  button(entry: Entry): TemplateResult {
    const { button = WORDS.remove, yes = WORDS.removeYes, name, ask } = this.#removal;
    return this.#confirmation.button(entry.id, button, {
      words: ask(entry),
      yes,
      about: name(entry),
      isBusy: this.#mutation.busy,
      onYes: () => void this.#remove(entry),
    });
  }

  async #remove(entry: Entry): Promise<void> {
    const { remove, said, reread, focus = 'h2' } = this.#removal;
    const isRemoved = (await this.#mutation.run(() => remove(entry), said(entry))) !== undefined;
    await this.#confirmation.end();
    await reread(entry, isRemoved);
    if (!isRemoved) return;
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(focus)?.focus();
  }
}

import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { field, troubleLine, type Field } from './form-fields.js';
import { Mutation, troubleOf, type Done, type Said } from './mutation.js';

/** What a draft is begun on. */
export interface Stored<Words> {
  /** What the form shows before anything is typed. */
  words(): Words;
  /** What a save replaces, as the page shows it now. */
  revision(): number;
  /** Reads what is stored: after a save, and where somebody else's came first. */
  reread(): unknown;
}

/**
 * What a person types, kept until it is saved or given up. A save names the revision that the draft was begun on, so that the server
 * refuses to replace what nobody has seen: a page can have shown that a moment before the press. After a refusal the next save names
 * what the page shows then.
 */
export class Draft<Words extends object> extends Mutation {
  /** The page shows what somebody else has saved since the draft was begun. A refusal may come before that. */
  hasChanged = false;
  #stored: Stored<Words>;
  #typed: Words | undefined;
  #begunOn: number | undefined;
  #isRefused = false;

  constructor(host: ReactiveControllerHost & EventTarget, stored: Stored<Words>) {
    super(host);
    this.#stored = stored;
  }

  hostUpdate(): void {
    if (this.#begunOn === undefined || this.#begunOn === this.#stored.revision()) return;
    this.hasChanged = true;
    if (!this.#isRefused) return;
    this.#begunOn = this.#stored.revision();
    this.#isRefused = false;
  }

  /** As typed, or as stored. */
  get words(): Words {
    return this.#typed ?? this.#stored.words();
  }

  /** Nothing is typed that differs from what is stored, as far as is known. */
  get isUntouched(): boolean {
    return this.#typed === undefined;
  }

  get revision(): number {
    return this.#begunOn ?? this.#stored.revision();
  }

  /** Refused, and what somebody else has saved is shown: until it is, the server's sentence is true, and ours is not. */
  get isTheirsShown(): boolean {
    return this.isStale && this.hasChanged;
  }

  /** Only the first time counts. */
  begin(): void {
    this.#begunOn ??= this.#stored.revision();
  }

  /** A form is opened: what it shows stays, whatever is stored meanwhile. */
  open(): void {
    this.giveUp();
    this.set({});
  }

  set(typed: Partial<Words>): void {
    this.begin();
    this.#typed = { ...this.words, ...typed };
    this.host.requestUpdate();
  }

  /** It is saved, or given up. */
  end(): void {
    this.#typed = undefined;
    this.#begunOn = undefined;
    this.#isRefused = false;
    this.hasChanged = false;
    this.host.requestUpdate();
  }

  /** The reader gives it up: what is stored is shown. */
  giveUp(): void {
    this.end();
    this.forget();
  }

  /** Somebody else's save came first. */
  refuse(): void {
    this.#isRefused = this.#begunOn !== undefined;
    this.host.requestUpdate();
  }

  /** Undefined if it failed: what is typed stays. */
  async save<T>(action: (words: Words, revision: number) => Promise<T>, said?: Said<T>): Promise<Done<T> | undefined> {
    const saved = await this.run(() => action(this.words, this.revision), said);
    if (saved !== undefined) this.end();
    else if (this.isStale) this.refuse();
    if (saved !== undefined || this.isStale) await this.#stored.reread();
    return saved;
  }

  /** What the server answers about what is typed, before it is saved. Its faults stand beside the fields, as those of a save. */
  async answered<T>(asked: Promise<T>): Promise<T> {
    const typed = this.#typed;
    try {
      const answer = await asked;
      if (typed === this.#typed && this.errors.length > 0) this.forget();
      return answer;
    } catch (error) {
      // What was typed meanwhile has faults of its own.
      if (typed === this.#typed) this.trouble = troubleOf(error);
      throw error;
    }
  }

  /** A field of the form, with its fault. */
  field(name: keyof Words & string, more: Omit<Field, 'value' | 'name' | 'onInput'>): TemplateResult {
    return field({
      name,
      errors: this.errors,
      value: String(this.words[name]),
      onInput: (value) => this.set({ [name]: value } as Partial<Words>),
      ...more,
    });
  }

  /** Why it is not saved; null where the faults stand beside their fields. `theirs`: what somebody else has changed. */
  line(theirs: string, isTheirs = this.isTheirsShown): TemplateResult | null {
    // A refusal is announced as such.
    if (isTheirs) return html`<p class="trouble" role=${this.isStale ? nothing : 'alert'}>${theirs}</p>`;
    return this.errors.length === 0 ? troubleLine(this.trouble) : null;
  }
}

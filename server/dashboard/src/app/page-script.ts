import { getSession } from '@askusnow/sdk';
import type { ReactiveControllerHost } from 'lit';
import { MissingScriptError, type ShownFailure } from '../logic/failure.js';
import { Query } from '../ui/query.js';
import { connection } from '../ui/connection.js';

/** Loads the script that defines a page's element. */
export type Script = () => Promise<unknown>;

/** The script of the page that is shown: loaded when a page that needs it is first opened. */
export class PageScript {
  #query: Query<unknown>;
  #shown: Script | undefined;
  #loaded = new Set<Script>();

  constructor(host: ReactiveControllerHost & EventTarget) {
    this.#query = new Query<unknown>(host);
  }

  /** Undefined: what is shown needs none. */
  show(script: Script | undefined): void {
    if (script === this.#shown) return;
    this.#shown = script;
    if (!this.isLoaded) void this.#query.ask(() => this.#load(script!), { keep: false });
  }

  get isLoaded(): boolean {
    return this.#shown === undefined || this.#loaded.has(this.#shown);
  }

  get failure(): ShownFailure | undefined {
    return this.isLoaded ? undefined : this.#query.failure;
  }

  /** By a load of the document: a browser may keep an import's failure, and a newer build has other scripts. Not while the server is away. */
  async again(): Promise<void> {
    await this.#query.ask(async () => {
      await getSession(connection);
      location.reload();
      throw new MissingScriptError();
    });
  }

  async #load(script: Script): Promise<void> {
    try {
      await script();
    } catch {
      // An import does not say why it failed; the server does.
      await getSession(connection);
      throw new MissingScriptError();
    }
    this.#loaded.add(script);
  }
}

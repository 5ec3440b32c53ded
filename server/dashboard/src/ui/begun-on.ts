import type { ReactiveController, ReactiveControllerHost } from 'lit';

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What was stored when a person began to type. A save names it, so that the server refuses to replace what came later: a page
 * can have shown that a moment before the press. After a refusal the next save names what the page shows then.
 */
export class BegunOn<Stored> implements ReactiveController {
  #host: ReactiveControllerHost;
  #stored: () => Stored;
  #begun: { on: Stored } | undefined;
  #isRefused = false;
  #hasChanged = false;

  /** `stored`: as the page shows it, like its revision. */
  constructor(host: ReactiveControllerHost, stored: () => Stored) {
    this.#host = host;
    this.#stored = stored;
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#begun === undefined || isSame(this.#begun.on, this.#stored())) return;
    this.#hasChanged = true;
    if (!this.#isRefused) return;
    this.#begun = { on: this.#stored() };
    this.#isRefused = false;
  }

  /** Something is typed; only the first time counts. */
  begin(): void {
    this.#begun ??= { on: this.#stored() };
  }

  /** It is saved, or given up. */
  end(): void {
    this.#begun = undefined;
    this.#isRefused = false;
    this.#hasChanged = false;
    this.#host.requestUpdate();
  }

  /** The save was refused: somebody else's came first. */
  refuse(): void {
    this.#isRefused = this.#begun !== undefined;
    this.#host.requestUpdate();
  }

  /** For the request. */
  get value(): Stored {
    return this.#begun === undefined ? this.#stored() : this.#begun.on;
  }

  /** The page shows what somebody else has saved since; until the end. A refusal comes before that. */
  get hasChanged(): boolean {
    return this.#hasChanged;
  }
}

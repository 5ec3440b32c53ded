import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a part knows while it asks the server. */
export type Load<T> =
  | { step: 'waiting'; last: T | undefined }
  | { step: 'done'; last: T; at: Date }
  | { step: 'failed'; last: T | undefined; error: unknown };

/**
 * One question to the server at a time. A late answer to an earlier question is dropped, and what was shown stays
 * until the next answer is there, so that a change of window does not blank the page.
 */
export class Loading<T> implements ReactiveController {
  state: Load<T> = { step: 'waiting', last: undefined };
  #host: ReactiveControllerHost;
  #asked = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#asked += 1;
  }

  /** `keep: false` where what was shown belongs to something else. */
  async ask(question: () => Promise<T>, { keep = true } = {}): Promise<Load<T>> {
    const mine = ++this.#asked;
    this.#set({ step: 'waiting', last: keep ? this.state.last : undefined });
    let next: Load<T>;
    try {
      next = { step: 'done', last: await question(), at: new Date() };
    } catch (error) {
      next = { step: 'failed', last: keep ? this.state.last : undefined, error };
    }
    if (mine === this.#asked) this.#set(next);
    return next;
  }

  #set(state: Load<T>): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}

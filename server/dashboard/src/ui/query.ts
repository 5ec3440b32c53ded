import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { reportSignedOut } from './events.js';
import { type Failure, failureOf, type ToldFailure } from './failure.js';
import { serverNowMs } from '../app/server-clock.js';

/** What a part knows while it asks the server. */
export type QueryState<T> =
  | { step: 'waiting'; last: T | undefined }
  | { step: 'done'; last: T; /** By the server's clock. */ at: Date }
  | { step: 'failed'; last: T | undefined; failure: Failure };

/**
 * One question to the server at a time. A late answer to an earlier question is dropped, and what was shown stays
 * until the next answer is there, so that a change of window does not blank the page.
 * A browser that the server no longer knows is reported to the page around.
 */
export class Query<T> implements ReactiveController {
  state: QueryState<T> = { step: 'waiting', last: undefined };
  #host: ReactiveControllerHost & EventTarget;
  #asked = 0;

  constructor(host: ReactiveControllerHost & EventTarget) {
    this.#host = host;
    host.addController(this);
  }

  /** Why there is no answer, for a notice; undefined where there is one, and where the page around has the word. */
  get failure(): ToldFailure | undefined {
    const { state } = this;
    return state.step === 'failed' && state.failure !== 'signed-out' ? state.failure : undefined;
  }

  hostDisconnected(): void {
    this.#asked += 1;
  }

  /** `keep: false` where what was shown belongs to something else. */
  async ask(question: () => Promise<T>, { keep = true } = {}): Promise<QueryState<T>> {
    const mine = ++this.#asked;
    this.#set({ step: 'waiting', last: keep ? this.state.last : undefined });
    let next: QueryState<T>;
    try {
      next = { step: 'done', last: await question(), at: new Date(serverNowMs()) };
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'signed-out') reportSignedOut(this.#host);
      next = { step: 'failed', last: keep ? this.state.last : undefined, failure };
    }
    if (mine === this.#asked) this.#set(next);
    return next;
  }

  #set(state: QueryState<T>): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}

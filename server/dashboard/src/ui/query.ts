import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { reportSignedOut } from './events.js';
import { type Failure, failureOf, type ShownFailure } from '../logic/failure.js';
import { serverNowMs } from './server-clock.js';

/** The state of a query. */
export type QueryState<T> =
  | { step: 'waiting'; last: T | undefined }
  | { step: 'done'; last: T; /** By the server's clock. */ at: Date }
  | { step: 'failed'; last: T | undefined; failure: Failure };

/**
 * One request to the server at a time. A late answer to an earlier request is dropped, and the shown result stays
 * until the next answer, so that a change of window does not blank the page.
 * An ended session is reported to the page around.
 */
export class Query<T> implements ReactiveController {
  state: QueryState<T> = { step: 'waiting', last: undefined };
  #host: ReactiveControllerHost & EventTarget;
  #asked = 0;

  constructor(host: ReactiveControllerHost & EventTarget) {
    this.#host = host;
    host.addController(this);
  }

  /** Why there is no answer, for a notice; undefined if there is one, and after sign-out, which the app shows. */
  get failure(): ShownFailure | undefined {
    const { state } = this;
    return state.step === 'failed' && state.failure !== 'signed-out' ? state.failure : undefined;
  }

  hostDisconnected(): void {
    this.#asked += 1;
  }

  /** `keep: false`: the shown result belongs to something else. */
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

import type { AssistanceRequest, ChangeKind } from '@askusnow/sdk';
import type { ReactiveControllerHost } from 'lit';
import { announce } from './events.js';
import type { ToldFailure } from './failure.js';
import { FRESH_AGAIN, staleText } from '../i18n/stale-text.js';
import { ChangeSubscription } from './change-subscription.js';
import { Query } from './query.js';

/** What is said aloud of a reading; '' where there is nothing to say. `own`: the calls for help as the reader's own steps left them. */
export type NewsOf<T> = (before: T | undefined, now: T, own: readonly AssistanceRequest[]) => string;

/**
 * One reading that a page keeps up to date: read when it is asked for, and again on every change, by a part of the page or anybody
 * else. Its news are said aloud, and once that it is kept up no longer, and once that it is again.
 */
export class LiveQuery<T> {
  /** When what is shown was read. */
  at: Date | undefined;
  /** Why the last reading failed; stays while the next one is under way. */
  failure: ToldFailure | undefined;
  /** By which the page around tells times; undefined: the reader's own. */
  zone: string | undefined;
  #host: ReactiveControllerHost & HTMLElement;
  #query: Query<T>;
  #read: () => Promise<T>;
  #newsOf: NewsOf<T>;
  #own = new Map<number, AssistanceRequest>();

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    kinds: readonly ChangeKind[],
    read: () => Promise<T>,
    newsOf: NewsOf<T> = () => '',
  ) {
    this.#host = host;
    this.#read = read;
    this.#newsOf = newsOf;
    this.#query = new Query<T>(host);
    new ChangeSubscription(host, kinds, () => this.ask());
    host.addEventListener('ask-changed', ({ detail }) => {
      for (const request of detail) this.#own.set(request.id, request);
      // At once: the next step names the revision that is shown.
      void this.ask();
    });
  }

  /** What is shown: the last reading that did not fail. */
  get last(): T | undefined {
    return this.#query.state.last;
  }

  /** `keep: false` where what was shown belongs to something else. */
  async ask({ keep = true } = {}): Promise<void> {
    const before = keep ? this.last : undefined;
    if (!keep) this.failure = undefined;
    const wasStale = this.failure !== undefined;
    const answer = await this.#query.ask(this.#read, { keep });
    // A later question has taken its place.
    if (answer !== this.#query.state) return;
    this.failure = this.#query.failure;
    this.#host.requestUpdate();
    if (answer.step !== 'done') {
      if (this.failure && this.at && before !== undefined && !wasStale)
        announce(this.#host, staleText(this.failure, this.at, this.zone));
      return;
    }
    this.at = answer.at;
    const news = this.#newsOf(before, answer.last, [...this.#own.values()]);
    const all = [...(wasStale && before !== undefined ? [FRESH_AGAIN] : []), ...(news === '' ? [] : [news])];
    if (all.length > 0) announce(this.#host, all.join(' '));
  }
}

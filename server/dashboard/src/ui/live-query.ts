import type { AssistanceRequest, ChangeKind } from '@askusnow/sdk';
import type { ReactiveControllerHost } from 'lit';
import { announce } from './events.js';
import type { ShownFailure } from '../logic/failure.js';
import { FRESH_AGAIN, staleText } from '../i18n/stale-text.js';
import { ChangeSubscription } from './change-subscription.js';
import { Query } from './query.js';
import { untilFollowed } from './shared-changes.js';

/** The announcement of a new result; '': none. `own`: the help requests as the reader's own steps left them. */
export type NewsOf<T> = (before: T | undefined, now: T, own: readonly AssistanceRequest[]) => string;

/** The queries of this page whose shown result could not be renewed, since the last one that could. */
const stale = new Set<unknown>();

/**
 * A query that is run again on every change, of this page or of another person. Announces what is new; that updates fail, and that
 * they work again, once for all queries of the page.
 */
export class LiveQuery<T> {
  /** When the shown result was loaded. */
  at: Date | undefined;
  /** Why the last run failed; stays until the next one ends. */
  failure: ShownFailure | undefined;
  /** The zone of the page's times; undefined: the reader's own. */
  zone: string | undefined;
  #host: ReactiveControllerHost & HTMLElement;
  #query: Query<T>;
  #read: () => Promise<T>;
  #newsOf: NewsOf<T>;
  #own = new Map<number, AssistanceRequest>();
  /** Reads that wait for the change stream, whose opening they need not hear of. */
  #waiting = 0;

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
    host.addController({ hostDisconnected: () => void stale.delete(this) });
    new ChangeSubscription(
      host,
      kinds,
      () => this.ask(),
      () => this.#waiting > 0,
    );
    host.addEventListener('ask-changed', ({ detail }) => {
      for (const request of detail) this.#own.set(request.id, request);
      // At once: the next step names the revision that is shown.
      void this.ask();
    });
  }

  /** The shown result: the last that did not fail. */
  get last(): T | undefined {
    return this.#query.state.last;
  }

  /** `keep: false`: the shown result belongs to something else. */
  async ask({ keep = true } = {}): Promise<void> {
    const before = keep ? this.last : undefined;
    // Where nothing is shown, a busy server's notice would ask once more before this answer.
    if (!keep || (this.failure === 'busy' && before === undefined)) this.failure = undefined;
    const answer = await this.#query.ask(() => this.#readFollowed(), { keep });
    // A later run has replaced this one.
    if (answer !== this.#query.state) return;
    this.failure = this.#query.failure;
    this.#host.requestUpdate();
    if (answer.step !== 'done') {
      if (this.failure && this.at && before !== undefined && this.#host.isConnected) {
        if (stale.size === 0) announce(this.#host, staleText(this.failure, this.at, this.zone));
        stale.add(this);
      }
      return;
    }
    this.at = answer.at;
    if (stale.delete(this) && stale.size === 0) announce(this.#host, FRESH_AGAIN);
    const news = this.#newsOf(before, answer.last, [...this.#own.values()]);
    if (news !== '') announce(this.#host, news);
  }

  /** Once and not twice: what changes between a read and the stream's opening would make it read again. */
  async #readFollowed(): Promise<T> {
    this.#waiting += 1;
    await untilFollowed();
    this.#waiting -= 1;
    return this.#read();
  }
}

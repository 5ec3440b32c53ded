import type { ChangeKind } from '@askusnow/sdk';
import type { ReactiveControllerHost } from 'lit';
import type { ToldFailure } from '../failure.js';
import { Live } from './live.js';
import { Loading } from './loading.js';

/** One reading that a page keeps up to date: read when it is asked for, and again on every change, by a part of the page or anybody else. */
export class KeptUp<T> {
  /** When what is shown was read. */
  at: Date | undefined;
  /** Why the last reading failed; stays while the next one is under way. */
  failure: ToldFailure | undefined;
  #host: ReactiveControllerHost & EventTarget;
  #loading: Loading<T>;
  #read: () => Promise<T>;
  #heard: (before: T | undefined, now: T) => void;

  /** `heard` is told of each reading and of the one before, for what is said aloud. */
  constructor(
    host: ReactiveControllerHost & EventTarget,
    kinds: readonly ChangeKind[],
    read: () => Promise<T>,
    heard: (before: T | undefined, now: T) => void = () => undefined,
  ) {
    this.#host = host;
    this.#read = read;
    this.#heard = heard;
    this.#loading = new Loading<T>(host);
    const live = new Live(host, kinds, () => this.ask());
    host.addEventListener('ask-changed', () => live.again());
  }

  /** What is shown: the last reading that did not fail. */
  get last(): T | undefined {
    return this.#loading.state.last;
  }

  /** `keep: false` where what was shown belongs to something else. */
  async ask({ keep = true } = {}): Promise<void> {
    const before = keep ? this.last : undefined;
    if (!keep) this.failure = undefined;
    const answer = await this.#loading.ask(this.#read, { keep });
    // A later question has taken its place.
    if (answer !== this.#loading.state) return;
    this.failure = this.#loading.failure;
    this.#host.requestUpdate();
    if (answer.step !== 'done') return;
    this.at = answer.at;
    this.#heard(before, answer.last);
  }
}

import type { ChangeKind } from '@askusnow/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { subscribeChanges } from './shared-changes.js';

/** Changes come in bursts: changes within this time cause one load. */
const GATHER_MS = 250;
/** Throttle: at most one load in this time. */
const LEAST_MS = 1_000;
/** Loads at least this often: times on the page pass, and an unreachable server sends no change. */
const EVERY_MS = 30_000;

/**
 * `isAboutToRead`: a read that has not begun sees every change before it.
 * Loads again when the server reports a change, when the tab becomes visible again, and every half minute. Never two loads
 * at once, and none in a hidden tab.
 */
export class ChangeSubscription implements ReactiveController {
  #read: () => Promise<unknown>;
  #isAboutToRead: () => boolean;
  #kinds: readonly ChangeKind[];
  #unsubscribe: (() => void) | undefined;
  #every: number | undefined;
  #soon: number | undefined;
  #isReading = false;
  #isOutdated = false;
  #isConnected = false;
  #readAtMs = -Infinity;

  constructor(
    host: ReactiveControllerHost,
    kinds: readonly ChangeKind[],
    read: () => Promise<unknown>,
    isAboutToRead: () => boolean,
  ) {
    this.#kinds = kinds;
    this.#read = read;
    this.#isAboutToRead = isAboutToRead;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#unsubscribe = subscribeChanges((what) => {
      if (what.some((kind) => this.#kinds.includes(kind)) && !this.#isAboutToRead()) this.again();
    });
    this.#every = setInterval(() => this.again(), EVERY_MS);
    document.addEventListener('visibilitychange', this.#onVisible);
    window.addEventListener('online', this.#onOnline);
    window.addEventListener('offline', this.#onOnline);
  }

  hostDisconnected(): void {
    // A load under way may end later and would schedule the next.
    this.#isConnected = false;
    this.#isOutdated = false;
    this.#unsubscribe?.();
    clearInterval(this.#every);
    clearTimeout(this.#soon);
    this.#soon = undefined;
    document.removeEventListener('visibilitychange', this.#onVisible);
    window.removeEventListener('online', this.#onOnline);
    window.removeEventListener('offline', this.#onOnline);
  }

  #onVisible = (): void => {
    if (document.visibilityState === 'visible') this.again();
  };
  #onOnline = (): void => this.again();

  /** Schedules a load, one for all changes of a burst. */
  again(): void {
    if (!this.#isConnected || document.visibilityState === 'hidden') return;
    if (this.#isReading) this.#isOutdated = true;
    else this.#soon ??= setTimeout(() => void this.#readNow(), this.#waitMs());
  }

  #waitMs(): number {
    return Math.max(GATHER_MS, this.#readAtMs + LEAST_MS - performance.now());
  }

  async #readNow(): Promise<void> {
    this.#soon = undefined;
    this.#readAtMs = performance.now();
    this.#isReading = true;
    this.#isOutdated = false;
    try {
      await this.#read();
    } finally {
      this.#isReading = false;
      if (this.#isOutdated) this.again();
    }
  }
}

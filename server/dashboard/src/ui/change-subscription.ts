import type { ChangeKind } from '@askusnow/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { subscribeChanges } from './shared-changes.js';

/** Changes come in bursts: one reading for those that are this close together. */
const GATHER_MS = 250;
/** However often things change, the server is asked once in so long. */
const LEAST_MS = 1_000;
/** Looks by itself that often: time passes without a change, and a server that is away says nothing. */
const EVERY_MS = 30_000;

/**
 * Reads again when the server says that something has changed, when the tab is looked at again, and every half minute; never
 * two readings at once, and not in a tab that nobody sees.
 */
export class ChangeSubscription implements ReactiveController {
  #read: () => Promise<unknown>;
  #kinds: readonly ChangeKind[];
  #unsubscribe: (() => void) | undefined;
  #every: number | undefined;
  #soon: number | undefined;
  #isReading = false;
  #isOutdated = false;
  #isConnected = false;
  #readAtMs = -Infinity;

  constructor(host: ReactiveControllerHost, kinds: readonly ChangeKind[], read: () => Promise<unknown>) {
    this.#kinds = kinds;
    this.#read = read;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#unsubscribe = subscribeChanges((what) => {
      if (what.some((kind) => this.#kinds.includes(kind))) this.again();
    });
    this.#every = setInterval(() => this.again(), EVERY_MS);
    document.addEventListener('visibilitychange', this.#onVisible);
    window.addEventListener('online', this.#onOnline);
    window.addEventListener('offline', this.#onOnline);
  }

  hostDisconnected(): void {
    // A reading under way may end later, and would ask again.
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

  /** Soon, once for all that ask within a moment. */
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

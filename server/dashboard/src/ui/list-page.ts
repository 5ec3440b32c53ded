import type { ReactiveControllerHost } from 'lit';

/** Rows of one page of a long list. */
export const PAGE_ROWS = 50;
/** A search waits until nobody has typed for so long. */
const TYPING_MS = 250;

/** Which page of a list is asked for, and what is searched for in it; a search begins on the first page. */
export class ListPage {
  q = '';
  offset = 0;
  #host: ReactiveControllerHost;
  #read: () => unknown;
  #typing: number | undefined;

  constructor(host: ReactiveControllerHost, read: () => unknown) {
    this.#host = host;
    this.#read = read;
    host.addController({ hostDisconnected: () => clearTimeout(this.#typing) });
  }

  get query(): { q: string; limit: number; offset: number } {
    return { q: this.q, limit: PAGE_ROWS, offset: this.offset };
  }

  search(q: string): void {
    this.q = q;
    this.offset = 0;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#read(), TYPING_MS);
    this.#host.requestUpdate();
  }

  turnTo(offset: number): void {
    this.offset = Math.max(0, offset);
    this.#host.requestUpdate();
    this.#read();
  }

  /** The last page may have become empty meanwhile; true: another one is read. */
  fit(total: number): boolean {
    if (this.offset === 0 || this.offset < total) return false;
    this.turnTo(Math.floor(Math.max(0, total - 1) / PAGE_ROWS) * PAGE_ROWS);
    return true;
  }
}

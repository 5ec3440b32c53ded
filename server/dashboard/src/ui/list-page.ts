import type { ReactiveControllerHost } from 'lit';

/** The rows of one page of a long list. */
export const PAGE_ROWS = 50;
/** Debounce of a search. */
const TYPING_MS = 250;

/** The page and the search text of a list; a new search starts on the first page. */
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

  /** The last page may have become empty meanwhile; true: another one is loaded. */
  fit(total: number): boolean {
    if (this.offset === 0 || this.offset < total) return false;
    this.turnTo(Math.floor(Math.max(0, total - 1) / PAGE_ROWS) * PAGE_ROWS);
    return true;
  }
}

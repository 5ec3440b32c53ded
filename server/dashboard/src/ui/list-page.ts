import type { ReactiveControllerHost } from 'lit';
import { Debounce } from '../logic/debounce.js';
import { addressValue, keepInAddress, type ListName } from './address.js';

/** The rows of one page of a long list, where nothing else is said. */
export const PAGE_ROWS = 50;

/** The page and the search text of a list; a new search starts on the first page. With a name, the address keeps both. */
export class ListPage {
  q = '';
  offset = 0;
  readonly rows: number;
  #host: ReactiveControllerHost;
  #read: () => unknown;
  #name: ListName | undefined;
  #typing = new Debounce();

  constructor(host: ReactiveControllerHost, read: () => unknown, name?: ListName, rows = PAGE_ROWS) {
    this.#host = host;
    this.rows = rows;
    this.#name = name;
    this.#read = () => {
      this.keep();
      return read();
    };
    if (name !== undefined) {
      this.q = addressValue(name);
      const page = Number(addressValue(`${name}-page`));
      this.offset = Number.isInteger(page) && 1 < page && page < 1e6 ? (page - 1) * rows : 0;
    }
    host.addController({ hostDisconnected: () => this.#typing.cancel() });
  }

  get query(): { q: string; limit: number; offset: number } {
    return { q: this.q, limit: this.rows, offset: this.offset };
  }

  /** Again where the page has another address, and shows the same list. */
  keep(): void {
    if (this.#name === undefined) return;
    const page = this.offset === 0 ? '' : String(this.offset / this.rows + 1);
    keepInAddress({ [this.#name]: this.q, [`${this.#name}-page`]: page });
  }

  search(q: string): void {
    this.q = q;
    this.offset = 0;
    this.#typing.run(() => this.#read());
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
    this.turnTo(Math.floor(Math.max(0, total - 1) / this.rows) * this.rows);
    return true;
  }
}

import { getQueues, type QueueHoursList } from '@askusnow/sdk';
import type { ReactiveControllerHost } from 'lit';
import { here } from '../here.js';
import { Live } from './live.js';
import { Loading } from './loading.js';

/** A library's desks, read again when one has changed: by a part of the page, or by anybody else. */
export class Queues {
  #loading: Loading<QueueHoursList>;
  #library = '';

  constructor(host: ReactiveControllerHost & EventTarget) {
    this.#loading = new Loading(host);
    new Live(host, ['queue', 'schedule', 'presence'], () => this.ask());
    host.addEventListener('ask-changed', () => void this.ask());
  }

  get state() {
    return this.#loading.state;
  }
  get failure() {
    return this.#loading.failure;
  }

  /** Of this library from now on. */
  of(library: string): void {
    this.#library = library;
    void this.ask(false);
  }

  async ask(keep = true): Promise<void> {
    const library = this.#library;
    await this.#loading.ask(() => getQueues(here, library), { keep });
  }
}

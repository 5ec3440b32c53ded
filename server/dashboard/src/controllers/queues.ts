import { getQueues, type QueueHoursList } from '@askusnow/sdk';
import type { ReactiveControllerHost } from 'lit';
import { here } from '../here.js';
import { Loading } from './loading.js';
import { VisibleAgain } from './visible-again.js';

/** A library's desks, read again when the reader comes back and when a part of the page has changed one. */
export class Queues {
  #loading: Loading<QueueHoursList>;
  #library = '';

  constructor(host: ReactiveControllerHost & EventTarget) {
    this.#loading = new Loading(host);
    new VisibleAgain(host, () => void this.ask());
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

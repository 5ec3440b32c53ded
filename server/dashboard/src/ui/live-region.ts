import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long the region is empty before a text: long enough for a browser to notice. */
const PAUSE_MS = 60;

/** Announces texts to screen readers. It is emptied first, since the same text twice in a row would be announced once. */
export class LiveRegion implements ReactiveController {
  words = '';
  #host: ReactiveControllerHost;
  #soon: number | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#soon);
  }

  say(words: string): void {
    this.hush();
    this.#soon = setTimeout(() => this.#set(words), PAUSE_MS);
  }

  /** Drops a pending announcement, which belongs to a page that was left. */
  hush(): void {
    clearTimeout(this.#soon);
    this.#set('');
  }

  #set(words: string): void {
    this.words = words;
    this.#host.requestUpdate();
  }
}

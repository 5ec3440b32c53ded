import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** So long the region is empty before it speaks: time enough for a browser to notice. */
const PAUSE_MS = 60;

/** What is said to people who listen. The same words twice in a row are no change, and would be said once: so it is emptied first. */
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

  /** Whatever was to be said belongs to a page that is left. */
  hush(): void {
    clearTimeout(this.#soon);
    this.#set('');
  }

  #set(words: string): void {
    this.words = words;
    this.#host.requestUpdate();
  }
}

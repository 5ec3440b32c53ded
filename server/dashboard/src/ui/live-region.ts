import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long the region is empty before a text: long enough for a browser to notice. */
const PAUSE_MS = 60;

/**
 * Announces texts to screen readers. It is emptied first, since the same text twice in a row would be announced once; texts that come
 * meanwhile are announced together.
 */
export class LiveRegion implements ReactiveController {
  words = '';
  #host: ReactiveControllerHost;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #pending: string[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#soon);
  }

  say(words: string): void {
    const texts = [...this.#pending, words];
    this.hush();
    this.#pending = texts;
    this.#soon = setTimeout(() => {
      this.#pending = [];
      this.#set(texts.join(' '));
    }, PAUSE_MS);
  }

  /** Drops pending announcements, which belong to a page that was left. */
  hush(): void {
    clearTimeout(this.#soon);
    this.#pending = [];
    this.#set('');
  }

  #set(words: string): void {
    this.words = words;
    this.#host.requestUpdate();
  }
}

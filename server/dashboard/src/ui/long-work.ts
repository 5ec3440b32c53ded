import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { messages } from '../i18n/ui.js';
import { WORDS } from '../i18n/words.js';
import { announce } from './events.js';

/** How far it is. `total` null: nobody knows before its end. */
export interface Progress {
  done: number;
  total: number | null;
}

export interface Step {
  signal: AbortSignal;
  report(progress: Progress): void;
}

/** Work that takes more than a moment: it shows how far it is, and can be cancelled. */
export class LongWork implements ReactiveController {
  progress: Progress | undefined;
  #host: ReactiveControllerHost & EventTarget;
  #cancel: AbortController | undefined;
  #words: { cancelled: string };
  #isCancelled = false;

  /** `cancelled`: what is true after a cancellation. */
  constructor(host: ReactiveControllerHost & EventTarget, words: { cancelled: string }) {
    this.#host = host;
    this.#words = words;
    host.addController(this);
  }

  /** A page that is left goes on with nothing. */
  hostDisconnected(): void {
    this.#cancel?.abort();
  }

  /** Undefined if it was cancelled. Work that has come too far for that resolves all the same. */
  async run<T>(work: (step: Step) => Promise<T>): Promise<T | undefined> {
    this.forget();
    const { signal } = (this.#cancel = new AbortController());
    const report = (progress: Progress): void => {
      this.progress = progress;
      this.#host.requestUpdate();
    };
    report({ done: 0, total: null });
    try {
      return await work({ signal, report });
    } catch (error) {
      if (!signal.aborted) throw error;
      this.#isCancelled = true;
      announce(this.#host, this.#words.cancelled);
      return undefined;
    } finally {
      [this.progress, this.#cancel] = [undefined, undefined];
      this.#host.requestUpdate();
    }
  }

  forget(): void {
    this.#isCancelled = false;
    this.#host.requestUpdate();
  }

  /** The line beside its button. `text`: "1,200 of 50,000 rows". */
  line(text: (progress: Progress) => string): TemplateResult | null {
    if (this.#isCancelled) return html`<p class="trouble">${this.#words.cancelled}</p>`;
    if (this.progress === undefined) return null;
    const { done, total } = this.progress;
    const isEnding = this.#cancel!.signal.aborted;
    return html`<div class="long-work">
      <progress max=${total ?? 1} .value=${total === null ? 0 : done} aria-label=${messages.progress}></progress>
      <span>${isEnding ? messages.cancelling : text(this.progress)}</span>
      <button class="button" type="button" ?disabled=${isEnding} @click=${() => this.#end()}>${WORDS.cancel}</button>
    </div>`;
  }

  #end(): void {
    this.#cancel?.abort();
    this.#host.requestUpdate();
  }
}

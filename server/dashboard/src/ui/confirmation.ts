import { css, html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { messages } from '../i18n/ui.js';

/** For the host of a {@link Confirmation}, beside those of forms. */
export const confirmation = css`
  .confirm {
    display: grid;
    gap: var(--space-2);
    padding: var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-s);
  }
`;

/** What is asked about one thing. */
export interface Question {
  words: string | TemplateResult;
  /** "Yes, remove it" */
  yes: string;
  /** In place of "No, keep it". */
  keep?: string;
  /** For screen readers: what the buttons are about, since several questions may be open. */
  about: string;
  isBusy: boolean;
  onYes(): void;
}

/**
 * Asks before something ends for good, in the place of the button `#ask-<id>` that was pressed, and moves the focus there and
 * back.
 */
export class Confirmation implements ReactiveController {
  #host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };
  #asked: number | undefined;
  /** As it was when it was asked: the host may show somebody else's change since, and the answer is not about that. */
  #onYes: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment }) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  isAbout(id: number): boolean {
    return this.#asked === id;
  }

  async ask(id: number, onYes?: () => void): Promise<void> {
    this.#asked = id;
    this.#onYes = onYes;
    await this.#focus(`#yes-${id}`);
  }

  /** Shows the button again, with the focus on it. Resolves then: who moves the focus elsewhere waits for it. */
  async end(): Promise<void> {
    const id = this.#asked;
    this.#asked = undefined;
    if (id !== undefined) await this.#focus(`#ask-${id}`);
  }

  async #focus(selector: string): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** The button that asks, or the question in its place. */
  button(id: number, words: string, question: Question): TemplateResult {
    if (this.isAbout(id)) return this.show(id, question);
    return html`<button
      type="button"
      class="button screen-only"
      id="ask-${id}"
      aria-disabled=${question.isBusy ? 'true' : 'false'}
      @click=${() => void this.ask(id, question.onYes)}
    >
      ${words}<span class="visually-hidden"> ${question.about}</span>
    </button>`;
  }

  show(id: number, { words, yes, keep = messages.keepIt, about, isBusy, onYes }: Question): TemplateResult {
    const button = (name: string, buttonWords: string, onClick: () => void): TemplateResult =>
      html`<button
        type="button"
        class="button"
        id="${name}-${id}"
        aria-disabled=${isBusy ? 'true' : 'false'}
        @click=${onClick}
      >
        ${buttonWords}<span class="visually-hidden"> ${about}</span>
      </button>`;
    return html`<div class="confirm" role="group" aria-labelledby="sure-${id}">
      <p id="sure-${id}">${words}</p>
      <div class="actions">
        ${button('yes', yes, this.#onYes ?? onYes)} ${button('keep', keep, () => void this.end())}
      </div>
    </div>`;
  }
}

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

  constructor(host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment }) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  isAbout(id: number): boolean {
    return this.#asked === id;
  }

  async ask(id: number): Promise<void> {
    this.#asked = id;
    await this.#focus(`#yes-${id}`);
  }

  /** Shows the button again. */
  end(): void {
    this.#asked = undefined;
    this.#host.requestUpdate();
  }

  async #keep(id: number): Promise<void> {
    this.#asked = undefined;
    await this.#focus(`#ask-${id}`);
  }

  async #focus(selector: string): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  show(id: number, { words, yes, about, isBusy, onYes }: Question): TemplateResult {
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
        ${button('yes', yes, onYes)} ${button('keep', messages.keepIt, () => void this.#keep(id))}
      </div>
    </div>`;
  }
}

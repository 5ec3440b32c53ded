import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { askRetry } from './events.js';
import type { ShownFailure } from '../logic/failure.js';
import { homeHref } from './route.js';
import { messages, RETRY_SEC } from '../i18n/ui.js';
import { DashboardElement } from './dashboard-element.js';

const FAILURE_WORDS: Record<ShownFailure, { heading: string; text: string; retry: boolean }> = {
  'not-found': {
    heading: messages.notFound,
    text: messages.notFoundNote,
    retry: false,
  },
  'out-of-reach': {
    heading: messages.unreachable,
    text: messages.unreachableNote,
    retry: true,
  },
  'no-script': {
    heading: messages.noScript,
    text: messages.noScriptNote,
    retry: true,
  },
  busy: {
    heading: messages.busy,
    text: messages.busyNote,
    retry: true,
  },
  server: {
    heading: messages.serverError,
    text: messages.serverErrorNote,
    retry: true,
  },
};

/** Why a page cannot be shown, and what to do. Emits `ask-retry`: by the button, and by itself where time alone may help. */
@customElement('notice-card')
export class NoticeCard extends DashboardElement {
  static override styles = css`
    section {
      display: grid;
      justify-items: start;
      gap: var(--space-4);
      max-width: 40rem;
      padding: var(--space-card);
    }
  `;

  @property() failure: ShownFailure = 'server';
  /** 2 if the page already has a title. */
  @property({ type: Number }) level: 1 | 2 = 2;
  /** Whether the page around announces it. */
  @property({ type: Boolean }) announced = false;

  #later: ReturnType<typeof setTimeout> | undefined;

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('failure')) this.#retryLater();
  }

  /** A server that is busy or away is asked again by itself, until the page around has its answer. */
  #retryLater(): void {
    clearTimeout(this.#later);
    const waitSec = RETRY_SEC[this.failure];
    if (waitSec === undefined) return;
    this.#later = setTimeout(() => {
      if (!this.isConnected) return;
      askRetry(this);
      this.#retryLater();
    }, waitSec * 1000);
  }

  override render(): TemplateResult {
    const { heading, text, retry } = FAILURE_WORDS[this.failure];
    return html`<section class="panel" role=${this.level === 2 && !this.announced ? 'alert' : nothing}>
      ${this.level === 1 ? html`<h1 tabindex="-1">${heading}</h1>` : html`<h2>${heading}</h2>`}
      <p>${text}</p>
      ${
        retry
          ? html`<button type="button" class="button primary" @click=${() => askRetry(this)}>Try again</button>`
          : html`<a class="button" href=${homeHref()}>${messages.backToStart}</a>`
      }
    </section>`;
  }
}

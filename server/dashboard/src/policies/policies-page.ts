import { getPolicyPages, type PolicyPage, type PolicyPages } from '@askusnow/sdk';
import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { messages, ownerText, reviewText } from '../i18n/policies.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { page } from '../styles/page.js';
import { announce } from '../ui/events.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { blocksOf, type Block } from './markdown.js';
import { prose } from './prose.js';

/** A topic with those of its paragraphs that have the words looked for. */
interface Found {
  page: PolicyPage;
  blocks: Block[];
}

/** Every word, in any order. */
const hasWords = (text: string, words: readonly string[]): boolean => {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
};

/** What a library's people wrote for those who answer its patrons: to find and copy a paragraph by keyboard. */
@customElement('policies-page')
export class PoliciesPage extends LitElement {
  static override styles = [
    base,
    controls,
    page,
    prose,
    css`
      .find {
        max-width: 32rem;
      }

      .block {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
        gap: var(--space-3);
        padding: var(--space-1) var(--space-2);
        border-radius: var(--radius-s);
      }

      .block:focus-within,
      .block:hover {
        background: var(--surface-sunk);
      }
    `,
  ];

  @property() library = '';
  @state() private words = '';
  #view = new LiveQuery<PolicyPages>(this, ['workspace', 'queue'], () => getPolicyPages(connection, this.library));
  #parsed: { of: PolicyPages; topics: Found[] } | undefined;
  #isPlaced = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.#isPlaced = false;
    this.words = '';
    void this.#view.ask({ keep: false });
  }

  /** On arrival a provider types at once. */
  protected override updated(): void {
    if (this.#isPlaced || !this.#view.last) return;
    this.#isPlaced = true;
    this.#field?.focus();
  }

  get #field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  #topics(view: PolicyPages): Found[] {
    if (this.#parsed?.of !== view)
      this.#parsed = { of: view, topics: view.pages.map((each) => ({ page: each, blocks: blocksOf(each.text) })) };
    return this.#parsed.topics;
  }

  /** A word in a topic's name finds all of the topic. */
  #found(view: PolicyPages): Found[] {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    return this.#topics(view)
      .map(({ page: each, blocks }) => ({
        page: each,
        blocks: blocks.filter(({ plain }) => hasWords(`${each.name} ${plain}`, words)),
      }))
      .filter(({ blocks }) => words.length === 0 || blocks.length > 0);
  }

  async #copy(event: Event, plain: string): Promise<void> {
    const shown = (event.currentTarget as HTMLElement).previousElementSibling!;
    const isCopied = await navigator.clipboard.writeText(plain).then(
      () => true,
      () => this.#copySelected(shown),
    );
    announce(this, isCopied ? messages.copied(plain) : messages.notCopied);
  }

  /** Without a permission for the clipboard: the older command, and the text stays selected. */
  #copySelected(shown: Element): boolean {
    getSelection()?.selectAllChildren(shown);
    return document.execCommand('copy');
  }

  get #buttons(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.block button')];
  }

  #onKey(event: KeyboardEvent): void {
    const buttons = this.#buttons;
    const at = buttons.indexOf(event.composedPath()[0] as HTMLElement);
    const isInField = event.composedPath()[0] === this.#field;
    if (event.key === 'Enter' && isInField) {
      event.preventDefault();
      buttons[0]?.click();
    } else if (event.key === 'ArrowDown' && (isInField || at >= 0)) {
      event.preventDefault();
      buttons[at + 1]?.focus();
    } else if (event.key === 'ArrowUp' && at >= 0) {
      event.preventDefault();
      (buttons[at - 1] ?? this.#field)?.focus();
    }
  }

  override render(): TemplateResult {
    const { last, failure } = this.#view;
    const waiting = failure === undefined ? html`<p class="panel soft">${messages.loading}</p>` : null;
    return html`<div @keydown=${(event: KeyboardEvent) => this.#onKey(event)}>
      ${livePage(
        {
          heading: last ? messages.readTitle(last.library.name) : messages.readPage,
          sub: messages.readSub,
          kept: this.#view,
          zone: last?.zone,
        },
        last ? this.#content(last) : waiting,
      )}
    </div>`;
  }

  #content(view: PolicyPages): TemplateResult {
    const found = this.#found(view);
    const count = found.reduce((sum, { blocks }) => sum + blocks.length, 0);
    return html`<div class="find screen-only">
        <label>
          ${messages.filter}
          <input
            type="search"
            autocomplete="off"
            maxlength="100"
            .value=${this.words}
            @input=${(event: Event) => (this.words = (event.target as HTMLInputElement).value)}
          />
        </label>
        <p class="small soft" role="status">
          ${this.words.trim() === '' ? null : count === 0 ? messages.noneFound : messages.found(count)}
        </p>
      </div>
      ${found.map((each) => this.#topic(each))}`;
  }

  #topic({ page: each, blocks }: Found): TemplateResult {
    return html`<section class="panel" aria-labelledby=${`topic-${each.topic}`}>
      <h2 id=${`topic-${each.topic}`}>${each.name}</h2>
      ${
        each.state === 'missing'
          ? html`<p class="soft">${messages.nothing}</p>`
          : html`<p class="soft small">${reviewText(each)} ${each.owner === null ? null : ownerText(each.owner)}</p>`
      }
      ${blocks.map(
        ({ shown, plain }) =>
          html`<div class="block">
            <div class="prose" dir="auto">${shown}</div>
            <button type="button" class="button screen-only" @click=${(event: Event) => void this.#copy(event, plain)}>
              ${messages.copy}<span class="visually-hidden">${messages.copyOf(plain)}</span>
            </button>
          </div>`,
      )}
    </section>`;
  }
}

import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Block, Chapter, Span } from './chapter.js';
import { chapterOf } from '../logic/guide-chapters.js';
import { messages } from '../i18n/guide.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { page } from '../styles/page.js';
import '../ui/notice-card.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { pageTop } from '../ui/page-top.js';
import { followHash } from '../ui/follow-hash.js';
import { showHeading } from '../ui/show-heading.js';

/** The guide: short chapters on one page, so that it is searched and printed as one. */
@customElement('guide-page')
export class GuidePage extends DashboardElement {
  static override styles = [
    page,
    css`
      .panel {
        display: grid;
        gap: var(--space-3);
        max-width: 46rem;
        scroll-margin-top: var(--space-4);
      }

      ol,
      ul {
        margin: 0;
        padding-inline-start: var(--space-5);
      }

      li + li {
        margin-top: var(--space-1);
      }
    `,
  ];

  @property({ type: Boolean }) coordinator = false;
  @state() private chapters: readonly Chapter[] | undefined;
  @state() private isFailed = false;
  constructor() {
    super();
    followHash(this, () => this.#show());
    this.addController({ hostConnected: () => void this.#load() });
  }

  /** Its text is not part of the other pages' script. */
  async #load(): Promise<void> {
    this.isFailed = false;
    try {
      const { chapters, coordinatorChapters } = await import('askusnow:guide');
      this.chapters = [...(this.coordinator ? coordinatorChapters : []), ...chapters] as readonly Chapter[];
    } catch {
      this.isFailed = true;
      return;
    }
    await this.updateComplete;
    this.#show();
  }

  #show(): void {
    const slug = this.#slug();
    showHeading(this.chapters?.some((chapter) => chapter.slug === slug) ? this.#headingOf(slug) : null);
  }

  /** A link of the header names the page that it was pressed on: "of-library-coverage". */
  #slug(): string {
    const [hash, isOfLibrary, page] = /^#of-(library-(?!$))?([a-z-]*)$/.exec(location.hash) ?? [];
    if (hash === undefined || page === undefined) return location.hash.slice(1);
    const chapter = chapterOf(page, isOfLibrary !== undefined, this.coordinator);
    if (chapter !== undefined) history.replaceState(null, '', `#${chapter}`);
    return chapter ?? '';
  }

  #headingOf(slug: string): HTMLElement | null {
    return this.renderRoot.querySelector(`#${slug}`);
  }

  override render(): TemplateResult {
    const { chapters } = this;
    return html`${pageTop(messages.heading, this.coordinator ? messages.coordinatorLead : messages.lead)}
      <div class="stack">
        ${this.isFailed ? html`<notice-card failure="out-of-reach" @ask-retry=${() => void this.#load()}></notice-card>` : null}
        ${chapters === undefined ? (this.isFailed ? null : html`<p class="panel soft">${ONE_MOMENT}</p>`) : this.#body(chapters)}
      </div>`;
  }

  #body(chapters: readonly Chapter[]): TemplateResult {
    return html`<nav class="panel screen-only" aria-label=${messages.contents}>
        <ol>
          ${chapters.map(({ slug, title }) => html`<li><a href="#${slug}" @click=${(event: Event) => this.#follow(event, slug)}>${title}</a></li>`)}
        </ol>
      </nav>
      ${chapters.map(
        ({ slug, title, blocks }) =>
          html`<section class="panel" aria-labelledby=${slug}>
            <h2 id=${slug} tabindex="-1">${title}</h2>
            ${blocks.map((block) => this.#block(block))}
          </section>`,
      )}`;
  }

  /** The chapter that is shown already is gone to, too. */
  #follow(event: Event, slug: string): void {
    if (location.hash !== `#${slug}`) return;
    event.preventDefault();
    this.#show();
  }

  #block({ kind, items }: Block): TemplateResult {
    const lines = items.map((spans) => spans.map((span) => this.#span(span)));
    if (kind === 'heading') return html`<h3>${lines[0]}</h3>`;
    if (kind === 'paragraph') return html`<p>${lines[0]}</p>`;
    const list = lines.map((line) => html`<li>${line}</li>`);
    return kind === 'list'
      ? html`<ul>
          ${list}
        </ul>`
      : html`<ol>
          ${list}
        </ol>`;
  }

  #span({ text, isScreen, to }: Span): TemplateResult {
    if (to !== undefined) return html`<a href="#${to}" @click=${(event: Event) => this.#follow(event, to)}>${text}</a>`;
    return isScreen ? html`<strong>${text}</strong>` : html`${text}`;
  }
}

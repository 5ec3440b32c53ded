import { getPolicyPages, type PolicyPage, type PolicyPages } from '@askusnow/sdk';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { libraryPageHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import {
  countsText,
  messages,
  nextReviewText,
  ownerText,
  reviewedText,
  reviewText,
  STATE_WORDS,
} from '../i18n/policies.js';
import { WORDS } from '../i18n/words.js';
import { wallClock } from '../logic/wall-clock.js';
import { page } from '../styles/page.js';
import { tones } from '../styles/tones.js';
import '../ui/copy-field.js';
import { addressValue, keepInAddress } from '../ui/address.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import { showHeading } from '../ui/show-heading.js';
import { DAY_MS } from '../logic/lengths.js';
import '../ui/notice-card.js';
import './policy-editor.js';
import './policy-file.js';
import './policy-history.js';
import './policy-reports.js';

const YEAR_MS = 365 * DAY_MS;

/** A library's policy pages, to write and to review. */
@customElement('policy-list')
export class PolicyList extends DashboardElement {
  static override styles = [
    page,
    tones,
    css`
      .topic {
        padding-block: var(--space-1);
        border-block-start: 1px solid var(--line);
      }

      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 var(--space-3);
      }

      .facts {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-4);
        grid-row: 2;
      }

      .row > .button {
        grid-row: span 2;
      }

      @media (min-width: 60rem) {
        .row {
          grid-template-columns: minmax(0, 1fr) 38rem 5rem;
        }

        .facts {
          display: grid;
          grid-template-columns: 8rem 14rem 1fr;
          grid-row: auto;
          justify-items: start;
        }

        .row > .button {
          grid-row: auto;
        }
      }
    `,
  ];

  @property() library = '';
  /** The topic whose row is open. */
  @state() private opened = '';
  /** A restored text begins the form anew. */
  @state() private restored = 0;
  #isPlaced = false;
  #view = new LiveQuery<PolicyPages>(this, ['workspace', 'queue'], () => getPolicyPages(connection, this.library));

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.opened = addressValue('topic');
    this.#isPlaced = this.opened === '';
    void this.#view.ask({ keep: false });
  }

  /** A task or a mail is about one topic: its row comes into view once it is there. */
  protected override updated(): void {
    if (this.#isPlaced || !this.#view.last) return;
    this.#isPlaced = true;
    const heading = this.renderRoot.querySelector<HTMLElement>(`#topic-${CSS.escape(this.opened)}`);
    showHeading(heading);
  }

  async #reread(isRestored: boolean): Promise<void> {
    await this.#view.ask();
    if (isRestored) this.restored++;
  }

  #open(topic: string): void {
    this.opened = topic;
    keepInAddress({ topic });
  }

  /** The button that was pressed makes room for the form, or stays and closes the history. */
  async #press(topic: string): Promise<void> {
    this.#open(this.opened === topic ? '' : topic);
    if (!readerMayChange()) return;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#topic-${topic}`)?.focus();
  }

  /** The form is gone, and the button that opened it is there again. */
  async #close(topic: string): Promise<void> {
    this.#open('');
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#edit-${topic}`)?.focus();
  }

  override render(): TemplateResult {
    const { last, failure } = this.#view;
    const waiting = failure === undefined ? html`<p class="panel soft">${WORDS.loading}</p>` : null;
    return html`<div class="stack">
      ${failure === undefined || last ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#view.ask()}></notice-card>`}
      ${last ? this.#content(last) : waiting}
    </div>`;
  }

  #content({ pages, zone }: PolicyPages): TemplateResult {
    const next = pages.find(({ state }) => state === 'missing');
    return html`<section class="panel" aria-labelledby="policies">
      <div class="tools">
        <div>
          <h2 id="policies" tabindex="-1">${messages.heading}</h2>
          <p>
            <strong>${countsText(pages)}</strong>
            ${next === undefined || !readerMayChange() ? null : this.#next(next)}
          </p>
        </div>
        <a class="screen-only" href=${libraryPageHref(this.library, 'policies')}>${messages.read}</a>
      </div>
      <div>
        ${repeat(
          pages,
          ({ topic }) => `${this.library} ${topic}`,
          (each) => this.#page(each, zone),
        )}
      </div>
      <details class="screen-only">
        <summary>${messages.forChat}</summary>
        <copy-field
          .label=${messages.address}
          .button=${WORDS.copyAddress}
          .text=${`${location.origin}/local/${this.library}`}
          rows="1"
        ></copy-field>
        <p class="small soft">${messages.addressNote}</p>
      </details>
      <policy-file .library=${this.library} .onImported=${() => void this.#view.ask()}></policy-file>
    </section>`;
  }

  /** A press opens its form, and the link does in another tab. */
  #next({ topic, name }: PolicyPage): TemplateResult {
    const open = (event: Event): void => {
      event.preventDefault();
      this.#isPlaced = false;
      this.#open(topic);
    };
    return html`<a href=${`${libraryPageHref(this.library, 'local')}?topic=${topic}`} @click=${open}
      >${messages.writeNext(name)}</a
    >`;
  }

  /** One row a topic: what is typed, its history and who keeps it up to date come when it is opened. */
  #page(each: PolicyPage, zone: string): TemplateResult {
    const { topic, name, reports } = each;
    const { word, tone } = STATE_WORDS[each.state];
    const id = `topic-${topic}`;
    return html`<section class="topic rows" aria-labelledby=${id}>
      <div class="row">
        <h3 id=${id} tabindex="-1">${name}</h3>
        <div class="facts">
          <span class="chip ${tone}">${word}</span>
          ${
            each.state === 'missing'
              ? null
              : html`<span class="soft small">${reviewedText(each)}</span>
                  <span class="soft small">${nextReviewText(each)}</span>`
          }
        </div>
        ${this.#button(each)}
      </div>
      ${
        reports.length === 0
          ? null
          : html`<policy-reports
              .library=${this.library}
              .page=${each}
              .zone=${zone}
              .onAnswered=${readerMayChange() ? () => void this.#view.ask() : undefined}
            ></policy-reports>`
      }
      ${this.opened === topic ? this.#details(each, zone) : null}
    </section>`;
  }

  #button({ topic, name, state: is, revision }: PolicyPage): TemplateResult | null {
    const isOpen = this.opened === topic;
    if (readerMayChange() ? isOpen : revision === 0) return null;
    const words = !readerMayChange() ? WORDS.history : is === 'missing' ? messages.write : messages.edit;
    return html`<button
      id=${`edit-${topic}`}
      type="button"
      class="button screen-only"
      aria-expanded=${isOpen ? 'true' : 'false'}
      @click=${() => void this.#press(topic)}
    >
      ${words}<span class="visually-hidden">${messages.editOf(name)}</span>
    </button>`;
  }

  #details(each: PolicyPage, zone: string): TemplateResult {
    const { topic, owner, revision } = each;
    return html`${
      each.state === 'missing'
        ? null
        : html`<p class="soft small">${reviewText(each)} ${owner === null ? null : ownerText(owner)}</p>`
    }
    ${
      readerMayChange()
        ? keyed(
            this.restored,
            html`<policy-editor
              .library=${this.library}
              .page=${each}
              .nextReview=${wallClock(serverNowMs() + YEAR_MS, zone).date}
              .onReread=${() => this.#view.ask()}
              .onClosed=${() => void this.#close(topic)}
            ></policy-editor>`,
          )
        : nothing
    }
    ${
      revision === 0
        ? nothing
        : html`<policy-history
            .library=${this.library}
            .page=${each}
            .zone=${zone}
            .onRestored=${(isRestored: boolean) => void this.#reread(isRestored)}
          ></policy-history>`
    }`;
  }
}

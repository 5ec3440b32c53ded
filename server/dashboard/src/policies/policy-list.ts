import { getPolicyPages, type PolicyPage, type PolicyPages } from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { libraryPageHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import { messages, ownerText, reviewText, STATE_WORDS } from '../i18n/policies.js';
import { WORDS } from '../i18n/words.js';
import { wallClock } from '../logic/wall-clock.js';
import { page } from '../styles/page.js';
import { tones } from '../styles/tones.js';
import '../ui/copy-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
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
  static override styles = [page, tones];

  @property() library = '';
  @state() private editing: string | null = null;
  #view = new LiveQuery<PolicyPages>(this, ['workspace', 'queue'], () => getPolicyPages(connection, this.library));

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.editing = null;
    void this.#view.ask({ keep: false });
  }

  /** The form is gone, and the button that opened it is there again. */
  async #close(topic: string): Promise<void> {
    this.editing = null;
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
    const done = pages.filter(({ state: is }) => is === 'current').length;
    return html`<section class="panel rows" aria-labelledby="policies">
        <h2 id="policies">${messages.heading}</h2>
        <p><strong>${messages.complete(done, pages.length)}</strong></p>
        <copy-field
          .label=${messages.address}
          .button=${WORDS.copyAddress}
          .text=${`${location.origin}/local/${this.library}`}
          rows="1"
        ></copy-field>
        <p class="small soft">${messages.addressNote}</p>
        <p><a href=${libraryPageHref(this.library, 'policies')}>${messages.read}</a></p>
        <policy-file .library=${this.library} .onImported=${() => void this.#view.ask()}></policy-file>
      </section>
      ${repeat(
        pages,
        ({ topic }) => `${this.library} ${topic}`,
        (each) => this.#page(each, zone),
      )}`;
  }

  #page(each: PolicyPage, zone: string): TemplateResult {
    const { word, tone } = STATE_WORDS[each.state];
    return html`<section class="panel rows" aria-labelledby=${`topic-${each.topic}`}>
      <div class="tools">
        <h3 id=${`topic-${each.topic}`}>${each.name}</h3>
        <span class="chip ${tone}">${word}</span>
      </div>
      ${
        each.state === 'missing'
          ? null
          : html`<p class="soft small">${reviewText(each)} ${each.owner === null ? null : ownerText(each.owner)}</p>`
      }
      ${
        each.reports.length === 0
          ? null
          : html`<policy-reports
              .library=${this.library}
              .page=${each}
              .zone=${zone}
              .onAnswered=${readerMayChange() ? () => void this.#view.ask() : undefined}
            ></policy-reports>`
      }
      ${this.editing === each.topic ? this.#editor(each, zone) : this.#button(each)}
      ${
        each.revision === 0
          ? null
          : html`<policy-history
              .library=${this.library}
              .page=${each}
              .zone=${zone}
              .onRestored=${() => void this.#view.ask()}
            ></policy-history>`
      }
    </section>`;
  }

  #button({ topic, name }: PolicyPage): TemplateResult | null {
    if (!readerMayChange()) return null;
    return html`<p>
      <button id=${`edit-${topic}`} type="button" class="button screen-only" @click=${() => (this.editing = topic)}>
        ${messages.edit}<span class="visually-hidden">${messages.editOf(name)}</span>
      </button>
    </p>`;
  }

  #editor(each: PolicyPage, zone: string): TemplateResult {
    return html`<policy-editor
      .library=${this.library}
      .page=${each}
      .nextReview=${wallClock(serverNowMs() + YEAR_MS, zone).date}
      .onReread=${() => this.#view.ask()}
      .onClosed=${() => void this.#close(each.topic)}
    ></policy-editor>`;
  }
}

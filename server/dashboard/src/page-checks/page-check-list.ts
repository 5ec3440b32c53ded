import {
  checkPage,
  getPageChecks,
  proposeAddress,
  type CheckedPage,
  type FoundAddress,
  type PageCheckList,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { addressText, messages, stateText, stateTone, widgetText } from '../i18n/page-checks.js';
import { messages as proposed } from '../i18n/proposed-addresses.js';
import { PAGE_KIND_WORDS } from '../i18n/visibility.js';
import { WORDS } from '../i18n/words.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { findingList } from './finding-list.js';
import './pasted-page.js';

/** A library's key pages as the server read them: the state, what is wrong, and what to do. */
@customElement('page-check-list')
export class PageCheckListPart extends DashboardElement {
  static override styles = [
    tones,
    css`
      .pages {
        margin: var(--space-3) 0 0;
        padding: 0;
        list-style: none;
      }

      .pages > li {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-3) 0;
        border-top: 1px solid var(--line);
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--space-2) var(--space-3);
        overflow-wrap: anywhere;
      }

      .detail {
        display: block;
      }
    `,
  ];

  @property() library = '';
  @property() zone = '';
  /** Address of the page that is being checked. */
  @state() private checking: string | null = null;

  /** What the page that was checked last shows, and may be proposed. */
  @state() private found: { on: string; addresses: readonly FoundAddress[] } | undefined;
  @state() private done: ReadonlySet<string> = new Set();

  #list = new LiveQuery<PageCheckList>(this, ['counts'], () => getPageChecks(connection, this.library));
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.found = undefined;
    void this.#list.ask({ keep: false });
  }

  async #check(page: CheckedPage): Promise<void> {
    const address = addressText(page);
    this.checking = address;
    const { origin, path } = page;
    const checked = await this.#mutation.run(
      () => checkPage(connection, this.library, { origin, path }),
      (done) => messages.result(address, done.state),
    );
    this.checking = null;
    if (!checked) return;
    this.found = { on: address, addresses: checked.found };
    await this.#list.ask();
  }

  override render(): TemplateResult {
    const { last, failure } = this.#list;
    return html`<section class="panel" aria-labelledby="heading">
      <h2 id="heading">${messages.heading}</h2>
      ${last ? this.#body(last) : html`<p class="soft">${failure ? messages.unavailable : messages.loading}</p>`}
    </section>`;
  }

  #body({ pages, expected }: PageCheckList): TemplateResult {
    const { trouble } = this.#mutation;
    return html`<p class="soft small">
        ${pages.length === 0 ? messages.noPages : messages.note}
        ${pages.length === 0 && readerMayChange() ? messages.proposeAbove : null}
      </p>
      ${
        trouble
          ? html`<p class="small" role="alert">
              ${[trouble.words, ...trouble.errors.map(({ message }) => message)].join(' ')}
            </p>`
          : null
      }
      ${this.#otherChats(pages)}
      <ul class="pages small">
        ${pages.map((page) => this.#page(page))}
      </ul>
      <pasted-page
        class="screen-only"
        .expected=${expected}
        .address=${pages[0] ? pages[0].origin + pages[0].path : ''}
      ></pasted-page>`;
  }

  /** What is left of a change from another vendor. */
  #otherChats(pages: readonly CheckedPage[]): TemplateResult | null {
    const left = pages.filter(({ otherWidgets }) => otherWidgets.length > 0);
    if (left.length === 0) return null;
    return html`<div class="other-chats small">
      <p>${messages.otherChats(left.length, pages.length)}</p>
      <ul class="bulleted">
        ${left.map((page) => html`<li>${addressText(page)} – ${page.otherWidgets.map(widgetText).join('; ')}</li>`)}
      </ul>
    </div>`;
  }

  #page(page: CheckedPage): TemplateResult {
    const address = addressText(page);
    return html`<li>
      <div class="row">
        <span>
          ${page.names.join(', ')}
          <span class="soft detail">${address}</span>
        </span>
        <span class="chip ${stateTone(page.state)}">${stateText(page.state)}</span>
      </div>
      ${page.findings.length === 0 ? null : findingList(page.findings.map((code) => ({ code })))}
      ${this.found?.on === address && this.found.addresses.length > 0 ? this.#found(this.found.addresses) : null}
      <div class="row">
        <span class="soft">${page.checkedAt === null ? '' : messages.checkedAt(page.checkedAt, this.zone)}</span>
        ${readerMayChange() ? this.#button(page, address) : null}
      </div>
    </li>`;
  }

  /** What is proposed only when somebody presses. */
  #found(addresses: readonly FoundAddress[]): TemplateResult {
    return html`<div class="screen-only">
      <p>${messages.found}</p>
      <ul class="plain-list">
        ${addresses.map(
          (each) =>
            html`<li class="row">
              <span>
                ${each.kind === null ? messages.foundSite : PAGE_KIND_WORDS[each.kind]}
                <span class="soft detail">${each.address}</span>
              </span>
              ${
                this.done.has(each.address)
                  ? html`<span class="chip warn">${proposed.isProposed}</span>`
                  : html`<button
                      class="button"
                      type="button"
                      aria-label=${proposed.proposeOf(each.address)}
                      aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
                      @click=${() => void this.#propose(each)}
                    >
                      ${proposed.proposeShort}
                    </button>`
              }
            </li>`,
        )}
      </ul>
    </div>`;
  }

  async #propose({ address, kind, name }: FoundAddress): Promise<void> {
    const done = await this.#mutation.run(
      () => proposeAddress(connection, this.library, { address, kind, name }),
      proposed.proposed(address),
    );
    if (done !== undefined) this.done = new Set([...this.done, address]);
  }

  #button(page: CheckedPage, address: string): TemplateResult {
    const verb = this.checking === address ? WORDS.checking : WORDS.checkNow;
    return html`<button
      class="button screen-only"
      type="button"
      aria-label=${messages.checkPage(verb, address)}
      ?disabled=${this.#mutation.busy}
      @click=${() => void this.#check(page)}
    >
      ${verb}
    </button>`;
  }
}

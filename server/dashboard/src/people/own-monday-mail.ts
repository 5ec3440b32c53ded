import { getMondayMail, getMondayPreview, setMondayMail, type MondayMail, type MondayPreview } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/people.js';
import { NO_EMAIL_YET } from '../i18n/not-set-up.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { tick, troubleLine } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import '../ui/notice-card.js';

type Choice = MondayMail['libraries'][number];

/** About which libraries the reader gets the Monday mail, with a preview of each. */
@customElement('own-monday-mail')
export class OwnMondayMail extends DashboardElement {
  static override styles = css`
    pre {
      max-width: 100%;
      padding: var(--space-3);
      border: 1px solid var(--line);
      border-radius: var(--radius-s);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `;

  @state() private previews: Readonly<Record<string, MondayPreview['mail']>> = {};
  /** An unsubscribe link may change it elsewhere: read every half minute, and when the tab is seen again. */
  #choice = new LiveQuery<MondayMail>(this, [], () => getMondayMail(connection));
  #mutation = new Mutation(this);

  protected override firstUpdated(): void {
    void this.#choice.ask();
  }

  async #set({ library, name }: Choice, subscribed: boolean): Promise<void> {
    await this.#mutation.run(
      () => setMondayMail(connection, { library, subscribed }),
      subscribed ? messages.mondayStarted(name) : messages.mondayStopped(name),
    );
    await this.#choice.ask();
  }

  async #preview({ library }: Choice): Promise<void> {
    const read = await this.#mutation.run(
      () => getMondayPreview(connection, library),
      (done) => done.mail?.subject ?? messages.mondayNothing,
    );
    if (read === undefined) return;
    this.previews = { ...this.previews, [library]: read.mail };
  }

  override render(): TemplateResult {
    const { failure, last } = this.#choice;
    return html`<section class="form" aria-labelledby="monday">
      <h2 id="monday">${messages.monday}</h2>
      <details class="small">
        <summary>${messages.whatIsInMail}</summary>
        <p>${messages.mondayNote}</p>
      </details>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#choice.ask()}></notice-card>`}
      ${last ? this.#choices(last) : html`<p class="soft">${ONE_MOMENT}</p>`} ${troubleLine(this.#mutation.trouble)}
    </section>`;
  }

  #choices({ isAvailable, hasAddress, libraries }: MondayMail): TemplateResult {
    const why = isAvailable ? (hasAddress ? null : messages.mondayNoAddress) : NO_EMAIL_YET;
    return html`${why === null ? null : html`<p class="small">${why}</p>`}
    ${libraries.map(
      (each) =>
        html`<div class="form">
          ${tick(messages.mondayOf(each.name), each.subscribed, (on) => void this.#set(each, on), {
            disabled: this.#mutation.busy || (why !== null && !each.subscribed),
          })}
          <div class="screen-only">
            <button
              class="button"
              type="button"
              ?disabled=${this.#mutation.busy}
              @click=${() => void this.#preview(each)}
            >
              ${messages.mondayPreview(each.name)}
            </button>
          </div>
          ${this.#previewOf(each)}
        </div>`,
    )}`;
  }

  #previewOf({ library }: Choice): TemplateResult | null {
    const mail = this.previews[library];
    if (mail === undefined) return null;
    return mail === null
      ? html`<p class="small">${messages.mondayNothing}</p>`
      : html`<p class="small"><strong>${mail.subject}</strong></p>
          <pre class="small" tabindex="0">${mail.text}</pre>`;
  }
}

import {
  getLiaisonMessaging,
  LIAISON_SUBJECT_CHARS_MAX,
  LIAISON_TEXT_CHARS_MAX,
  previewLiaisonMessage,
  sendLiaisonMessage,
  type LiaisonMessagePreview,
  type LiaisonMessaging,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages } from '../i18n/liaisons.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, troubleLine } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { pageHref } from '../ui/route.js';
import '../ui/notice-card.js';

/** Writes a mail to all liaisons and the coordinator, after a preview. */
@customElement('liaison-message')
export class LiaisonMessageForm extends DashboardElement {
  static override styles = css`
    pre {
      max-width: 100%;
      margin: 0;
      padding: var(--space-3);
      border: 1px solid var(--line);
      border-radius: var(--radius-s);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `;

  @property({ attribute: false }) isByOrganization = false;
  @state() private mail = { subject: '', text: '' };
  /** Of what is typed now. */
  @state() private preview: LiaisonMessagePreview | undefined;
  @state() private sent = '';
  #state = new LiveQuery<LiaisonMessaging>(this, [], () => getLiaisonMessaging(connection));
  #mutation = new Mutation(this);

  protected override firstUpdated(): void {
    void this.#state.ask();
  }

  #type(typed: Partial<typeof this.mail>): void {
    this.mail = { ...this.mail, ...typed };
    this.preview = undefined;
    this.sent = '';
  }

  async #load(event: Event): Promise<void> {
    event.preventDefault();
    const { mail } = this;
    const preview = await this.#mutation.run(
      () => previewLiaisonMessage(connection, mail),
      ({ people }) => messages.previewed(people),
    );
    if (mail === this.mail) this.preview = preview;
  }

  async #send(): Promise<void> {
    const done = await this.#mutation.run(
      () => sendLiaisonMessage(connection, this.mail),
      ({ people }) => messages.sent(people),
    );
    if (done !== undefined) {
      this.#type({ subject: '', text: '' });
      this.sent = messages.sent(done.people);
      this.renderRoot.querySelector<HTMLElement>('#write')?.focus();
    }
    await this.#state.ask();
  }

  override render(): TemplateResult {
    const { failure, last } = this.#state;
    if (last?.isAvailable === false) return html`<p class="soft">${messages.notPossible}</p>`;
    return html`<details>
      <summary class="button" id="write">${messages.write}</summary>
      <section class="panel form" aria-labelledby="write">
        ${failure === undefined || last ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#state.ask()}></notice-card>`}
        ${this.sent === '' ? null : html`<p>${this.sent}</p>`}
        ${last ? this.#body(last) : failure === undefined ? html`<p class="soft">${ONE_MOMENT}</p>` : null}
        ${last === undefined || last.sent.length === 0 ? null : this.#sentBefore(last)}
      </section>
    </details>`;
  }

  #body({ replyTo, people, left, nextAt }: LiaisonMessaging): TemplateResult {
    if (replyTo === null)
      return this.isByOrganization
        ? html`<p>${messages.addressOfOrganization}</p>`
        : html`<p>${messages.noAddress} <a href=${pageHref('account')}>${messages.enterAddress}</a></p>`;
    if (people === 0) return html`<p>${messages.nobody}</p>`;
    if (nextAt !== null) return html`<p>${messages.usedUp(nextAt)}</p>`;
    return html`<p class="small soft">${messages.writeNote(people)} ${messages.left(left)}</p>
      ${this.#form()} ${this.preview ? this.#preview(this.preview) : null}`;
  }

  #sentBefore({ sent }: LiaisonMessaging): TemplateResult {
    return html`<h3>${messages.sentBefore}</h3>
      <ul>
        ${sent.map((each) => html`<li>${messages.outcome(each)}</li>`)}
      </ul>`;
  }

  #form(): TemplateResult {
    const { subject, text } = this.mail;
    const { errors, trouble } = this.#mutation;
    return html`<form @submit=${(event: Event) => void this.#load(event)}>
      ${field({ name: 'subject', errors, label: messages.subject, value: subject, most: LIAISON_SUBJECT_CHARS_MAX, isFree: true, onInput: (typed) => this.#type({ subject: typed }) })}
      ${field({ name: 'text', errors, label: messages.text, value: text, rows: 8, most: LIAISON_TEXT_CHARS_MAX, isFree: true, onInput: (typed) => this.#type({ text: typed }) })}
      ${errors.length === 0 ? troubleLine(trouble) : null}
      <div class="actions screen-only">
        <button type="submit" class="button" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
          ${messages.preview}
        </button>
      </div>
    </form>`;
  }

  #preview({ people, from, replyTo, subject, text }: LiaisonMessagePreview): TemplateResult {
    return html`<p>${messages.previewed(people)}</p>
      <p class="small">${messages.from}: ${from}<br />${messages.replyTo}: ${replyTo}</p>
      <p><strong dir="auto">${subject}</strong></p>
      <pre class="small" dir="auto" tabindex="0">${text}</pre>
      <p class="small soft">${messages.stopLink}</p>
      <div class="actions screen-only">
        <button
          type="button"
          class="button primary"
          aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
          @click=${() => void this.#send()}
        >
          ${messages.send(people)}
        </button>
      </div>`;
  }
}

import {
  acknowledgeAnnouncement,
  getAnnouncements,
  publishAnnouncement,
  type Announcement,
  type AnnouncementList,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { readerAnswersChats } from '../ui/reader.js';
import { messages as appMessages } from '../i18n/app.js';
import { acknowledgedText, messages, openText, silentText } from '../i18n/announcements.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { sentForm, field, troubleLine } from '../ui/form-fields.js';
import { emptyState, emptyStyles } from '../ui/empty-state.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';

/** Announcements of the coordinator: a liaison acknowledges each, the coordinator sees who has not. */
@customElement('announcements-page')
export class AnnouncementsPage extends DashboardElement {
  static override styles = [page, emptyStyles];

  #list = new LiveQuery<AnnouncementList>(this, ['workspace'], () => getAnnouncements(connection));
  #mutation = new Mutation(this);

  protected override firstUpdated(): void {
    void this.#list.ask();
  }

  async #publish(event: SubmitEvent): Promise<void> {
    const { text: typed, reset } = sentForm(event);
    const text = typed('text');
    const published = await this.#mutation.run(() => publishAnnouncement(connection, { text }), messages.published);
    if (published === undefined) return;
    reset();
    await this.#list.ask();
  }

  async #acknowledge({ id }: Announcement): Promise<void> {
    const acknowledged = await this.#mutation.run(() => acknowledgeAnnouncement(connection, id), WORDS.acknowledged);
    if (acknowledged === undefined) return;
    await this.#list.ask();
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  override render(): TemplateResult {
    const { last } = this.#list;
    return livePage(
      {
        heading: appMessages.announcementsPage,
        sub: last && (last.liaisons !== null || readerAnswersChats()) ? openText(last) : '',
        kept: this.#list,
      },
      (last) => html`${this.#form(last)} ${this.#announcements(last)} ${this.#silent(last)}`,
    );
  }

  #announcements({ announcements, liaisons }: AnnouncementList): TemplateResult {
    if (announcements.length === 0) return html`<div class="panel">${emptyState(messages.none)}</div>`;
    return html`${liaisons === null ? troubleLine(this.#mutation.trouble) : null}
    ${repeat(
      announcements,
      ({ id }) => id,
      (each) =>
        html`<article class="panel">
          <p class="written" dir="auto">${each.text}</p>
          <p class="small soft">${messages.by(each)}</p>
          ${liaisons === null ? this.#own(each) : this.#waiting(each, liaisons)}
        </article>`,
    )}`;
  }

  /** How many have acknowledged it, and in one press who has not. */
  #waiting(each: Announcement, liaisons: number): TemplateResult {
    const text = acknowledgedText(each, liaisons);
    const { waiting } = each;
    if (waiting === null || waiting.length === 0) return html`<p class="small">${text}</p>`;
    return html`<details class="small">
      <summary>${text}<span class="visually-hidden">: ${messages.about(each)}</span></summary>
      <p>${messages.waiting}</p>
      <ul>
        ${waiting.map((label) => html`<li>${label}</li>`)}
      </ul>
    </details>`;
  }

  #own(each: Announcement): TemplateResult | null {
    if (each.acknowledgedAt !== null) return html`<p class="small">${messages.acknowledgedAt(each.acknowledgedAt)}</p>`;
    if (!readerAnswersChats()) return null;
    if (!each.isUnread) return html`<p class="small">${messages.isOlder}</p>`;
    return html`<button
      type="button"
      class="button primary screen-only"
      aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
      @click=${() => void this.#acknowledge(each)}
    >
      ${messages.read}<span class="visually-hidden">: ${messages.about(each)}</span>
    </button>`;
  }

  #form({ silent }: AnnouncementList): TemplateResult | null {
    if (silent === null) return null;
    return html`<details class="panel screen-only">
      <summary class="button primary">${messages.add}</summary>
      <form @submit=${(event: SubmitEvent) => void this.#publish(event)}>
        ${troubleLine(this.#mutation.trouble)}
        ${field({ name: 'text', errors: this.#mutation.errors, label: WORDS.text, rows: 4, most: 2000, note: messages.textHint })}
        <div>
          <button class="button primary" type="submit" ?disabled=${this.#mutation.busy}>${messages.publish}</button>
        </div>
      </form>
    </details>`;
  }

  /** Nothing where everybody has answered: "all have" above "1 of 10" would be read as a mistake. */
  #silent({ silent }: AnnouncementList): TemplateResult | null {
    if (silent === null || silent.length === 0) return null;
    return html`<section class="panel" aria-labelledby="silent">
      <h2 id="silent">${messages.silent}</h2>
      <details class="small">
        <summary>${messages.whoIsListed}</summary>
        <p>${messages.silentNote}</p>
      </details>
      <ul>
        ${silent.map((liaison) => html`<li>${silentText(liaison)}</li>`)}
      </ul>
    </section>`;
  }
}

import { MONTH_COMMENT_CHARS_MAX, setMonthComment, type MonthComment } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { instantDayText } from '../i18n/clock-text.js';
import { messages } from '../i18n/month.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { reportChanged } from '../ui/events.js';

/** What the library's people say about a month, and a form for it. */
@customElement('month-comment')
export class MonthCommentPanel extends DashboardElement {
  static override styles = css`
    .text {
      margin: 0;
      white-space: pre-line;
      overflow-wrap: anywhere;
    }

    form {
      display: grid;
      gap: var(--space-3);
    }

    @media print {
      .text {
        font-size: var(--text-xs);
      }
    }
  `;

  @property() library = '';
  @property() month = '';
  @property({ attribute: false }) comment!: MonthComment;
  @state() private isWriting = false;
  #draft = new Draft(this, {
    words: () => ({ text: this.comment.text }),
    revision: () => this.comment.revision,
    reread: () => reportChanged(this),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library') && !changed.has('month')) return;
    this.#draft.giveUp();
    this.isWriting = false;
  }

  override render(): TemplateResult {
    const { text, by, at } = this.comment;
    return html`<h2 id="comment">${messages.comment}</h2>
      ${
        text === ''
          ? html`<p class="soft small">${messages.noComment}</p>`
          : html`<p class="text">${text}</p>
              <p class="soft small">${messages.commentBy(by ?? '', instantDayText(at!))}</p>`
      }
      ${readerMayChange() ? this.#form() : null}`;
  }

  #form(): TemplateResult {
    const { text } = this.comment;
    return html`<details
      class="screen-only"
      .open=${this.isWriting}
      @toggle=${(event: Event) => (this.isWriting = (event.target as HTMLDetailsElement).open)}
    >
      <summary class="small">${text === '' ? messages.writeComment : messages.changeComment}</summary>
      <form @submit=${(event: SubmitEvent) => void this.#save(event)}>
        ${this.#draft.field('text', {
          label: messages.commentText,
          rows: 4,
          required: false,
          isFree: true,
          most: MONTH_COMMENT_CHARS_MAX,
          note: messages.commentHint,
        })}
        ${this.#draft.line(messages.commentConflict, this.#draft.hasChanged)}
        <div>
          <button class="button" type="submit" ?disabled=${this.#draft.busy}>${messages.saveComment}</button>
        </div>
      </form>
    </details>`;
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const saved = await this.#draft.save(
      (typed, revision) => setMonthComment(connection, this.library, this.month, { ...typed, revision }),
      messages.commentSaved,
    );
    if (saved) this.isWriting = false;
  }
}

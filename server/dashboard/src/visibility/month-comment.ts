import { MONTH_COMMENT_CHARS_MAX, setMonthComment, type MonthComment } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { readerMayChange } from '../app/reader.js';
import { fullDayText } from '../i18n/day-text.js';
import { messages } from '../i18n/month.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { BegunOn } from '../ui/begun-on.js';
import { announce, reportChanged } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

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
        font-size: 0.7rem;
      }
    }
  `;

  @property() library = '';
  @property() month = '';
  @property({ attribute: false }) comment!: MonthComment;
  @state() private isWriting = false;
  /** What is being typed. */
  @state() private draft: string | undefined;
  #begun = new BegunOn(this, () => this.comment.revision);
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library') && !changed.has('month')) return;
    this.#forgetDraft();
    this.#mutation.forget();
  }

  #forgetDraft(): void {
    this.draft = undefined;
    this.#begun.end();
    this.isWriting = false;
  }

  override render(): TemplateResult {
    const { text, by, at } = this.comment;
    return html`<h2 id="comment">${messages.comment}</h2>
      ${
        text === ''
          ? html`<p class="soft small">${messages.noComment}</p>`
          : html`<p class="text">${text}</p>
              <p class="soft small">${messages.commentBy(by ?? '', fullDayText(at!.slice(0, 10)))}</p>`
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
        <label
          >${messages.commentText}<textarea
            rows="4"
            maxlength=${MONTH_COMMENT_CHARS_MAX}
            dir="auto"
            .value=${this.draft ?? text}
            @input=${this.#onInput}
          ></textarea>
          <small>${messages.commentHint}</small></label
        >
        ${this.#begun.hasChanged ? html`<p role="alert">${messages.commentConflict}</p>` : troubleLine(this.#mutation.trouble)}
        <div>
          <button class="button" type="submit" ?disabled=${this.#mutation.busy}>${messages.saveComment}</button>
        </div>
      </form>
    </details>`;
  }

  #onInput(event: Event): void {
    this.#begun.begin();
    this.draft = (event.target as HTMLTextAreaElement).value;
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const change = { text: this.draft ?? this.comment.text, revision: this.#begun.value };
    const saved = await this.#mutation.run(() => setMonthComment(connection, this.library, this.month, change));
    if (saved === undefined) {
      if (this.#mutation.trouble?.code !== 'stale-revision') return;
      this.#begun.refuse();
      return reportChanged(this);
    }
    this.#forgetDraft();
    announce(this, messages.commentSaved);
    reportChanged(this);
  }
}

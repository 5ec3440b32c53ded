import { addNote, removeNote, type LibraryNote } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { countText } from '../i18n/count-text.js';
import { fullDayText } from '../i18n/day-text.js';
import { messages } from '../i18n/note-text.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { reportChanged } from '../ui/events.js';
import { sentForm, troubleLine } from '../ui/form-fields.js';
import { confirmation } from '../ui/confirmation.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import { KeepFocus } from '../ui/keep-focus.js';
import { Mutation } from '../ui/mutation.js';
import './note-change.js';

/** Dated notes, the latest first, each with the clicks before and after it; and a form for another. */
@customElement('dated-notes')
export class DatedNotes extends DashboardElement {
  static override styles = [
    confirmation,
    css`
      ul {
        margin: var(--space-2) 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        justify-content: space-between;
        gap: var(--space-2) var(--space-3);
        padding: var(--space-2) 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }

      .text {
        flex: 1 1 14rem;
        min-width: 0;
      }

      form {
        display: grid;
        gap: var(--space-3);
        max-width: 30rem;
      }

      @media print {
        ul.small {
          font-size: var(--text-xs);
        }

        li {
          padding: var(--space-1) 0;
        }
      }
    `,
  ];

  @property() library = '';
  @property({ attribute: false }) notes: readonly LibraryNote[] = [];
  /** How many show at once; earlier ones are collapsed. */
  @property({ type: Number }) shown = Infinity;
  /** The day that the form begins with. */
  @property() day = '';
  #mutation = new Mutation(this);
  #removal = new EntryRemoval<LibraryNote>(this, this.#mutation, {
    name: ({ text }) => messages.removeNoteOf(text),
    ask: ({ text }) => messages.removeNoteSure(text),
    said: () => messages.noteRemoved,
    remove: ({ id }) => removeNote(connection, this.library, id),
    reread: () => reportChanged(this),
  });

  /** A row that is removed takes the focus with it. */
  protected readonly keptFocus = new KeepFocus(this, 'h2');

  override render(): TemplateResult {
    const latest = this.notes.toReversed();
    const [shown, earlier] = [latest.slice(0, this.shown), latest.slice(this.shown)];
    return html`<h2 id="notes" tabindex="-1">${WORDS.notes}</h2>
      ${latest.length === 0 ? html`<p class="soft small">${messages.noNotes}</p>` : this.#list(shown)}
      ${
        earlier.length === 0
          ? null
          : html`<details>
              <summary class="small screen-only">
                ${(shown.length === 0 ? messages.allNotes : messages.earlierNotes)(countText(earlier.length))}
              </summary>
              ${this.#list(earlier)}
            </details>`
      }
      ${readerMayChange() ? this.#form() : null} ${troubleLine(this.#mutation.trouble)}`;
  }

  #form(): TemplateResult {
    return html`<details class="screen-only">
      <summary class="small">${messages.addANote}</summary>
      <form @submit=${(event: SubmitEvent) => void this.#add(event)}>
        <label>${WORDS.day}<input name="date" type="date" required .defaultValue=${this.day} /></label>
        <label
          >${messages.noteText}<input name="text" required maxlength="200" /> <small>${messages.noteHint}</small></label
        >
        <div><button class="button" type="submit" ?disabled=${this.#mutation.busy}>${messages.addNote}</button></div>
      </form>
    </details>`;
  }

  #list(notes: readonly LibraryNote[]): TemplateResult {
    return html`<ul class="small">
      ${repeat(
        notes,
        ({ id }) => id,
        (note) => this.#note(note),
      )}
    </ul>`;
  }

  #note(note: LibraryNote): TemplateResult {
    return html`<li>
      <div class="text">
        ${fullDayText(note.date)}: ${note.text} <span class="soft">(${note.by})</span>
        <note-change class="screen-only" library=${this.library} date=${note.date} name=${note.text}></note-change>
      </div>
      ${readerMayChange() ? this.#removal.button(note) : null}
    </li>`;
  }

  async #add(event: SubmitEvent): Promise<void> {
    const { text, reset } = sentForm(event);
    const note = { date: text('date'), text: text('text') };
    if (!(await this.#mutation.run(() => addNote(connection, this.library, note), messages.noteAdded))) return;
    reset();
    reportChanged(this);
  }
}

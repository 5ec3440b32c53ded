import {
  endLibraryMessage,
  getLibraryMessage,
  MESSAGE_LENGTH,
  setLibraryMessage,
  type LibraryMessageView,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { serverNowMs } from '../ui/server-clock.js';
import { instantText } from '../i18n/clock-text.js';
import { languageName } from '../i18n/language-name.js';
import { messageChangeText, messages } from '../i18n/message.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { endFields, typedEnd, typedInstant, type TypedEnd } from '../ui/end-fields.js';
import { field, troubleLine } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import '../ui/notice-card.js';

interface Typed extends TypedEnd {
  text: string;
  /** By the tag's name of a language; '': none. */
  translations: Record<string, string>;
}

/** The sentence that patrons read beside the button: the one that is shown, a form for another, and who changed it. */
@customElement('message-panel')
export class MessagePanel extends DashboardElement {
  static override styles = css`
    section,
    .shown,
    .preview {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      justify-items: start;
      gap: var(--space-3);
      overflow-wrap: anywhere;
    }

    section > * {
      justify-self: stretch;
    }

    .shown,
    .preview {
      padding: var(--space-3) var(--space-4);
      border: 1px solid var(--line);
      border-radius: var(--radius-s);
    }

    summary + * {
      margin-top: var(--space-2);
    }

    .sentence {
      padding: var(--space-1) var(--space-2);
      background: var(--surface-sunk);
      font-weight: 550;
    }

    /* Looks like the tag's button, and is none. */
    .like-button {
      padding: var(--space-2) var(--space-4);
      border-radius: var(--radius-s);
      background: var(--accent);
      color: var(--on-accent);
      font-weight: 550;
    }
  `;

  @property() library = '';
  /** The form is open from the start, for a message until then. */
  @property({ attribute: false }) writtenUntil: string | undefined;
  @state() private isWriting = false;
  #view = new LiveQuery<LibraryMessageView>(this, ['queue'], () => getLibraryMessage(connection, this.library));
  #draft = new Draft<Typed>(this, {
    words: () => {
      const { writtenUntil } = this;
      const endMs = writtenUntil === undefined ? serverNowMs() : Date.parse(writtenUntil);
      const { day, time } = typedEnd(endMs, this.#view.last?.zone ?? 'UTC');
      return { text: '', translations: {}, day, time: writtenUntil === undefined ? '' : time };
    },
    revision: () => this.#view.last?.revision ?? 0,
    reread: () => this.#view.ask(),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library') && !changed.has('writtenUntil')) return;
    this.#draft.end();
    this.isWriting = this.writtenUntil !== undefined;
    void this.#read();
  }

  async #read(): Promise<void> {
    await this.#view.ask({ keep: false });
    await this.updateComplete;
    if (this.isWriting) this.renderRoot.querySelector<HTMLElement>('form input')?.focus();
  }

  async #change(
    action: (typed: unknown, revision: number) => Promise<LibraryMessageView>,
    said: string | ((view: LibraryMessageView) => string),
  ): Promise<void> {
    if ((await this.#draft.save(action, said)) === undefined) return;
    this.isWriting = false;
    await this.updateComplete;
    // The button that had the focus is gone.
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  #save(event: SubmitEvent, zone: string): Promise<void> {
    event.preventDefault();
    const { text, translations: typed, ...end } = this.#draft.words;
    const written = Object.entries(typed).map(([tag, words]) => [tag, words.trim()] as const);
    const translations = Object.fromEntries(written.filter(([, words]) => words !== ''));
    const until = typedInstant(end, zone, this.writtenUntil);
    return this.#change(
      (_typed, revision) =>
        setLibraryMessage(connection, this.library, { text: text.trim(), translations, until, revision }),
      (view) => messages.saved(view.message?.until ?? until, zone),
    );
  }

  #end(revision: number): Promise<void> {
    return this.#change(() => endLibraryMessage(connection, this.library, { revision }), messages.ended);
  }

  override render(): TemplateResult {
    const { last, failure } = this.#view;
    return html`<section aria-labelledby="message">
      <h2 id="message" tabindex="-1">${messages.heading}</h2>
      <details class="small">
        <summary>${messages.whereRead}</summary>
        <p>${messages.what} ${messages.compact}</p>
      </details>
      ${
        failure === undefined
          ? null
          : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#view.ask()}></notice-card>`
      }
      ${last ? this.#content(last) : failure === undefined ? html`<p class="soft">${messages.loading}</p>` : null}
    </section>`;
  }

  #content(view: LibraryMessageView): TemplateResult {
    return html`${this.#shown(view)} ${this.isWriting ? null : troubleLine(this.#draft.trouble)}
    ${readerMayChange() ? this.#writing(view) : null} ${this.#history(view)}`;
  }

  #writing(view: LibraryMessageView): TemplateResult {
    return html`<details
      class="screen-only"
      .open=${this.isWriting}
      @toggle=${(event: Event) => (this.isWriting = (event.target as HTMLDetailsElement).open)}
    >
      <summary>${view.message === null ? messages.write : messages.replace}</summary>
      ${this.#form(view)}
    </details>`;
  }

  #shown({ zone, message, revision, entries: [latest] }: LibraryMessageView): TemplateResult {
    if (message === null || Date.parse(message.until) <= serverNowMs()) return html`<p>${messages.none}</p>`;
    return html`<div class="shown">
      <p class="sentence" dir="auto">${message.text}</p>
      ${Object.entries(message.translations ?? {}).map(
        ([tag, words]) => html`<p class="sentence" dir="auto" lang=${tag}>${words}</p>`,
      )}
      <p class="small">
        <strong>${messages.shown(message.until, zone)}</strong>${
          latest === undefined
            ? null
            : html`<br /><span class="soft">${messages.setBy(latest.by, latest.at, zone)}</span>`
        }
      </p>
      ${
        readerMayChange()
          ? html`<button
              type="button"
              class="button screen-only"
              aria-disabled=${this.#draft.busy ? 'true' : 'false'}
              @click=${() => void this.#end(revision)}
            >
              ${messages.endNow}
            </button>`
          : null
      }
    </div>`;
  }

  #form({ zone, languages }: LibraryMessageView): TemplateResult {
    const draft = this.#draft;
    const text = draft.words.text.trim();
    return html`<form @submit=${(event: SubmitEvent) => void this.#save(event, zone)}>
      ${draft.field('text', {
        label: WORDS.sentenceForPatrons,
        most: MESSAGE_LENGTH,
        wide: true,
        hint: messages.textHint,
        faultWords: messages.textFault,
      })}
      ${this.#translations(languages)} ${endFields(draft, zone, messages.untilFault)}
      ${text === '' ? null : this.#preview(text)} ${draft.line(messages.changedMeanwhile, draft.isStale)}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${draft.busy ? 'true' : 'false'}>
          ${messages.show}
        </button>
      </div>
    </form>`;
  }

  #translations(languages: readonly string[]): TemplateResult {
    const { translations } = this.#draft.words;
    return html`<details ?open=${Object.values(translations).some((words) => words !== '')}>
      <summary>${messages.translations}</summary>
      <div class="form">
        <p class="small soft">${messages.translationsHint}</p>
        ${languages.map((tag) =>
          field({
            name: `translations.${tag}`,
            label: languageName(tag),
            errors: this.#draft.errors,
            faultWords: messages.translationFault(languageName(tag)),
            value: translations[tag] ?? '',
            most: MESSAGE_LENGTH,
            required: false,
            wide: true,
            onInput: (words) => this.#draft.set({ translations: { ...translations, [tag]: words } }),
          }),
        )}
      </div>
    </details>`;
  }

  #preview(text: string): TemplateResult {
    return html`<div class="preview" role="group" aria-labelledby="preview">
      <p class="small soft" id="preview">${messages.preview}</p>
      <p class="like-button">${messages.button}</p>
      <p class="sentence" dir="auto">${text}</p>
    </div>`;
  }

  #history({ zone, entries }: LibraryMessageView): TemplateResult | null {
    if (entries.length === 0) return null;
    return html`<details class="screen-only">
      <summary>${WORDS.history}<span class="visually-hidden">${messages.historyOf}</span></summary>
      <ol class="plain-list">
        ${entries.map(
          (entry) =>
            html`<li>
              ${messageChangeText(entry, zone)}
              <span class="soft small">· ${entry.by}, ${instantText(entry.at, zone)}</span>
            </li>`,
        )}
      </ol>
    </details>`;
  }
}

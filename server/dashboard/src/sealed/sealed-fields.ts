import {
  getSealedFields,
  removeSealedField,
  revealSealedField,
  SEALED_CHARS_MAX,
  SEALED_FIELDS,
  setSealedField,
  type SealedField,
  type SealedFieldList,
  type SealedFieldName,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerAnswersChats, readerMayChange } from '../ui/reader.js';
import { FIELD_WORDS, messages } from '../i18n/local.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { confirmation } from '../ui/confirmation.js';
import { EntryEditor } from '../ui/entry-editor.js';
import { announce } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';

/** One of the fields, with what is stored of it. */
interface Sealed {
  id: number;
  revision: number;
  field: SealedFieldName;
  label: string;
  stored: SealedField | undefined;
}

/** A library's dummy card number and PIN: revealed on demand, hidden after a while. */
@customElement('sealed-fields')
export class SealedFields extends DashboardElement {
  static override styles = [
    confirmation,
    listPanelStyles,
    css`
      output {
        justify-self: start;
        padding: var(--space-1) var(--space-2);
        background: var(--surface-sunk);
        font: 550 var(--text-m) / 1.6 var(--font-mono);
        user-select: all;
      }
    `,
  ];

  @property() library = '';
  /** True beside what is only read: it reveals, and changes nothing. */
  @property({ type: Boolean }) reading = false;
  @state() private revealed: { field: SealedFieldName; value: string } | undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;
  #list = new LiveQuery<SealedFieldList>(this, ['workspace'], () => getSealedFields(connection, this.library));
  #editor = new EntryEditor<Sealed, { label: string; value: string }>(this, {
    all: () => SEALED_FIELDS.map((field, id) => this.#sealed(field, id)),
    reread: () => this.#list.ask(),
    name: ({ label }) => label,
    by: ({ stored }) => stored?.by ?? '',
    typed: (sealed) => ({ label: sealed?.label ?? '', value: '' }),
    show: (sealed) => this.#field(sealed),
    buttons: (sealed) => this.#revealing(sealed),
    fields: (draft, sealed) =>
      html`${draft.field('label', { label: messages.label, most: SEALED_CHARS_MAX })}
      ${draft.field('value', { label: messages.value, most: SEALED_CHARS_MAX })}
      ${sealed?.stored === undefined ? null : html`<p class="small soft">${messages.valueNote}</p>`}`,
    save: ({ label, value }, revision, sealed) =>
      setSealedField(connection, this.library, sealed!.field, { label: label.trim(), value, revision }),
    saved: ({ label }) => messages.saved(label.trim()),
    remove: ({ stored }) => removeSealedField(connection, this.library, stored!.field, stored!),
    mayAdd: () => false,
    mayChange: () => readerAnswersChats() && readerMayChange() && !this.reading,
    mayRemove: ({ stored }) => stored !== undefined,
    change: ({ stored }) => (stored === undefined ? messages.enter : WORDS.change),
    onChange: () => this.#hide(),
    messages,
  });
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.#hide();
    this.#editor.end();
    void this.#list.ask({ keep: false });
  }

  constructor() {
    super();
    this.addController({ hostDisconnected: () => this.#hide() });
  }

  #hide(): void {
    clearTimeout(this.#hiding);
    this.revealed = undefined;
  }

  async #reveal({ field, label }: SealedField): Promise<void> {
    const revealed = await this.#mutation.run(
      () => revealSealedField(connection, this.library, field),
      messages.revealed(label),
    );
    if (revealed === undefined) return;
    this.#hide();
    this.revealed = { field, value: revealed.value };
    this.#hiding = setTimeout(() => {
      this.#hide();
      announce(this, messages.hidden(label));
    }, revealed.shownForSec * 1000);
  }

  #sealed(field: SealedFieldName, id: number): Sealed {
    const stored = this.#list.last?.fields.find((each) => each.field === field);
    return { id, field, stored, label: stored?.label ?? FIELD_WORDS[field], revision: stored?.revision ?? 0 };
  }

  override render(): TemplateResult {
    return listPanel(
      {
        id: 'sealed',
        heading: messages.sealed,
        what: messages.notPatron,
      },
      this.#list,
      (last) => this.#content(last),
    );
  }

  #content({ isSetUp }: SealedFieldList): TemplateResult {
    if (!isSetUp) return html`<p><strong>${messages.notSetUp}</strong> ${messages.notSetUpNote}</p>`;
    return html`${troubleLine(this.#mutation.trouble)}
      ${readerAnswersChats() ? null : html`<p class="soft">${messages.viewerNote}</p>`} ${this.#editor.render()}
      <details>
        <summary>${messages.whoSees}</summary>
        <p class="small">${messages.sealedNote}</p>
      </details>`;
  }

  #field({ field, label, stored }: Sealed): TemplateResult {
    const zone = this.#list.last?.zone ?? 'UTC';
    const shown = this.revealed?.field === field ? this.revealed.value : undefined;
    return html`<h3 dir="auto">${label}</h3>
      ${
        stored === undefined
          ? html`<p>${messages.none}</p>`
          : html`<p class="small soft">${messages.entered(stored.by, stored.changedAt, zone)}</p>`
      }
      ${stored?.state === 'other-key' ? html`<p class="trouble">${messages.otherKey}</p>` : null}
      ${shown === undefined ? null : html`<output dir="auto">${shown}</output>`}`;
  }

  #revealing({ field, label, stored }: Sealed): TemplateResult | null {
    if (stored?.state !== 'sealed' || !readerAnswersChats()) return null;
    const isShown = this.revealed?.field === field;
    return html`<button
      type="button"
      class="button"
      aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
      @click=${() => (isShown ? this.#hide() : void this.#reveal(stored))}
    >
      ${isShown ? messages.hide : messages.reveal}<span class="visually-hidden"> ${label}</span>
    </button>`;
  }
}

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
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { readerAnswersChats, readerMayChange } from '../app/reader.js';
import { FIELD_WORDS, messages } from '../i18n/local.js';
import { errorsAt } from '../logic/field-errors.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Confirmation, confirmation } from '../ui/confirmation.js';
import { announce } from '../ui/events.js';
import { faults, field as inputField, troubleLine } from '../ui/form-fields.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { localPanel, localPanelStyles, saveForm } from './local-panel.js';

/** A library's dummy card number and PIN: revealed on demand, hidden after a while. */
@customElement('sealed-fields')
export class SealedFields extends DashboardElement {
  static override styles = [
    confirmation,
    localPanelStyles,
    css`
      output {
        justify-self: start;
        padding: 4px 8px;
        background: var(--surface-sunk);
        font: 550 1rem / 1.6 var(--font-mono);
        user-select: all;
      }
    `,
  ];

  @property() library = '';
  /** True beside what is only read: it reveals, and changes nothing. */
  @property({ type: Boolean }) reading = false;
  @state() private revealed: { field: SealedFieldName; value: string } | undefined;
  @state() private editing: SealedFieldName | undefined;
  @state() private label = '';
  @state() private value = '';
  /** The revision that the form was opened for. */
  #revision = 0;
  #hiding: ReturnType<typeof setTimeout> | undefined;
  #list = new LiveQuery<SealedFieldList>(this, ['workspace'], () => getSealedFields(connection, this.library));
  #mutation = new Mutation(this);
  #confirmation = new Confirmation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.#hide();
    this.editing = undefined;
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
    const revealed = await this.#mutation.run(() => revealSealedField(connection, this.library, field));
    if (revealed === undefined) return;
    this.#hide();
    this.revealed = { field, value: revealed.value };
    announce(this, messages.revealed(label));
    this.#hiding = setTimeout(() => {
      this.#hide();
      announce(this, messages.hidden(label));
    }, revealed.shownForSec * 1000);
  }

  async #edit(field: SealedFieldName, stored: SealedField | undefined): Promise<void> {
    this.#mutation.forget();
    this.#hide();
    this.editing = field;
    this.label = stored?.label ?? FIELD_WORDS[field];
    this.value = '';
    this.#revision = stored?.revision ?? 0;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('form input')?.focus();
  }

  async #save(event: SubmitEvent, field: SealedFieldName): Promise<void> {
    event.preventDefault();
    const change = { label: this.label.trim(), value: this.value, revision: this.#revision };
    const saved = await saveForm(this.#mutation, this.#list, {
      save: () => setSealedField(connection, this.library, field, change),
      goOn: () => (this.#revision = this.#stored(field)?.revision ?? 0),
    });
    if (saved === undefined) return;
    announce(this, messages.saved(change.label));
    await this.#close();
  }

  async #remove(stored: SealedField): Promise<void> {
    const removed = await this.#mutation.run(() => removeSealedField(connection, this.library, stored.field, stored));
    await this.#confirmation.end();
    if (removed === undefined) return;
    this.#hide();
    announce(this, messages.removed(stored.label));
    await this.#list.ask();
    await this.#close();
  }

  async #close(): Promise<void> {
    this.editing = undefined;
    this.value = '';
    await this.updateComplete;
    // The button that had the focus is gone.
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  #stored(field: SealedFieldName): SealedField | undefined {
    return this.#list.last?.fields.find((each) => each.field === field);
  }

  override render(): TemplateResult {
    return localPanel(
      {
        id: 'sealed',
        heading: messages.sealed,
        what: html`${messages.sealedNote} <strong>${messages.notPatron}</strong>`,
      },
      this.#list,
      (last) => this.#content(last),
    );
  }

  #content({ isSetUp, zone }: SealedFieldList): TemplateResult {
    if (!isSetUp) return html`<p><strong>${messages.notSetUp}</strong> ${messages.notSetUpNote}</p>`;
    return html`${this.editing === undefined ? troubleLine(this.#mutation.trouble) : null}
      ${readerAnswersChats() ? null : html`<p class="soft">${messages.viewerNote}</p>`}
      <ul class="plain-list">
        ${SEALED_FIELDS.map((field) => this.#field(field, this.#stored(field), zone))}
      </ul>`;
  }

  #field(field: SealedFieldName, stored: SealedField | undefined, zone: string): TemplateResult {
    const shown = this.revealed?.field === field ? this.revealed.value : undefined;
    return html`<li>
      <h3 dir="auto">${stored?.label ?? FIELD_WORDS[field]}</h3>
      ${
        stored === undefined
          ? html`<p>${messages.none}</p>`
          : html`<p class="small soft">${messages.entered(stored.by, stored.changedAt, zone)}</p>`
      }
      ${stored?.state === 'other-key' ? html`<p class="trouble">${messages.otherKey}</p>` : null}
      ${shown === undefined ? null : html`<output dir="auto">${shown}</output>`}
      ${readerAnswersChats() ? this.#buttons(field, stored, shown !== undefined) : null}
      ${this.editing === field ? this.#form(field, stored) : null}
    </li>`;
  }

  #buttons(field: SealedFieldName, stored: SealedField | undefined, isShown: boolean): TemplateResult {
    const about = html`<span class="visually-hidden"> ${stored?.label ?? FIELD_WORDS[field]}</span>`;
    const id = SEALED_FIELDS.indexOf(field);
    const busy = this.#mutation.busy ? 'true' : 'false';
    const reveal =
      stored?.state === 'sealed'
        ? html`<button
            type="button"
            class="button"
            aria-disabled=${busy}
            @click=${() => (isShown ? this.#hide() : void this.#reveal(stored))}
          >
            ${isShown ? messages.hide : messages.reveal}${about}
          </button>`
        : null;
    const mayEdit = readerMayChange() && !this.reading;
    const remove =
      stored === undefined || !mayEdit
        ? null
        : this.#confirmation.button(id, messages.remove, {
            words: messages.removeAsk(stored.label),
            yes: messages.removeYes,
            about: stored.label,
            isBusy: this.#mutation.busy,
            onYes: () => void this.#remove(stored),
          });
    return html`<div class="actions screen-only">
      ${reveal}
      ${
        mayEdit
          ? html`<button type="button" class="button" @click=${() => void this.#edit(field, stored)}>
              ${stored === undefined ? messages.enter : messages.change}${about}
            </button>`
          : null
      }
      ${remove}
    </div>`;
  }

  #form(field: SealedFieldName, stored: SealedField | undefined): TemplateResult {
    const { trouble, errors, busy } = this.#mutation;
    const faultOf = (name: string) => (errorsAt(errors, name).length > 0 ? `${name}-fault` : undefined);
    const isStale = trouble?.code === 'stale-revision';
    return html`<form
      class="screen-only"
      autocomplete="off"
      @submit=${(event: SubmitEvent) => void this.#save(event, field)}
    >
      ${isStale && stored ? html`<p class="trouble">${messages.changedMeanwhile(stored.by)}</p>` : troubleLine(trouble)}
      ${inputField({ label: messages.label, value: this.label, fault: faultOf('label'), most: SEALED_CHARS_MAX, onInput: (text) => (this.label = text) })}
      ${faults('label-fault', errorsAt(errors, 'label'))}
      ${inputField({ label: messages.value, value: this.value, fault: faultOf('value'), most: SEALED_CHARS_MAX, onInput: (text) => (this.value = text) })}
      ${stored === undefined ? nothing : html`<p class="small soft">${messages.valueNote}</p>`}
      ${faults('value-fault', errorsAt(errors, 'value'))}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${busy ? 'true' : 'false'}>${messages.save}</button>
      </div>
    </form>`;
  }
}

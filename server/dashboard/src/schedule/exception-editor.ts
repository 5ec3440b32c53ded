import type { Exception, Opening } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { emitDraft } from '../ui/events.js';
import { errorsAt, isAtFault, type FieldErrors } from '../logic/field-errors.js';
import { newException, replaced, without } from '../logic/hours-draft.js';
import { exceptionDaysText } from '../i18n/hours-text.js';
import { messages } from '../i18n/schedule.js';
import { faults, field } from '../ui/form-fields.js';

/** Closings and special hours of single days. Past days are kept but not shown. */
@customElement('exception-editor')
export class ExceptionEditor extends DashboardElement {
  @property({ attribute: false }) exceptions: readonly Exception[] = [];
  @property() path = '';
  @property() today = '';
  @property({ attribute: false }) errors: FieldErrors = [];

  #change(index: number, change: Partial<Exception>): void {
    const exception = this.exceptions[index];
    if (exception) emitDraft(this, replaced(this.exceptions, index, { ...exception, ...change }));
  }

  #add(isClosed: boolean): void {
    emitDraft(this, [...this.exceptions, newException(this.today, isClosed)]);
  }

  override render(): TemplateResult {
    const isOver = ({ date, through }: Exception): boolean => (through || date) < this.today;
    return html`<div class="form">
      ${this.exceptions.map((exception, index) =>
        isOver(exception) && errorsAt(this.errors, `${this.path}.${index}`).length === 0
          ? null
          : this.#row(exception, index),
      )}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.#add(true)}>${messages.addClosing}</button>
        <button type="button" class="button" @click=${() => this.#add(false)}>${messages.addSpecialHours}</button>
      </div>
    </div>`;
  }

  #row(exception: Exception, index: number): TemplateResult {
    const { date, through = '', open, note = '' } = exception;
    const path = `${this.path}.${index}`;
    const id = `fault-${index}`;
    const fault = (member: string): string | undefined => (isAtFault(this.errors, path, member) ? id : undefined);
    return html`<fieldset>
      <legend>
        ${open.length === 0 ? 'Closed' : 'Special hours'}:
        ${date === '' ? messages.noDayYet : exceptionDaysText({ ...exception, through: through || undefined })}
      </legend>
      <div class="form">
        <div class="fields">
          ${field({ label: 'Day', type: 'date', value: date, fault: fault('date'), onInput: (value) => this.#change(index, { date: value }) })}
          ${field({ label: messages.lastDay, type: 'date', value: through, required: false, fault: fault('through'), onInput: (value) => this.#change(index, { through: value }) })}
          ${field({ label: messages.noteForStaff, value: note, required: false, most: 200, placeholder: 'Staff training', wide: true, fault: fault('note'), onInput: (value) => this.#change(index, { note: value }) })}
        </div>
        ${open.map((opening, at) => this.#opening(index, open, opening, at, fault('open')))}
        <div class="actions">
          <button
            type="button"
            class="button"
            @click=${() => this.#change(index, { open: [...open, { open: '10:00', close: '14:00' }] })}
          >
            ${open.length === 0 ? messages.openPartOfDay : messages.addOpening}<span class="visually-hidden">
              to ${date}</span
            >
          </button>
          <button type="button" class="button" @click=${() => emitDraft(this, without(this.exceptions, index))}>
            Remove<span class="visually-hidden"> ${date}</span>
          </button>
        </div>
        ${faults(id, errorsAt(this.errors, path))}
      </div>
    </fieldset>`;
  }

  #opening(index: number, all: Opening[], opening: Opening, at: number, fault: string | undefined): TemplateResult {
    const change = (change: Partial<Opening>): void =>
      this.#change(index, { open: replaced(all, at, { ...opening, ...change }) });
    return html`<div class="fields">
      ${field({ label: 'Opens', type: 'time', value: opening.open, fault, onInput: (value) => change({ open: value }) })}
      ${field({ label: 'Closes', type: 'time', value: opening.close === '24:00' ? '00:00' : opening.close, fault, onInput: (value) => change({ close: value }) })}
      <button type="button" class="button" @click=${() => this.#change(index, { open: without(all, at) })}>
        Remove<span class="visually-hidden"> this opening</span>
      </button>
    </div>`;
  }
}

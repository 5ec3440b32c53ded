import { POLICY_REPORT_CHARS_MAX, reportPolicyError, type PolicyPage } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/policies.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { blocksOf } from './markdown.js';

/** A button, and the form that it opens: what is wrong on a policy page, and where. */
@customElement('policy-report-form')
export class PolicyReportForm extends DashboardElement {
  @property() library = '';
  @property({ attribute: false }) page!: PolicyPage;
  @property({ attribute: false }) onSent: () => void = () => {};
  @state() private isOpen = false;
  /** '': the whole page. */
  @state() private paragraph = '';
  @state() private note = '';
  #mutation = new Mutation(this);

  async #open(): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    this.renderRoot.querySelector('select')?.focus();
  }

  async #close(): Promise<void> {
    this.isOpen = false;
    this.paragraph = this.note = '';
    this.#mutation.forget();
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.focus();
  }

  async #send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const report = { paragraph: this.paragraph || null, note: this.note };
    const sent = await this.#mutation.run(
      () => reportPolicyError(connection, this.library, this.page.topic, report),
      messages.reportSent,
    );
    if (!sent) return;
    this.onSent();
    await this.#close();
  }

  override render(): TemplateResult {
    if (!this.isOpen)
      return html`<button type="button" class="button screen-only" @click=${() => void this.#open()}>
        ${messages.report}<span class="visually-hidden">${messages.reportOf(this.page.name)}</span>
      </button>`;
    return html`<form
      aria-label=${`${messages.report}${messages.reportOf(this.page.name)}`}
      @submit=${(event: SubmitEvent) => void this.#send(event)}
    >
      ${troubleLine(this.#mutation.trouble)}
      ${field({
        label: messages.reportWhere,
        value: this.paragraph,
        options: [
          ['', messages.reportWhole],
          ...blocksOf(this.page.text).map(({ source, plain }) => [source, plain.slice(0, 80)] as const),
        ],
        onInput: (paragraph) => (this.paragraph = paragraph),
      })}
      ${field({
        name: 'note',
        errors: this.#mutation.errors,
        label: messages.reportNote,
        rows: 3,
        isFree: true,
        most: POLICY_REPORT_CHARS_MAX,
        value: this.note,
        hint: messages.reportHint,
        onInput: (note) => (this.note = note),
      })}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
          ${messages.reportSend}
        </button>
        <button type="button" class="button" @click=${() => void this.#close()}>${WORDS.cancel}</button>
      </div>
    </form>`;
  }
}

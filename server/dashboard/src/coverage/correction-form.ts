import { correctCoverage, type CoverageInterval } from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { fieldTime, typedInstant } from '../logic/wall-clock.js';
import { KIND_WORDS } from '../i18n/coverage-text.js';
import { messages } from '../i18n/coverage.js';
import { field, radio, troubleLine } from '../ui/form-fields.js';
import { zoneName } from '../i18n/zone-text.js';

type Kind = CoverageInterval['kind'];

/** Corrects the coverage of a period, with a reason. Emits `ask-close` when it is done or cancelled. */
@customElement('correction-form')
export class CorrectionForm extends DashboardElement {
  /** Focusing the form focuses its first field. */
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  @property() queue = '';
  @property() zone = 'UTC';
  /** The period that the form starts with. */
  @property() start = '';
  @property() end = '';
  @state() private typed: { start: string; end: string } | undefined;
  /** Nothing is preselected, since a preselected answer is often left as it is. */
  @state() private kind: Kind | undefined;
  @state() private why = '';
  #mutation = new Mutation(this);

  get #fields(): { start: string; end: string } {
    return this.typed ?? { start: fieldTime(this.start, this.zone), end: fieldTime(this.end, this.zone) };
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const shown = this.#fields;
    const { queue, kind, zone } = this;
    const start = typedInstant(shown.start, this.start, zone);
    const end = typedInstant(shown.end, this.end, zone);
    if (start === undefined || end === undefined || kind === undefined) return;
    const made = await this.#mutation.run(
      () => correctCoverage(connection, queue, { start, end, kind, why: this.why.trim() }),
      messages.corrected(KIND_WORDS[kind]),
    );
    if (!made) return;
    reportChanged(this);
    this.#close();
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('ask-close', { bubbles: true, composed: true }));
  }

  override render(): TemplateResult {
    const shown = this.#fields;
    const { errors } = this.#mutation;
    const time = (name: 'start' | 'end', label: string): TemplateResult =>
      field({
        name,
        errors,
        label,
        type: 'datetime-local',
        value: shown[name],
        wide: true,
        onInput: (value) => (this.typed = { ...this.#fields, [name]: value }),
      });
    return html`<form @submit=${(event: Event) => void this.#save(event)}>
      <div class="fields">${time('start', 'From')} ${time('end', 'Until')}</div>
      <p class="small soft">By ${zoneName(this.zone)}.</p>
      <fieldset>
        <legend>${messages.correctKind}</legend>
        <div class="ticks">
          ${(Object.keys(KIND_WORDS) as Kind[]).map((kind) =>
            radio('kind', KIND_WORDS[kind], this.kind === kind, () => (this.kind = kind), { required: true }),
          )}
        </div>
      </fieldset>
      <div class="fields">
        ${field({ name: 'why', errors, label: messages.correctionReason, value: this.why, most: 500, wide: true, onInput: (value) => (this.why = value) })}
      </div>
      ${troubleLine(this.#mutation.trouble)}
      <div class="actions">
        <button type="submit" class="button primary">${messages.addCorrection}</button>
        <button type="button" class="button" @click=${() => this.#close()}>${WORDS.cancel}</button>
      </div>
    </form>`;
  }
}

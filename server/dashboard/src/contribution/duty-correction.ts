import { correctDuty, type MonthContribution } from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages } from '../i18n/contribution.js';
import { WORDS } from '../i18n/words.js';
import { zoneName } from '../i18n/zone-text.js';
import { fieldTime, typedInstant } from '../logic/wall-clock.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { reportChanged } from '../ui/events.js';
import { faults, field, radio, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** Says who was there in hours of a library, with a reason. Emits `ask-close` when it is done or cancelled. */
@customElement('duty-correction')
export class DutyCorrectionForm extends DashboardElement {
  /** Focusing the form focuses its first field. */
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  @property() library = '';
  @property() zone = 'UTC';
  @property({ attribute: false }) duty!: MonthContribution['duties'][number];
  /** Nothing is preselected, since a preselected answer is often left as it is. */
  @state() private said: 'there' | 'absent' | undefined;
  @state() private typed: { from?: string; to?: string } = {};
  @state() private why = '';
  #mutation = new Mutation(this);

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const { queue, serviceId: service, start, end } = this.duty;
    const [from, to] = [this.#instant('from', start), this.#instant('to', end)];
    if (this.said === undefined || from === undefined || to === undefined) return;
    const hours = { queue, service, start, end, why: this.why.trim() };
    const change =
      this.said === 'there' ? { ...hours, said: 'there' as const, from, to } : { ...hours, said: 'absent' as const };
    const made = await this.#mutation.run(() => correctDuty(connection, this.library, change), messages.corrected);
    if (made === undefined) return;
    reportChanged(this);
    this.#close();
  }

  #instant(name: 'from' | 'to', given: string): string | undefined {
    return typedInstant(this.typed[name] ?? fieldTime(given, this.zone), given, this.zone);
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('ask-close', { bubbles: true, composed: true }));
  }

  override render(): TemplateResult {
    const { errors, busy, trouble } = this.#mutation;
    const choice = (said: 'there' | 'absent', label: string): TemplateResult =>
      radio('said', label, this.said === said, () => (this.said = said), { required: true });
    const time = (name: 'from' | 'to', label: string, given: string): TemplateResult =>
      field({
        ...{ name, errors, label, type: 'datetime-local', wide: true },
        value: this.typed[name] ?? fieldTime(given, this.zone),
        onInput: (value) => (this.typed = { ...this.typed, [name]: value }),
      });
    return html`<form @submit=${(event: Event) => void this.#save(event)}>
      <fieldset>
        <legend>${messages.correctHeading}</legend>
        <div class="ticks">${choice('there', messages.wasThere)} ${choice('absent', messages.wasNotThere)}</div>
      </fieldset>
      ${
        this.said === 'there'
          ? html`<div class="fields">
                ${time('from', messages.from, this.duty.start)} ${time('to', messages.until, this.duty.end)}
              </div>
              <p class="small soft">${WORDS.byZone(zoneName(this.zone))}</p>`
          : null
      }
      <div class="fields">
        ${field({ name: 'why', errors, label: messages.reason, value: this.why, most: 500, wide: true, onInput: (value) => (this.why = value) })}
      </div>
      ${faults(
        'hours-fault',
        errors.filter(({ field }) => field === 'start' || field === 'end'),
      )}
      ${troubleLine(trouble)}
      <div class="actions">
        <button type="submit" class="button primary" ?disabled=${busy}>${messages.addCorrection}</button>
        <button type="button" class="button" @click=${() => this.#close()}>${WORDS.cancel}</button>
      </div>
    </form>`;
  }
}

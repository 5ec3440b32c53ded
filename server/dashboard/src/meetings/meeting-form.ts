import { addMeeting, changeMeeting, MEETING_PLACE_CHARS_MAX, type Meeting, type NewMeeting } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { messages } from '../i18n/meetings.js';
import { zoneName } from '../i18n/zone-text.js';
import { errorsAt } from '../logic/field-errors.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { BegunOn } from '../ui/begun-on.js';
import { announce, reportChanged } from '../ui/events.js';
import { faults, field, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** Adds a meeting, or changes one. */
@customElement('meeting-form')
export class MeetingForm extends DashboardElement {
  /** Undefined: a new one. */
  @property({ attribute: false }) meeting: Meeting | undefined;
  /** The libraries' zones, the most frequent first. */
  @property({ attribute: false }) zones: readonly string[] = [];
  /** What is being typed. */
  @state() private draft: NewMeeting | undefined;
  #begun = new BegunOn(this, () => this.meeting?.revision ?? 0);
  #mutation = new Mutation(this);

  get #stored(): NewMeeting {
    const { date = '', time = '10:00', zone = this.zones[0] ?? 'UTC', place = '' } = this.meeting ?? {};
    return { date, time, zone, place };
  }

  #set(more: Partial<NewMeeting>): void {
    this.#begun.begin();
    this.draft = { ...(this.draft ?? this.#stored), ...more };
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const asked = this.draft ?? this.#stored;
    const { meeting } = this;
    const saved = await this.#mutation.run(() =>
      meeting === undefined
        ? addMeeting(connection, asked)
        : changeMeeting(connection, meeting.id, { ...asked, revision: this.#begun.value }),
    );
    if (saved === undefined) {
      if (this.#mutation.trouble?.code !== 'stale-revision') return;
      this.#begun.refuse();
      return reportChanged(this);
    }
    this.draft = undefined;
    this.#begun.end();
    announce(this, messages.saved);
    reportChanged(this);
  }

  override render(): TemplateResult {
    const { date, time, zone, place } = this.draft ?? this.#stored;
    const { errors, trouble, busy } = this.#mutation;
    const faultOf = (name: string) => (errorsAt(errors, name).length > 0 ? `${name}-fault` : undefined);
    return html`<form @submit=${(event: SubmitEvent) => void this.#save(event)}>
      ${this.#begun.hasChanged ? html`<p class="trouble" role="alert">${messages.conflictMeeting}</p>` : errors.length === 0 ? troubleLine(trouble) : null}
      <div class="fields">
        ${field({ label: messages.date, type: 'date', value: date, fault: faultOf('date'), onInput: (value) => this.#set({ date: value }) })}
        ${field({ label: messages.time, type: 'time', value: time, fault: faultOf('time'), onInput: (value) => this.#set({ time: value }) })}
        <label
          >${messages.zone}<select
            aria-describedby="zone-fault"
            @change=${(event: Event) => this.#set({ zone: (event.target as HTMLSelectElement).value })}
          >
            ${[...new Set([...this.zones, zone])].map(
              (each) => html`<option value=${each} ?selected=${each === zone}>${zoneName(each)}</option>`,
            )}
          </select></label
        >
      </div>
      ${['date', 'time', 'zone'].map((name) => faults(`${name}-fault`, errorsAt(errors, name)))}
      ${field({ label: messages.place, value: place, fault: faultOf('place'), most: MEETING_PLACE_CHARS_MAX, onInput: (value) => this.#set({ place: value }) })}
      ${faults('place-fault', errorsAt(errors, 'place'))}
      <div>
        <button class="button primary" type="submit" ?disabled=${busy}>
          ${this.meeting === undefined ? messages.add : messages.save}
        </button>
      </div>
    </form>`;
  }
}

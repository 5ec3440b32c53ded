import { addMeeting, changeMeeting, MEETING_PLACE_CHARS_MAX, type Meeting, type NewMeeting } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/meetings.js';
import { WORDS } from '../i18n/words.js';
import { zoneName } from '../i18n/zone-text.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { reportChanged } from '../ui/events.js';

/** Adds a meeting, or changes one. */
@customElement('meeting-form')
export class MeetingForm extends DashboardElement {
  /** Undefined: a new one. */
  @property({ attribute: false }) meeting: Meeting | undefined;
  /** The libraries' zones, the most frequent first. */
  @property({ attribute: false }) zones: readonly string[] = [];
  #draft = new Draft<NewMeeting>(this, {
    words: () => {
      const { date = '', time = '10:00', zone = this.zones[0] ?? 'UTC', place = '' } = this.meeting ?? {};
      return { date, time, zone, place };
    },
    revision: () => this.meeting?.revision ?? 0,
    reread: () => reportChanged(this),
  });

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { meeting } = this;
    await this.#draft.save(
      (typed, revision) =>
        meeting === undefined
          ? addMeeting(connection, typed)
          : changeMeeting(connection, meeting.id, { ...typed, revision }),
      messages.saved,
    );
  }

  override render(): TemplateResult {
    const draft = this.#draft;
    const zones = [...new Set([...this.zones, draft.words.zone])];
    return html`<form @submit=${(event: SubmitEvent) => void this.#save(event)}>
      ${draft.line(messages.conflictMeeting, draft.hasChanged)}
      <div class="fields">
        ${draft.field('date', { label: WORDS.day, type: 'date' })}
        ${draft.field('time', { label: messages.time, type: 'time' })}
        ${draft.field('zone', { label: messages.zone, options: zones.map((each) => [each, zoneName(each)] as const) })}
      </div>
      ${draft.field('place', { label: messages.place, most: MEETING_PLACE_CHARS_MAX })}
      <div>
        <button class="button primary" type="submit" ?disabled=${draft.busy}>
          ${this.meeting === undefined ? messages.add : WORDS.save}
        </button>
      </div>
    </form>`;
  }
}

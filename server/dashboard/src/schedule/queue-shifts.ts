import { getQueueShifts, type QueueHours, type QueueShifts } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { pageHref } from '../ui/route.js';
import { Query } from '../ui/query.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/schedule.js';
import { messages as appMessages } from '../i18n/app.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import '../ui/notice-card.js';
import './roster-import.js';
import { shiftLine } from './shift-difference.js';
import './needed-editor.js';
import './shift-editor.js';
import './shift-feed.js';
import './shift-week.js';
import { notEditableNote } from '../ui/not-editable-note.js';

/** Who is scheduled at one desk: by its shifts, by a calendar, or by its hours alone. */
@customElement('queue-shifts')
export class QueueShiftsPanel extends DashboardElement {
  static override styles = css`
    section {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-4);
    }
  `;

  @property({ attribute: false }) queue!: QueueHours;
  @property() library = '';
  @state() private editing = false;
  #shifts = new Query<QueueShifts>(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('queue')) void this.#load(changed.get('queue')?.queue === this.queue.queue);
  }

  async #load(keep: boolean): Promise<void> {
    const { queue } = this.queue;
    await this.#shifts.ask(() => getQueueShifts(connection, queue), { keep });
  }

  async #edit(editing: boolean): Promise<void> {
    this.editing = editing;
    await this.updateComplete;
    // The button that had the focus is gone.
    this.renderRoot.querySelector<HTMLElement>(editing ? 'h2' : '#edit')?.focus();
  }

  override render(): TemplateResult {
    const { failure, state } = this.#shifts;
    return html`<section aria-labelledby="name" data-queue=${this.queue.queue}>
      <h2 id="name" tabindex="-1">${this.queue.name}</h2>
      ${failure === undefined ? null : html`<notice-card .failure=${failure} @ask-retry=${() => void this.#load(true)}></notice-card>`}
      ${state.last ? this.#own(state.last) : html`<p class="soft">${ONE_MOMENT}</p>`}
    </section>`;
  }

  /** What the reader cannot change is behind a press; the statewide schedule has it, too. */
  #own(shifts: QueueShifts): TemplateResult {
    const link =
      shifts.shared === null
        ? null
        : html`<p><a href=${pageHref('week', shifts.queue)}>${appMessages.weekOfDesk(shifts.name)}</a></p>`;
    if (shifts.editable || this.queue.tier === 'local') return html`${link}${this.#body(shifts)}`;
    return html`${link}
      <details>
        <summary>${messages.itsShifts}<span class="visually-hidden"> of ${shifts.name}</span></summary>
        <section>${this.#body(shifts)}</section>
      </details>`;
  }

  #body(shifts: QueueShifts): TemplateResult {
    // Seven empty days, which this reader cannot fill, say nothing.
    const hasWeek = shifts.editable || shifts.shifts.length > 0 || shifts.feed !== null;
    return html`${hasWeek ? html`<shift-week .shifts=${shifts} .queue=${this.queue} .library=${this.library}></shift-week>` : null}
      ${this.editing ? html`<shift-editor .shifts=${shifts} @ask-close=${() => void this.#edit(false)}></shift-editor>` : this.#words(shifts)}
      ${shifts.shared === null ? null : html`<needed-editor class="screen-only" .shifts=${shifts}></needed-editor>`}
      ${
        shifts.editable && this.queue.tier !== 'local'
          ? html`<roster-import .shifts=${shifts} .tier=${this.queue.tier}></roster-import>`
          : null
      } <shift-feed class="screen-only" .shifts=${shifts} .tier=${this.queue.tier}></shift-feed>`;
  }

  /** Forty libraries, or a roster, have hundreds. */
  #list(lines: TemplateResult[]): TemplateResult {
    const list = html`<ul class="plain-list">
      ${lines}
    </ul>`;
    return html`<details>
      <summary>${messages.allShifts(lines.length)}</summary>
      ${list}
    </details>`;
  }

  #words({ shifts, shared, feed, editable, name }: QueueShifts): TemplateResult {
    return html`${
      shifts.length === 0
        ? html`<p>${feed ? messages.shiftsByCalendar : messages.shiftsByHours}</p>`
        : this.#list(shifts.map((shift) => shiftLine(shift, shared)))
    }
    ${
      editable
        ? html`<div class="actions screen-only">
            <button type="button" class="button" id="edit" @click=${() => void this.#edit(true)}>
              ${messages.changeShifts}<span class="visually-hidden"> of ${name}</span>
            </button>
          </div>`
        : notEditableNote(messages.sharedDeskShifts)
    }`;
  }
}

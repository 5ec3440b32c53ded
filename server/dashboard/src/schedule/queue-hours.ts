import { closeQueueUntil, type QueueHours } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { tones } from '../styles/tones.js';
import { serverNowMs } from '../ui/server-clock.js';
import { wallClock } from '../logic/wall-clock.js';
import { instantText } from '../i18n/clock-text.js';
import {
  closedNow,
  exceptionDaysText,
  exceptionText,
  seasonDaysText,
  tierText,
  toCome,
  weekLines,
} from '../i18n/hours-text.js';
import { messages } from '../i18n/schedule.js';
import { troubleLine } from '../ui/form-fields.js';
import './hours-editor.js';
import './queue-history.js';
import { zoneName } from '../i18n/zone-text.js';
import { notEditableNote } from '../ui/not-editable-note.js';

/** One desk's hours in words, its closing, a form to change them and the history of changes. */
@customElement('queue-hours')
export class QueueHoursPanel extends DashboardElement {
  static override styles = [
    tones,
    css`
      dl {
        display: grid;
        grid-template-columns: 9.5rem minmax(0, 1fr);
        gap: var(--space-1) var(--space-4);
        margin: 0;
      }

      dt {
        color: var(--ink-soft);
      }

      dd {
        margin: 0;
      }

      .closed {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--tone);
        border-radius: var(--radius-s);
        background: var(--tone-soft);
      }

      h2 + p {
        margin-top: var(--space-1);
      }

      h3 {
        margin-bottom: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) queue!: QueueHours;
  @state() private editing = false;
  #mutation = new Mutation(this);

  async #openAgain(): Promise<void> {
    const { queue, revision } = this.queue;
    const saved = await this.#mutation.run(
      () => closeQueueUntil(connection, queue, { until: null, revision }),
      (done) => messages.openAgain(done.name),
    );
    if (saved || this.#mutation.isStale) reportChanged(this);
  }

  async #edit(editing: boolean): Promise<void> {
    this.editing = editing;
    await this.updateComplete;
    // The button that had the focus is gone.
    const next = editing ? 'h2' : '#edit';
    this.renderRoot.querySelector<HTMLElement>(next)?.focus();
  }

  override render(): TemplateResult {
    const { queue } = this;
    return html`<section class="form" aria-labelledby="name" data-queue=${queue.queue}>
      <div>
        <h2 id="name" tabindex="-1">${queue.name}</h2>
        <p class="soft small">${tierText(queue.tier)} · ${zoneName(queue.zone)}</p>
      </div>
      ${closedNow(queue, serverNowMs()) ? this.#closed(queue.closedUntil!) : null}
      ${troubleLine(this.#mutation.trouble)}
      ${
        this.editing
          ? html`<hours-editor .queue=${queue} @ask-close=${() => void this.#edit(false)}></hours-editor>`
          : this.#words()
      }
      <queue-history class="screen-only" .queue=${queue}></queue-history>
    </section>`;
  }

  #closed(until: string): TemplateResult {
    return html`<div class="closed warn">
      <p><strong>Closed until ${instantText(until, this.queue.zone)}</strong>${messages.despiteHours}</p>
      ${
        this.queue.editable
          ? html`<button
              type="button"
              class="button screen-only"
              aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
              @click=${() => void this.#openAgain()}
            >
              Open again<span class="visually-hidden"> ${this.queue.name}</span>
            </button>`
          : null
      }
    </div>`;
  }

  #words(): TemplateResult {
    const { hours, zone, editable } = this.queue;
    const special = toCome(hours.exceptions, wallClock(serverNowMs(), zone).date);
    return html`${
        hours.weekly === null
          ? html`<p>${messages.hoursUnknown}</p>`
          : html`<div>
              <h3>${messages.regularHours}</h3>
              ${this.#week(hours.weekly)}
            </div>`
      }
      <div>
        <h3>${messages.upcomingSpecialDays}</h3>
        ${
          special.length === 0
            ? html`<p class="soft">${messages.noneAhead}</p>`
            : html`<dl>
                ${special.map(
                  (exception) =>
                    html`<dt>${exceptionDaysText(exception)}</dt>
                      <dd>${exceptionText(exception)}</dd>`,
                )}
              </dl>`
        }
      </div>
      ${hours.seasons.map((season) => this.#season(season))}
      ${
        editable
          ? html`<div class="actions screen-only">
              <button type="button" class="button" id="edit" @click=${() => void this.#edit(true)}>
                ${messages.changeHours}<span class="visually-hidden"> of ${this.queue.name}</span>
              </button>
            </div>`
          : notEditableNote(messages.sharedDeskHours)
      }`;
  }

  #season(season: QueueHours['hours']['seasons'][number]): TemplateResult {
    return html`<div>
      <h3>${season.name} <span class="soft small">${seasonDaysText(season)}</span></h3>
      ${this.#week(season.weekly)}
    </div>`;
  }

  #week(weekly: NonNullable<QueueHours['hours']['weekly']>): TemplateResult {
    return html`<dl>
      ${weekLines(weekly).map(
        ({ days, hours }) =>
          html`<dt>${days}</dt>
            <dd>${hours}</dd>`,
      )}
    </dl>`;
  }
}

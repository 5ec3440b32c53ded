import { getCoverageNow, type QueueNow } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages as coverageMessages } from '../i18n/coverage.js';
import { messages } from '../i18n/desk.js';
import { untilText } from '../i18n/moment-text.js';
import { openText } from '../i18n/open-text.js';
import { nextText } from '../i18n/queue-now-text.js';
import { figures } from '../styles/figures.js';
import '../ui/as-of.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import { serverNowMs } from '../ui/server-clock.js';

/** A desk at a glance: open or closed and until when, who is on now, and when that changes. */
@customElement('desk-hours')
export class DeskHours extends DashboardElement {
  static override styles = [
    figures,
    css`
      dl {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
        gap: var(--space-3) var(--space-5);
      }

      as-of {
        margin-top: var(--space-2);
      }
    `,
  ];

  @property() queue = '';
  /** Why patrons see the hours themselves; '': they see a live status. */
  @property({ attribute: false }) only: string | TemplateResult = '';
  #now = new LiveQuery<QueueNow | undefined>(this, ['queue', 'schedule'], async () => {
    const { queues } = await getCoverageNow(connection, { queue: this.queue });
    return queues[0];
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('queue')) void this.#now.ask({ keep: false });
    this.hidden = this.#now.last === undefined;
  }

  override render(): TemplateResult | null {
    const queue = this.#now.last;
    if (queue === undefined) return null;
    const { scheduled, hasShifts, nextChange, zone } = queue;
    const next = nextText(queue, serverNowMs());
    const who = scheduled.length > 0 ? scheduled.join(', ') : messages.nobodyScheduled;
    const on = nextChange === null ? who : messages.onUntil(who, untilText(nextChange, zone, serverNowMs()));
    const { at, failure } = this.#now;
    return html`<dl>
        <div>
          <dt>${this.only ? coverageMessages.patronsSee : messages.hours}</dt>
          <dd class="figure">${openText(queue, serverNowMs())}</dd>
          ${this.only ? html`<dd class="small soft">${this.only}</dd>` : null}
        </div>
        <div>
          <dt>${messages.onNow}</dt>
          <dd class="figure" dir="auto">${hasShifts ? on : coverageMessages.noShifts}</dd>
        </div>
        ${
          next === null
            ? null
            : html`<div>
                <dt>${messages.nextChange}</dt>
                <dd class="figure" dir="auto">${next}</dd>
              </div>`
        }
      </dl>
      <as-of .at=${at} .failure=${failure} zone=${zone}></as-of>`;
  }
}

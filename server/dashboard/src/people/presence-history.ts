import { getPresenceAudit, type AuditEntry, type QueueHours } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { connection } from '../ui/connection.js';
import { presenceSetText } from '../i18n/audit-text.js';
import { instantText } from '../i18n/clock-text.js';
import { messages } from '../i18n/people.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { troubleLine } from '../ui/form-fields.js';

/** At most this many of the latest changes are listed. */
const MAX_SHOWN = 20;

/** Who set a desk's status on a page, latest first. */
@customElement('presence-history')
export class PresenceHistory extends DashboardElement {
  @property({ attribute: false }) queue!: QueueHours;
  @state() private entries: AuditEntry[] | undefined;
  #mutation = new Mutation(this);

  async #load(): Promise<void> {
    this.entries =
      (await this.#mutation.run(() => getPresenceAudit(connection, this.queue.queue)))?.entries ?? this.entries;
  }

  override render(): TemplateResult {
    return html`<details @toggle=${(event: Event) => void ((event.target as HTMLDetailsElement).open && this.#load())}>
      <summary>${messages.presenceHistory}<span class="visually-hidden"> at ${this.queue.name}</span></summary>
      ${this.entries === undefined ? html`<p class="soft">${ONE_MOMENT}</p>` : this.#list(this.entries)}
      ${troubleLine(this.#mutation.trouble)}
    </details>`;
  }

  #list(entries: AuditEntry[]): TemplateResult {
    if (entries.length === 0) return html`<p class="soft">${messages.noPresenceHistory}</p>`;
    return html`<ol class="plain-list">
      ${entries.slice(0, MAX_SHOWN).map(
        (entry) =>
          html`<li>
            ${presenceSetText(entry)}
            <span class="soft small">· ${entry.by}, ${instantText(entry.at, this.queue.zone)}</span>
          </li>`,
      )}
    </ol>`;
  }
}

import { getQueueAudit, undoQueueChange, type AuditEntry, type QueueHours } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { auditText } from '../i18n/audit-text.js';
import { instantText } from '../i18n/clock-text.js';
import { messages } from '../i18n/schedule.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { troubleLine } from '../ui/form-fields.js';

/** At most this many of the latest changes are listed. */
const MAX_SHOWN = 20;

/** The changes of a queue, latest first, with a button that undoes the latest. */
@customElement('queue-history')
export class QueueHistory extends DashboardElement {
  static override styles = css`
    ol {
      gap: var(--space-2);
      margin-bottom: var(--space-3);
    }
  `;

  @property({ attribute: false }) queue!: QueueHours;
  @state() private entries: AuditEntry[] | undefined;
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('queue');
    if (this.entries && before && before.revision !== this.queue.revision) void this.#load();
  }

  async #load(): Promise<void> {
    this.entries =
      (await this.#mutation.run(() => getQueueAudit(connection, this.queue.queue)))?.entries ?? this.entries;
  }

  async #undo(): Promise<void> {
    const { queue, revision } = this.queue;
    const saved = await this.#mutation.run(
      () => undoQueueChange(connection, queue, { revision }),
      (done) => messages.changeUndone(done.name),
    );
    // Load again too if another person's change came first.
    if (saved || this.#mutation.isStale) reportChanged(this);
  }

  override render(): TemplateResult {
    return html`<details @toggle=${(event: Event) => void ((event.target as HTMLDetailsElement).open && this.#load())}>
      <summary>History<span class="visually-hidden"> of ${this.queue.name}</span></summary>
      ${this.entries === undefined ? html`<p class="soft">${ONE_MOMENT}</p>` : this.#list(this.entries)}
      ${troubleLine(this.#mutation.trouble)}
    </details>`;
  }

  #list(entries: AuditEntry[]): TemplateResult {
    const { zone, editable } = this.queue;
    if (entries.length === 0) return html`<p class="soft">${messages.noChanges}</p>`;
    return html`<ol class="plain-list">
        ${entries.slice(0, MAX_SHOWN).map(
          (entry) =>
            html`<li>
              ${auditText(entry, zone)}
              <span class="soft small"
                >· ${entry.by}, ${instantText(entry.at, zone)}${entry.note ? ` · ${entry.note}` : ''}</span
              >
            </li>`,
        )}
      </ol>
      ${
        editable
          ? html`<div class="actions screen-only">
              <button
                type="button"
                class="button"
                aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
                @click=${() => void this.#undo()}
              >
                ${messages.undoChange}
              </button>
              <span class="small soft">${messages.undoNote}</span>
            </div>`
          : null
      }`;
  }
}

import type { AuditLogEntry } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { aboutText, byText, entryText, messages, roleText, whenText } from '../i18n/audit.js';
import { messages as uiMessages } from '../i18n/ui.js';
import { WORDS } from '../i18n/words.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { MoreRows, moreRows } from '../ui/more-rows.js';
import { WideTable } from '../ui/wide-table.js';

/** Entries are about many libraries, so times are in the reader's zone. */
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

/** An import's list of changes is longer than a page can show. Units: characters. */
const MAX_SHOWN = 2_000;

/** Entries of the audit log, one row each. */
@customElement('audit-table')
export class AuditTable extends DashboardElement {
  static override styles = [
    table,
    moreRows,
    css`
      summary {
        min-height: 0;
        padding-block: 0;
        white-space: nowrap;
      }

      tbody th {
        white-space: nowrap;
      }

      /* On a phone a line each: when, who, what. */
      @container (max-width: 31rem) {
        .cards td[data-label]:not(.in-more) {
          flex: 1 0 100%;
        }

        .cards td:not(.in-more)::before {
          content: none;
        }
      }

      pre {
        max-width: 40rem;
        margin: 0 0 var(--space-2);
        overflow-wrap: anywhere;
        white-space: pre-wrap;
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) entries: AuditLogEntry[] = [];

  #more = new MoreRows(this);

  protected readonly wideTable = new WideTable(this);

  override render(): TemplateResult {
    const columns = [
      messages.when,
      { narrow: uiMessages.more },
      messages.who,
      messages.what,
      messages.kind,
      messages.details,
    ];
    return dataTable(
      messages.entries,
      columns,
      this.entries.map((entry) => this.#row(entry)),
    );
  }

  #row(entry: AuditLogEntry): TemplateResult {
    const role = roleText(entry);
    return html`<tr data-entry=${entry.id}>
      <th scope="row">${whenText(entry.at, timeZone)}</th>
      ${this.#more.button(String(entry.id), messages.entryOf(entry.id), { narrow: true })}
      <td data-label=${messages.who}>
        <span>${byText(entry)} ${role === null ? null : html`<span class="sub">${role}</span>`}</span>
      </td>
      <td data-label=${messages.what}>${entryText(entry, timeZone)}</td>
      <td class="in-more" data-label=${messages.kind}>${aboutText(entry)}</td>
      <td class="in-more" data-label=${messages.details}>
        <details>
          <summary>${messages.details}<span class="visually-hidden">${messages.detailsOf(entry.id)}</span></summary>
          ${this.#value(messages.before, entry.before)} ${this.#value(messages.after, entry.after)}
          ${entry.note === null ? null : this.#text(WORDS.note, entry.note)}
          ${this.#text(messages.hash, `${entry.id} ${entry.hash ?? messages.noHash}`)}
        </details>
      </td>
    </tr>`;
  }

  #value(label: string, value: unknown): TemplateResult {
    const text = value === null ? messages.nothing : JSON.stringify(value, null, 1);
    return this.#text(label, text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…\n${messages.cut}` : text);
  }

  #text(label: string, text: string): TemplateResult {
    return html`<strong>${label}</strong>
      <pre>${text}</pre>`;
  }
}

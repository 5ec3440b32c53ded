import { answerPolicyReport, type PolicyPage, type PolicyReport, type PolicyReportAnswer } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { messages, reportText } from '../i18n/policies.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** Errors reported on a policy page that nobody has answered: one at least. */
@customElement('policy-reports')
export class PolicyReports extends DashboardElement {
  static override styles = css`
    .report {
      display: grid;
      gap: var(--space-2);
      padding: var(--space-2) var(--space-3);
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-s);
      overflow-wrap: anywhere;
    }

    blockquote {
      margin: 0;
      padding-inline-start: var(--space-3);
      border-inline-start: 3px solid var(--line-strong);
      white-space: pre-wrap;
    }
  `;

  @property() library = '';
  @property({ attribute: false }) page!: PolicyPage;
  /** The library's. */
  @property() zone = '';
  /** Undefined: nobody answers here. */
  @property({ attribute: false }) onAnswered: (() => void) | undefined;
  #mutation = new Mutation(this);

  async #answer({ id }: PolicyReport, answer: PolicyReportAnswer): Promise<void> {
    await this.#mutation.run(
      () => answerPolicyReport(connection, this.library, this.page.topic, id, { answer }),
      messages.answered,
    );
    this.onAnswered?.();
  }

  override render(): TemplateResult {
    return html`<ul class="plain-list" aria-label=${messages.reports}>
        ${repeat(
          this.page.reports,
          ({ id }) => id,
          (report) => this.#report(report),
        )}
      </ul>
      ${troubleLine(this.#mutation.trouble)}`;
  }

  #report(report: PolicyReport): TemplateResult {
    const { paragraph, note } = report;
    const button = (answer: PolicyReportAnswer): TemplateResult =>
      html`<button
        type="button"
        class="button"
        aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
        @click=${() => void this.#answer(report, answer)}
      >
        ${messages[answer]}<span class="visually-hidden">${messages.answerOf(note)}</span>
      </button>`;
    return html`<li class="report">
      <p class="small"><strong>${messages.reports}</strong> ${reportText(report, this.zone)}</p>
      ${paragraph === null ? null : html`<blockquote class="small" dir="auto">${paragraph}</blockquote>`}
      <p dir="auto">${note}</p>
      ${
        this.onAnswered === undefined
          ? null
          : html`<div class="actions screen-only">${button('corrected')} ${button('right')}</div>`
      }
    </li>`;
  }
}

import { getJobs, type Job, type JobList } from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { serverNowMs } from '../app/server-clock.js';
import { momentText } from '../i18n/moment-text.js';
import { messages } from '../i18n/system.js';
import { base } from '../styles/base.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { WideTable } from '../ui/wide-table.js';

/** A job fails while its last run is not its last success. */
const isFailing = ({ lastRunAt, lastSuccessAt }: Job): boolean => lastSuccessAt !== lastRunAt;

/** Jobs belong to no library, so times are in the reader's zone. */
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

/** The coordinator's page of the server: its periodic jobs and their last runs. */
@customElement('system-page')
export class SystemPage extends LitElement {
  static override styles = [base, page, table, tones];

  #jobs = new LiveQuery<JobList>(this, [], () => getJobs(connection));

  constructor() {
    super();
    new WideTable(this);
  }

  protected override firstUpdated(): void {
    void this.#jobs.ask();
  }

  override render(): TemplateResult {
    const { last } = this.#jobs;
    const top = { heading: 'System', sub: messages.jobsNote, kept: this.#jobs };
    return livePage(top, last ? this.#body(last.jobs) : null);
  }

  #body(jobs: readonly Job[]): TemplateResult {
    const columns = ['Work', 'State', messages.lastRun, messages.nextRun, messages.lastFailure];
    return html`<div class="panel">
      <h2 id="jobs">${messages.jobs}</h2>
      ${
        jobs.length === 0
          ? html`<p class="soft">${messages.noJobs}</p>`
          : html`<div class="wide" role="region" aria-labelledby="jobs">
              <table class="cards">
                <caption class="visually-hidden">
                  ${messages.jobs}
                </caption>
                <thead>
                  <tr>
                    ${columns.map((column) => html`<th scope="col">${column}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${jobs.map((job) => this.#row(job))}
                </tbody>
              </table>
            </div>`
      }
      ${jobs.some(isFailing) ? html`<p>${messages.whoMends}</p>` : null}
    </div>`;
  }

  #row(job: Job): TemplateResult {
    const nowMs = serverNowMs();
    const at = (instant: string | null): string =>
      instant === null ? messages.never : momentText(instant, timeZone, nowMs);
    return html`<tr data-job=${job.name}>
      <th scope="row">${messages.jobName(job.name)}</th>
      <td data-label="State">
        <span class="chip ${isFailing(job) ? 'bad' : 'good'}"
          >${isFailing(job) ? messages.isFailing : messages.isFine}</span
        >
      </td>
      <td data-label=${messages.lastRun}>${at(job.lastRunAt)}</td>
      <td data-label=${messages.nextRun}>${at(job.nextRunAt)}</td>
      <td data-label=${messages.lastFailure}>
        <span
          >${at(job.lastFailureAt)}
          ${job.failures === 0 ? null : html`<span class="sub small">${messages.failedCount(job.failures)}</span>`}</span
        >
      </td>
    </tr>`;
  }
}

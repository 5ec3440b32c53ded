import { getJobs, getSystem, type Job, type JobList, type System } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { serverNowMs } from '../ui/server-clock.js';
import { instantText } from '../i18n/clock-text.js';
import { momentText } from '../i18n/moment-text.js';
import { messages } from '../i18n/system.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { dataTable } from '../ui/data-table.js';
import { WideTable } from '../ui/wide-table.js';

/** A job fails while its last run is not its last success. */
const isFailing = ({ lastRunAt, lastSuccessAt }: Job): boolean => lastSuccessAt !== lastRunAt;

/** Jobs belong to no library, so times are in the reader's zone. */
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

interface Shown extends JobList {
  system: System;
}

async function readSystem(): Promise<Shown> {
  const [system, { jobs }] = await Promise.all([getSystem(connection), getJobs(connection)]);
  return { system, jobs };
}

/** The coordinator's page of the server: what runs, what is set up, and its periodic jobs. */
@customElement('system-page')
export class SystemPage extends DashboardElement {
  static override styles = [
    page,
    table,
    tones,
    css`
      dl {
        margin: var(--space-3) 0 0;
      }

      dt {
        color: var(--ink-soft);
      }

      dd {
        margin: 0 0 var(--space-2);
      }

      @media (min-width: 40rem) {
        dl {
          display: grid;
          grid-template-columns: max-content minmax(0, 1fr);
          gap: 0 var(--space-4);
        }
      }
    `,
  ];

  #system = new LiveQuery<Shown>(this, [], readSystem);

  protected readonly wideTable = new WideTable(this);

  protected override firstUpdated(): void {
    void this.#system.ask();
  }

  override render(): TemplateResult {
    const { last } = this.#system;
    const failing = last?.jobs.filter(isFailing).length ?? 0;
    const sub = last === undefined ? '' : failing === 0 ? messages.works(last.system) : messages.fails(failing);
    const top = { heading: 'System', sub, kept: this.#system };
    return livePage(
      top,
      last ? html`${this.#setUp(last.system)} ${this.#jobs(last.jobs)} ${this.#technical(last.system)}` : null,
    );
  }

  #fact(name: string, words: string, why = ''): TemplateResult {
    return html`<dt>${name}</dt>
      <dd>
        ${words}${
          why &&
          html`<details class="small">
            <summary>${messages.why}<span class="visually-hidden">: ${name}</span></summary>
            <p>${why}</p>
          </details>`
        }
      </dd>`;
  }

  #setUp({ mail, openId }: System): TemplateResult {
    return html`<section class="panel" aria-labelledby="set-up">
      <h2 id="set-up">${messages.setUp}</h2>
      <dl>
        ${this.#fact(WORDS.email, mail ? messages.isSetUp : messages.noMail)}
        ${this.#fact(messages.backups, messages.backupsText)}
        ${this.#fact(messages.openId, openId ? messages.isSetUp : messages.noOpenId)}
      </dl>
    </section>`;
  }

  #technical({ database, nodes }: System): TemplateResult {
    const columns = [messages.node, messages.version, messages.started, messages.lastSeen, messages.clock];
    return html`<section class="panel rows" aria-labelledby="technical">
      <h2 id="technical">${messages.forTechnician}</h2>
      <dl>
        ${this.#fact(messages.separation, messages.separationText(database), messages.separationWhy(database))}
        ${this.#fact(messages.database, messages.databaseText(database))}
        ${this.#fact(messages.dataFormat, messages.dataFormatText(database.schema))}
      </dl>
      <h3 id="nodes">${messages.nodes}</h3>
      ${dataTable(
        messages.nodes,
        columns,
        nodes.map(
          ({ version, startedAt, seenAt, clockMs, isThis }, at) =>
            html`<tr>
              <th scope="row">${messages.nodeName(at + 1, isThis)}</th>
              <td data-label=${messages.version}>${version}</td>
              <td data-label=${messages.started}>
                ${startedAt === null ? messages.notKnown : instantText(startedAt, timeZone)}
              </td>
              <td data-label=${messages.lastSeen}>${instantText(seenAt, timeZone)}</td>
              <td data-label=${messages.clock}>${messages.clockText(clockMs)}</td>
            </tr>`,
        ),
        'nodes',
      )}
    </section>`;
  }

  /** Those that fail; the others behind a press. */
  #jobs(jobs: readonly Job[]): TemplateResult {
    const working = jobs.filter((job) => !isFailing(job));
    const failing = jobs.filter(isFailing);
    return html`<div class="panel">
      <h2>${messages.jobs}</h2>
      ${jobs.length === 0 ? html`<p class="soft">${messages.noJobs}</p>` : null}
      ${
        failing.length === 0
          ? null
          : html`${this.#jobTable(messages.failing, failing)}
              <p>${messages.whoMends}</p>`
      }
      ${
        working.length === 0
          ? null
          : html`<details>
              <summary>${messages.working(working.length)}</summary>
              ${this.#jobTable(messages.working(working.length), working)}
            </details>`
      }
    </div>`;
  }

  #jobTable(caption: string, jobs: readonly Job[]): TemplateResult {
    const columns = ['Work', 'State', messages.lastRun, messages.nextRun, messages.lastFailure];
    return dataTable(
      caption,
      columns,
      jobs.map((job) => this.#row(job)),
    );
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

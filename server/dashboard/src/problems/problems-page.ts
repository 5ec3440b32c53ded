import {
  answerProblem,
  getProblemReports,
  type ProblemReport,
  type ProblemReportList,
  type Session,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { connection } from '../ui/connection.js';
import { messages as appMessages } from '../i18n/app.js';
import { messages, PROBLEM_KIND_WORDS } from '../i18n/problems.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { sentForm, field, troubleLine } from '../ui/form-fields.js';
import { emptyState, emptyStyles } from '../ui/empty-state.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import './bundle-facts.js';
import './problem-form.js';
import type { ReportedPage } from './problem-form.js';

/** Problems: the coordinator reads and answers all; everybody else reports one, and reads the answers. */
@customElement('problems-page')
export class ProblemsPage extends DashboardElement {
  static override styles = [page, emptyStyles];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) pages: readonly ReportedPage[] = [];
  #list = new LiveQuery<ProblemReportList>(this, ['workspace'], () => getProblemReports(connection));
  #mutation = new Mutation(this);

  get #answers(): boolean {
    return this.session.role === 'coordinator';
  }

  protected override firstUpdated(): void {
    void this.#list.ask();
  }

  async #answer(event: SubmitEvent, { id }: ProblemReport): Promise<void> {
    const text = sentForm(event).text('text');
    const answered = await this.#mutation.run(() => answerProblem(connection, id, { text }), messages.answered);
    if (answered === undefined) return;
    await this.#list.ask();
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  override render(): TemplateResult {
    const { last, failure } = this.#list;
    const waiting = failure === undefined ? html`<p class="panel soft">${WORDS.loading}</p>` : null;
    const top = this.#answers
      ? {
          heading: appMessages.problemsPage,
          sub: last ? messages.coordinatorSub(last.reports.filter(({ answer }) => answer === null).length) : '',
        }
      : { heading: appMessages.problemPage, sub: messages.sub };
    return livePage(
      { ...top, kept: this.#list },
      html`${
        this.#answers
          ? null
          : html`<problem-form
              class="panel screen-only"
              .session=${this.session}
              .pages=${this.pages}
              .whenSent=${() => void this.#list.ask()}
            ></problem-form>`
      }
      ${last ? this.#reports(last) : waiting}`,
    );
  }

  #reports({ reports }: ProblemReportList): TemplateResult {
    const none = this.#answers ? messages.noneToAnswer : messages.none;
    return html`${this.#answers ? null : html`<h2>${messages.own}</h2>`} ${troubleLine(this.#mutation.trouble)}
    ${reports.length === 0 ? html`<div class="panel">${emptyState(none)}</div>` : null}
    ${repeat(
      reports,
      ({ id }) => id,
      (report) => this.#report(report),
    )}`;
  }

  #report(report: ProblemReport): TemplateResult {
    const { kind, text, answer, bundle } = report;
    const pageName = this.pages.find(({ key }) => key === bundle.page)?.name ?? messages.noPage;
    return html`<article class="panel">
      ${this.#answers ? html`<h2>${PROBLEM_KIND_WORDS[kind]}</h2>` : html`<h3>${PROBLEM_KIND_WORDS[kind]}</h3>`}
      <p class="small soft">${messages.reportedBy(report)}</p>
      <p class="written">${text}</p>
      <details>
        <summary>${messages.facts}<span class="visually-hidden">${messages.about(report)}</span></summary>
        <bundle-facts .bundle=${bundle} .pageName=${pageName} .text=${text}></bundle-facts>
      </details>
      ${
        answer === null
          ? this.#waiting(report)
          : html`<p class="small soft">${messages.answeredBy(answer)}</p>
              <p class="written">${answer.text}</p>`
      }
    </article>`;
  }

  #waiting(report: ProblemReport): TemplateResult {
    if (!this.#answers) return html`<p class="small">${messages.waiting}</p>`;
    return html`<form class="screen-only" @submit=${(event: SubmitEvent) => void this.#answer(event, report)}>
      ${field({ name: 'text', label: messages.answer, rows: 3, most: 1000, note: messages.answerHint })}
      <div>
        <button class="button primary" type="submit" ?disabled=${this.#mutation.busy}>
          ${messages.sendAnswer}<span class="visually-hidden">${messages.about(report)}</span>
        </button>
      </div>
    </form>`;
  }
}

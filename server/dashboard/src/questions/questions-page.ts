import { getQuestions, toQuestionsCsvUrl, type QuestionYear, type Session } from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { pageHref } from '../ui/route.js';
import { patternText } from '../logic/page-pattern.js';
import { readerMayChange } from '../ui/reader.js';
import { countText } from '../i18n/count-text.js';
import { spanText } from '../i18n/day-text.js';
import { messages } from '../i18n/questions.js';
import { WORDS } from '../i18n/words.js';
import { dueWeek, mondayOf } from '../logic/question-week.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import './chat-export.js';
import './estimate-panel.js';
import './question-week.js';
import './sample-plan.js';
import './survey-months.js';

/** A library's questions: the year's number, the weeks to count, the entry of a week, files. */
@customElement('questions-page')
export class QuestionsPage extends DashboardElement {
  static override styles = [page, table];

  @property() library = '';
  @property() name = '';
  @property({ attribute: false }) session!: Session;
  /** Undefined: that of today. */
  @state() private year: number | undefined;
  /** The Monday of the week to enter; '': not chosen yet. */
  @state() private monday = '';
  /** Stays while the reader enters it, also once the last day is saved. */
  #isDue = false;
  #year = new LiveQuery<QuestionYear>(this, ['counts'], () =>
    getQuestions(connection, this.library, { year: this.year }),
  );

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('library')) [this.year, this.monday] = [undefined, ''];
    if (changed.has('library') || changed.has('year')) void this.#year.ask({ keep: !changed.has('library') });
    const { last } = this.#year;
    if (last === undefined || this.monday !== '') return;
    const due = dueWeek(last);
    [this.monday, this.#isDue] = [due?.from ?? mondayOf(last.today), due !== undefined];
  }

  async #open(monday: string): Promise<void> {
    this.monday = monday;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('question-week')?.focus();
  }

  readonly #reload = (): Promise<void> => this.#year.ask();

  override render(): TemplateResult {
    const { last } = this.#year;
    return livePage(
      { heading: messages.heading, sub: this.name, kept: this.#year, zone: last?.zone, loading: messages.loading },
      (last) => this.#body(last),
    );
  }

  #body(year: QuestionYear): TemplateResult {
    // A week that nobody asked for comes after those that are to be counted.
    const week = html`<question-week
      .library=${this.library}
      .year=${year}
      .monday=${this.monday}
      .isDue=${this.#isDue}
      .onSaved=${this.#reload}
      .onMove=${(to: string) => void this.#open(to)}
    ></question-week>`;
    return html`<estimate-panel .year=${year}>
        <div class="actions screen-only">
          <strong>${messages.year(year.year, year.from, year.to)}</strong>
          <button class="button" type="button" @click=${() => (this.year = year.year - 1)}>${WORDS.earlierYear}</button>
          <button class="button" type="button" @click=${() => (this.year = year.year + 1)}>${WORDS.laterYear}</button>
          <a class="button" href=${toQuestionsCsvUrl(connection, this.library, year.year)} download>${WORDS.csv}</a>
          <a href=${pageHref('state-report')}>${messages.stateReport}</a>
        </div>
      </estimate-panel>
      ${this.#isDue ? week : null}
      <section class="panel rows" aria-labelledby="weeks">
        <h2 id="weeks">${messages.plan}</h2>
        ${this.#weeks(year)}
        <sample-plan
          .library=${this.library}
          .view=${year.plan}
          .zone=${year.zone}
          .onSaved=${this.#reload}
        ></sample-plan>
      </section>
      ${this.#isDue ? null : week}
      <survey-months .library=${this.library} .year=${year}></survey-months>
      ${
        readerMayChange()
          ? html`<chat-export
              .library=${this.library}
              .year=${year}
              .session=${this.session}
              .onSaved=${this.#reload}
            ></chat-export>`
          : null
      }
      ${this.#pages(year)}
      ${
        this.session.role === 'coordinator'
          ? html`<section class="panel rows" aria-labelledby="all">
              <h2 id="all">${messages.planAll}</h2>
              <p class="small soft">${messages.planAllNote}</p>
              <sample-plan .zone=${year.zone} .onSaved=${this.#reload}></sample-plan>
            </section>`
          : null
      }`;
  }

  #weeks({ weeks, today, plan }: QuestionYear): TemplateResult {
    if (weeks.length === 0) return html`<p>${messages.planNone}</p>`;
    const stateOf = (from: string, missing: readonly string[]): string => {
      if (missing.length === 0) return messages.weekWhole;
      return from > today ? messages.weekAhead : messages.weekMissing(missing);
    };
    const buttonOf = (missing: readonly string[]): string =>
      readerMayChange() ? (missing.length === 0 ? messages.edit : messages.open) : messages.look;
    const entry = (from: string, missing: readonly string[]): TemplateResult | null =>
      from > today
        ? null
        : html`<button
            class="button"
            type="button"
            aria-label=${messages.openWeek(buttonOf(missing), from)}
            @click=${() => void this.#open(from)}
          >
            ${buttonOf(missing)}
          </button>`;
    const rows = weeks.map(
      ({ from, to, missing }) =>
        html`<tr>
          <th scope="row">${spanText(from, to)}</th>
          <td data-label=${WORDS.state}>${stateOf(from, missing)}</td>
          <td data-label=${messages.entryColumn}>${entry(from, missing)}</td>
        </tr>`,
    );
    return html`<p class="small soft">${messages.planWhose(plan.own)}</p>
      ${dataTable(messages.planTable, [messages.week, WORDS.state, messages.entryColumn], rows)}`;
  }

  #pages({ pages }: QuestionYear): TemplateResult | null {
    if (pages.length === 0) return null;
    const rows = pages.map(
      ({ page: pattern, questions }) =>
        html`<tr>
          <th scope="row">${patternText(pattern)}</th>
          <td class="number" data-label=${WORDS.questions}>${countText(questions)}</td>
        </tr>`,
    );
    return html`<section class="panel rows" aria-labelledby="pages">
      <h2 id="pages">${messages.pages}</h2>
      ${dataTable(messages.pagesTable, [messages.page, { number: WORDS.questions }], rows)}
    </section>`;
  }
}

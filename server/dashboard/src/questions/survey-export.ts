import { getSurvey, saveSurvey, type Survey } from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { countText } from '../i18n/count-text.js';
import { monthText } from '../i18n/month.js';
import { countsText, messages } from '../i18n/survey.js';
import { WORDS } from '../i18n/words.js';
import type { ChatFact } from '../logic/chat-export.js';
import {
  answersOf,
  countAnswers,
  guessGood,
  guessRating,
  toEntries,
  type CountedMonth,
  type Rating,
  type SurveyFile,
} from '../logic/survey-answers.js';
import { table } from '../styles/table.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { field, tick, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { Query } from '../ui/query.js';
import type { Comparison } from './chat-comparison.js';
import type { Source } from './chat-parts.js';

/** What was read of a file. */
export interface SaidInFile {
  survey: SurveyFile;
  facts: readonly ChatFact[];
  source: Source;
}

/** Shows what will be sent of patrons' answers in a file, and sends counts alone. */
@customElement('survey-export')
export class SurveyExport extends DashboardElement {
  static override styles = table;

  @property({ attribute: false }) said!: SaidInFile;
  @property({ attribute: false }) comparison!: Comparison;
  @property({ attribute: false }) nameOf: (library: string) => string = (library) => library;
  @property({ attribute: false }) onSaved: () => void = () => {};
  @state() private rating: Rating = { question: '', good: new Set() };
  @state() private isReplacing = false;
  /** What is stored of the libraries of the file. */
  #stored = new Query<readonly Survey[]>(this);
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('said')) this.rating = guessRating(this.said.survey);
    if (!changed.has('said') && !changed.has('comparison')) return;
    this.isReplacing = false;
    void this.#read();
  }

  async #read(): Promise<void> {
    const libraries = [...new Set(Object.values(this.comparison.queues))].filter((library) => library !== '');
    if (this.said.survey.questions.length > 0)
      await this.#stored.ask(() => Promise.all(libraries.map((library) => getSurvey(connection, library))), {
        keep: false,
      });
  }

  /** Each library's months of the file, beside what is stored of it. */
  #parts(): { stored: Survey; months: CountedMonth[] }[] {
    const { survey, facts } = this.said;
    const { queues, from, to } = this.comparison;
    return (this.#stored.state.last ?? []).map((stored) => {
      const isOwn = ({ queue }: ChatFact): boolean => queues[queue] === stored.library;
      return { stored, months: countAnswers(survey, facts, stored.zone, { isOwn, from, to }) };
    });
  }

  async #save(): Promise<void> {
    const parts = this.#parts().filter(({ months }) => months.length > 0);
    const { source } = this.said;
    const isSaved = await this.#mutation.run(
      async () => {
        for (const { stored, months } of parts)
          await saveSurvey(connection, stored.library, {
            source,
            months: toEntries(months, this.rating, stored.months),
          });
      },
      messages.saved(parts.reduce((sum, { months }) => sum + months.length, 0)),
    );
    if (isSaved) return this.onSaved();
    // The next press is about what is stored by now.
    this.isReplacing = false;
    await this.#read();
  }

  override render(): TemplateResult | null {
    const { questions, unread } = this.said.survey;
    if (questions.length + unread.length === 0) return null;
    return html`<div class="rows">
      <h3>${messages.inFile}</h3>
      ${unread.length === 0 ? null : html`<p>${messages.unread(unread)}</p>`}
      ${questions.length === 0 ? null : this.#form()}
      <details class="small">
        <summary>${messages.rule}</summary>
        <p>${messages.ruleText}</p>
      </details>
    </div>`;
  }

  #form(): TemplateResult {
    const { survey } = this.said;
    const { question, good } = this.rating;
    const parts = this.#parts();
    const replaced = parts.flatMap(({ stored, months }) =>
      months
        .map(({ month }) => month)
        .filter((month) => stored.months.some((each) => each.month === month && each.chats !== null)),
    );
    const hasMonths = parts.some(({ months }) => months.length > 0);
    return html`${field({
        label: messages.rating,
        value: question,
        options: [['', messages.noRating], ...survey.questions.map((each) => [each.question, each.question] as const)],
        onInput: (chosen) => (this.rating = { question: chosen, good: guessGood(answersOf(survey, chosen)) }),
      })}
      ${
        question === ''
          ? null
          : html`<fieldset>
              <legend>${messages.good}</legend>
              <div class="actions">
                ${answersOf(survey, question).map((answer) =>
                  tick(answer, good.has(answer), (isGood) => {
                    const others = [...good].filter((each) => each !== answer);
                    this.rating = { question, good: new Set(isGood ? [...others, answer] : others) };
                  }),
                )}
              </div>
            </fieldset>`
      }
      ${dataTable(
        messages.willBeSent,
        [WORDS.library, messages.month, { number: messages.chats }, messages.counts],
        parts.flatMap((part) => this.#rows(part)),
      )}
      ${
        replaced.length === 0
          ? null
          : tick(messages.replace([...new Set(replaced)]), this.isReplacing, (on) => (this.isReplacing = on))
      }
      ${troubleLine(this.#mutation.trouble)}
      <div>
        <button
          class="button primary"
          type="button"
          ?disabled=${this.#mutation.busy || !hasMonths || (replaced.length > 0 && !this.isReplacing)}
          @click=${() => void this.#save()}
        >
          ${messages.save}
        </button>
      </div>`;
  }

  #rows({ stored, months }: { stored: Survey; months: readonly CountedMonth[] }): TemplateResult[] {
    return months.map(
      ({ month, chats, questions }) =>
        html`<tr>
          <th scope="row">${this.nameOf(stored.library)}</th>
          <td data-label=${messages.month}>${monthText(month)}</td>
          <td class="number" data-label=${messages.chats}>${countText(chats)}</td>
          <td class="text" data-label=${messages.counts}>
            <ul>
              ${questions.map((each) => html`<li>${countsText(each)}</li>`)}
            </ul>
          </td>
        </tr>`,
    );
  }
}

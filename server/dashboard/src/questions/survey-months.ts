import { getSurvey, saveSurvey, type QuestionYear, type Survey, type SurveyMonth } from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { monthText } from '../i18n/month.js';
import { messages, monthLine } from '../i18n/survey.js';
import { bars } from '../ui/bars.js';
import { answerBars, surveyLimit } from '../numbers/survey-answers.js';
import { table } from '../styles/table.js';
import { connection } from '../ui/connection.js';
import { Confirmation, confirmation } from '../ui/confirmation.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { Query } from '../ui/query.js';
import { readerMayChange } from '../ui/reader.js';

/** What patrons said, month by month: how few answered, and how many of them said it was good. */
@customElement('survey-months')
export class SurveyMonths extends DashboardElement {
  static override styles = [table, bars, confirmation];

  @property() library = '';
  /** Each reading of the page's numbers is also one of the answers. */
  @property({ attribute: false }) year!: QuestionYear;
  #survey = new Query<Survey>(this);
  #mutation = new Mutation(this);
  #confirmation = new Confirmation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library') || changed.has('year')) void this.#ask(!changed.has('library'));
  }

  #ask(keep: boolean): Promise<unknown> {
    return this.#survey.ask(() => getSurvey(connection, this.library), { keep });
  }

  async #takeBack({ month, source, revision }: SurveyMonth): Promise<void> {
    await this.#mutation.run(
      () => saveSurvey(connection, this.library, { source, months: [{ month, chats: null, revision }] }),
      messages.takenBack(month),
    );
    await this.#confirmation.end();
    await this.#ask(true);
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  override render(): TemplateResult | null {
    const { last } = this.#survey.state;
    if (last === undefined) return null;
    const months = last.months.filter(({ chats }) => chats !== null);
    return html`<section class="panel rows" aria-labelledby="said">
      <h2 id="said" tabindex="-1">${messages.heading}</h2>
      ${troubleLine(this.#mutation.trouble)}
      ${
        months.length === 0
          ? html`<p>${messages.none} ${readerMayChange() ? messages.noneHow : null}</p>`
          : html`${months.map((month, index) => this.#month(month, index))} ${surveyLimit()}`
      }
    </section>`;
  }

  #month(month: SurveyMonth, index: number): TemplateResult {
    return html`<details ?open=${index === 0}>
      <summary><strong>${monthText(month.month)}:</strong> ${monthLine(month)}</summary>
      <div class="rows">
        ${month.questions.map(answerBars)}
        ${
          readerMayChange()
            ? html`<div class="screen-only">
                ${this.#confirmation.button(index, messages.takeBack, {
                  words: messages.takeBackAsk(month.month),
                  yes: messages.takeBackYes,
                  about: messages.ofMonth(month.month),
                  isBusy: this.#mutation.busy,
                  onYes: () => void this.#takeBack(month),
                })}
              </div>`
            : null
        }
      </div>
    </details>`;
  }
}

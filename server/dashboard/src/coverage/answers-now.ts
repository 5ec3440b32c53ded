import type { Answers } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ListPage } from '../ui/list-page.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { SteadyOrder } from '../ui/steady-order.js';
import { WideTable } from '../ui/wide-table.js';
import { table } from '../styles/table.js';
import { tones } from '../styles/tones.js';
import { libraryPageHref } from '../ui/route.js';
import { answerWord, startsText, whoAnswersText } from '../i18n/answer-text.js';
import { messages } from '../i18n/coverage.js';
import { WORDS } from '../i18n/words.js';
import { nowTable } from './now-table.js';

type Answer = Answers['answers'][number];

const ANSWERS = {
  id: 'answers',
  heading: messages.answersNow,
  caption: messages.answersNowCaption,
  columns: ['Library', 'Answer', 'Who answers', 'Starts'],
  what: 'libraries',
  find: WORDS.findLibrary,
  isOpen: false,
};

/** What patrons of every library see now, worst first, and where a farther desk answers because it took a help request. */
@customElement('answers-now')
export class AnswersNow extends DashboardElement {
  static override styles = [
    table,
    tones,
    css`
      h2 {
        display: inline;
      }

      tbody th a {
        display: inline-block;
        min-height: 1.5rem;
      }
    `,
  ];

  /** In the server's order: worst first. */
  @property({ attribute: false }) answers: readonly Answer[] = [];
  @property({ type: Number }) total = 0;
  @property({ attribute: false }) asked!: ListPage;
  @property({ type: Number }) nowMs = 0;
  #order = new SteadyOrder<Answer>(this, ({ library }) => library);

  protected readonly wideTable = new WideTable(this);

  override render(): TemplateResult {
    return nowTable(
      ANSWERS,
      this,
      repeat(
        this.#order.order(this.answers),
        ({ library }) => library,
        (answer) => this.#row(answer),
      ),
    );
  }

  #row(answer: Answer): TemplateResult {
    const { word, tone } = answerWord(answer);
    return html`<tr data-library=${answer.library} data-state=${answer.state}>
      <th scope="row">
        <a href=${libraryPageHref(answer.library, 'coverage')}>${answer.name}</a>
        ${answer.live ? null : html`<span class="sub small">${WORDS.notLive}</span>`}
      </th>
      <td data-label="Answer"><span class="chip ${tone}">${word}</span></td>
      <td data-label="Who answers"><span>${whoAnswersText(answer)}</span></td>
      <td data-label="Starts"><span>${startsText(answer)}</span></td>
    </tr>`;
  }
}

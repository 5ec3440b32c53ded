import type { Answers } from '@askusnow/sdk';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { SteadyOrder } from '../controllers/steady-order.js';
import { base } from '../look/base.js';
import { table } from '../look/table.js';
import { tones } from '../look/tones.js';
import { worstFirst } from '../now-order.js';
import { libraryPageHref } from '../route.js';
import { answerWord, startsText, whoAnswersText } from '../words/answer-text.js';

type Answer = Answers['answers'][number];

/** What the patrons of every library are told now, worst first, and for whom a farther desk answers because help was taken. */
@customElement('answers-now')
export class AnswersNow extends LitElement {
  static override styles = [
    base,
    table,
    tones,
    css`
      h2 {
        margin-bottom: var(--space-3);
      }

      tbody th a {
        display: inline-block;
        min-height: 1.5rem;
      }
    `,
  ];

  @property({ attribute: false }) answers: readonly Answer[] = [];
  @property({ type: Number }) nowMs = 0;
  #order = new SteadyOrder<Answer>(this, ({ library }) => library);

  override render(): TemplateResult {
    return html`<section aria-labelledby="answers">
      <h2 id="answers">What patrons are told</h2>
      <table class="cards">
        <caption class="visually-hidden">
          Every library’s answer now, worst first
        </caption>
        <thead>
          <tr>
            <th scope="col">Library</th>
            <th scope="col">Answer</th>
            <th scope="col">Who answers</th>
            <th scope="col">Starts at</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            this.#order.order(worstFirst(this.answers)),
            ({ library }) => library,
            (answer) => this.#row(answer),
          )}
        </tbody>
      </table>
    </section>`;
  }

  #row(answer: Answer): TemplateResult {
    const { word, tone } = answerWord(answer);
    return html`<tr data-library=${answer.library} data-state=${answer.state}>
      <th scope="row">
        <a href=${libraryPageHref(answer.library, 'coverage')}>${answer.name}</a>
        ${answer.live ? null : html`<span class="sub small">not live yet</span>`}
      </th>
      <td data-label="Answer"><span class="chip ${tone}">${word}</span></td>
      <td data-label="Who answers"><span>${whoAnswersText(answer)}</span></td>
      <td data-label="Starts at"><span>${startsText(answer)}</span></td>
    </tr>`;
  }
}

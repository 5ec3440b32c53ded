import type { SurveyRating } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { countText } from '../i18n/count-text.js';
import { messages } from '../i18n/survey.js';
import { bar } from '../ui/bars.js';

/** The answers to a question as bars; for a host with the sheets `table` and `bars`. */
export function answerBars({ question, answered, answers }: Omit<SurveyRating, 'chats'>): TemplateResult {
  if (answered === null) return html`<p>${question} ${messages.fewAnswered}</p>`;
  return html`<table>
    <caption class="small">
      ${question}
    </caption>
    <thead class="visually-hidden">
      <tr>
        <th scope="col">${messages.answer}</th>
        <th scope="col">${messages.patrons}</th>
        <td></td>
      </tr>
    </thead>
    <tbody>
      ${answers.map(
        ({ answer, count }) =>
          html`<tr>
            <th scope="row">${answer}</th>
            <td class="number">${countText(count)}</td>
            <td>${bar(count / answered)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** What the answers do not say. */
export const surveyLimit = (): TemplateResult =>
  html`<details class="definition small">
    <summary class="screen-only">${messages.limit}</summary>
    <p>${messages.limitText}</p>
  </details>`;

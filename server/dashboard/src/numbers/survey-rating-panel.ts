import type { SurveyRating } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages, ratingText } from '../i18n/survey.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { bars } from '../ui/bars.js';
import { answerBars, surveyLimit } from './survey-answers.js';

/** What patrons of a library said in a month, and how few of them. */
@customElement('survey-rating-panel')
export class SurveyRatingPanel extends DashboardElement {
  static override styles = [table, bars];

  @property({ attribute: false }) rating!: SurveyRating;

  override render(): TemplateResult {
    return html`<h2>${messages.heading}</h2>
      <p>${ratingText(this.rating)}</p>
      ${this.rating.answered === null ? null : answerBars(this.rating)} ${surveyLimit()}`;
  }
}

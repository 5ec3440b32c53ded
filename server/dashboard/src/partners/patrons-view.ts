import type { RegistrationPreview } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { answerWord, whoAnswersText } from '../i18n/answer-text.js';
import { messages } from '../i18n/registration.js';
import type { QueryState } from '../ui/query.js';

const words = (seen: RegistrationPreview): TemplateResult =>
  html`<p><strong>${seen.label}</strong><br />${seen.status}</p>
    <ul>
      <li>${messages.patronsState(answerWord(seen).word, whoAnswersText(seen))}</li>
      <li>${seen.leadsTo === null ? messages.leadsToOwn : messages.leadsTo(seen.leadsTo)}</li>
      ${seen.others.map((other) => html`<li>${messages.alsoShows(other)}</li>`)}
    </ul>`;

/** What patrons would see with what is typed: the words of the tag. */
export const patronsView = (
  { step, last }: QueryState<RegistrationPreview>,
  { isBusy, onAsk }: { isBusy: boolean; onAsk: () => void },
): TemplateResult =>
  html`<section class="panel" aria-labelledby="patrons">
    <h2 id="patrons">${messages.patronsSee}</h2>
    <p class="soft">${messages.patronsSeeNote}</p>
    <div role="status" aria-busy=${isBusy ? 'true' : 'false'}>
      ${step === 'failed' ? html`<p>${messages.notAnswered}</p>` : last && words(last)}
    </div>
    <div class="actions">
      <button type="button" class="button" aria-disabled=${isBusy ? 'true' : 'false'} @click=${onAsk}>
        ${messages.showPatrons}
      </button>
    </div>
  </section>`;

import type { RegistrationPreview } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { answerWord, whoAnswersText } from '../i18n/answer-text.js';
import { messages } from '../i18n/registration.js';
import { troubleLine } from '../ui/form-fields.js';
import type { Trouble } from '../ui/mutation.js';

/** What patrons would see with what is typed: the words of the tag. `seen` undefined: not asked yet, or refused. */
export function patronsView(
  seen: RegistrationPreview | undefined,
  { trouble, isBusy, onAsk }: { trouble: Trouble | undefined; isBusy: boolean; onAsk: () => void },
): TemplateResult {
  return html`<section class="panel" aria-labelledby="patrons">
    <h2 id="patrons">${messages.patronsSee}</h2>
    <p class="soft">${messages.patronsSeeNote}</p>
    <div role="status" aria-busy=${isBusy ? 'true' : 'false'}>
      ${
        seen === undefined
          ? null
          : html`<p><strong>${seen.label}</strong><br />${seen.status}</p>
              <ul>
                <li>${messages.patronsState(answerWord(seen).word, whoAnswersText(seen))}</li>
                <li>${seen.leadsTo === null ? messages.leadsToOwn : messages.leadsTo(seen.leadsTo)}</li>
                ${seen.others.map((other) => html`<li>${messages.alsoShows(other)}</li>`)}
              </ul>`
      }
    </div>
    ${troubleLine(trouble)}
    <div class="actions">
      <button type="button" class="button" aria-disabled=${isBusy ? 'true' : 'false'} @click=${onAsk}>
        ${messages.showPatrons}
      </button>
    </div>
  </section>`;
}

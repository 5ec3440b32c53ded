import {
  previewLibraryRegistration,
  type LibraryRegistration,
  type NewRegistrations,
  type RegistrationPreview,
} from '@askusnow/sdk';
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { answerWord, whoAnswersText } from '../i18n/answer-text.js';
import { messages } from '../i18n/registration.js';
import type { TypedRegistration } from '../logic/registration-draft.js';
import { connection } from '../ui/connection.js';
import type { Draft } from '../ui/draft.js';
import { Query } from '../ui/query.js';

/** What a form would register. */
export interface Wanted {
  id: string;
  registration: LibraryRegistration;
  /** A desk of its own that would be new. */
  desks?: NewRegistrations['desks'];
}

const words = (seen: RegistrationPreview): TemplateResult =>
  html`<p><strong>${seen.label}</strong><br />${seen.status}</p>
    <ul>
      <li>${messages.patronsState(answerWord(seen).word, whoAnswersText(seen))}</li>
      <li>${seen.leadsTo === null ? messages.leadsToOwn : messages.leadsTo(seen.leadsTo)}</li>
      ${[...seen.lines, ...seen.others].map((other) => html`<li>${messages.alsoShows(other)}</li>`)}
    </ul>`;

/** What patrons would see with what is typed in a form: the words of the tag. */
export class PatronsView {
  #draft: Draft<TypedRegistration>;
  #wanted: () => Wanted;
  #seen: Query<RegistrationPreview>;
  /** What was previewed last, as JSON; undefined: nothing yet. */
  #previewed: string | undefined;

  constructor(host: ReactiveControllerHost & EventTarget, draft: Draft<TypedRegistration>, wanted: () => Wanted) {
    this.#seen = new Query(host);
    this.#draft = draft;
    this.#wanted = wanted;
  }

  /** Once it is shown, it follows the form as the reader leaves a field: a text that the page sets ends with no event of its own. */
  readonly again = (): void => {
    if (this.#previewed !== undefined && this.#previewed !== JSON.stringify(this.#wanted())) void this.#ask();
  };

  async #ask(): Promise<void> {
    const { id, ...wanted } = this.#wanted();
    this.#previewed = JSON.stringify({ id, ...wanted });
    await this.#seen.ask(() => this.#draft.answered(previewLibraryRegistration(connection, id, wanted)));
  }

  render(): TemplateResult {
    const { step, last } = this.#seen.state;
    const isBusy = this.#previewed !== undefined && step === 'waiting';
    return html`<section class="panel" aria-labelledby="patrons">
      <h2 id="patrons">${messages.patronsSee}</h2>
      <p class="soft">${messages.patronsSeeNote}</p>
      <div role="status" aria-busy=${isBusy ? 'true' : 'false'}>
        ${step === 'failed' ? html`<p>${messages.notAnswered}</p>` : last && words(last)}
      </div>
      <div class="actions">
        <button
          type="button"
          class="button"
          aria-disabled=${isBusy ? 'true' : 'false'}
          @click=${() => void this.#ask()}
        >
          ${messages.showPatrons}
        </button>
      </div>
    </section>`;
  }
}

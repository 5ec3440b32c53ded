import type { Availability, Session } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { freshAvailability } from '../coverage/fresh-availability.js';
import { messages } from '../i18n/home.js';
import { answerText } from '../i18n/queue-now-text.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import { readerLibraries } from '../ui/reader.js';
import { libraryPageHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';

type Library = Session['libraries'][number];

/** An account of more has the coordinator's pages, or opens a library. */
const MAX_LIBRARIES = 6;

/** What patrons of the reader's libraries see now, a line each. */
@customElement('patrons-see')
export class PatronsSee extends DashboardElement {
  static override styles = css`
    p + p {
      margin-top: var(--space-2);
    }
  `;

  @property({ attribute: false }) libraries: readonly Library[] = [];
  #answers = new LiveQuery<{ library: Library; answer: Availability }[]>(
    this,
    ['queue', 'schedule', 'presence', 'requests'],
    () =>
      Promise.all(
        this.libraries
          .slice(0, MAX_LIBRARIES)
          .map(async (library) => ({ library, answer: await freshAvailability(library.id) })),
      ),
  );

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('libraries')) void this.#answers.ask();
  }

  override render(): TemplateResult[] {
    const isOne = this.libraries.length === 1;
    return (this.#answers.last ?? []).map(
      ({ library: { id, name }, answer }) =>
        html`<p data-library=${id}>
          ${isOne ? messages.patronsSee : messages.patronsOfSee(name)}
          <strong>${answerText(answer, serverNowMs())}</strong>
          ${
            readerLibraries().some((each) => each.id === id)
              ? html`<a href=${libraryPageHref(id, 'coverage')}
                  >${messages.seeCoverage}${isOne ? null : html`<span class="visually-hidden">: ${name}</span>`}</a
                >`
              : null
          }
        </p>`,
    );
  }
}

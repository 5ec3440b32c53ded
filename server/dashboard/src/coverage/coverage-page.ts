import type { Session } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/coverage.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import { readLibraryNow, type LibraryNow } from './library-now.js';
import { page } from '../styles/page.js';
import { answeredFor } from '../i18n/help-text.js';
import { sentPast } from '../logic/help-requests.js';
import { changesText, type Reading } from '../i18n/now-changes.js';
import { answerText } from '../i18n/queue-now-text.js';
import './desk-now.js';
import './forecast-gaps.js';
import '../help/help-list.js';
import './patrons-met.js';
import './queue-week.js';
import { livePage } from '../ui/live-page.js';

/** Whether a library's hours are covered: now, in the past week and in the next 14 days; and its help requests. */
@customElement('coverage-page')
export class CoveragePage extends DashboardElement {
  static override styles = [
    page,
    css`
      .answer {
        font-size: var(--text-l);
        font-weight: 600;
      }

      .desks {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        gap: var(--space-4);
        align-items: start;
        margin-top: var(--space-4);
      }

      @media print {
        .desks {
          display: block;
        }
      }
    `,
  ];

  @property() library = '';
  @property() name = '';
  @property({ attribute: false }) session!: Session;
  #now = new LiveQuery<LibraryNow>(
    this,
    ['queue', 'schedule', 'presence', 'requests'],
    () => readLibraryNow(this.library, this.session.role),
    (before, now, own) => changesText(before && this.#reading(before), this.#reading(now), own),
  );

  #asked: Session['libraries'] = [];

  /** What is covered comes first: the form is loaded after it. */
  protected override firstUpdated(): void {
    void import('../help/ask-help.js').catch(() => undefined);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#now.ask({ keep: false });
  }

  #reading({ queues, answer, requests, others }: LibraryNow): Reading {
    return { queues, requests: [...requests, ...others], answers: [answer] };
  }

  /** The same list while the library is the same: a new one would be read anew. */
  get #libraries(): Session['libraries'] {
    if (this.#asked[0]?.id !== this.library) this.#asked = [{ id: this.library, name: this.name }];
    return this.#asked;
  }

  override render(): TemplateResult {
    const { last } = this.#now;
    return livePage(
      { heading: 'Coverage', sub: this.name, kept: this.#now, zone: last?.answer.zone, loading: messages.loadingDesks },
      (last) => this.#body(last),
    );
  }

  #body(last: LibraryNow): TemplateResult {
    const { requests, others, reach, nowMs } = last;
    const { zone } = last.answer;
    // The whole page uses the library's zone, for desks elsewhere too.
    const queues = last.queues.map((queue) => ({ ...queue, zone }));
    if (queues.length === 0) return html`<p class="panel">${messages.noDesk}</p>`;
    return html`${this.#today({ ...last, queues })}
      ${
        queues.some(({ mayAsk }) => mayAsk)
          ? html`<ask-help class="panel screen-only" .libraries=${this.#libraries}></ask-help>`
          : null
      }
      <help-list
        class="panel"
        .requests=${requests}
        .desks=${queues}
        .session=${this.session}
        .peopleAt=${this.library}
        .zone=${zone}
        .nowMs=${nowMs}
      ></help-list>
      ${
        others.length === 0
          ? null
          : html`<help-list
              class="panel"
              heading=${messages.otherHelpRequests}
              .requests=${others}
              .desks=${queues}
              .session=${this.session}
              .peopleAt=${this.library}
              .zone=${zone}
              .nowMs=${nowMs}
            ></help-list>`
      }
      <forecast-gaps
        class="panel"
        library=${this.library}
        reader=${this.session.role}
        .queues=${queues}
        .requests=${[...requests, ...others]}
        .reach=${reach}
        .peopleAt=${this.library}
        .nowMs=${nowMs}
      ></forecast-gaps>
      <queue-week .queues=${last.queues} .beat=${last} .nowMs=${nowMs}></queue-week>
      <patrons-met library=${this.library} .nowMs=${nowMs}></patrons-met>`;
  }

  #today({ queues, presence, answer, requests, others, reach, nowMs }: LibraryNow): TemplateResult {
    const away = answeredFor(requests, answer.zone, nowMs);
    const calls = [...requests, ...others.filter(({ library }) => library === null)];
    return html`<section aria-labelledby="today">
      <h2 id="today">Now</h2>
      <p class="soft">${messages.patronsSeeLabel}</p>
      <p class="answer" data-state=${answer.state}>${answerText(answer, nowMs)}</p>
      ${away === null ? null : html`<p>${away}</p>`}
      <div class="desks">
        ${queues.map(
          (queue) =>
            html`<desk-now
              library=${this.library}
              reader=${this.session.role}
              .queue=${queue}
              .answer=${answer.tiers.find(({ tier }) => tier === queue.tier)}
              .sentTo=${queue.tier === answer.tier ? null : sentPast(queue.tier, calls, nowMs)}
              .presence=${presence.get(queue.queue)}
              .requests=${[...requests, ...others]}
              .reach=${reach}
              .nowMs=${nowMs}
            ></desk-now>`,
        )}
      </div>
    </section>`;
  }
}

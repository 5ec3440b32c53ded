import { getCovers, type CoverList, type QueueNow, type Session } from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages } from '../i18n/coverage.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { LiveQuery } from '../ui/live-query.js';
import { connection } from '../ui/connection.js';
import { readLibraryNow, type LibraryNow } from './library-now.js';
import { page } from '../styles/page.js';
import { answeredFor } from '../i18n/help-text.js';
import { ONE_MOMENT } from '../i18n/ui.js';
import { isOpen, sentPast } from '../logic/help-requests.js';
import { countedText } from '../i18n/count-text.js';
import { coverageValue } from '../i18n/coverage-text.js';
import { changesText, type Reading } from '../i18n/now-changes.js';
import { answerText, isUnstaffed } from '../i18n/queue-now-text.js';
import { headText, UNTIL_ACCEPTED } from '../i18n/hour-text.js';
import { hoursAhead, lengthOf, type HourAhead } from '../logic/hours-ahead.js';
import { byStart, openOf } from '../logic/open-covers.js';
import { figures } from '../styles/figures.js';
import { libraryPageHref } from '../ui/route.js';
import { showHeading } from '../ui/show-heading.js';
import './desk-now.js';
import './forecast-gaps.js';
import type { ForecastGaps } from './forecast-gaps.js';
import '../help/help-list.js';
import './queue-week.js';
import type { CoveredWeek } from './queue-week.js';
import { livePage } from '../ui/live-page.js';

const headOf = ({ start, end, queue: { zone } }: HourAhead, nowMs: number): string =>
  headText({ start, end, zone }, nowMs);

/** Whether a library's hours are covered: now, in the past week and in the next 14 days; and its help requests. */
@customElement('coverage-page')
export class CoveragePage extends DashboardElement {
  static override styles = [
    page,
    figures,
    css`
      .tiles {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr));
        gap: var(--space-3) var(--space-5);
      }

      .desks {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        gap: var(--space-4);
        align-items: start;
        margin-top: var(--space-3);
      }

      section > details {
        margin-top: var(--space-3);
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
  /** Of the desk and the week that are chosen below. */
  @state() private covered: CoveredWeek | undefined;
  #now = new LiveQuery<LibraryNow>(
    this,
    ['queue', 'schedule', 'presence', 'requests'],
    () => readLibraryNow(this.library, this.session.role),
    (before, now, own) => changesText(before && this.#reading(before), this.#reading(now), own),
  );

  /** The library's hours at shared desks, and what others offer there: not read with each sample of a desk. */
  #covers = new LiveQuery<CoverList>(this, ['workspace', 'schedule'], () => getCovers(connection, this.library));

  #asked: Session['libraries'] = [];

  /** What is covered comes first: the form is loaded after it. */
  protected override firstUpdated(): void {
    void Promise.all([import('../help/ask-help.js'), import('./patrons-met.js')]).catch(() => undefined);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.covered = undefined;
    void this.#now.ask({ keep: false });
    void this.#covers.ask({ keep: false });
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
    const zone = this.#now.last?.answer.zone;
    return livePage(
      { heading: 'Coverage', sub: this.name, kept: this.#now, zone, loading: messages.loadingDesks },
      (last) => this.#body(last),
    );
  }

  #body(last: LibraryNow): TemplateResult {
    const { requests, others, reach, nowMs } = last;
    const { zone } = last.answer;
    // The whole page uses the library's zone, for desks elsewhere too.
    const queues = last.queues.map((queue) => ({ ...queue, zone }));
    if (queues.length === 0) return html`<p class="panel">${messages.noDesk}</p>`;
    const open = [...requests, ...others].filter(isOpen);
    const shown = { ...last, queues };
    const help = requests.length + others.length === 0 ? null : this.#help(shown);
    return html`${this.#answers(shown)}
      ${
        queues.some(({ mayAsk }) => mayAsk)
          ? html`<ask-help class="panel screen-only" .libraries=${this.#libraries}></ask-help>`
          : null
      }
      ${open.length > 0 ? help : null}
      <forecast-gaps
        class="panel"
        library=${this.library}
        reader=${this.session.role}
        .queues=${queues}
        .requests=${open}
        .reach=${reach}
        .offers=${this.#covers.last && openOf(this.#covers.last.covers, nowMs)}
        .peopleAt=${this.library}
        .nowMs=${nowMs}
      ></forecast-gaps>
      ${this.#today(shown)} ${open.length > 0 ? null : help}
      <queue-week
        .queues=${last.queues}
        .beat=${last}
        .nowMs=${nowMs}
        .onRead=${(week: CoveredWeek | undefined) => (this.covered = week)}
      ></queue-week>
      <patrons-met library=${this.library} .nowMs=${nowMs}></patrons-met>`;
  }

  /** The page's answers: who can answer now, how much was covered, when nobody will be there, and the next shared hour. */
  #answers({ queues, answer, requests, nowMs }: LibraryNow): TemplateResult {
    const away = answeredFor(requests, answer.zone, nowMs);
    const { covered } = this;
    return html`<section class="panel" aria-label=${messages.overview}>
      <dl class="tiles">
        <div>
          <dt>${messages.patronsSee}</dt>
          <dd class="figure answer" data-state=${answer.state}>${answerText(answer, nowMs)}</dd>
          ${away === null ? null : html`<dd class="small">${away}</dd>`}
        </div>
        <div>
          <dt>${messages.covered(covered?.sum)}</dt>
          <dd class="figure">
            ${covered ? (covered.sum ? coverageValue(covered.sum) : messages.inFuture) : ONE_MOMENT}
          </dd>
          ${covered ? html`<dd class="small soft">${covered.days}${covered.desk === queues[0]?.name ? '' : `, ${covered.desk}`}</dd>` : null}
        </div>
        ${this.#ownGaps(queues, nowMs)} ${this.#sharedGaps(queues, nowMs)} ${this.#nextShared(queues, nowMs)}
      </dl>
    </section>`;
  }

  /** When the library's own desks have nobody. */
  #ownGaps(queues: readonly QueueNow[], nowMs: number): TemplateResult | null {
    const own = queues.filter(({ tier }) => tier === 'local');
    if (own.length === 0) return null;
    const gaps = hoursAhead(own);
    const hasShifts = own.some((queue) => queue.hasShifts);
    const step = gaps.some(({ queue: { mayAsk } }) => mayAsk)
      ? messages.fillShift
      : gaps.length > 0 || hasShifts
        ? null
        : messages.enterShifts;
    return html`<div>
      <dt>${messages.ownNext14Days}</dt>
      ${
        gaps.length > 0 || hasShifts
          ? this.#gaps(gaps, nowMs)
          : html`<dd class="figure">${messages.byItsHours}</dd>
              <dd class="small soft">${messages.noShifts}</dd>`
      }
      ${step === null ? null : html`<dd class="small screen-only"><a href=${libraryPageHref(this.library, 'shifts')}>${step}</a></dd>`}
    </div>`;
  }

  /** When the desks that it shares have nobody. */
  #sharedGaps(queues: readonly QueueNow[], nowMs: number): TemplateResult | null {
    const shared = queues.filter(({ tier, hasShifts }) => tier !== 'local' && hasShifts);
    if (shared.length === 0) return null;
    const gaps = hoursAhead(shared);
    return html`<div>
      <dt>${messages.sharedNext14Days}</dt>
      ${this.#gaps(gaps, nowMs)}
      ${
        gaps.length === 0
          ? null
          : html`<dd class="small screen-only">
              <a href="#gaps" @click=${(event: Event) => this.#toGaps(event)}>${messages.seeGaps}</a>
            </dd>`
      }
    </div>`;
  }

  /** How many hours have nobody, and which comes first. */
  #gaps(gaps: readonly HourAhead[], nowMs: number): TemplateResult {
    const [gap] = gaps;
    return html`<dd class="figure">${gap ? messages.openHours(lengthOf(gaps)) : messages.noGaps}</dd>
      ${gap ? html`<dd class="small soft">${messages.firstGap(headOf(gap, nowMs), gap.queue.name)}</dd>` : null}`;
  }

  #toGaps(event: Event): void {
    event.preventDefault();
    showHeading(
      this.renderRoot.querySelector<ForecastGaps>('forecast-gaps')?.renderRoot.querySelector<HTMLElement>('h2'),
    );
  }

  /** The library's next hour at a desk that it shares. */
  #nextShared(queues: readonly QueueNow[], nowMs: number): TemplateResult | null {
    const shared = queues.find(({ tier }) => tier !== 'local');
    if (shared === undefined) return null;
    const covers = this.#covers.last;
    const given = openOf(covers?.covers ?? [], nowMs).filter(({ library }) => library.id === this.library);
    const [next] = [...(covers?.hours ?? []), ...given].filter(({ end }) => Date.parse(end) > nowMs).toSorted(byStart);
    return html`<div>
      <dt>${messages.nextShared}</dt>
      <dd class="figure">
        ${covers === undefined ? ONE_MOMENT : next === undefined ? messages.noNextShared : headText({ ...next, zone: shared.zone }, nowMs)}
      </dd>
      ${next && 'state' in next ? html`<dd class="small">${UNTIL_ACCEPTED}</dd>` : null}
      <dd class="small screen-only">
        <a href=${libraryPageHref(this.library, 'shared-hours')}>${messages.seeShared}</a>
      </dd>
    </div>`;
  }

  /** The library's own, and those of others that it may take. */
  #help({ requests, others, queues, answer, nowMs }: LibraryNow): TemplateResult {
    return html`<help-list
      class="panel"
      .requests=${[...requests, ...others]}
      .desks=${queues}
      .session=${this.session}
      .peopleAt=${this.library}
      .zone=${answer.zone}
      .nowMs=${nowMs}
    ></help-list>`;
  }

  #today(last: LibraryNow): TemplateResult {
    const isFirst = (queue: QueueNow): boolean =>
      queue.tier === 'local' || queue.kind === 'uncovered' || isUnstaffed(queue);
    const first = last.queues.filter(isFirst);
    const rest = last.queues.filter((queue) => !isFirst(queue));
    return html`<section aria-labelledby="today">
      <h2 id="today">${messages.desksNow}</h2>
      ${first.length === 0 ? null : this.#desks(first, last)}
      ${
        rest.length === 0
          ? null
          : html`<details>
              <summary>${countedText(rest.length, 'shared desk')}</summary>
              ${this.#desks(rest, last)}
            </details>`
      }
    </section>`;
  }

  #desks(
    queues: readonly QueueNow[],
    { presence, answer, requests, others, reach, nowMs }: LibraryNow,
  ): TemplateResult {
    const calls = [...requests, ...others.filter(({ library }) => library === null)];
    return html`<div class="desks">
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
    </div>`;
  }
}

import {
  getAnswers,
  getAllCovers,
  getAssistance,
  getCoverageNow,
  type Answers,
  type AssistanceList,
  type AssistanceRequest,
  type CoverageNow,
  type CoverList,
  type QueueNow,
  type Session,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { ListPage } from '../ui/list-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/coverage.js';
import { page } from '../styles/page.js';
import { changesText, type Reading } from '../i18n/now-changes.js';
import { openOf } from '../logic/open-covers.js';
import { answeredText, nowSummary, statewideText } from '../i18n/now-summary.js';
import { commonZone } from '../i18n/zone-text.js';
import '../closing/desk-closing.js';
import './answers-now.js';
import './forecast-gaps.js';
import '../help/help-list.js';
import './queues-now.js';
import { livePage } from '../ui/live-page.js';

/** One snapshot of the whole cooperative; of its long lists, the pages that are shown. */
interface StateNow {
  nowMs: number;
  coverage: CoverageNow;
  /** Shared desks and the desks of help requests, whichever page is shown. */
  desks: QueueNow[];
  answers: Answers;
  calls: AssistanceList;
  /** The requested pages of the lists. */
  pages: string;
  /** The zone of the whole page: that of most desks. */
  zone: string;
}

const unique = (queues: readonly QueueNow[]): QueueNow[] => [
  ...new Map(queues.map((each) => [each.queue, each])).values(),
];

/** The most desks that one request may name. */
const MAX_ASKED = 100;

async function readDesks(requests: readonly AssistanceRequest[]): Promise<QueueNow[]> {
  const named = [...new Set(requests.map(({ queue }) => queue))].slice(0, MAX_ASKED);
  const [shared, others] = await Promise.all([
    getCoverageNow(connection, { shared: true }),
    named.length > 0 ? getCoverageNow(connection, { queue: named }) : { queues: [] },
  ]);
  return unique([...shared.queues, ...others.queues]);
}

/** The coordinator's live page: help requests, empty desks, and what patrons see. */
@customElement('now-page')
export class NowPage extends DashboardElement {
  static override styles = page;

  @property({ attribute: false }) session!: Session;
  #queues = new ListPage(this, () => this.#now.ask(), 'desks');
  #answers = new ListPage(this, () => this.#now.ask(), 'libraries');
  #now = new LiveQuery<StateNow>(
    this,
    ['queue', 'schedule', 'presence', 'requests'],
    () => this.#read(),
    (before, now, own) => changesText(before && this.#reading(before), this.#reading(now), own),
  );

  /** Hours of shared desks that libraries offer: they change by people's hand, and not with each sample of a desk. */
  #covers = new LiveQuery<CoverList>(this, ['workspace', 'schedule'], () => getAllCovers(connection));

  protected override firstUpdated(): void {
    void this.#now.ask();
    void this.#covers.ask();
  }

  async #read(): Promise<StateNow> {
    const pages = JSON.stringify([this.#queues.query, this.#answers.query]);
    const [coverage, answers, calls] = await Promise.all([
      getCoverageNow(connection, this.#queues.query),
      getAnswers(connection, this.#answers.query),
      getAssistance(connection),
    ]);
    const desks = await readDesks(calls.requests);
    const zone = commonZone([...coverage.queues, ...desks].map((queue) => queue.zone));
    const inZone = (queues: readonly QueueNow[]): QueueNow[] => queues.map((queue) => ({ ...queue, zone }));
    return {
      nowMs: Date.parse(coverage.now),
      coverage: { ...coverage, queues: inZone(coverage.queues) },
      desks: inZone(desks),
      answers,
      calls,
      pages,
      zone,
    };
  }

  #reading({ coverage, desks, answers, calls: { requests }, pages }: StateNow): Reading {
    return {
      queues: unique([...desks, ...coverage.queues]),
      answers: answers.answers,
      requests,
      counts: coverage.counts,
      pages,
    };
  }

  protected override updated(): void {
    const { last } = this.#now;
    if (last === undefined) return;
    if (!this.#queues.fit(last.coverage.total)) this.#answers.fit(last.answers.total);
  }

  override render(): TemplateResult {
    const { last } = this.#now;
    const sub = last
      ? [
          this.#answers.q === '' ? answeredText(last.answers) : '',
          nowSummary(last.coverage.counts, last.calls.open),
          statewideText(last.desks),
        ]
          .filter(Boolean)
          .map((line, at) => html`${at === 0 ? null : html`<br />`}${line}`)
      : messages.loadingDesks;
    return livePage({ heading: 'Now', sub, kept: this.#now, zone: last?.zone }, last ? this.#body(last) : null);
  }

  #body({ coverage, desks, answers, calls: { requests, reach }, nowMs, zone }: StateNow): TemplateResult {
    const isFirst = this.#queues.offset === 0 && this.#queues.q === '';
    // The statewide desk stands first, whichever page of the list has it.
    const statewide = isFirst ? desks.filter(({ tier }) => tier === 'statewide') : [];
    // The recipients for all libraries are on each library's page.
    const peopleAt = this.session.libraries[0]?.id ?? null;
    const offers = openOf(this.#covers.last?.covers ?? [], nowMs);
    return html`<help-list
        class="panel"
        .requests=${requests}
        .desks=${desks}
        .session=${this.session}
        .peopleAt=${peopleAt}
        .zone=${zone}
        .nowMs=${nowMs}
      ></help-list>
      <forecast-gaps
        class="panel"
        heading=${messages.sharedDeskGaps}
        reader=${this.session.role}
        .queues=${desks.filter(({ tier }) => tier !== 'local')}
        .requests=${requests}
        .reach=${reach}
        .offers=${offers}
        .peopleAt=${peopleAt}
        .nowMs=${nowMs}
      ></forecast-gaps>
      <queues-now
        class="panel"
        .queues=${unique([...statewide, ...coverage.queues])}
        .offers=${offers}
        .total=${coverage.total}
        .asked=${this.#queues}
        .nowMs=${nowMs}
      ></queues-now>
      <answers-now
        class="panel"
        .answers=${answers.answers}
        .total=${answers.total}
        .asked=${this.#answers}
        .nowMs=${nowMs}
      ></answers-now>
      <desk-closing class="panel screen-only"></desk-closing>`;
  }
}

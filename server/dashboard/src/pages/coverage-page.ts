import {
  getAvailability,
  getCoverageNow,
  getLibraryAssistance,
  getQueuePresence,
  getQueues,
  type AssistanceRequest,
  type Availability,
  type QueueHours,
  type QueueNow,
  type QueuePresence,
  type Session,
  type Tier,
} from '@askusnow/sdk';
import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Live } from '../controllers/live.js';
import { Loading } from '../controllers/loading.js';
import { announce } from '../events.js';
import type { ToldFailure } from '../failure.js';
import { here } from '../here.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';
import { answeredFor } from '../words/help-text.js';
import { changesText } from '../words/now-changes.js';
import { answerText } from '../words/queue-now-text.js';
import '../parts/as-of.js';
import '../parts/desk-now.js';
import '../parts/forecast-gaps.js';
import '../parts/help-list.js';
import '../parts/notice-card.js';
import '../parts/patrons-met.js';
import '../parts/queue-week.js';

/** One reading of all that is live on this page. */
interface LibraryNow {
  library: string;
  nowMs: number;
  /** Nearest first. */
  desks: QueueHours[];
  queues: QueueNow[];
  presence: ReadonlyMap<string, QueuePresence>;
  answer: Availability;
  requests: AssistanceRequest[];
}

const ORDER: readonly Tier[] = ['local', 'statewide', 'global'];
const nearestFirst = (one: { tier: Tier }, other: { tier: Tier }): number =>
  ORDER.indexOf(one.tier) - ORDER.indexOf(other.tier);

/** The answer may lie in the browser's cache for a patron's page; here it must be as new as the rest. */
const fresh = {
  ...here,
  fetch: (url: RequestInfo | URL, init?: RequestInit) => fetch(url, { ...init, cache: 'no-cache' }),
};

async function readNow(library: string): Promise<LibraryNow> {
  const [{ queues: desks }, coverage, answer, { requests }] = await Promise.all([
    getQueues(here, library),
    getCoverageNow(here),
    getAvailability(fresh, library),
    getLibraryAssistance(here, library),
  ]);
  const ids = desks.map(({ queue }) => queue);
  const presence = await Promise.all(ids.map((queue) => getQueuePresence(here, queue)));
  return {
    library,
    nowMs: Date.parse(coverage.now),
    desks: [...desks].sort(nearestFirst),
    queues: coverage.queues.filter(({ queue }) => ids.includes(queue)).sort(nearestFirst),
    presence: new Map(presence.map((each) => [each.queue, each])),
    answer,
    requests,
  };
}

/** Whether a library's hours are really covered: now, in the days past, in those to come; and the call for help. */
@customElement('coverage-page')
export class CoveragePage extends LitElement {
  static override styles = [
    base,
    page,
    css`
      .told {
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
  @state() private readAt: Date | undefined;
  /** Why the last reading failed; stays while the next one is under way. */
  @state() private trouble: ToldFailure | undefined;
  #now = new Loading<LibraryNow>(this);
  #live = new Live(this, ['queue', 'schedule', 'presence', 'requests'], () => this.#ask());

  constructor() {
    super();
    this.addEventListener('ask-changed', () => this.#live.again());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#ask();
  }

  async #ask(): Promise<void> {
    const { library } = this;
    const { last } = this.#now.state;
    const before = last?.library === library ? last : undefined;
    const answer = await this.#now.ask(() => readNow(library), { keep: before !== undefined });
    if (library !== this.library) return;
    this.trouble = this.#now.failure;
    if (answer.step !== 'done') return;
    this.readAt = answer.at;
    const news = changesText(before && this.#reading(before), this.#reading(answer.last));
    if (news !== '') announce(this, news);
  }

  #reading({ queues, answer, requests }: LibraryNow): Parameters<typeof changesText>[1] {
    return { queues, requests, answers: [{ ...answer, name: 'Patrons are told' }] };
  }

  override render(): TemplateResult {
    const { state } = this.#now;
    const { trouble } = this;
    return html`<div class="top">
        <div>
          <h1 tabindex="-1">Coverage</h1>
          <p class="soft">${this.name}</p>
        </div>
        <as-of .at=${state.last ? this.readAt : undefined} .failure=${trouble}></as-of>
      </div>
      <div class="stack" aria-busy=${state.last ? 'false' : 'true'}>
        ${
          trouble === undefined || state.last
            ? null
            : html`<notice-card .failure=${trouble} @ask-retry=${() => void this.#ask()}></notice-card>`
        }
        ${state.last ? this.#body(state.last) : null}
        ${state.step === 'waiting' && !state.last ? html`<p class="panel soft">Looking at the desks…</p>` : null}
      </div>`;
  }

  #body(last: LibraryNow): TemplateResult {
    const { desks, queues, requests, nowMs } = last;
    const names = new Map([
      ...this.session.libraries.map(({ id, name }) => [id, name] as const),
      [this.library, this.name],
    ]);
    if (desks.length === 0) return html`<p class="panel">The cooperative’s file names no desk for this library.</p>`;
    return html`${this.#today(last)}
      <help-list
        class="panel"
        .requests=${requests}
        .desks=${desks}
        .session=${this.session}
        .names=${names}
        .nowMs=${nowMs}
      ></help-list>
      <forecast-gaps
        class="panel"
        library=${this.library}
        .queues=${queues}
        .requests=${requests}
        .names=${names}
        .nowMs=${nowMs}
      ></forecast-gaps>
      <queue-week .queues=${desks} .beat=${last} .nowMs=${nowMs}></queue-week>
      <patrons-met library=${this.library} .nowMs=${nowMs}></patrons-met>`;
  }

  #today({ queues, presence, answer, requests, nowMs }: LibraryNow): TemplateResult {
    const away = answeredFor(requests, answer.zone, nowMs);
    return html`<section aria-labelledby="today">
      <h2 id="today">Now</h2>
      <p class="soft">Patrons are told:</p>
      <p class="told" data-state=${answer.state}>${answerText(answer, nowMs)}</p>
      ${away === null ? null : html`<p>${away}</p>`}
      <div class="desks">
        ${queues.map(
          (queue) =>
            html`<desk-now
              library=${this.library}
              reader=${this.session.role}
              .queue=${queue}
              .told=${answer.tiers.find(({ tier }) => tier === queue.tier)}
              .presence=${presence.get(queue.queue)}
              .requests=${requests}
              .nowMs=${nowMs}
            ></desk-now>`,
        )}
      </div>
    </section>`;
  }
}

import {
  getAnswers,
  getAssistance,
  getCoverageNow,
  type Answers,
  type AssistanceRequest,
  type QueueNow,
  type Session,
} from '@askusnow/sdk';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Live } from '../controllers/live.js';
import { Loading } from '../controllers/loading.js';
import { announce } from '../events.js';
import type { ToldFailure } from '../failure.js';
import { here } from '../here.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';
import { isOpen, type LibraryNames } from '../words/help-text.js';
import { changesText } from '../words/now-changes.js';
import { nowSummary } from '../words/now-summary.js';
import '../parts/answers-now.js';
import '../parts/as-of.js';
import '../parts/forecast-gaps.js';
import '../parts/help-list.js';
import '../parts/notice-card.js';
import '../parts/queues-now.js';

/** One reading of the whole cooperative. */
interface StateNow {
  nowMs: number;
  queues: QueueNow[];
  answers: Answers['answers'];
  requests: AssistanceRequest[];
  names: LibraryNames;
}

async function readNow(): Promise<StateNow> {
  const [{ now, queues }, { answers }, { requests }] = await Promise.all([
    getCoverageNow(here),
    getAnswers(here),
    getAssistance(here),
  ]);
  const names = new Map(answers.map(({ library, name }) => [library, name]));
  return { nowMs: Date.parse(now), queues, answers, requests, names };
}

/** The coordinator's live page: who calls for help, which desks are empty, what patrons are told. */
@customElement('now-page')
export class NowPage extends LitElement {
  static override styles = [base, page];

  @property({ attribute: false }) session!: Session;
  @state() private readAt: Date | undefined;
  /** Why the last reading failed; stays while the next one is under way. */
  @state() private trouble: ToldFailure | undefined;
  #now = new Loading<StateNow>(this);
  #live = new Live(this, ['queue', 'schedule', 'presence', 'requests'], () => this.#ask());

  constructor() {
    super();
    this.addEventListener('ask-changed', () => this.#live.again());
  }

  protected override firstUpdated(): void {
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const before = this.#now.state.last;
    const answer = await this.#now.ask(readNow);
    this.trouble = this.#now.failure;
    if (answer.step !== 'done') return;
    this.readAt = answer.at;
    const news = changesText(before, answer.last);
    if (news !== '') announce(this, news);
  }

  override render(): TemplateResult {
    const { state } = this.#now;
    const { trouble } = this;
    return html`<div class="top">
        <div>
          <h1 tabindex="-1">Now</h1>
          <p class="soft">
            ${state.last ? nowSummary(state.last.queues, state.last.requests.filter(isOpen)) : 'Looking at the desks…'}
          </p>
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
      </div>`;
  }

  #body({ queues, answers, requests, names, nowMs }: StateNow): TemplateResult {
    return html`<help-list
        class="panel"
        .requests=${requests}
        .desks=${queues}
        .session=${this.session}
        .names=${names}
        .nowMs=${nowMs}
      ></help-list>
      <queues-now class="panel" .queues=${queues} .nowMs=${nowMs}></queues-now>
      <forecast-gaps
        class="panel"
        heading="Gaps to come at shared desks"
        reader=${this.session.role}
        .queues=${queues.filter(({ tier }) => tier !== 'local')}
        .requests=${requests}
        .names=${names}
        .nowMs=${nowMs}
      ></forecast-gaps>
      <answers-now class="panel" .answers=${answers} .nowMs=${nowMs}></answers-now>`;
  }
}

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
import { customElement, property } from 'lit/decorators.js';
import { KeptUp } from '../controllers/kept-up.js';
import { here } from '../here.js';
import { base } from '../look/base.js';
import { page } from '../look/page.js';
import { isOpen, type LibraryNames } from '../words/help-text.js';
import { changesText } from '../words/now-changes.js';
import { nowSummary } from '../words/now-summary.js';
import '../parts/now/answers-now.js';
import '../parts/coverage/forecast-gaps.js';
import '../parts/help/help-list.js';
import '../parts/now/queues-now.js';
import { livePage } from './live-page.js';

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
  #now = new KeptUp<StateNow>(this, ['queue', 'schedule', 'presence', 'requests'], readNow, changesText);

  protected override firstUpdated(): void {
    void this.#now.ask();
  }

  override render(): TemplateResult {
    const { last } = this.#now;
    const sub = last ? nowSummary(last.queues, last.requests.filter(isOpen)) : 'Looking at the desks…';
    return livePage({ heading: 'Now', sub, kept: this.#now }, last ? this.#body(last) : null);
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

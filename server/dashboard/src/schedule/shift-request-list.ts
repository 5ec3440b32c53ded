import {
  answerShiftRequest,
  getAllShiftRequests,
  undoShiftRequestAnswer,
  type AllShiftRequests,
  type DeskWeek,
  type ShiftRequest,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clockText } from '../i18n/clock-text.js';
import { dayNeedsText, messages, requestText } from '../i18n/shift-requests.js';
import { WORDS } from '../i18n/words.js';
import { mondayOf } from '../logic/shift-edit.js';
import { shiftRequestFacts } from '../shared-hours/shift-request-facts.js';
import { tones } from '../styles/tones.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { troubleLine } from '../ui/form-fields.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { libraryHref } from '../ui/route.js';
import { serverNowMs } from '../ui/server-clock.js';
import './shift-request-answer.js';

/** The week that a request is about. */
export interface AskedWeek {
  queue: string;
  /** Its Monday. */
  week: string;
}

/** What libraries ask for and the coordinator has not answered yet, beside what the shown week needs on these days. */
@customElement('shift-request-list')
export class ShiftRequestListPart extends DashboardElement {
  static override styles = [listPanelStyles, tones];

  /** The one that the page shows. */
  @property({ attribute: false }) week!: DeskWeek;
  /** Asks the page for another one. */
  @property({ attribute: false }) onAskWeek: (asked: AskedWeek) => unknown = () => undefined;
  /** The form that is open: of which request, and what it does. */
  @state() private form: { id: number; answer: 'accepted' | 'declined' } | undefined;
  #list = new LiveQuery<AllShiftRequests>(this, ['workspace', 'schedule'], () => getAllShiftRequests(connection));
  #answering = new Mutation(this);

  protected override firstUpdated(): void {
    void this.#list.ask();
  }

  override render(): TemplateResult {
    return listPanel(
      { id: 'requests', heading: messages.waiting, what: messages.waitingNote },
      this.#list,
      ({ requests, services }) =>
        html`${troubleLine(this.#answering.trouble)}
        ${
          requests.length === 0
            ? html`<p class="small">${messages.noneWaiting}</p>`
            : html`<ul class="plain-list">
                ${repeat(
                  requests,
                  ({ id }) => id,
                  (request) => this.#request(request, services),
                )}
              </ul>`
        }`,
    );
  }

  #request(request: ShiftRequest, services: AllShiftRequests['services']): TemplateResult {
    const { id, library } = request;
    return html`<li data-request=${id}>
      <div>
        <a href=${libraryHref(library.id)}>${library.name}</a>
        ${shiftRequestFacts(request, services)} ${this.#needs(request)}
      </div>
      ${
        this.form?.id === id
          ? html`<shift-request-answer
              class="screen-only"
              .request=${request}
              .services=${services}
              .answer=${this.form.answer}
              .onAnswered=${() => void this.#again()}
              .onCancel=${() => void this.#close(id)}
            ></shift-request-answer>`
          : html`<div class="actions screen-only">${this.#actions(request)}</div>`
      }
    </li>`;
  }

  /** Of the days that it is about, in the week that is shown; else how to see that week. */
  #needs({ shift, wanted, from, queue }: ShiftRequest): TemplateResult {
    const asked = { queue: queue.id, week: mondayOf(from) };
    const { week, hours } = this.week;
    const isShown = asked.queue === this.week.queue && asked.week === week;
    const days = new Set([shift, wanted].flatMap((each) => each?.day ?? []));
    return html`${
      asked.queue !== this.week.queue || hours === null
        ? null
        : html`<p class="small">${messages.inWeek(week)}</p>
            ${[...days].map((day) => html`<p class="small">${dayNeedsText(day, this.week)}</p>`)}`
    }
    ${
      isShown
        ? null
        : html`<button type="button" class="button screen-only" @click=${() => this.onAskWeek(asked)}>
            ${messages.showWeek(asked.week)}
          </button>`
    }`;
  }

  #actions(request: ShiftRequest): TemplateResult | null {
    const { id, library, undoUntil, zone } = request;
    const button = (words: string, onPress: () => unknown, kind = ''): TemplateResult =>
      html`<button
        type="button"
        class="button ${kind}"
        aria-disabled=${this.#answering.busy ? 'true' : 'false'}
        @click=${() => onPress()}
      >
        ${words}<span class="visually-hidden">${messages.about(library.name, requestText(request))}</span>
      </button>`;
    if (undoUntil !== null)
      return serverNowMs() < Date.parse(undoUntil)
        ? html`${button(messages.undo, () => this.#run(() => undoShiftRequestAnswer(connection, id), messages.undone))}
            <span class="small soft">${messages.undoUntil(clockText(Date.parse(undoUntil), zone))}</span>`
        : null;
    const accept = () => answerShiftRequest(connection, id, { state: 'accepted' });
    return html`${button(WORDS.accept, () => this.#run(accept, messages.accepted(library.name)), 'primary')}
    ${button(messages.acceptChanged, () => this.#open(id, 'accepted'))}
    ${button(messages.decline, () => this.#open(id, 'declined'))}`;
  }

  #open(id: number, answer: 'accepted' | 'declined'): void {
    this.#answering.forget();
    this.form = { id, answer };
  }

  async #close(id: number): Promise<void> {
    this.form = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-request="${id}"] button`)?.focus();
  }

  async #run(action: () => Promise<unknown>, said: string): Promise<void> {
    const done = await this.#answering.run(action, said);
    // Refused, too: somebody else may have answered.
    if (done === undefined) await this.#list.ask();
    else await this.#again();
  }

  async #again(): Promise<void> {
    this.form = undefined;
    await this.#list.ask();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }
}

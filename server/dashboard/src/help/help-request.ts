import { stepAssistance, TIERS, type AssistanceMove, type AssistanceRequest, type Taker } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Mutation } from '../ui/mutation.js';
import { KeepFocus } from '../ui/keep-focus.js';
import { reportChanged } from '../ui/events.js';
import { connection } from '../ui/connection.js';
import { tones } from '../styles/tones.js';
import { libraryPageHref } from '../ui/route.js';
import { countedText } from '../i18n/count-text.js';
import { callerText, PEOPLE } from '../i18n/help-people-text.js';
import { DONE, stepText } from '../i18n/help-step-text.js';
import { chipOf, needText, openForText, standingText } from '../i18n/help-text.js';
import { isOpen, isUntold } from '../logic/help-requests.js';
import { messages } from '../i18n/help.js';
import { fromToText } from '../i18n/moment-text.js';
import { faults, field, troubleLine } from '../ui/form-fields.js';

type Step = AssistanceMove['step'];

const BUTTONS: Record<Exclude<Step, 'taken' | 'noted' | 'escalated'>, string> = {
  acknowledged: messages.searching,
  released: messages.giveBack,
  covered: messages.covered,
  closed: messages.closeRequest,
};
const PLAIN = Object.keys(BUTTONS) as (keyof typeof BUTTONS)[];

/** Who can take a request, with the label of the button. */
export interface TakerChoice {
  taker: Taker;
  words: string;
}

/** A help request: its state, the steps that the reader may take, and its history. */
@customElement('help-request')
export class HelpRequest extends DashboardElement {
  static override styles = [
    tones,
    css`
      article {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        padding: var(--space-4) 0 var(--space-2);
        border-top: 1px solid var(--line);
      }

      ol {
        gap: var(--space-1);
      }

      @media print {
        article {
          break-inside: avoid;
        }
      }
    `,
  ];

  @property({ attribute: false }) request!: AssistanceRequest;
  /** The desk's name and zone. */
  @property() desk = '';
  @property() zone = 'UTC';
  /** The library whose page lists the recipients; null: the reader has none. */
  @property({ attribute: false }) peopleAt: string | null = null;
  @property({ attribute: false }) takers: readonly TakerChoice[] = [];
  /** Of a list: a window has one filled button. */
  @property({ type: Boolean }) first = false;
  @property({ type: Number }) nowMs = 0;
  @state() private note = '';
  #mutation = new Mutation(this);

  protected readonly keptFocus = new KeepFocus(this, 'h3');

  async #step(step: Step, taker?: Taker): Promise<void> {
    const { id, revision } = this.request;
    const note = step === 'noted' ? this.note.trim() : '';
    const move: AssistanceMove = { step, revision, ...(taker ? { taker } : {}), ...(note ? { note } : {}) };
    const moved = await this.#mutation.run(
      () => stepAssistance(connection, id, move),
      DONE[step](callerText(this.request, this.desk)),
    );
    if (moved) {
      this.note = '';
      reportChanged(this, [moved]);
    }
    if (this.#mutation.isStale) reportChanged(this);
  }

  override render(): TemplateResult {
    const { request, zone, nowMs } = this;
    const { word, tone } = chipOf(request);
    return html`<article aria-labelledby="what" data-request=${request.id} data-state=${request.state}>
      <div class="head">
        <h3 id="what" tabindex="-1">${callerText(request, this.desk)}: ${needText(request, zone, nowMs)}</h3>
        <span class="chip ${tone}">${word}</span>
      </div>
      <p>${standingText(request, zone, nowMs)}</p>
      <p class="soft small">
        ${[...(request.library === null ? [] : [this.desk]), ...(isOpen(request) ? [openForText(request, nowMs)] : [])].join(' · ')}${request.note ? ` · “${request.note}”` : ''}
      </p>
      ${isUntold(request) ? this.#untold() : null} ${request.may.length === 0 ? null : this.#buttons()}
      ${troubleLine(this.#mutation.trouble)} ${faults('fault', this.#mutation.errors)}
      <details>
        <summary>
          ${countedText(request.steps.length, 'step')} so far<span class="visually-hidden">
            ${messages.ofRequest(callerText(request, this.desk))}</span
          >
        </summary>
        <ol class="plain-list small">
          ${request.steps.map(
            (step) => html`<li>${stepText(step, zone, nowMs)}${step.note ? ` · “${step.note}”` : ''}</li>`,
          )}
        </ol>
        ${request.may.includes('noted') ? this.#noteForm() : null}
      </details>
    </article>`;
  }

  #untold(): TemplateResult {
    return html`<p class="trouble">
      ${messages.nobodyNotified}
      ${
        this.peopleAt === null
          ? messages.thenAskToAddRecipient
          : html`Then
              <a class="screen-only" href=${libraryPageHref(this.peopleAt, 'notifications')}
                >${messages.addRecipientLink}</a
              >
              ${messages.forTheNextOne}`
      }
    </p>`;
  }

  /** "Statewide desk, tomorrow, 6 PM – 10 PM": distinguishes the buttons of several requests. */
  #what(): string {
    const { gap } = this.request;
    return `${this.desk || this.request.names.queue}, ${fromToText(gap.start, gap.end, this.zone, this.nowMs)}`;
  }

  /** Nobody can be there yet. */
  get #isAhead(): boolean {
    return Date.parse(this.request.gap.start) > this.nowMs;
  }

  #buttons(): TemplateResult {
    const may = (step: Step): boolean => this.request.may.includes(step);
    const what = this.#what();
    const next = TIERS[TIERS.indexOf(this.request.owner) + 1];
    const button = (words: string, step: Step, taker?: Taker, isPrimary = false): TemplateResult =>
      html`<button
        type="button"
        class="button ${isPrimary ? 'primary' : ''}"
        @click=${() => void this.#step(step, taker)}
      >
        <span>${words}<span class="visually-hidden">: ${what}</span></span>
      </button>`;
    return html`<div class="actions screen-only">
      ${may('taken') ? this.takers.map(({ taker, words }, index) => button(words, 'taken', taker, this.first && index === 0)) : null}
      ${may('escalated') && next ? button(messages.askNow(PEOPLE[next]), 'escalated') : null}
      ${PLAIN.filter((step) => may(step) && !(step === 'covered' && this.#isAhead)).map((step) => button(BUTTONS[step], step))}
    </div>`;
  }

  #noteForm(): TemplateResult {
    return html`<form
      class="screen-only"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#step('noted');
      }}
    >
      <div class="fields">
        ${field({ label: messages.noteLabel, value: this.note, most: 500, wide: true, onInput: (value) => (this.note = value) })}
        <button type="submit" class="button">
          <span>${messages.addNote}<span class="visually-hidden">: ${this.#what()}</span></span>
        </button>
      </div>
    </form>`;
  }
}

import type {
  AssistanceReach,
  AssistanceRequest,
  QueueNow,
  QueuePresence,
  Role,
  Tier,
  TierAnswer,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/coverage.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { pageHref } from '../ui/route.js';
import { KeepFocus } from '../ui/keep-focus.js';
import { tones } from '../styles/tones.js';
import { tierText } from '../i18n/hours-text.js';
import { callerOf, reachOf, requestFor } from '../logic/help-requests.js';
import {
  freshText,
  nextStep,
  nextText,
  queueWord,
  seenText,
  sentPastText,
  shouldText,
  tierAnswerText,
} from '../i18n/queue-now-text.js';
import '../help/help-button.js';
import '../help/reach-note.js';
import { MINUTE_MS } from '../logic/lengths.js';

/** One desk now: who is scheduled, who is seen, how fresh that is, and what to do. */
@customElement('desk-now')
export class DeskNow extends DashboardElement {
  static override styles = [
    tones,
    css`
      :host {
        container-type: inline-size;
      }

      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        padding: var(--space-panel);
        background: var(--surface);
        border: 1px solid var(--line);
        border-inline-start: 0.375rem solid var(--tone);
        border-radius: var(--radius);
        box-shadow: var(--shadow);
      }

      dl {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        margin: 0;
      }

      dt {
        color: var(--ink-soft);
        font-size: var(--text-s);
      }

      dd {
        margin: 0 0 var(--space-2);
      }

      .next {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
        background: var(--tone-soft);
        border-radius: var(--radius-s);
      }

      @container (min-width: 30rem) {
        dl {
          grid-template-columns: 9rem minmax(0, 1fr);
          gap: var(--space-1) var(--space-4);
        }

        dd {
          margin-bottom: 0;
        }
      }

      @media (forced-colors: active), print {
        .next {
          border: 1px solid;
        }
      }

      @media print {
        section {
          break-inside: avoid;
        }
      }
    `,
  ];

  @property() library = '';
  @property({ attribute: false }) queue!: QueueNow;
  @property({ attribute: false }) answer: TierAnswer | undefined;
  /** The tier at which patrons start instead, because it took the help request. */
  @property({ attribute: false }) sentTo: Tier | null = null;
  @property({ attribute: false }) presence: QueuePresence | undefined;
  @property({ attribute: false }) requests: readonly AssistanceRequest[] = [];
  @property({ attribute: false }) reach: readonly AssistanceReach[] = [];
  @property() reader: Role = 'liaison';
  /** By the server's clock. */
  @property({ type: Number }) nowMs = 0;

  protected readonly keptFocus = new KeepFocus(this, 'h3');

  override render(): TemplateResult {
    const { queue, nowMs } = this;
    const { word, tone } = queueWord(queue);
    const now = new Date(nowMs).toISOString();
    const asked = requestFor(this.requests, queue.queue, now, new Date(nowMs + MINUTE_MS).toISOString());
    const shown = this.sentTo === null ? this.answer && tierAnswerText(this.answer) : sentPastText(this.sentTo);
    const step = nextStep(queue, this.reader, asked !== undefined, nowMs);
    const fresh = freshText(queue, this.presence, nowMs);
    return html`<section class=${tone} aria-labelledby="name" data-queue=${queue.queue} data-kind=${queue.kind}>
      <div class="head">
        <h3 id="name" tabindex="-1">
          ${queue.name}
          ${queue.name === tierText(queue.tier) ? null : html`<span class="soft small">${tierText(queue.tier)}</span>`}
        </h3>
        <span class="chip">${word}</span>
      </div>
      <dl>
        ${shown ? this.#fact(messages.patronsSee, shown) : null}
        ${this.#fact(messages.shouldBeThere, shouldText(queue, nowMs))}
        ${this.#fact(
          'Seen',
          html`<p>${seenText(queue, nowMs)}</p>
            ${fresh === null ? null : html`<p class="soft small">${fresh}</p>`}`,
        )}
        ${this.#fact('Next change', nextText(queue, nowMs) ?? messages.noGapIn14Days)}
      </dl>
      ${
        queue.tier === 'local'
          ? null
          : html`<p class="screen-only">
              <a href=${pageHref('desk', queue.queue)}
                >${messages.openClock}<span class="visually-hidden"> of ${queue.name}</span></a
              >
            </p>`
      }
      <div class="next">
        <p>${step.text}</p>
        ${step.help ? this.#help() : null}
      </div>
    </section>`;
  }

  #fact(name: string, words: unknown): TemplateResult {
    return html`<dt>${name}</dt>
      <dd>${words}</dd>`;
  }

  #help(): TemplateResult {
    const { queue, name, tier, kind, uncoveredSince } = this.queue;
    const start = uncoveredSince ?? new Date(this.nowMs).toISOString();
    const opening = {
      queue,
      reason: kind === 'uncovered' ? ('observed-gap' as const) : ('by-hand' as const),
      gap: { start, end: null },
    };
    const tiers = reachOf(this.reach, tier, this.library);
    return html`<reach-note tier=${tier} .tiers=${tiers} .library=${this.library} reader=${this.reader}></reach-note> ${
        tiers?.length === 0
          ? null
          : html`<help-button
              .library=${callerOf(tier, this.library)}
              .opening=${opening}
              what="${name}, now"
              primary
            ></help-button>`
      }`;
  }
}

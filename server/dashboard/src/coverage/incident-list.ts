import type { Correction, CoverageGap, QueueCoverage } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { countedText } from '../i18n/count-text.js';
import { GAP_WORDS, KIND_WORDS, moreCorrectedText, noGapText, SEEN_WORDS } from '../i18n/coverage-text.js';
import { messages } from '../i18n/coverage.js';
import { fromToText, minutesText, momentText } from '../i18n/moment-text.js';
import './correction-form.js';
import type { CorrectionForm } from './correction-form.js';
import { HOUR_MS } from '../logic/lengths.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { notEditableNote } from '../ui/not-editable-note.js';

/** The gaps of a period, with their corrections; the original observation is kept beside each. */
@customElement('incident-list')
export class IncidentList extends DashboardElement {
  static override styles = css`
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-2);
      padding: var(--space-2) 0;
      border-top: 1px solid var(--line);
    }

    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-2) var(--space-4);
    }

    p {
      margin-bottom: var(--space-2);
    }

    ul {
      gap: 0;
      margin: var(--space-2) 0 var(--space-4);
    }
  `;

  @property({ attribute: false }) coverage!: QueueCoverage;
  @property() name = '';
  /** Whether the reader may correct it. */
  @property({ type: Boolean }) editable = false;
  @property({ type: Number }) nowMs = 0;
  /** The start of the gap whose form is open; 'any' for a period that the reader chooses. */
  @state() private correcting: string | undefined;

  async #close(): Promise<void> {
    this.correcting = undefined;
    await this.updateComplete;
    // The form that had the focus is gone, and its gap may be gone too.
    this.renderRoot.querySelector<HTMLElement>('h3')?.focus();
  }

  async #correct(what: string): Promise<void> {
    this.correcting = what;
    await this.updateComplete;
    const form = this.renderRoot.querySelector<CorrectionForm>('correction-form');
    await form?.updateComplete;
    form?.focus();
  }

  override render(): TemplateResult {
    const { gaps, gapsCorrected, corrections } = this.coverage;
    return html`<section aria-labelledby="incidents" @ask-close=${() => void this.#close()}>
      <h3 id="incidents" tabindex="-1">${messages.incidents}</h3>
      ${
        gaps.length === 0
          ? html`<p class="soft">${noGapText(gapsCorrected)}</p>`
          : html`<ul class="plain-list">
                ${gaps.map((gap) => this.#gap(gap))}
              </ul>
              ${gapsCorrected === 0 ? null : html`<p class="soft">${moreCorrectedText(gapsCorrected)}</p>`}`
      }
      ${this.editable ? this.#any() : notEditableNote(messages.sharedDeskCorrections)}
      ${corrections.length === 0 ? null : this.#corrections(corrections)}
    </section>`;
  }

  #gap({ start, end, minutes, kind, alertable }: CoverageGap): TemplateResult {
    const { zone } = this.coverage;
    const when = fromToText(start, end, zone, this.nowMs);
    return html`<li data-gap=${start}>
      <div class="line">
        <span>
          <strong>${GAP_WORDS[kind]}</strong>, ${when}
          <span class="soft"
            >(${minutesText(minutes)}${end === null ? ', still open' : ''}${alertable ? '' : messages.noAlarm})</span
          >
        </span>
        ${
          this.editable && end !== null
            ? html`<button type="button" class="button screen-only" @click=${() => void this.#correct(start)}>
                <span>Correct<span class="visually-hidden"> ${GAP_WORDS[kind]}, ${when}</span></span>
              </button>`
            : null
        }
      </div>
      ${this.correcting === start && end !== null ? this.#form(start, end) : null}
    </li>`;
  }

  #any(): TemplateResult {
    const end = this.coverage.to;
    const start = new Date(Math.max(Date.parse(this.coverage.from), Date.parse(end) - HOUR_MS)).toISOString();
    return this.correcting === 'any'
      ? this.#form(start, end)
      : html`<div class="actions screen-only">
          <button type="button" class="button" @click=${() => void this.#correct('any')}>
            <span>${messages.correctOtherPeriod}<span class="visually-hidden"> of ${this.name}</span></span>
          </button>
        </div>`;
  }

  #form(start: string, end: string): TemplateResult {
    const { queue, zone } = this.coverage;
    return html`<correction-form queue=${queue} zone=${zone} start=${start} end=${end}></correction-form>`;
  }

  #corrections(corrections: readonly Correction[]): TemplateResult {
    return html`<h3>${countedText(corrections.length, 'correction')}</h3>
      <ul class="plain-list">
        ${corrections.map((correction) => this.#correction(correction))}
      </ul>`;
  }

  #correction({ start, end, kind, by, at, why }: Correction): TemplateResult {
    const { zone } = this.coverage;
    return html`<li>
      <span><strong>${fromToText(start, end, zone, this.nowMs)} reads as ${KIND_WORDS[kind]}</strong>: “${why}”</span>
      <span class="soft small"
        >${messages.observedAtTheTime(by, momentText(at, zone, this.nowMs), this.#original(start, end))}</span
      >
    </li>`;
  }

  /** What the source observed in that time: a correction does not change it. */
  #original(start: string, end: string): string {
    const seen = this.coverage.observed.filter((each) => each.start < end && start < each.end);
    const states = [...new Set(seen.map(({ state }) => SEEN_WORDS[state]))];
    return states.length === 0 ? 'nothing' : states.join(', ');
  }
}

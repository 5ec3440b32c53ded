import { correctDuty, type DutyCorrection, type MonthContribution } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { correctedByText, correctionText, dutyTimeText, messages, outcomeText, whyText } from '../i18n/contribution.js';
import { table } from '../styles/table.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { dataTable } from '../ui/data-table.js';
import { reportChanged } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { readerMayChange, readerMayChangeAll } from '../ui/reader.js';
import { WideTable } from '../ui/wide-table.js';
import './duty-correction.js';
import type { DutyCorrectionForm } from './duty-correction.js';

type Duty = MonthContribution['duties'][number];

/** Each time in which a library was to work: what the clock showed, and what the library and the coordinator say otherwise. */
@customElement('duty-list')
export class DutyList extends DashboardElement {
  static override styles = [
    table,
    css`
      .happened {
        display: grid;
        gap: var(--space-1);
        justify-items: start;
        overflow-wrap: anywhere;
      }

      .happened p {
        margin: 0;
      }

      .cards td.form {
        display: table-cell;
      }

      @media print {
        details {
          display: none;
        }
      }

      @container (max-width: 31rem) {
        .cards td.form {
          display: block;
        }
      }
    `,
  ];

  @property({ attribute: false }) own!: MonthContribution;
  /** The time whose form is open. */
  @state() private correcting: Duty | undefined;
  #takingBack = new Mutation(this);

  protected readonly wideTable = new WideTable(this);

  #isOpen({ queue, serviceId, start }: Duty): boolean {
    const open = this.correcting;
    return open?.start === start && open.queue === queue && open.serviceId === serviceId;
  }

  async #correct(duty: Duty): Promise<void> {
    this.correcting = duty;
    await this.updateComplete;
    const form = this.renderRoot.querySelector<DutyCorrectionForm>('duty-correction');
    await form?.updateComplete;
    form?.focus();
  }

  /** Focuses the button that opened the form. */
  async #close(duty: Duty): Promise<void> {
    this.correcting = undefined;
    await this.updateComplete;
    this.#focusButton(duty);
  }

  #focusButton({ start, serviceId }: Duty): void {
    this.renderRoot.querySelector<HTMLElement>(`tr[data-duty="${start} ${serviceId}"] button`)?.focus();
  }

  async #takeBack(duty: Duty): Promise<void> {
    const { queue, serviceId: service, start, end } = duty;
    const done = await this.#takingBack.run(
      () => correctDuty(connection, this.own.library, { queue, service, start, end, said: 'taken-back' }),
      messages.takenBack,
    );
    if (done === undefined) return;
    reportChanged(this);
    await this.updateComplete;
    // The pressed button goes with what was said.
    this.#focusButton(duty);
  }

  override render(): TemplateResult {
    const { duties } = this.own;
    return html`<details class="screen-only">
      <summary>${messages.each} (${duties.length})</summary>
      ${troubleLine(this.#takingBack.trouble)}
      ${dataTable(
        messages.each,
        messages.eachColumns,
        duties.map((duty) => this.#row(duty)),
      )}
    </details>`;
  }

  #row(duty: Duty): TemplateResult {
    const [, service, why, happened] = messages.eachColumns;
    const { zone, library } = this.own;
    return html`<tr data-duty="${duty.start} ${duty.serviceId}">
        <th scope="row">${dutyTimeText(duty, zone)}</th>
        <td data-label=${service}>${duty.service}</td>
        <td data-label=${why}>${whyText(duty)}</td>
        <td data-label=${happened}>${this.#happened(duty)}</td>
      </tr>
      ${
        this.#isOpen(duty)
          ? html`<tr>
              <td class="form" colspan="4">
                <duty-correction
                  library=${library}
                  zone=${zone}
                  .duty=${duty}
                  @ask-close=${() => void this.#close(duty)}
                ></duty-correction>
              </td>
            </tr>`
          : null
      }`;
  }

  #happened(duty: Duty): TemplateResult {
    const { corrections, clock } = duty;
    const last = corrections.at(-1);
    return html`<div class="happened">
      <span>${outcomeText(duty)}</span>
      ${last === undefined ? null : html`<p class="small soft">${messages.clockShowed(outcomeText(clock))}</p>`}
      ${corrections.map((each) => this.#correction(each, each === last))}
      ${readerMayChange() ? this.#actions(duty) : null}
    </div>`;
  }

  #correction(correction: DutyCorrection, isCounted: boolean): TemplateResult {
    const { zone } = this.own;
    return html`<p class="small">
      <strong>${correctionText(correction, zone)}</strong>: “${correction.why}” ${isCounted ? messages.counts : null}
      <span class="soft">${correctedByText(correction, zone)}</span>
    </p>`;
  }

  #actions(duty: Duty): TemplateResult {
    const own = readerMayChangeAll() ? 'coordinator' : 'library';
    const button = (words: string, press: () => Promise<void>): TemplateResult =>
      html`<button type="button" class="button" ?disabled=${this.#takingBack.busy} @click=${() => void press()}>
        <span>${words}<span class="visually-hidden"> ${dutyTimeText(duty, this.own.zone)}</span></span>
      </button>`;
    return html`<div class="actions">
      ${button(messages.correct, () => this.#correct(duty))}
      ${duty.corrections.some(({ side }) => side === own) ? button(messages.takeBack, () => this.#takeBack(duty)) : null}
    </div>`;
  }
}

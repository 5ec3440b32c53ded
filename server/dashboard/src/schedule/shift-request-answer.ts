import {
  answerShiftRequest,
  SHIFT_REQUEST_REASON_CHARS_MAX,
  type ShiftRequest,
  type ShiftRequestList,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../i18n/shift-requests.js';
import { WORDS } from '../i18n/words.js';
import { toTyped, toWeekly, weeklyShiftFields, type TypedShift } from '../shared-hours/shift-request-fields.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';

interface Typed extends TypedShift {
  reason: string;
}

/** The form by which the coordinator accepts a request with changes, or declines it. */
@customElement('shift-request-answer')
export class ShiftRequestAnswerForm extends DashboardElement {
  @property({ attribute: false }) request!: ShiftRequest;
  @property({ attribute: false }) services!: ShiftRequestList['services'];
  @property() answer: 'accepted' | 'declined' = 'declined';
  /** Called once it is answered. */
  @property({ attribute: false }) onAnswered: () => unknown = () => undefined;
  @property({ attribute: false }) onCancel: () => unknown = () => undefined;
  #draft = new Draft<Typed>(this, {
    words: () => {
      const { shift, wanted, from } = this.request;
      return { ...toTyped((wanted ?? shift)!), from, reason: '' };
    },
    revision: () => 0,
    reread: () => undefined,
  });

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('input, select')?.focus();
  }

  async #send(event: Event): Promise<void> {
    event.preventDefault();
    const { id, wanted, library } = this.request;
    const state = this.answer;
    const sent = await this.#draft.save(
      (typed) =>
        answerShiftRequest(connection, id, {
          ...{ state, reason: typed.reason },
          changed: state === 'declined' ? null : { wanted: wanted && toWeekly(typed), from: typed.from },
        }),
      messages[state](library.name),
    );
    if (sent !== undefined) return void this.onAnswered();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }

  override render(): TemplateResult {
    const draft = this.#draft;
    const isDeclined = this.answer === 'declined';
    return html`<form class="form" autocomplete="off" novalidate @submit=${(event: Event) => void this.#send(event)}>
      ${draft.line('')}
      ${isDeclined ? null : weeklyShiftFields(draft, this.services, { path: 'changed.', ends: this.request.wanted === null })}
      ${draft.field('reason', {
        label: isDeclined ? messages.reason : messages.reasonOptional,
        required: isDeclined,
        isFree: true,
        most: SHIFT_REQUEST_REASON_CHARS_MAX,
      })}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${draft.busy ? 'true' : 'false'}>
          ${isDeclined ? messages.decline : messages.acceptChanged}
        </button>
        <button type="button" class="button" @click=${() => this.onCancel()}>${WORDS.cancel}</button>
      </div>
    </form>`;
  }
}

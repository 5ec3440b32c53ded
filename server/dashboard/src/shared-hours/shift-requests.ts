import {
  acknowledgeShiftRequest,
  getShiftRequests,
  withdrawShiftRequest,
  type ShiftRequest,
  type ShiftRequestList,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { messages, requestText } from '../i18n/shift-requests.js';
import { WORDS } from '../i18n/words.js';
import { tones } from '../styles/tones.js';
import { confirmation } from '../ui/confirmation.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { EntryRemoval } from '../ui/entry-removal.js';
import { troubleLine } from '../ui/form-fields.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';
import { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { readerMayChange } from '../ui/reader.js';
import { shiftRequestFacts } from './shift-request-facts.js';
import './shift-request-form.js';

/** A library's requests to change its weekly shifts, each with its state; who may change something makes another. */
@customElement('shift-requests')
export class ShiftRequestsPart extends DashboardElement {
  static override styles = [confirmation, listPanelStyles, tones];

  @property() library = '';
  #list = new LiveQuery<ShiftRequestList>(this, ['workspace', 'schedule'], () =>
    getShiftRequests(connection, this.library),
  );
  #changing = new Mutation(this);
  #removal = new EntryRemoval<ShiftRequest>(this, this.#changing, {
    button: messages.withdraw,
    yes: messages.withdrawYes,
    name: requestText,
    ask: (request) => messages.withdrawAsk(requestText(request)),
    said: () => messages.withdrawn,
    remove: ({ id }) => withdrawShiftRequest(connection, this.library, id),
    reread: () => this.#list.ask(),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library')) void this.#list.ask({ keep: false });
  }

  override render(): TemplateResult {
    return html`<div class="panel">
      ${listPanel({ id: 'requests', heading: messages.heading }, this.#list, (list) => this.#content(list))}
    </div>`;
  }

  #content({ requests, desks, services }: ShiftRequestList): TemplateResult {
    return html`${troubleLine(this.#changing.trouble)}
    ${
      requests.length === 0
        ? html`<p class="soft small">${messages.none}</p>`
        : html`<ul class="plain-list">
            ${repeat(
              requests,
              ({ id }) => id,
              (request) => this.#request(request, services),
            )}
          </ul>`
    }
    ${
      readerMayChange() && desks.length > 0
        ? html`<details class="screen-only">
            <summary>${messages.ask}</summary>
            <shift-request-form
              library=${this.library}
              .desks=${desks}
              .services=${services}
              .onSent=${() => void this.#again()}
            ></shift-request-form>
          </details>`
        : null
    }`;
  }

  #request(request: ShiftRequest, services: ShiftRequestList['services']): TemplateResult {
    const action = readerMayChange() ? this.#action(request) : null;
    return html`<li>
      <div>${shiftRequestFacts(request, services)}</div>
      ${action && html`<div class="actions screen-only">${action}</div>`}
    </li>`;
  }

  #action(request: ShiftRequest): TemplateResult | null {
    if (request.state === 'waiting') return this.#removal.button(request);
    if (!request.isUnread) return null;
    return html`<button
      type="button"
      class="button"
      aria-disabled=${this.#changing.busy ? 'true' : 'false'}
      @click=${() => void this.#acknowledge(request)}
    >
      ${WORDS.acknowledge}<span class="visually-hidden"> ${messages.answerTo(requestText(request))}</span>
    </button>`;
  }

  async #acknowledge({ id }: ShiftRequest): Promise<void> {
    const done = await this.#changing.run(
      () => acknowledgeShiftRequest(connection, this.library, id),
      WORDS.acknowledged,
    );
    if (done === undefined) await this.#list.ask();
    else await this.#again();
  }

  async #again(): Promise<void> {
    await this.#list.ask();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }
}

import {
  answerProposedAddress,
  PROPOSED_REASON_CHARS_MAX,
  type ProposedAddress,
  type ProposedAddressList,
} from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { addressText, messages } from '../i18n/proposed-addresses.js';
import { WORDS } from '../i18n/words.js';
import { tones } from '../styles/tones.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, troubleLine } from '../ui/form-fields.js';
import { listPanel, listPanelStyles } from '../ui/list-panel.js';
import type { LiveQuery } from '../ui/live-query.js';
import { Mutation } from '../ui/mutation.js';
import { libraryHref } from '../ui/route.js';
import { proposedFacts } from '../visibility/proposed-facts.js';

/** What libraries propose and the coordinator has not answered yet. */
@customElement('proposed-list')
export class ProposedListPart extends DashboardElement {
  static override styles = [listPanelStyles, tones];

  /** The page's, which also says above how many wait; made anew for each of its renders. */
  @property({ attribute: false }) list!: Pick<LiveQuery<ProposedAddressList>, 'last' | 'failure' | 'ask'>;
  /** Which one is about to be declined. */
  @state() private declining: number | undefined;
  @state() private reason = '';
  #answering = new Mutation(this);

  #hadSome = false;

  /** Absent until there is something to answer; the heading stays after the last one, since it has the focus. */
  protected override willUpdate(): void {
    const { last, failure } = this.list;
    this.#hadSome ||= (last?.addresses.length ?? 0) > 0;
    this.hidden = !this.#hadSome && failure === undefined;
  }

  override render(): TemplateResult {
    return listPanel(
      { id: 'proposed', heading: messages.waiting, what: messages.waitingNote },
      this.list,
      ({ addresses }) =>
        html`${troubleLine(this.#answering.trouble)}
        ${
          addresses.length === 0
            ? html`<p class="small">${messages.noneWaiting}</p>`
            : html`<ul class="plain-list">
                ${repeat(
                  addresses,
                  ({ id }) => id,
                  (proposed) => this.#proposed(proposed),
                )}
              </ul>`
        }`,
    );
  }

  #proposed(proposed: ProposedAddress): TemplateResult {
    const { id, library } = proposed;
    const about = html`<span class="visually-hidden"> ${addressText(proposed)}</span>`;
    const busy = this.#answering.busy ? 'true' : 'false';
    return html`<li data-proposed=${id}>
      <div>
        <a href=${libraryHref(library.id)}>${library.name}</a>
        ${proposedFacts(proposed)}
      </div>
      ${
        this.declining === id
          ? this.#declineForm(proposed)
          : html`<div class="actions screen-only">
              <button
                type="button"
                class="button primary"
                aria-disabled=${busy}
                @click=${() => void this.#answer(proposed, 'accepted')}
              >
                ${WORDS.accept}${about}
              </button>
              <button type="button" class="button" aria-disabled=${busy} @click=${() => void this.#ask(id)}>
                ${messages.decline}${about}
              </button>
            </div>`
      }
    </li>`;
  }

  #declineForm(proposed: ProposedAddress): TemplateResult {
    return html`<form
      class="screen-only"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#answer(proposed, 'declined');
      }}
    >
      ${field({
        name: 'reason',
        label: messages.reason,
        value: this.reason,
        required: false,
        isFree: true,
        most: PROPOSED_REASON_CHARS_MAX,
        errors: this.#answering.errors,
        onInput: (value) => (this.reason = value),
      })}
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${this.#answering.busy ? 'true' : 'false'}>
          ${messages.decline}
        </button>
        <button type="button" class="button" @click=${() => void this.#ask(undefined)}>${WORDS.cancel}</button>
      </div>
    </form>`;
  }

  /** Undefined: none, after all. */
  async #ask(id: number | undefined): Promise<void> {
    this.declining = id;
    this.reason = '';
    this.#answering.forget();
    await this.#focus(id === undefined ? 'h2' : 'form input');
  }

  async #answer(proposed: ProposedAddress, answer: 'accepted' | 'declined'): Promise<void> {
    const done = await this.#answering.run(
      () => answerProposedAddress(connection, proposed.id, { state: answer, reason: this.reason }),
      messages[answer](addressText(proposed)),
    );
    if (done !== undefined) this.declining = undefined;
    // Also where it failed: somebody else may have answered.
    await this.list.ask();
    if (done !== undefined) await this.#focus('h2');
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}

import {
  changeProposal,
  PROPOSAL_TITLE_CHARS_MAX,
  setProposalState,
  type Meeting,
  type Proposal,
  type ProposalState,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChangeAll } from '../ui/reader.js';
import { byText, messages, whenText } from '../i18n/meetings.js';
import { WORDS } from '../i18n/words.js';
import { DETAIL_FIELD } from './detail-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { reportChanged } from '../ui/events.js';
import { sentForm, troubleLine } from '../ui/form-fields.js';

/** A proposed topic, with what its author and the coordinator may do. */
@customElement('proposal-item')
export class ProposalItem extends DashboardElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-2);
      overflow-wrap: anywhere;
    }

    .detail {
      white-space: pre-line;
    }

    .fields > .agenda {
      flex: 0 1 22rem;
    }
  `;

  @property({ attribute: false }) proposal!: Proposal;
  /** On whose agenda the coordinator may put it, the next one first. */
  @property({ attribute: false }) meetings: readonly Meeting[] = [];
  #draft = new Draft(this, {
    words: () => ({ title: this.proposal.title, detail: this.proposal.detail }),
    revision: () => this.proposal.revision,
    reread: () => reportChanged(this),
  });

  async #move(to: ProposalState, words: string, meeting: number | null = null): Promise<void> {
    const { id, revision } = this.proposal;
    await this.#draft.save(() => setProposalState(connection, id, { state: to, meeting, revision }), words);
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    await this.#draft.save(
      (typed, revision) => changeProposal(connection, this.proposal.id, { ...typed, revision }),
      messages.topicSaved,
    );
  }

  async #put(event: SubmitEvent): Promise<void> {
    const meeting = Number(sentForm(event).text('meeting'));
    await this.#move('on-agenda', messages.putDone, meeting);
  }

  override render(): TemplateResult {
    const { title, detail, state: shown } = this.proposal;
    return html`<p>
        <strong dir="auto">${title}</strong
        >${shown === 'discussed' ? html` <span class="soft small">${messages.isDiscussed}</span>` : null}
      </p>
      ${detail === '' ? null : html`<p class="detail" dir="auto">${detail}</p>`}
      <p class="soft small">${byText(this.proposal)}</p>
      ${this.#draft.isUntouched ? troubleLine(this.#draft.trouble) : null}
      ${readerMayChangeAll() ? this.#coordinators() : null} ${this.proposal.isOwn ? this.#authors() : null}`;
  }

  #button(words: string, onClick: () => Promise<void>): TemplateResult {
    return html`<button
      type="button"
      class="button"
      aria-disabled=${this.#draft.busy ? 'true' : 'false'}
      @click=${() => void onClick()}
    >
      ${words}<span class="visually-hidden"> ${this.proposal.title}</span>
    </button>`;
  }

  #coordinators(): TemplateResult | null {
    const { state: shown, meeting } = this.proposal;
    if (shown === 'on-agenda')
      return html`<div class="actions screen-only">
        ${this.#button(messages.discussed, () => this.#move('discussed', messages.discussedDone))}
        ${this.#button(messages.takeOff, () => this.#move('proposed', messages.takenOff))}
      </div>`;
    if (shown === 'discussed')
      return meeting === null
        ? null
        : html`<div class="actions screen-only">
            ${this.#button(messages.notDiscussed, () => this.#move('on-agenda', messages.putDone, meeting))}
          </div>`;
    if (shown !== 'proposed' || this.meetings.length === 0) return null;
    return html`<form class="screen-only" @submit=${(event: SubmitEvent) => void this.#put(event)}>
      <div class="fields">
        <label class="agenda"
          >${messages.onAgendaOf}<select name="meeting">
            ${this.meetings.map((each) => html`<option value=${each.id}>${whenText(each)}</option>`)}
          </select></label
        >
        <button class="button" type="submit" ?disabled=${this.#draft.busy}>
          ${messages.put}<span class="visually-hidden"> ${this.proposal.title}</span>
        </button>
      </div>
    </form>`;
  }

  #authors(): TemplateResult | null {
    const { state: shown } = this.proposal;
    if (shown === 'discussed') return null;
    if (shown === 'withdrawn')
      return html`<div class="actions screen-only">
        ${this.#button(messages.proposeAgain, () => this.#move('proposed', messages.proposedAgain))}
      </div>`;
    return html`<div class="actions screen-only">
        ${this.#button(messages.withdraw, () => this.#move('withdrawn', messages.withdrawn))}
      </div>
      ${shown === 'proposed' ? this.#form() : null}`;
  }

  #form(): TemplateResult {
    const draft = this.#draft;
    return html`<details class="screen-only">
      <summary class="small">${messages.change}<span class="visually-hidden"> ${this.proposal.title}</span></summary>
      <form @submit=${(event: SubmitEvent) => void this.#save(event)}>
        ${draft.isUntouched && !draft.hasChanged ? null : draft.line(messages.conflictTopic, draft.hasChanged)}
        ${draft.field('title', { label: messages.topicTitle, most: PROPOSAL_TITLE_CHARS_MAX })}
        ${draft.field('detail', DETAIL_FIELD)}
        <div><button class="button" type="submit" ?disabled=${draft.busy}>${WORDS.save}</button></div>
      </form>
    </details>`;
  }
}

import {
  changeProposal,
  PROPOSAL_DETAIL_CHARS_MAX,
  PROPOSAL_TITLE_CHARS_MAX,
  setProposalState,
  type Meeting,
  type Proposal,
  type ProposalState,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { readerMayChangeAll } from '../app/reader.js';
import { byText, messages, whenText } from '../i18n/meetings.js';
import { errorsAt } from '../logic/field-errors.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { BegunOn } from '../ui/begun-on.js';
import { announce, reportChanged } from '../ui/events.js';
import { faults, field, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

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
  /** What is being typed. */
  @state() private draft: { title: string; detail: string } | undefined;
  #begun = new BegunOn(this, () => this.proposal.revision);
  #mutation = new Mutation(this);

  async #run(action: () => Promise<Proposal>, words: string): Promise<void> {
    const changed = await this.#mutation.run(action);
    if (changed === undefined) {
      if (this.#mutation.trouble?.code === 'stale-revision') reportChanged(this);
      return;
    }
    this.draft = undefined;
    this.#begun.end();
    announce(this, words);
    reportChanged(this);
  }

  #move(to: ProposalState, words: string, meeting: number | null = null): Promise<void> {
    const { id, revision } = this.proposal;
    return this.#run(() => setProposalState(connection, id, { state: to, meeting, revision }), words);
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { title, detail } = this.draft ?? this.proposal;
    const change = { title, detail, revision: this.#begun.value };
    await this.#run(() => changeProposal(connection, this.proposal.id, change), messages.topicSaved);
    if (this.#mutation.trouble?.code === 'stale-revision') this.#begun.refuse();
  }

  async #put(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const meeting = Number(new FormData(event.target as HTMLFormElement).get('meeting'));
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
      ${this.draft === undefined ? troubleLine(this.#mutation.trouble) : null}
      ${readerMayChangeAll() ? this.#coordinators() : null} ${this.proposal.isOwn ? this.#authors() : null}`;
  }

  #button(words: string, onClick: () => Promise<void>): TemplateResult {
    return html`<button
      type="button"
      class="button"
      aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
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
        <button class="button" type="submit" ?disabled=${this.#mutation.busy}>
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
    const { title, detail } = this.draft ?? this.proposal;
    const { errors, trouble, busy } = this.#mutation;
    const set = (more: object) => {
      this.#begun.begin();
      this.draft = { title, detail, ...more };
    };
    return html`<details class="screen-only">
      <summary class="small">${messages.change}<span class="visually-hidden"> ${this.proposal.title}</span></summary>
      <form @submit=${(event: SubmitEvent) => void this.#save(event)}>
        ${this.#begun.hasChanged ? html`<p class="trouble" role="alert">${messages.conflictTopic}</p>` : this.draft && errors.length === 0 ? troubleLine(trouble) : null}
        ${field({
          label: messages.topicTitle,
          value: title,
          most: PROPOSAL_TITLE_CHARS_MAX,
          fault: errorsAt(errors, 'title').length > 0 ? 'title-fault' : undefined,
          onInput: (value) => set({ title: value }),
        })}
        ${faults('title-fault', errorsAt(errors, 'title'))}
        <label
          >${messages.detail}<textarea
            rows="3"
            maxlength=${PROPOSAL_DETAIL_CHARS_MAX}
            dir="auto"
            aria-describedby="detail-fault"
            .value=${detail}
            @input=${(event: InputEvent) => set({ detail: (event.target as HTMLTextAreaElement).value })}
          ></textarea>
          <small>${messages.detailHint}</small></label
        >
        ${faults('detail-fault', errorsAt(errors, 'detail'))}
        <div><button class="button" type="submit" ?disabled=${busy}>${messages.save}</button></div>
      </form>
    </details>`;
  }
}

import { stepFollowUp, type FollowUp, type FollowUpStepRequest, type ResolutionCode } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages, RESOLUTION_WORDS } from '../i18n/follow-ups.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field, troubleLine } from '../ui/form-fields.js';
import { Confirmation, confirmation, type Question } from '../ui/confirmation.js';
import { Mutation } from '../ui/mutation.js';

const RESOLUTIONS = Object.keys(RESOLUTION_WORDS) as ResolutionCode[];

/** The steps of one follow-up: resolve, hand over once it is confirmed, mark as an accident, undo. */
@customElement('follow-up-change')
export class FollowUpChange extends DashboardElement {
  static override styles = [
    confirmation,
    css`
      /* On a phone, too, the button stands beside the choice. */
      .fields > .wide {
        flex-basis: 9rem;
      }
    `,
  ];

  @property({ attribute: false }) followUp!: FollowUp;
  @property({ attribute: false }) libraries: readonly { id: string; name: string }[] = [];
  @property({ attribute: false }) onChanged: () => void = () => {};
  /** '': not chosen yet. A preselected outcome would be saved by a hasty press. */
  @state() private what: ResolutionCode | 'accident' | 'hand-over' | '' = '';
  @state() private receiver = '';
  #mutation = new Mutation(this);
  #confirmation = new Confirmation(this);

  async #take(step: FollowUpStepRequest, words: string): Promise<void> {
    const changed = await this.#mutation.run(() => stepFollowUp(connection, this.followUp.id, step), words);
    // Both versions are seen: what is chosen here stays, and the row shows what the other person has done.
    if (changed !== undefined || this.#mutation.isStale) this.onChanged();
  }

  #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { revision, reference, id } = this.followUp;
    const { what } = this;
    if (what === '') return Promise.resolve();
    if (what === 'hand-over') return this.#confirmation.ask(id, this.#question.onYes);
    const step: FollowUpStepRequest =
      what === 'accident' ? { step: 'withdraw', revision } : { step: 'resolve', revision, resolution: what };
    return this.#take(step, messages.saved(reference));
  }

  /** The receiver has it then, so that it cannot be undone as an end can. */
  async #handOver(revision: number): Promise<void> {
    const { receiver: library, followUp } = this;
    await this.#take({ step: 'hand-over', revision, library }, messages.saved(followUp.reference));
    await this.#confirmation.end();
  }

  override render(): TemplateResult {
    const { id, state: standing, mayUndo, revision, reference } = this.followUp;
    const about = html`<span class="visually-hidden"> ${messages.about(reference)}</span>`;
    const trouble = this.#mutation.isStale
      ? html`<p class="trouble">${messages.changedMeanwhile}</p>`
      : troubleLine(this.#mutation.trouble);
    if (standing !== 'open' && !mayUndo) return trouble ? html`${trouble}` : html``;
    if (standing !== 'open')
      return html`${trouble}<button
          type="button"
          class="button"
          aria-disabled=${this.#mutation.busy ? 'true' : 'false'}
          @click=${() => void this.#take({ step: 'undo', revision }, messages.undone(reference))}
        >
          ${messages.undo}${about}
        </button>`;
    if (this.#confirmation.isAbout(id)) return html`${trouble}${this.#confirmation.show(id, this.#question)}`;
    return html`<form @submit=${(event: SubmitEvent) => void this.#save(event)}>
      ${trouble}
      <div class="fields">
        ${field({
          label: WORDS.whatHappened,
          isLabelHidden: true,
          value: this.what,
          wide: true,
          required: true,
          options: [
            ['', messages.choose],
            ...RESOLUTIONS.map((code) => [code, RESOLUTION_WORDS[code]] as const),
            ['hand-over', messages.handOver],
            ['accident', messages.accident],
          ],
          onInput: (what) => (this.what = what as typeof this.what),
        })}
        ${this.what === 'hand-over' ? this.#receiver() : null}
        <button class="button" type="submit" id="ask-${id}" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
          ${WORDS.save}${about}
        </button>
      </div>
    </form>`;
  }

  get #question(): Question {
    const { reference, revision } = this.followUp;
    const name = this.libraries.find(({ id }) => id === this.receiver)?.name ?? '';
    return {
      words: messages.sureToHandOver(reference, name),
      yes: messages.yesHandOver,
      about: messages.about(reference),
      isBusy: this.#mutation.busy,
      onYes: () => void this.#handOver(revision),
    };
  }

  #receiver(): TemplateResult {
    const others = this.libraries.filter(({ id }) => id !== this.followUp.library);
    return field({
      name: 'library',
      label: messages.receiver,
      value: this.receiver,
      wide: true,
      required: true,
      options: [['', WORDS.chooseLibrary], ...others.map(({ id, name }) => [id, name] as const)],
      onInput: (receiver) => (this.receiver = receiver),
    });
  }
}

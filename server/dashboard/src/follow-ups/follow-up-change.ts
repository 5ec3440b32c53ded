import { stepFollowUp, type FollowUp, type FollowUpStepRequest, type ResolutionCode } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages, RESOLUTION_WORDS } from '../i18n/follow-ups.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { sentForm, field, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

const RESOLUTIONS = Object.keys(RESOLUTION_WORDS) as ResolutionCode[];

/** The steps of one follow-up: resolve, hand over, mark as an accident, undo. */
@customElement('follow-up-change')
export class FollowUpChange extends DashboardElement {
  static override styles = css`
    /* On a phone, too, the button stands beside the choice. */
    .fields > .wide {
      flex-basis: 9rem;
    }
  `;

  @property({ attribute: false }) followUp!: FollowUp;
  @property({ attribute: false }) libraries: readonly { id: string; name: string }[] = [];
  @property({ attribute: false }) onChanged: () => void = () => {};
  /** '': not chosen yet. A preselected outcome would be saved by a hasty press. */
  @state() private what: ResolutionCode | 'accident' | 'hand-over' | '' = '';
  #mutation = new Mutation(this);

  async #take(step: FollowUpStepRequest, words: string): Promise<void> {
    const changed = await this.#mutation.run(() => stepFollowUp(connection, this.followUp.id, step), words);
    // Both versions are seen: what is chosen here stays, and the row shows what the other person has done.
    if (changed !== undefined || this.#mutation.isStale) this.onChanged();
  }

  #save(event: SubmitEvent): Promise<void> {
    const library = sentForm(event).text('library');
    const { revision, reference } = this.followUp;
    const { what } = this;
    if (what === '') return Promise.resolve();
    const step: FollowUpStepRequest =
      what === 'accident'
        ? { step: 'withdraw', revision }
        : what === 'hand-over'
          ? { step: 'hand-over', revision, library }
          : { step: 'resolve', revision, resolution: what };
    return this.#take(step, messages.saved(reference));
  }

  override render(): TemplateResult {
    const { state: standing, mayUndo, revision, reference } = this.followUp;
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
        <button class="button" type="submit" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
          ${WORDS.save}${about}
        </button>
      </div>
    </form>`;
  }

  #receiver(): TemplateResult {
    const others = this.libraries.filter(({ id }) => id !== this.followUp.library);
    return field({
      name: 'library',
      label: messages.receiver,
      wide: true,
      required: true,
      options: [['', WORDS.chooseLibrary], ...others.map(({ id, name }) => [id, name] as const)],
    });
  }
}

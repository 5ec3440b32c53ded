import { PROPOSAL_TITLE_CHARS_MAX, proposeTopic } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages } from '../i18n/meetings.js';
import { WORDS } from '../i18n/words.js';
import { DETAIL_FIELD } from './detail-field.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { reportChanged } from '../ui/events.js';
import { sentForm, field, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** Proposes a topic. An account of one library proposes for it; one of several chooses. */
@customElement('propose-form')
export class ProposeForm extends DashboardElement {
  static override styles = css`
    :host {
      display: grid;
      gap: var(--space-3);
    }
  `;

  @property({ attribute: false }) libraries: readonly { id: string; name: string }[] = [];
  #mutation = new Mutation(this);

  async #propose(event: SubmitEvent): Promise<void> {
    const { text, reset } = sentForm(event);
    const [only, ...more] = this.libraries;
    const library = more.length === 0 ? (only?.id ?? null) : text('library') || null;
    const made = await this.#mutation.run(
      () => proposeTopic(connection, { title: text('title'), detail: text('detail'), library }),
      messages.proposed,
    );
    if (made === undefined) return;
    reset();
    reportChanged(this);
  }

  override render(): TemplateResult {
    const { errors, trouble, busy } = this.#mutation;
    return html`<p class="soft small">${messages.proposeHint}</p>
      <form @submit=${(event: SubmitEvent) => void this.#propose(event)}>
        ${errors.length === 0 ? troubleLine(trouble) : null}
        ${field({ name: 'title', errors, label: messages.topicTitle, isFree: true, most: PROPOSAL_TITLE_CHARS_MAX })}
        ${field({ name: 'detail', errors, ...DETAIL_FIELD })}
        ${
          this.libraries.length < 2
            ? null
            : field({
                name: 'library',
                label: WORDS.library,
                options: [['', messages.noLibrary], ...this.libraries.map(({ id, name }) => [id, name] as const)],
              })
        }
        <div>
          <button class="button primary" type="submit" ?disabled=${busy}>${messages.proposeButton}</button>
        </div>
      </form>`;
  }
}

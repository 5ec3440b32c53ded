import { POLICY_OWNER_CHARS_MAX, POLICY_TEXT_CHARS_MAX, savePolicyPage, type PolicyPage } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages, ownerText } from '../i18n/policies.js';
import { WORDS } from '../i18n/words.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { tick, troubleLine } from '../ui/form-fields.js';
import { blocksOf } from './markdown.js';
import { prose } from './prose.js';

/** A form for one policy page. What is typed stays, also where somebody else saves the page meanwhile. */
@customElement('policy-editor')
export class PolicyEditor extends DashboardElement {
  static override styles = prose;

  @property() library = '';
  /** As it is stored now. */
  @property({ attribute: false }) page!: PolicyPage;
  /** A year from today. */
  @property() nextReview = '';
  /** Reads what is stored. */
  @property({ attribute: false }) onReread: () => Promise<unknown> = () => Promise.resolve();
  @property({ attribute: false }) onClosed: () => void = () => {};
  #draft = new Draft(this, {
    words: () => ({
      text: this.page.text,
      owner: this.page.owner ?? '',
      isReviewed: false,
      reviewBy: this.nextReview,
    }),
    revision: () => this.page.revision,
    reread: () => this.onReread(),
  });

  protected override willUpdate(): void {
    if (!this.hasUpdated) this.#draft.open();
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const saved = await this.#draft.save(
      ({ text, owner, isReviewed, reviewBy }, revision) =>
        savePolicyPage(connection, this.library, this.page.topic, {
          revision,
          text,
          owner: owner.trim() || null,
          isReviewed,
          reviewBy: isReviewed ? reviewBy || null : null,
        }),
      messages.saved(this.page.name),
    );
    if (saved) this.onClosed();
  }

  override render(): TemplateResult {
    const draft = this.#draft;
    const { text, isReviewed } = draft.words;
    return html`<form @submit=${(event: SubmitEvent) => void this.#save(event)}>
      ${draft.hasChanged ? draft.line(messages.stale, true) : troubleLine(draft.trouble)}
      ${draft.field('text', {
        label: WORDS.text,
        rows: 14,
        required: false,
        isFree: true,
        most: POLICY_TEXT_CHARS_MAX,
        hint: messages.textHint,
      })}
      ${draft.hasChanged ? this.#theirs() : null}
      ${draft.field('owner', {
        label: messages.owner,
        required: false,
        most: POLICY_OWNER_CHARS_MAX,
        hint: messages.ownerHint,
      })}
      <div>
        ${tick(messages.reviewed, isReviewed, (checked) => draft.set({ isReviewed: checked }))}
        ${isReviewed ? html`<div class="fields">${draft.field('reviewBy', { label: messages.reviewBy, type: 'date' })}</div>` : null}
      </div>
      <details>
        <summary>${messages.preview}</summary>
        <div class="prose" dir="auto">${blocksOf(text).map(({ shown }) => shown)}</div>
      </details>
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${draft.busy ? 'true' : 'false'}>
          ${messages.save}
        </button>
        <button type="button" class="button" @click=${() => this.onClosed()}>${messages.close}</button>
      </div>
    </form>`;
  }

  #theirs(): TemplateResult {
    const { changedBy, text, owner } = this.page;
    return html`<div>
      <label>
        ${messages.theirs(changedBy ?? '')}
        <textarea rows="8" readonly dir="auto" .value=${text}></textarea>
      </label>
      <p class="small" dir="auto">${owner === null ? messages.noOwner : ownerText(owner)}</p>
    </div>`;
  }
}

import {
  POLICY_OWNER_CHARS_MAX,
  POLICY_TEXT_CHARS_MAX,
  savePolicyPage,
  type PolicyPage,
  type PolicyPages,
} from '@askusnow/sdk';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { messages, ownerText } from '../i18n/policies.js';
import { errorsAt } from '../logic/field-errors.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { BegunOn } from '../ui/begun-on.js';
import { announce } from '../ui/events.js';
import { faults, field, tick, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
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
  @property({ attribute: false }) onSaved: (view: PolicyPages) => void = () => {};
  /** Called when somebody else's page came first. */
  @property({ attribute: false }) onRefused: () => void = () => {};
  @property({ attribute: false }) onClosed: () => void = () => {};
  @state() private text = '';
  @state() private owner = '';
  @state() private isReviewed = false;
  @state() private reviewBy = '';
  #isOpen = false;
  #begun = new BegunOn(this, () => this.page.revision);
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('page') || this.#isOpen) return;
    this.#isOpen = true;
    this.text = this.page.text;
    this.owner = this.page.owner ?? '';
    this.reviewBy = this.nextReview;
    this.#begun.begin();
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const saved = await this.#mutation.run(() =>
      savePolicyPage(connection, this.library, this.page.topic, {
        revision: this.#begun.value,
        text: this.text,
        owner: this.owner.trim() || null,
        isReviewed: this.isReviewed,
        reviewBy: this.isReviewed ? this.reviewBy || null : null,
      }),
    );
    if (!saved) {
      if (this.#mutation.trouble?.code !== 'stale-revision') return;
      this.#begun.refuse();
      return this.onRefused();
    }
    announce(this, messages.saved(this.page.name));
    this.onSaved(saved);
  }

  override render(): TemplateResult {
    const faultOf = (name: string): string | undefined =>
      errorsAt(this.#mutation.errors, name).length > 0 ? `${name}-fault` : undefined;
    const faultsAt = (name: string) => faults(`${name}-fault`, errorsAt(this.#mutation.errors, name));
    return html`<form @submit=${(event: SubmitEvent) => void this.#save(event)}>
      ${this.#begun.hasChanged ? html`<p class="trouble" role="alert">${messages.stale}</p>` : troubleLine(this.#mutation.trouble)}
      <div>
        <label>
          ${messages.text}
          <textarea
            rows="14"
            dir="auto"
            maxlength=${POLICY_TEXT_CHARS_MAX}
            .value=${this.text}
            aria-invalid=${faultOf('text') ? 'true' : nothing}
            aria-describedby=${faultOf('text') ?? 'text-hint'}
            @input=${(event: InputEvent) => (this.text = (event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </label>
        <p class="small soft" id="text-hint">${messages.textHint}</p>
        ${faultsAt('text')}
      </div>
      ${this.#begun.hasChanged ? this.#theirs() : null}
      <div>
        ${field({ label: messages.owner, value: this.owner, required: false, most: POLICY_OWNER_CHARS_MAX, fault: faultOf('owner'), onInput: (value) => (this.owner = value) })}
        <p class="small soft">${messages.ownerHint}</p>
        ${faultsAt('owner')}
      </div>
      <div>
        ${tick(messages.reviewed, this.isReviewed, (checked) => (this.isReviewed = checked))}
        ${
          this.isReviewed
            ? html`<div class="fields">
                ${field({ label: messages.reviewBy, type: 'date', value: this.reviewBy, fault: faultOf('reviewBy'), onInput: (value) => (this.reviewBy = value) })}
              </div>`
            : null
        }
        ${faultsAt('reviewBy')}
      </div>
      <details>
        <summary>${messages.preview}</summary>
        <div class="prose" dir="auto">${blocksOf(this.text).map(({ shown }) => shown)}</div>
      </details>
      <div class="actions">
        <button type="submit" class="button primary" aria-disabled=${this.#mutation.busy ? 'true' : 'false'}>
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

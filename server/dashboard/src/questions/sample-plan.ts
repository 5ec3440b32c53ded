import {
  getCooperativeSamplePlan,
  saveCooperativeSamplePlan,
  saveSamplePlan,
  type SamplePlan,
  type SamplePlanView,
} from '@askusnow/sdk';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { readerMayChange } from '../app/reader.js';
import { instantText } from '../i18n/clock-text.js';
import { messages, MONTHS, PLAN_WORDS, WEEK_OF_MONTH } from '../i18n/questions.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { BegunOn } from '../ui/begun-on.js';
import { announce } from '../ui/events.js';
import { troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

/** The form that chooses the weeks to count: of one library, or for all. */
@customElement('sample-plan')
export class SamplePlanForm extends DashboardElement {
  /** '': the plan for all libraries. */
  @property() library = '';
  @property({ attribute: false }) view: SamplePlanView | undefined;
  @property() zone = '';
  @property({ attribute: false }) onSaved: () => Promise<void> = () => Promise.resolve();
  @state() private draft: SamplePlan | undefined;
  #begun = new BegunOn(this, () => this.view?.revision ?? 0);
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.#forgetDraft();
    if (this.library === '') void this.#readAll();
  }

  #forgetDraft(): void {
    this.draft = undefined;
    this.#begun.end();
  }

  protected override firstUpdated(): void {
    if (this.library === '') void this.#readAll();
  }

  async #readAll(): Promise<void> {
    this.view = await this.#mutation.run(() => getCooperativeSamplePlan(connection));
  }

  async #save(plan: SamplePlan | null): Promise<void> {
    const change = { plan, revision: this.#begun.value };
    const saved = await this.#mutation.run(() =>
      this.library === ''
        ? saveCooperativeSamplePlan(connection, change)
        : saveSamplePlan(connection, this.library, change),
    );
    if (saved) {
      this.#forgetDraft();
      this.view = saved;
      announce(this, messages.planSaved);
    } else if (this.#mutation.trouble?.code === 'stale-revision') {
      this.#begun.refuse();
      if (this.library === '') this.view = await getCooperativeSamplePlan(connection);
    }
    await this.onSaved();
  }

  #set(change: Partial<SamplePlan>): void {
    this.#begun.begin();
    this.draft = { ...(this.draft ?? this.view!.plan), ...change };
  }

  #choice(
    label: string,
    words: readonly (readonly [string | number, string])[],
    value: string | number,
    key: keyof SamplePlan,
  ): TemplateResult {
    return html`<label class=${key === 'kind' ? 'wide' : nothing}>
      ${label}
      <select
        .value=${String(value)}
        @change=${(event: Event) => {
          const chosen = (event.target as HTMLSelectElement).value;
          this.#set({ [key]: key === 'kind' ? chosen : Number(chosen) });
        }}
      >
        ${words.map(([key, word]) => html`<option value=${key} ?selected=${String(key) === String(value)}>${word}</option>`)}
      </select>
    </label>`;
  }

  override render(): TemplateResult | null {
    if (this.view === undefined) return null;
    const { own, entries } = this.view;
    const plan = this.draft ?? this.view.plan;
    const isStale = this.#mutation.trouble?.code === 'stale-revision';
    return html`${
      readerMayChange()
        ? html`<form
            class="screen-only"
            @submit=${(event: SubmitEvent) => {
              event.preventDefault();
              void this.#save(plan);
            }}
          >
            ${troubleLine(this.#mutation.trouble)}
            ${isStale ? html`<p>${messages.staleNow(PLAN_WORDS[this.view.plan.kind])}</p>` : null}
            <div class="fields">
              ${this.#choice(messages.planKind, Object.entries(PLAN_WORDS), plan.kind, 'kind')}
              ${this.#choice(
                messages.planNth,
                WEEK_OF_MONTH.map((word, index) => [index + 1, word] as const),
                plan.nth,
                'nth',
              )}
              ${this.#choice(
                messages.planMonth,
                MONTHS.map((word, index) => [index + 1, word] as const),
                plan.firstMonth,
                'firstMonth',
              )}
            </div>
            <div class="actions">
              <button class="button primary" type="submit" ?disabled=${this.#mutation.busy}>
                ${messages.savePlan}
              </button>
              ${
                own && this.library !== ''
                  ? html`<button
                      class="button"
                      type="button"
                      ?disabled=${this.#mutation.busy}
                      @click=${() => void this.#save(null)}
                    >
                      ${messages.followAll}
                    </button>`
                  : null
              }
            </div>
          </form>`
        : null
    }
    ${
      entries.length === 0
        ? null
        : html`<details>
            <summary>${messages.changes}</summary>
            <ul class="small">
              ${entries.map(({ by, at }) => html`<li>${messages.changed(by, instantText(at, this.zone))}</li>`)}
            </ul>
          </details>`
    }`;
  }
}

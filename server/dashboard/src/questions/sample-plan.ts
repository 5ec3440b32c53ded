import {
  getCooperativeSamplePlan,
  saveCooperativeSamplePlan,
  saveSamplePlan,
  type SamplePlan,
  type SamplePlanView,
} from '@askusnow/sdk';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { instantText } from '../i18n/clock-text.js';
import { messages, MONTHS, PLAN_WORDS, WEEK_OF_MONTH } from '../i18n/questions.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { field, troubleLine } from '../ui/form-fields.js';

/** The form that chooses the weeks to count: of one library, or for all. */
@customElement('sample-plan')
export class SamplePlanForm extends DashboardElement {
  /** '': the plan for all libraries. */
  @property() library = '';
  @property({ attribute: false }) view: SamplePlanView | undefined;
  @property() zone = '';
  @property({ attribute: false }) onSaved: () => Promise<void> = () => Promise.resolve();
  #draft = new Draft<SamplePlan>(this, {
    words: () => this.view!.plan,
    revision: () => this.view?.revision ?? 0,
    reread: async () => {
      if (this.library === '') this.view = await getCooperativeSamplePlan(connection);
      await this.onSaved();
    },
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('library')) return;
    this.#draft.end();
    if (this.library === '') void this.#readAll();
  }

  protected override firstUpdated(): void {
    if (this.library === '') void this.#readAll();
  }

  async #readAll(): Promise<void> {
    this.view = await this.#draft.run(() => getCooperativeSamplePlan(connection));
  }

  async #save(plan: SamplePlan | null): Promise<void> {
    const saved = await this.#draft.save(
      (_typed, revision) =>
        this.library === ''
          ? saveCooperativeSamplePlan(connection, { plan, revision })
          : saveSamplePlan(connection, this.library, { plan, revision }),
      messages.planSaved,
    );
    if (saved) this.view = saved;
  }

  #choice(
    label: string,
    words: readonly (readonly [string | number, string])[],
    value: string | number,
    key: keyof SamplePlan,
  ): TemplateResult {
    return field({
      label,
      value: String(value),
      wide: key === 'kind',
      options: words.map(([each, word]) => [String(each), word] as const),
      onInput: (chosen) => this.#draft.set({ [key]: key === 'kind' ? chosen : Number(chosen) }),
    });
  }

  override render(): TemplateResult | null {
    if (this.view === undefined) return null;
    const { own, entries } = this.view;
    const plan = this.#draft.words;
    return html`${
      readerMayChange()
        ? html`<details class="screen-only">
            <summary>${messages.changePlan}</summary>
            <form
              @submit=${(event: SubmitEvent) => {
                event.preventDefault();
                void this.#save(plan);
              }}
            >
              ${troubleLine(this.#draft.trouble)}
              ${this.#draft.isStale ? html`<p>${messages.staleNow(PLAN_WORDS[this.view.plan.kind])}</p>` : null}
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
                <button class="button primary" type="submit" ?disabled=${this.#draft.busy}>${messages.savePlan}</button>
                ${
                  own && this.library !== ''
                    ? html`<button
                        class="button"
                        type="button"
                        ?disabled=${this.#draft.busy}
                        @click=${() => void this.#save(null)}
                      >
                        ${messages.followAll}
                      </button>`
                    : null
                }
              </div>
            </form>
          </details>`
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

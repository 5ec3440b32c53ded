import {
  changeStandard,
  getStandard,
  previewStandard,
  type OwnRule,
  type Standard,
  type StandardPreview,
  type StandardRule,
  type StandardView,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { messages as appMessages } from '../i18n/app.js';
import { intervalText, messages, OWN_KIND_WORDS, PAGE_KIND_WORDS, ruleNote } from '../i18n/visibility.js';
import { WORDS } from '../i18n/words.js';
import { page } from '../styles/page.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { tick, troubleLine } from '../ui/form-fields.js';
import { livePage } from '../ui/live-page.js';
import { LiveQuery } from '../ui/live-query.js';
import { saveBar, saveBarStyles } from '../ui/save-bar.js';
import { WideTable } from '../ui/wide-table.js';
import './own-rule-form.js';

/** Rows of a preview: the changes that matter most come first. */
const MAX_ROWS = 50;

/** The coordinator's page of the visibility standard: rules, weights, and what a change would do before it is saved. */
@customElement('standard-page')
export class StandardPage extends DashboardElement {
  static override styles = [
    page,
    table,
    saveBarStyles,
    css`
      .rule > div {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: 0 var(--space-4);
      }

      /* On the line of the tick. */
      .rule summary {
        padding: 0;
        line-height: var(--target);
      }

      @media (min-width: 40rem) {
        .rule > div > label {
          flex: 0 1 34rem;
        }

        .rule label:has([type='number']) {
          display: flex;
          align-items: center;
          gap: var(--space-2);
        }
      }

      .rule {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-1) var(--space-3);
        padding: var(--space-2) 0;
        border-top: 1px solid var(--line);
      }

      .rule input[type='number'] {
        width: 5.5rem;
      }
    `,
  ];

  @state() private preview: StandardPreview | undefined;
  #view = new LiveQuery<StandardView>(this, [], () => getStandard(connection));
  /** Not reread: nobody sees two standards side by side, so the writer loads the new one, and gives up this one. */
  #draft = new Draft<Standard>(this, {
    words: () => this.#view.last!.standard,
    revision: () => this.#view.last?.revision ?? 0,
    reread: () => undefined,
  });

  protected readonly wideTable = new WideTable(this);

  protected override firstUpdated(): void {
    void this.#view.ask();
  }

  override render(): TemplateResult {
    const { last } = this.#view;
    const top = { heading: appMessages.standardPage, sub: messages.standardNote, kept: this.#view };
    return livePage(top, last ? this.#body(last) : null);
  }

  #body(view: StandardView): TemplateResult {
    const standard = this.#draft.words;
    const defaults = view.rules.filter(({ own }) => !own);
    return html`<section class="panel" aria-labelledby="rules">
        <h2 id="rules">${messages.rules}</h2>
        ${view.editedAt === null ? null : html`<p class="soft small">${messages.editedOn(view.editedAt)}</p>`}
        <p class="soft small">${this.#sum(defaults, standard)}</p>
        ${defaults.map((rule) => this.#rule(rule, standard))}
      </section>
      <section class="panel" aria-labelledby="own">
        <h2 id="own" tabindex="-1">${messages.ownRules}</h2>
        ${
          standard.rules.length === 0
            ? html`<p class="soft">${messages.noOwnRules}</p>`
            : standard.rules.map((rule) => this.#ownRule(rule, standard))
        }
        <own-rule-form
          .taken=${[...view.rules, ...standard.rules].map(({ id }) => id)}
          .onAdd=${(rule: OwnRule) => this.#edit({ ...standard, rules: [...standard.rules, rule] })}
        ></own-rule-form>
      </section>
      ${this.#actions()} ${this.preview ? this.#preview(this.preview) : null}`;
  }

  /** What the rules that are on, and those of the cooperative, weigh together. */
  #sum(defaults: readonly StandardRule[], { disabled, weights, rules }: Standard): string {
    const scored = defaults
      .filter(({ id }) => !disabled.includes(id))
      .flatMap(({ id, defaultWeight }) => weights[id] ?? defaultWeight ?? []);
    const all = [...scored, ...rules.map(({ weight }) => weight)];
    return messages.weighs(
      all.length,
      all.reduce((sum, weight) => sum + weight, 0),
    );
  }

  #rule(rule: StandardRule, standard: Standard): TemplateResult {
    const { id, title, defaultWeight } = rule;
    const isOn = !standard.disabled.includes(id);
    const weight = standard.weights[id] ?? defaultWeight;
    return html`<div class="rule" data-rule=${id}>
      <div>
        ${tick(title, isOn, (on) => this.#turn(standard, id, on))}
        <details class="small">
          <summary>${messages.whyRule}<span class="visually-hidden">: ${title}</span></summary>
          <p class="soft">${messages.evidence(rule)} ${ruleNote({ source: rule.source, weight: null })}</p>
        </details>
      </div>
      ${
        weight === null
          ? html`<span class="soft small">${messages.notScored}</span>`
          : html`<label
              ><span>${messages.weight}<span class="visually-hidden">: ${title}</span></span>
              <input
                type="number"
                min="0.1"
                max="100"
                step="any"
                required
                .value=${String(weight)}
                ?disabled=${!isOn}
                @change=${(event: Event) => this.#weigh(standard, rule, (event.target as HTMLInputElement).valueAsNumber)}
            /></label>`
      }
    </div>`;
  }

  #ownRule(rule: OwnRule, standard: Standard): TemplateResult {
    const details = [
      OWN_KIND_WORDS[rule.kind],
      'page' in rule ? PAGE_KIND_WORDS[rule.page] : null,
      'landmarks' in rule ? rule.landmarks.join(', ') : null,
      'placement' in rule ? rule.placement : null,
    ];
    const others = standard.rules.filter(({ id }) => id !== rule.id);
    return html`<div class="rule" data-rule=${rule.id}>
      <div>
        <strong>${rule.title}</strong>
        <p class="soft small">
          ${details.filter(Boolean).join(' · ')} · ${ruleNote({ source: null, weight: rule.weight })}
        </p>
      </div>
      <button
        class="button"
        type="button"
        aria-label=${messages.removeRule(rule.title)}
        @click=${() => this.#edit({ ...standard, rules: others })}
      >
        ${WORDS.remove}
      </button>
    </div>`;
  }

  #actions(): TemplateResult {
    const { busy, trouble, errors, isUntouched } = this.#draft;
    const hint = isUntouched ? messages.unchanged : this.preview ? '' : messages.previewFirst;
    return saveBar(
      this.#draft,
      html`<div class="actions">
          <button class="button" type="button" ?disabled=${busy || isUntouched} @click=${() => void this.#ask()}>
            ${messages.preview}
          </button>
          <button
            class="button primary"
            type="button"
            ?disabled=${busy || isUntouched || this.preview === undefined}
            @click=${() => void this.#save()}
          >
            ${messages.save}
          </button>
          ${
            isUntouched
              ? null
              : html`<button class="button" type="button" ?disabled=${busy} @click=${() => void this.#discard()}>
                  ${messages.reload}
                </button>`
          }
          <span class="soft small">${hint}</span>
        </div>
        ${errors.map(({ message }) => html`<p class="fault">${message}</p>`)} ${troubleLine(trouble)}`,
      { panel: true },
    );
  }

  #preview({ changed, libraries }: StandardPreview): TemplateResult {
    const differing = libraries.filter(
      ({ before, after }) => before.low !== after.low || before.high !== after.high || before.of !== after.of,
    );
    const [library, now, then] = messages.columns;
    return html`<section class="panel" aria-labelledby="preview">
      <h2 id="preview" tabindex="-1">${messages.previewHeading}</h2>
      <p>${changed === 0 ? messages.previewNone : messages.previewCount(changed, libraries.length)}</p>
      ${
        changed === 0
          ? null
          : html`<div class="wide" role="region" aria-labelledby="preview">
              <table class="cards">
                <thead>
                  <tr>
                    ${messages.columns.map((column) => html`<th scope="col">${column}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${differing.slice(0, MAX_ROWS).map(
                    ({ name, before, after }) =>
                      html`<tr>
                        <th scope="row" data-label=${library}>${name}</th>
                        <td data-label=${now}>${intervalText(before)}</td>
                        <td data-label=${then}>${intervalText(after)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
      ${differing.length > MAX_ROWS ? html`<p class="soft small">${messages.mostShown(MAX_ROWS)}</p>` : null}
    </section>`;
  }

  #edit(standard: Standard): void {
    this.#draft.set(standard);
    this.preview = undefined;
    this.#draft.forget();
  }

  /** A rule that is off has no weight of its own. */
  #turn(standard: Standard, id: string, on: boolean): void {
    const { [id]: _, ...weights } = standard.weights;
    const others = standard.disabled.filter((each) => each !== id);
    this.#edit({ ...standard, disabled: on ? others : [...others, id], weights: on ? standard.weights : weights });
  }

  #weigh(standard: Standard, { id, defaultWeight }: StandardRule, weight: number): void {
    if (Number.isNaN(weight)) return;
    const { [id]: _, ...others } = standard.weights;
    this.#edit({ ...standard, weights: weight === defaultWeight ? others : { ...others, [id]: weight } });
  }

  async #ask(): Promise<void> {
    const standard = this.#draft.words;
    const preview = await this.#draft.run(() => previewStandard(connection, { standard }));
    if (preview === undefined || this.#draft.words !== standard) return;
    this.preview = preview;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#preview')?.focus();
  }

  async #save(): Promise<void> {
    const saved = await this.#draft.save(
      (standard, revision) => changeStandard(connection, { standard, revision }),
      messages.saved,
    );
    if (saved !== undefined) await this.#discard();
  }

  async #discard(): Promise<void> {
    await this.#view.ask();
    this.#draft.giveUp();
    this.preview = undefined;
  }
}

import {
  stateRule,
  withdrawStatement,
  type LibraryScore,
  type RuleOutcome,
  type RuleResult,
  type RuleStatement,
  type RuleWorth,
  type StatementVerdict,
} from '@askusnow/sdk';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { evidenceText, messages, RESULT_WORDS, ruleNote, ruleTitle, VERDICT_WORDS } from '../i18n/visibility.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { Draft } from '../ui/draft.js';
import { troubleLine } from '../ui/form-fields.js';
import { proposalHref } from '../ui/route.js';
import { handOverLink } from './hand-over-link.js';

/** What needs work first. */
const ORDER: readonly RuleResult[] = ['fail', 'unknown', 'pass', 'not-applicable', 'advice'];

/** As an address or a press says: it may be anything. */
export interface AskedResult {
  asked: string;
}

interface Typed {
  verdict: StatementVerdict;
  date: string;
}

/** A rule with the step of all of them. Null: they differ, or one has none. */
function withSharedStep(rules: readonly RuleOutcome[]): RuleOutcome | null {
  const [first = null] = rules;
  const isShared = first !== null && rules.every(({ nextStep }) => nextStep === first.nextStep);
  return isShared && first.nextStep !== null ? first : null;
}

/** The rules of the standard at one library: each with its result, a hand-over where a tag is missing, why behind a press, and a form where a person may state it. */
@customElement('rule-list')
export class RuleList extends DashboardElement {
  static override styles = [
    css`
      h3 {
        margin: var(--space-5) 0 var(--space-2);
        font-size: var(--text-l);
      }

      li {
        padding: var(--space-3) 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }

      li p {
        margin: var(--space-1) 0 0;
      }

      h3 + p {
        margin-bottom: var(--space-3);
      }

      summary h3 {
        display: inline;
      }

      h4 {
        margin: 0;
      }
    `,
  ];

  @property() library = '';
  /** Today, by the clock of the library: it refuses to state what is so tomorrow. */
  @property() day = '';
  @property({ attribute: false }) score!: LibraryScore;
  /** What the rules are worth; undefined while it is not known. */
  @property({ attribute: false }) worth: readonly RuleWorth[] | undefined;
  /** The rule that the address asks for; '': none. */
  @property() asked = '';
  /** The result whose rules are asked for; '': none. */
  @property({ attribute: false }) result: AskedResult = { asked: '' };
  /** Called when a statement was changed, here or by somebody else: the score is to be read again. */
  @property({ attribute: false }) onChanged: () => Promise<void> = () => Promise.resolve();
  /** The rule whose form is open. */
  @state() private open = '';
  #draft = new Draft<Typed>(this, {
    words: () => ({ verdict: this.#opened?.mayState[0] ?? 'met', date: this.day }),
    revision: () => this.#opened?.statement?.revision ?? 0,
    reread: () => this.onChanged(),
  });

  get #opened(): RuleOutcome | undefined {
    return this.score.rules.find(({ rule }) => rule === this.open);
  }

  /** A link to a rule leads to it, and opens its form. */
  protected override firstUpdated(): void {
    const asked = this.score.rules.find(({ rule }) => rule === this.asked);
    if (asked === undefined) return;
    if (asked.mayState.length > 0 && readerMayChange()) this.#show(asked);
    this.#unfold(asked.rule)?.focus();
  }

  /** A rule whose form is open may come into a folded group: a colleague has stated it meanwhile. */
  protected override updated(changed: PropertyValues<this>): void {
    if (this.open !== '') this.#unfold(this.open);
    if (changed.has('result') && this.result.asked !== '') this.#showGroup(this.result.asked);
  }

  #showGroup(result: string): void {
    const groups = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-result]')];
    const group = groups.find(({ dataset }) => dataset['result'] === result);
    group?.closest('details')?.setAttribute('open', '');
    group?.focus();
  }

  #unfold(rule: string): HTMLElement | undefined {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-rule]')];
    const row = rows.find(({ dataset }) => dataset['rule'] === rule);
    row?.closest('details')?.setAttribute('open', '');
    return row;
  }

  override render(): TemplateResult {
    const { rules } = this.score;
    const groups = ORDER.map((result) => ({ result, rules: rules.filter((rule) => rule.result === result) }));
    return html`<section class="panel" aria-labelledby="rules">
      <h2 id="rules" class="visually-hidden" tabindex="-1">${messages.rules}</h2>
      ${groups.map((group) => (group.rules.length === 0 ? null : this.#group(group.result, group.rules)))}
    </section>`;
  }

  #group(result: RuleResult, rules: readonly RuleOutcome[]): TemplateResult {
    const shared = result === 'unknown' ? withSharedStep(rules) : null;
    const heaviest = rules.toSorted((one, other) => (other.weight ?? 0) - (one.weight ?? 0));
    const list = html`<ul class="unmarked">
      ${heaviest.map((rule) => this.#rule(rule, shared))}
    </ul>`;
    const words = `${RESULT_WORDS[result]} (${rules.length})`;
    return result === 'fail' || result === 'unknown'
      ? html`<h3 data-result=${result} tabindex="-1">${words}</h3>
          ${shared === null ? null : this.#shared(shared)} ${list}`
      : html`<details>
          <summary data-result=${result}><h3>${words}</h3></summary>
          ${list}
        </details>`;
  }

  #shared({ nextStep, asksForAddress }: RuleOutcome): TemplateResult {
    return html`<p>
      ${nextStep}
      ${
        asksForAddress && readerMayChange()
          ? html`<a class="screen-only" href=${proposalHref(this.library)}>${messages.proposeAddress}</a>`
          : null
      }
    </p>`;
  }

  /** `shared`: one with the step of all of them, which stands above them. */
  #rule(rule: RuleOutcome, shared: RuleOutcome | null): TemplateResult {
    const { reason, evidence, nextStep, missingTag, result } = rule;
    // Of what nobody knows yet, who finds it out is the answer.
    const isShown = result === 'unknown' && nextStep !== null;
    const title = ruleTitle(rule, this.score.keyPages);
    return html`<li data-rule=${rule.rule} tabindex="-1">
      <h4>${title}</h4>
      ${missingTag !== null && readerMayChange() ? html`<p>${handOverLink(this, rule.title, missingTag)}</p>` : null}
      ${isShown && shared === null ? html`<p>${nextStep}</p>` : null}
      <details>
        <summary class="small">
          ${nextStep === null || isShown ? messages.why : messages.whatToDo}<span class="visually-hidden"
            >: ${title}</span
          >
        </summary>
        ${nextStep === null || isShown ? null : html`<p class="small">${nextStep}</p>`}
        <p class="small">
          ${reason} ${evidence === null ? null : html`<span class="soft">(${evidenceText(evidence)})</span>`}
        </p>
        ${this.#worth(rule)}
        <p class="soft small">${ruleNote(rule)}</p>
      </details>
      ${rule.mayState.length === 0 || !readerMayChange() ? null : this.#statement(rule)}
    </li>`;
  }

  /** Nothing until it is known. */
  #worth({ rule }: RuleOutcome): TemplateResult | null {
    const worth = this.worth?.find((each) => each.rule === rule);
    if (worth === undefined || worth.verdict === 'too-few') return null;
    return html`<p class="small"><strong>${messages.worth}</strong> ${worth.sentence}</p>`;
  }

  #statement(rule: RuleOutcome): TemplateResult {
    const isOpen = this.open === rule.rule;
    return html`<details
      class="screen-only"
      ?open=${isOpen}
      @toggle=${(event: Event) => this.#toggle(rule, (event.target as HTMLDetailsElement).open)}
    >
      <summary class="small">${messages.stateIt}<span class="visually-hidden">: ${rule.title}</span></summary>
      ${isOpen ? this.#form(rule) : null}
    </details>`;
  }

  #toggle(rule: RuleOutcome, isOpen: boolean): void {
    if (!isOpen) {
      if (this.open === rule.rule) this.#close();
      return;
    }
    if (this.open !== rule.rule) this.#show(rule);
  }

  #show({ rule }: RuleOutcome): void {
    this.open = rule;
    this.#draft.open();
  }

  #close(): void {
    this.open = '';
    this.#draft.end();
  }

  #form(rule: RuleOutcome): TemplateResult {
    const draft = this.#draft;
    const busy = draft.busy ? 'true' : 'false';
    const { statement } = rule;
    return html`<form @submit=${(event: Event) => void this.#save(event, rule)}>
      ${statement === null ? null : html`<p class="small">${messages.statedNow(statement)}</p>`}
      ${draft.isTheirsShown ? html`<p class="trouble">${messages.changedMeanwhile(statement)}</p>` : null}
      <div class="fields">
        ${draft.field('verdict', {
          label: messages.whatIsSo,
          wide: true,
          options: rule.mayState.map((verdict) => [verdict, VERDICT_WORDS[verdict]] as const),
        })}
        ${draft.field('date', { label: messages.onWhichDay, type: 'date' })}
        <button type="submit" class="button primary" aria-disabled=${busy}>${messages.saveStatement}</button>
        ${
          statement === null
            ? null
            : html`<button
                class="button"
                type="button"
                aria-disabled=${busy}
                @click=${() => void this.#withdraw(rule, statement)}
              >
                ${messages.withdraw}
              </button>`
        }
      </div>
      ${draft.isTheirsShown ? null : troubleLine(draft.trouble)}
    </form>`;
  }

  async #save(event: Event, { rule }: RuleOutcome): Promise<void> {
    event.preventDefault();
    await this.#change(
      (typed, revision) => stateRule(connection, this.library, rule, { ...typed, revision }),
      messages.stated,
    );
  }

  async #withdraw({ rule }: RuleOutcome, shown: RuleStatement): Promise<void> {
    await this.#change(
      (_typed, revision) => withdrawStatement(connection, this.library, rule, { revision: revision || shown.revision }),
      messages.withdrawn,
    );
  }

  async #change(action: (typed: Typed, revision: number) => Promise<LibraryScore>, words: string): Promise<void> {
    const saved = await this.#draft.save(action, words);
    if (saved) {
      this.#close();
      this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
    } else if (this.#draft.isStale) {
      await this.updateComplete;
      // The rule may stand in another group now, and with it the button that had the focus.
      this.renderRoot.querySelector<HTMLElement>('form [type=submit]')?.focus();
    }
  }
}

import {
  getQuestionHistory,
  saveQuestions,
  type QuestionDay,
  type QuestionEntry,
  type QuestionYear,
} from '@askusnow/sdk';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../ui/connection.js';
import { readerMayChange } from '../ui/reader.js';
import { instantText } from '../i18n/clock-text.js';
import { weekdayText } from '../i18n/day-text.js';
import { entryText, historyText, messages } from '../i18n/questions.js';
import { WORDS } from '../i18n/words.js';
import { errorsAt } from '../logic/field-errors.js';
import { toDraft, toEntry, weekOf, weeksLater, type DayDraft } from '../logic/question-week.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { announce } from '../ui/events.js';
import { faults, tick, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';

const LEVELS = [1, 2, 3, 4, 5, 6];

/** What is typed for a day. */
interface Typed {
  draft: DayDraft;
  /** The entry that it is to replace. */
  over: QuestionDay | undefined;
  /** Somebody else's, which came first. */
  clash: QuestionDay | undefined;
}

/** The entry of one week: a number a day. Where somebody else has saved a day meanwhile, both numbers are shown. */
@customElement('question-week')
export class QuestionWeek extends DashboardElement {
  static override styles = css`
    .day {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2) var(--space-3);
      padding-block: var(--space-2);
      border-bottom: 1px solid var(--line);
    }

    .day > strong {
      flex: 0 0 7rem;
    }

    .day input[inputmode] {
      width: 6rem;
    }

    .level input[inputmode] {
      width: 4rem;
    }

    .day > p,
    .day > details {
      flex: 1 0 100%;
      margin: 0;
    }
  `;

  @property() library = '';
  @property({ attribute: false }) year!: QuestionYear;
  @property() monday = '';
  /** Folded where no week is to be counted. */
  @property({ attribute: false }) isDue = false;
  @property({ attribute: false }) onSaved: () => Promise<void> = () => Promise.resolve();
  @property({ attribute: false }) onMove: (monday: string) => void = () => {};
  @state() private drafts = new Map<string, Typed>();
  #isRefused = false;
  @state() private hasLevels = false;
  @state() private histories = new Map<string, readonly QuestionDay[]>();
  #sent: readonly QuestionEntry[] = [];
  #mutation = new Mutation(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#isRefused && changed.has('year')) this.#adopt();
    if (!changed.has('library') && !changed.has('monday')) return;
    this.drafts = new Map();
    this.histories = new Map();
    this.#mutation.forget();
    this.hasLevels = weekOf(this.monday).some((date) => this.#stored(date)?.levels);
  }

  override focus(): void {
    this.renderRoot.querySelector('details')!.open = true;
    this.renderRoot.querySelector('summary')?.focus();
  }

  readonly #stored = (date: string): QuestionDay | undefined => this.year.days.find((day) => day.date === date);

  readonly #draft = (date: string): DayDraft => this.drafts.get(date)?.draft ?? toDraft(this.#stored(date));

  #set(date: string, change: Partial<DayDraft>): void {
    const typed = this.drafts.get(date) ?? { over: this.#stored(date), clash: undefined };
    this.drafts = new Map(this.drafts).set(date, { ...typed, draft: { ...this.#draft(date), ...change } });
  }

  /** Somebody else's entry, saved since the reader began to type. */
  #clash(date: string): QuestionDay | undefined {
    const typed = this.drafts.get(date);
    const stored = this.#stored(date);
    return typed && stored && stored.revision !== (typed.over?.revision ?? 0) ? stored : typed?.clash;
  }

  /** The first press shows both numbers of a clash; the second replaces the entry that is shown now, and no later one. */
  #adopt(): void {
    this.#isRefused = false;
    this.drafts = new Map(
      [...this.drafts].map(([date, { draft }]) => [
        date,
        { draft, over: this.#stored(date), clash: this.#clash(date) },
      ]),
    );
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.#sent = weekOf(this.monday).flatMap((date) => {
      const typed = this.drafts.get(date);
      if (typed === undefined) return [];
      const entry = toEntry(date, typed.draft, typed.over);
      return entry === undefined ? [] : [entry];
    });
    if (this.#sent.length === 0) {
      this.drafts = new Map();
      return announce(this, messages.nothingChanged);
    }
    const isSaved = await this.#mutation.run(
      () => saveQuestions(connection, this.library, { source: 'typed', days: [...this.#sent] }),
      messages.saved(this.#sent.length),
    );
    this.#isRefused = this.#mutation.isStale;
    await this.onSaved();
    if (!isSaved) return;
    this.drafts = new Map();
    this.histories = new Map();
  }

  async #history(date: string): Promise<void> {
    if (this.histories.has(date)) return;
    const read = await this.#mutation.run(() => getQuestionHistory(connection, this.library, date));
    if (read) this.histories = new Map(this.histories).set(date, read.entries);
  }

  override render(): TemplateResult {
    const week = weekOf(this.monday);
    return html`<details class="panel" ?open=${this.isDue}>
      <summary>
        <h2>
          ${readerMayChange() ? messages.entry(week[0]!, week[6]!, this.isDue) : messages.numbersOf(week[0]!, week[6]!)}
        </h2>
      </summary>
      ${readerMayChange() ? html`<p class="small soft">${messages.entryNote}</p>` : null}
      <div class="actions screen-only">
        <button class="button" type="button" @click=${() => this.onMove(weeksLater(this.monday, -1))}>
          ${messages.earlierWeek}
        </button>
        <button class="button" type="button" @click=${() => this.onMove(weeksLater(this.monday, 1))}>
          ${messages.laterWeek}
        </button>
        ${readerMayChange() ? tick(messages.withLevels, this.hasLevels, (on) => (this.hasLevels = on)) : null}
      </div>
      <form novalidate @submit=${(event: SubmitEvent) => void this.#save(event)}>
        ${troubleLine(this.#mutation.trouble)}
        <div>${week.map((date) => this.#day(date))}</div>
        ${
          readerMayChange()
            ? html`<div>
                <button class="button primary" type="submit" ?disabled=${this.#mutation.busy}>
                  ${messages.saveWeek}
                </button>
              </div>`
            : null
        }
      </form>
    </details>`;
  }

  #day(date: string): TemplateResult {
    const draft = this.#draft(date);
    const stored = this.#stored(date);
    const isAhead = date > this.year.today;
    const clash = this.#clash(date);
    const at = this.#sent.findIndex((entry) => entry.date === date);
    const errors = at < 0 ? [] : errorsAt(this.#mutation.errors, `days.${at}`);
    const isFaulty = errors.length > 0;
    return html`<div class="day">
      <strong>${weekdayText(date)}</strong>
      ${
        readerMayChange()
          ? html`<label
                >${WORDS.questions}<input
                  inputmode="numeric"
                  maxlength="5"
                  aria-label=${messages.questionsOn(date)}
                  .value=${draft.questions}
                  ?disabled=${draft.closed || isAhead}
                  aria-invalid=${isFaulty ? 'true' : nothing}
                  aria-describedby=${isFaulty ? `fault-${date}` : nothing}
                  @input=${(event: InputEvent) => this.#set(date, { questions: (event.target as HTMLInputElement).value })}
              /></label>
              ${this.hasLevels && !draft.closed && !isAhead ? this.#levels(date, draft) : null}
              <label class="tick"
                ><input
                  type="checkbox"
                  aria-label=${messages.closedOn(date)}
                  .checked=${draft.closed}
                  @change=${(event: Event) => {
                    const { checked } = event.target as HTMLInputElement;
                    this.#set(date, checked ? { ...toDraft(undefined), closed: true } : { closed: false });
                  }}
                />${messages.closed}</label
              >`
          : html`<span>${entryText(stored)}</span>`
      }
      ${faults(`fault-${date}`, errors)}
      ${clash ? html`<p class="fault">${messages.clash(entryText(clash), clash.by, entryText(toShown(draft)))}</p>` : null}
      ${stored === undefined ? null : this.#past(date)}
    </div>`;
  }

  #levels(date: string, draft: DayDraft): readonly TemplateResult[] {
    return LEVELS.map(
      (level, index) =>
        html`<label class="level"
          >${messages.level(level)}<input
            inputmode="numeric"
            maxlength="5"
            aria-label=${messages.levelOn(level, date)}
            .value=${draft.levels[index] ?? ''}
            @input=${(event: InputEvent) =>
              this.#set(date, { levels: draft.levels.with(index, (event.target as HTMLInputElement).value) })}
        /></label>`,
    );
  }

  #past(date: string): TemplateResult {
    return html`<details
      class="small"
      @toggle=${(event: Event) => {
        if ((event.target as HTMLDetailsElement).open) void this.#history(date);
      }}
    >
      <summary aria-label=${messages.historyOf(date)}>${messages.history}</summary>
      <ul>
        ${(this.histories.get(date) ?? []).map(
          (entry) => html`<li>${historyText(entry, instantText(entry.at, this.year.zone))}</li>`,
        )}
      </ul>
    </details>`;
  }
}

/** What is typed, as an entry to show. */
const toShown = ({ closed, questions }: DayDraft): Pick<QuestionDay, 'state' | 'questions'> | undefined => {
  if (closed) return { state: 'closed', questions: null };
  return questions.trim() === '' ? undefined : { state: 'counted', questions: Number(questions) };
};

import { isProblemError, type QuestionYear, type Session } from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { FIELD_WORDS, messages } from '../i18n/chat-export.js';
import { listText } from '../i18n/count-text.js';
import { FIELDS, guessColumns, mayBe, sourceOf, type ChatFact, type Columns } from '../logic/chat-export.js';
import { columnNames, fileMemory, libraryOf } from '../logic/file-memory.js';
import { isQuestionFile } from '../logic/question-file.js';
import { SurveyReader } from '../logic/survey-answers.js';
import { table } from '../styles/table.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { announce } from '../ui/events.js';
import { columnsForm, columnsFormStyles } from '../ui/columns-form.js';
import { troubleLine } from '../ui/form-fields.js';
import { LongWork } from '../ui/long-work.js';
import { Mutation } from '../ui/mutation.js';
import { comparisonOfChats, comparisonOfDays, loadParts, windowOf, type Comparison } from './chat-comparison.js';
import { faultText, openFile, readDays, readFacts, type ChatFile } from './chat-file.js';
import { loadPart, saveParts, type Part, type Source } from './chat-parts.js';
import './survey-export.js';
import type { SaidInFile } from './survey-export.js';
import { queuesForm } from './chat-queues.js';
import { partsResult } from './chat-result.js';

const MEMORY = fileMemory('askusnow-chat-export', FIELDS);

/** Reads a chat system's file in the browser, and sends counts alone. */
@customElement('chat-export')
export class ChatExport extends DashboardElement {
  static override styles = [
    table,
    columnsFormStyles,
    css`
      p,
      ul {
        margin: 0;
      }
    `,
  ];

  @property() library = '';
  @property({ attribute: false }) year!: QuestionYear;
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) onSaved: () => Promise<void> = () => Promise.resolve();
  @state() private file: ChatFile | undefined;
  @state() private fault = '';
  @state() private columns: Columns | undefined;
  @state() private facts: readonly ChatFact[] | undefined;
  /** Stays until its answers are saved or another file is chosen: the counts of questions may be saved before. */
  @state() private said: SaidInFile | undefined;
  @state() private comparison: Comparison = { queues: {}, from: '', to: '' };
  @state() private parts: readonly Part[] | undefined;
  @state() private isReplacing = false;
  #source: Source = 'csv';
  #counting = new LongWork(this, messages);
  #mutation = new Mutation(this);

  #forget(): void {
    [this.file, this.columns, this.facts, this.parts] = [undefined, undefined, undefined, undefined];
    [this.fault, this.isReplacing] = ['', false];
    this.#mutation.forget();
    this.#counting.forget();
  }

  #fail(words: string): void {
    this.fault = words;
    announce(this, words);
  }

  async #choose(event: Event): Promise<void> {
    const chosen = (event.target as HTMLInputElement).files?.[0];
    this.#forget();
    this.said = undefined;
    if (chosen === undefined) return;
    try {
      const file = await openFile(chosen);
      if (isQuestionFile(file.header)) return await this.#compareOwn(file);
      this.file = file;
      this.#source = sourceOf(file.header);
      this.columns = guessColumns(file.header, MEMORY.read().columns);
    } catch (error) {
      this.#fail(faultText(error));
    }
  }

  async #compareOwn(file: ChatFile): Promise<void> {
    const days = readDays(file);
    this.comparison = comparisonOfDays(days);
    this.#source = 'csv';
    const part = await this.#mutation.run(() =>
      loadPart(this.library, this.comparison, () => ({ days, unanswered: 0 })),
    );
    if (part) this.parts = [part];
  }

  async #count(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const file = this.file!;
    const columns = this.columns!;
    if (columns.when < 0) return this.#fail(messages.noDay);
    [this.fault, this.facts, this.parts, this.said] = ['', undefined, undefined, undefined];
    try {
      const survey = new SurveyReader(file.header);
      const facts = await this.#counting.run((step) => readFacts(file, columns, survey, step));
      if (facts === undefined) return;
      if (facts.length === 0) return this.#fail(messages.empty);
      this.said = { survey: survey.close(), facts, source: this.#source };
      const memory = MEMORY.read();
      this.comparison = comparisonOfChats(facts, this.year, (queue, queues) =>
        this.#libraryOf(queue, queues, memory.choices),
      );
      MEMORY.write({ ...memory, columns: columnNames(FIELDS, file.header, columns) });
      this.facts = facts;
    } catch (error) {
      this.#fail(faultText(error));
    }
  }

  /** As it was chosen before, else the library whose name it has, else this one if the file has one queue. */
  #libraryOf(queue: string, queues: readonly string[], remembered: Record<string, string>): string {
    return libraryOf(queue, this.session.libraries, remembered) ?? (queues.length === 1 ? this.library : '');
  }

  async #compare(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    [this.fault, this.parts, this.isReplacing] = ['', undefined, false];
    try {
      const window = windowOf(this.comparison);
      const memory = MEMORY.read();
      MEMORY.write({ ...memory, choices: { ...memory.choices, ...this.comparison.queues } });
      this.parts = await this.#mutation.run(() => loadParts(this.facts!, this.comparison, window));
    } catch (error) {
      this.#fail(faultText(error));
    }
  }

  async #save(): Promise<void> {
    this.fault = '';
    const parts = this.parts!.filter(({ entries }) => entries.length > 0);
    const tried = await this.#mutation.run(() => saveParts(parts, this.#source));
    const saved = tried?.saved ?? [];
    const isSaved = tried !== undefined && saved.length === parts.length;
    if (!isSaved) {
      const code = isProblemError(tried?.fault) ? tried.fault.problem.code : this.#mutation.trouble?.code;
      await this.#keepUnsaved(parts, saved, code === 'stale-revision');
    }
    await this.onSaved();
    if (!isSaved) return;
    announce(
      this,
      messages.saved(
        parts.reduce((sum, { entries }) => sum + entries.length, 0),
        this.comparison.from,
        this.comparison.to,
      ),
    );
    this.#forget();
    this.renderRoot.querySelector('input')!.value = '';
  }

  /** The next press saves what this one has not: without the libraries that are saved, and beside what is stored by now. */
  async #keepUnsaved(parts: readonly Part[], saved: readonly Part[], isStale: boolean): Promise<void> {
    const left = this.parts!.filter((part) => !saved.includes(part));
    this.parts = left;
    if (saved.length > 0) {
      const namesOf = (of: readonly Part[]): string => listText(of.map(({ library }) => this.#nameOf(library)));
      const unsaved = parts.filter((part) => !saved.includes(part));
      this.#fail(messages.savedInPart(namesOf(saved), namesOf(unsaved), isStale));
    }
    if (!isStale) return;
    this.isReplacing = false;
    this.parts = await Promise.all(left.map(({ library, daysOf }) => loadPart(library, this.comparison, daysOf))).catch(
      () => left,
    );
  }

  #nameOf(library: string): string {
    return this.session.libraries.find(({ id }) => id === library)?.name ?? library;
  }

  override render(): TemplateResult {
    return html`<section class="panel rows screen-only" aria-labelledby="file">
      <h2 id="file">${messages.heading}</h2>
      <p class="small soft">${messages.kinds}</p>
      <label>
        ${messages.file}
        <input type="file" accept=".csv,.txt,.tsv,text/csv" @change=${(event: Event) => void this.#choose(event)} />
      </label>
      ${this.fault === '' ? null : html`<p class="trouble">${this.fault}</p>`} ${troubleLine(this.#mutation.trouble)}
      ${this.#columnsForm()} ${this.#queuesForm()} ${this.#result()} ${this.#answers()}
      <details class="small">
        <summary>${messages.whatIsSent}</summary>
        <p>${messages.note}</p>
      </details>
    </section>`;
  }

  #columnsForm(): TemplateResult | null {
    if (this.file === undefined || this.columns === undefined) return null;
    return columnsForm({
      ...this.file,
      fields: FIELD_WORDS,
      mayBe,
      columns: this.columns,
      read: messages.count,
      progress: this.#counting.line(({ done }) => messages.progress(done)),
      isReading: this.#counting.progress !== undefined,
      onColumns: (columns) => {
        this.columns = columns;
        [this.facts, this.parts] = [undefined, undefined];
      },
      onRead: (event) => void this.#count(event),
    });
  }

  #queuesForm(): TemplateResult | null {
    if (this.facts === undefined) return null;
    return queuesForm({
      ...this.comparison,
      count: this.facts.length,
      libraries: this.session.libraries,
      isBusy: this.#mutation.busy,
      onChange: (change) => {
        this.comparison = { ...this.comparison, ...change };
        this.parts = undefined;
      },
      onCompare: (event) => void this.#compare(event),
    });
  }

  #answers(): TemplateResult | null {
    if (this.said === undefined) return null;
    return html`<survey-export
      .said=${this.said}
      .comparison=${this.comparison}
      .nameOf=${(library: string) => this.#nameOf(library)}
      .onSaved=${() => {
        this.said = undefined;
        void this.onSaved();
      }}
    ></survey-export>`;
  }

  #result(): TemplateResult | null {
    if (this.parts === undefined) return null;
    return partsResult({
      parts: this.parts,
      nameOf: (library) => this.#nameOf(library),
      isBusy: this.#mutation.busy,
      isReplacing: this.isReplacing,
      onReplacing: (isReplacing) => (this.isReplacing = isReplacing),
      onSave: () => void this.#save(),
    });
  }
}

import {
  getQuestions,
  isProblemError,
  saveQuestions,
  type QuestionDay,
  type QuestionYear,
  type Session,
} from '@askusnow/sdk';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { connection } from '../app/connection.js';
import { FIELD_WORDS, messages } from '../i18n/chat-export.js';
import { countText, listText } from '../i18n/count-text.js';
import {
  countDays,
  dayIn,
  FIELDS,
  guessColumns,
  isHeader,
  mayBe,
  readChats,
  sourceOf,
  type ChatFact,
  type Columns,
  type Field,
} from '../logic/chat-export.js';
import { csvRows, decodeText, delimiterOf, RowFault } from '../logic/csv-file.js';
import { compareDays, yearsOf, type ComparedDays, type FileEntry } from '../logic/export-days.js';
import { readMemory, writeMemory } from '../logic/export-memory.js';
import { isQuestionFile, readQuestionFile } from '../logic/question-file.js';
import { dayAfter, daysBetween } from '../logic/question-week.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { forms } from '../styles/forms.js';
import { table } from '../styles/table.js';
import { dataTable } from '../ui/data-table.js';
import { announce } from '../ui/events.js';
import { field, tick, troubleLine } from '../ui/form-fields.js';
import { LongWork } from '../ui/long-work.js';
import { Mutation } from '../ui/mutation.js';

const MAX_MEGABYTES = 50;
const PREVIEW_ROWS = 5;
const PREVIEW_CHARS = 40;
const MAX_QUEUES = 50;
const MAX_DAYS = 366;
type Source = 'csv' | 'libraryh3lp' | 'libanswers';

/** A file as it was read. Its text stays in this element, and goes when the counts are saved or another file is chosen. */
interface ReadFile {
  text: string;
  delimiter: string;
  header: readonly string[];
  preview: readonly (readonly string[])[];
}

/** One library's part of the file, beside what is stored. */
type DaysOf = (zone: string) => { days: FileEntry[]; unanswered: number };

interface Part extends ComparedDays {
  library: string;
  daysOf: DaysOf;
  questions: number;
  unanswered: number;
}

/** Up to so many rows. */
function firstRows(rows: Iterator<string[]>, most: number): string[][] {
  const first: string[][] = [];
  while (first.length < most) {
    const next = rows.next();
    if (next.done) break;
    first.push(next.value);
  }
  return first;
}

/** Reads a chat system's file in the browser, and sends counts alone. */
@customElement('chat-export')
export class ChatExport extends LitElement {
  static override styles = [
    base,
    controls,
    forms,
    table,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }

      .left-out {
        color: var(--ink-soft);
        background: var(--surface-sunk);
        font-weight: 400;
      }

      .preview td {
        white-space: nowrap;
      }

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
  @state() private file: ReadFile | undefined;
  @state() private fault = '';
  @state() private columns: Columns | undefined;
  @state() private facts: readonly ChatFact[] | undefined;
  @state() private queues: Record<string, string> = {};
  @state() private from = '';
  @state() private to = '';
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
    if (chosen === undefined) return;
    if (chosen.size > MAX_MEGABYTES * 1_000_000) return this.#fail(messages.tooLarge(MAX_MEGABYTES));
    const text = decodeText(new Uint8Array(await chosen.arrayBuffer()));
    const delimiter = delimiterOf(text);
    try {
      const rows = csvRows(text, delimiter);
      const [header, ...preview] = firstRows(rows, PREVIEW_ROWS + 1);
      if (header === undefined || preview.length === 0) return this.#fail(messages.empty);
      if (!isHeader(header)) return this.#fail(messages.noHeader);
      if (isQuestionFile(header)) return await this.#compareOwn(text, delimiter, header.length);
      this.file = { text, delimiter, header, preview };
      this.#source = sourceOf(header);
      this.columns = guessColumns(header, readMemory().columns);
    } catch (error) {
      this.#failAt(error);
    }
  }

  #failAt(error: unknown): void {
    if (!(error instanceof RowFault)) throw error;
    this.#fail(messages.fault(error.row, error.reason));
  }

  async #compareOwn(text: string, delimiter: string, width: number): Promise<void> {
    const rows = csvRows(text, delimiter);
    rows.next();
    const days = readQuestionFile(rows, width).map(({ closed, date, questions, levels }): FileEntry =>
      closed ? { date, state: 'closed' } : { date, state: 'counted', questions, levels },
    );
    if (days.length === 0 || days.length > MAX_DAYS)
      return this.#fail(days.length === 0 ? messages.empty : messages.tooLong);
    this.#source = 'csv';
    const dates = days.map(({ date }) => date).sort();
    [this.from, this.to] = [dates[0]!, dates.at(-1)!];
    const part = await this.#mutation.run(() => this.#partOf(this.library, () => ({ days, unanswered: 0 })));
    if (part) this.parts = [part];
  }

  async #count(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { text, delimiter, header } = this.file!;
    const columns = this.columns!;
    if (columns.when < 0) return this.#fail(messages.noDay);
    [this.fault, this.facts, this.parts] = ['', undefined, undefined];
    const rows = csvRows(text, delimiter);
    rows.next();
    try {
      const facts = await this.#counting.run(({ signal, report }) =>
        readChats(rows, columns, header.length, async (row) => {
          report({ done: row, total: null });
          // A task of its own, so that the browser can paint and take a press of Cancel.
          await new Promise((resolve) => setTimeout(resolve, 0));
          signal.throwIfAborted();
        }),
      );
      if (facts === undefined) return;
      if (facts.length === 0) return this.#fail(messages.empty);
      this.#take(facts, columns, header);
    } catch (error) {
      this.#failAt(error);
    }
  }

  #take(facts: readonly ChatFact[], columns: Columns, header: readonly string[]): void {
    const names = [...new Set(facts.map(({ queue }) => queue))];
    if (names.length > MAX_QUEUES) return this.#fail(messages.tooManyQueues);
    const memory = readMemory();
    const chosen = Object.fromEntries(
      FIELDS.map((each) => [each, header[columns[each]]?.trim().toLowerCase() ?? '']),
    ) as Record<Field, string>;
    writeMemory({ ...memory, columns: chosen });
    this.queues = Object.fromEntries(names.map((name) => [name, this.#libraryOf(name, names, memory.queues)]));
    const dayOf = dayIn(this.year.zone);
    const days = facts.map(({ when }) => dayOf(when)).sort();
    this.from = days[0]!;
    // Today is not over.
    this.to = [days.at(-1)!, dayAfter(this.year.today, -1)].sort()[0]!;
    this.facts = facts;
  }

  /** As it was chosen before, else the library whose name it has, else this one if the file has one queue. */
  #libraryOf(queue: string, queues: readonly string[], remembered: Record<string, string>): string {
    const libraries = this.session.libraries;
    const before = Object.hasOwn(remembered, queue) ? remembered[queue] : undefined;
    if (before === '' || libraries.some(({ id }) => id === before)) return before!;
    const plain = queue.toLowerCase();
    const named = libraries.find(({ id, name }) => plain.includes(id) || plain === name.toLowerCase());
    return named?.id ?? (queues.length === 1 ? this.library : '');
  }

  /** What is stored of a library, beside its days of the file. */
  async #partOf(library: string, daysOf: DaysOf): Promise<Part> {
    const first = await getQuestions(connection, library);
    const years = yearsOf({ from: this.from, to: this.to }, first.plan.plan.firstMonth);
    const read = await Promise.all(years.map((year) => getQuestions(connection, library, { year })));
    const stored: QuestionDay[] = read.flatMap(({ days }) => days);
    const { days, unanswered } = daysOf(first.zone);
    const questions = days.reduce((sum, day) => sum + (day.questions ?? 0), 0);
    return { library, daysOf, questions, unanswered, ...compareDays(days, stored) };
  }

  async #compare(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    [this.fault, this.parts, this.isReplacing] = ['', undefined, false];
    const window = daysBetween(this.from, this.to);
    if (window.length === 0 || window.length > MAX_DAYS) return this.#fail(messages.tooLong);
    const memory = readMemory();
    writeMemory({ ...memory, queues: { ...memory.queues, ...this.queues } });
    const libraries = [...new Set(Object.values(this.queues))].filter((library) => library !== '');
    this.parts = await this.#mutation.run(() =>
      Promise.all(
        libraries.map((library) => {
          const its = this.facts!.filter(({ queue }) => this.queues[queue] === library);
          return this.#partOf(library, (zone) => {
            const counts = countDays(its, zone, window);
            return {
              unanswered: counts.reduce((sum, day) => sum + day.unanswered, 0),
              days: counts.map(({ unanswered: _unanswered, ...day }): FileEntry => ({ ...day, state: 'counted' })),
            };
          });
        }),
      ),
    );
  }

  async #save(): Promise<void> {
    this.fault = '';
    const parts = this.parts!.filter(({ entries }) => entries.length > 0);
    const saved: Part[] = [];
    let fault: unknown;
    const isSaved = await this.#mutation.run(async () => {
      try {
        for (const part of parts) {
          await saveQuestions(connection, part.library, { source: this.#source, days: part.entries });
          saved.push(part);
        }
        return true;
      } catch (error) {
        fault = error;
        // What the mutation says of an error would be false by then: something was saved.
        if (saved.length === 0) throw error;
        return false;
      }
    });
    if (!isSaved) {
      const isStale = isProblemError(fault) && fault.problem.code === 'stale-revision';
      await this.#keepUnsaved(parts, saved, isStale);
    }
    await this.onSaved();
    if (!isSaved) return;
    announce(
      this,
      messages.saved(
        parts.reduce((sum, { entries }) => sum + entries.length, 0),
        this.from,
        this.to,
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
    this.parts = await Promise.all(left.map(({ library, daysOf }) => this.#partOf(library, daysOf))).catch(() => left);
  }

  #nameOf(library: string): string {
    return this.session.libraries.find(({ id }) => id === library)?.name ?? library;
  }

  override render(): TemplateResult {
    return html`<section class="panel screen-only" aria-labelledby="file">
      <h2 id="file">${messages.heading}</h2>
      <p class="small soft">${messages.note}</p>
      <label>
        ${messages.file}
        <input type="file" accept=".csv,.txt,.tsv,text/csv" @change=${(event: Event) => void this.#choose(event)} />
      </label>
      ${this.fault === '' ? null : html`<p class="trouble">${this.fault}</p>`} ${troubleLine(this.#mutation.trouble)}
      ${this.file && this.columns ? this.#mapping(this.file, this.columns) : null}
      ${this.facts ? this.#targets(this.facts) : null} ${this.parts ? this.#result(this.parts) : null}
    </section>`;
  }

  #mapping({ header, preview }: ReadFile, columns: Columns): TemplateResult {
    const used = new Set(Object.values(columns));
    const shown = (cell: string): string => (cell.length > PREVIEW_CHARS ? `${cell.slice(0, PREVIEW_CHARS)}…` : cell);
    const rows = preview.map(
      (row) =>
        html`<tr>
          ${row.map((cell, index) => html`<td class=${used.has(index) ? '' : 'left-out'}><bdi>${shown(cell)}</bdi></td>`)}
        </tr>`,
    );
    return html`<div class="wide preview" role="region" aria-label=${messages.preview} tabindex="0">
        <table>
          <thead>
            <tr>
              ${header.map(
                (name, index) =>
                  html`<th scope="col" class=${used.has(index) ? '' : 'left-out'}>
                    <bdi>${shown(name)}</bdi>
                    <span class="sub">${used.has(index) ? messages.read : messages.leftOut}</span>
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
      <form @submit=${(event: SubmitEvent) => void this.#count(event)}>
        <fieldset>
          <legend>${messages.columns}</legend>
          <div class="fields">${FIELDS.map((each) => this.#column(each, header, columns))}</div>
        </fieldset>
        <div class="actions">
          <button class="button primary" type="submit" ?disabled=${this.#counting.progress !== undefined}>
            ${messages.count}
          </button>
          ${this.#counting.line(({ done }) => messages.progress(done))}
        </div>
      </form>`;
  }

  #column(each: Field, header: readonly string[], columns: Columns): TemplateResult {
    return html`<label class="wide">
      ${FIELD_WORDS[each]}
      <select
        @change=${(event: Event) => {
          this.columns = { ...columns, [each]: Number((event.target as HTMLSelectElement).value) };
          [this.facts, this.parts] = [undefined, undefined];
        }}
      >
        <option value="-1" ?selected=${columns[each] < 0}>${messages.noColumn}</option>
        ${header.map((name, index) =>
          mayBe(each, name)
            ? html`<option value=${index} ?selected=${columns[each] === index}>${name}</option>`
            : nothing,
        )}
      </select>
    </label>`;
  }

  #targets(facts: readonly ChatFact[]): TemplateResult {
    const names = Object.keys(this.queues);
    const rows = names.map(
      (name) =>
        html`<tr>
          <th scope="row"><bdi>${name || messages.noQueue}</bdi></th>
          <td data-label=${messages.library}>
            <select
              aria-label=${`${messages.library}: ${name || messages.noQueue}`}
              @change=${(event: Event) => {
                this.queues = { ...this.queues, [name]: (event.target as HTMLSelectElement).value };
                this.parts = undefined;
              }}
            >
              <option value="" ?selected=${this.queues[name] === ''}>${messages.leaveOut}</option>
              ${this.session.libraries.map(
                ({ id, name: its }) => html`<option value=${id} ?selected=${this.queues[name] === id}>${its}</option>`,
              )}
            </select>
          </td>
        </tr>`,
    );
    const day = (label: string, key: 'from' | 'to'): TemplateResult =>
      field({
        label,
        type: 'date',
        value: this[key],
        onInput: (value) => {
          this[key] = value;
          this.parts = undefined;
        },
      });
    return html`<form @submit=${(event: SubmitEvent) => void this.#compare(event)}>
      <p>${messages.counted(facts.length)}</p>
      ${dataTable(messages.queues, [messages.queue, messages.library], rows)}
      <div class="fields">${day(messages.from, 'from')} ${day(messages.to, 'to')}</div>
      <p class="small soft">${messages.windowNote}</p>
      <div>
        <button class="button primary" type="submit" ?disabled=${this.#mutation.busy}>${messages.compare}</button>
      </div>
    </form>`;
  }

  #result(parts: readonly Part[]): TemplateResult {
    const rows = parts.map(
      ({ library, entries, questions, unanswered }) =>
        html`<tr>
          <th scope="row">${this.#nameOf(library)}</th>
          <td class="number" data-label=${messages.days}>${countText(entries.length)}</td>
          <td class="number" data-label=${messages.questions}>${countText(questions)}</td>
          <td class="number" data-label=${messages.unanswered}>${countText(unanswered)}</td>
        </tr>`,
    );
    const replaced = parts.flatMap((part) => part.replaced);
    const hasEntries = parts.some(({ entries }) => entries.length > 0);
    return html`${dataTable(messages.result, [messages.library, ...[messages.days, messages.questions, messages.unanswered].map((number) => ({ number }))], rows)}
    ${hasEntries ? null : html`<p>${messages.same}</p>`}
    ${
      replaced.length === 0
        ? null
        : html`<details open>
              <summary>${messages.replaced(replaced.length)}</summary>
              <ul class="small">
                ${replaced.map(
                  ({ date, stored, fresh }) => html`<li>${messages.replacedDay(date, stored, fresh)}</li>`,
                )}
              </ul>
            </details>
            ${tick(messages.replace, this.isReplacing, (on) => (this.isReplacing = on))}`
    }
    ${
      hasEntries
        ? html`<div>
            <button
              class="button primary"
              type="button"
              ?disabled=${this.#mutation.busy || (replaced.length > 0 && !this.isReplacing)}
              @click=${() => void this.#save()}
            >
              ${messages.save}
            </button>
          </div>`
        : null
    }`;
  }
}

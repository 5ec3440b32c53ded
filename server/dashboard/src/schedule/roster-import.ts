import {
  changeQueueShifts,
  previewShifts,
  SHIFTS_PER_QUEUE,
  type QueueShifts,
  type ShiftsPreview,
  type Tier,
} from '@askusnow/sdk';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messages, ROSTER_FIELD_WORDS, SERVICE_WORDS } from '../i18n/roster.js';
import { WORDS } from '../i18n/words.js';
import { decodeText, RowFault } from '../logic/csv-file.js';
import { columnNames, fileMemory, libraryOf } from '../logic/file-memory.js';
import { isAhead, rosterChange, rosterShifts, type RosterChange, type RosterMeaning } from '../logic/roster-change.js';
import {
  guessRosterColumns,
  openRoster,
  readRoster,
  ROSTER_FIELDS,
  rosterDateOrder,
  type RosterColumns,
  type RosterFile,
  type RosterReading,
} from '../logic/roster-file.js';
import type { DateOrder } from '../logic/roster-times.js';
import { wallClock } from '../logic/wall-clock.js';
import { table } from '../styles/table.js';
import { choicesTable } from '../ui/choices-table.js';
import { columnsForm, columnsFormStyles } from '../ui/columns-form.js';
import { confirmation } from '../ui/confirmation.js';
import { connection } from '../ui/connection.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { announce, reportChanged } from '../ui/events.js';
import { faults, field, troubleLine } from '../ui/form-fields.js';
import { Mutation } from '../ui/mutation.js';
import { readerLibraries } from '../ui/reader.js';
import { serverNowMs } from '../ui/server-clock.js';
import { WideTable } from '../ui/wide-table.js';
import { gapsWarning } from './gaps-warning.js';
import { rosterWeeks } from './roster-result.js';

const MEMORY = fileMemory('askusnow-roster', ROSTER_FIELDS);
const MAX_BYTES = 5_000_000;
const PREVIEW_ROWS = 5;
const MAX_EXCEPTIONS = 200;
/** A name for which nothing is chosen yet. */
const UNCHOSEN = '?';

/** Reads another system's roster in the browser. The shifts of libraries are sent, and nothing of a person. */
@customElement('roster-import')
export class RosterImport extends DashboardElement {
  static override styles = [
    table,
    confirmation,
    columnsFormStyles,
    css`
      .body {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
      }

      textarea {
        white-space: pre;
      }

      p,
      ul {
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) shifts!: QueueShifts;
  @property() tier: Tier = 'statewide';
  @state() private text = '';
  @state() private fault = '';
  @state() private file: RosterFile | undefined;
  @state() private columns!: RosterColumns;
  @state() private order: DateOrder | '' | undefined;
  @state() private reading: RosterReading | undefined;
  @state() private meaning: RosterMeaning = { libraries: {}, services: {} };
  /** The gaps that are asked about. */
  @state() private warned: ShiftsPreview | undefined;
  #mutation = new Mutation(this);

  protected readonly wideTable = new WideTable(this);

  #fail(words: string): void {
    this.fault = words;
    announce(this, words);
  }

  async #choose(event: Event): Promise<void> {
    const chosen = (event.target as HTMLInputElement).files?.[0];
    if (chosen === undefined) return;
    if (chosen.size > MAX_BYTES) return this.#fail(messages.tooLarge);
    this.#take(decodeText(new Uint8Array(await chosen.arrayBuffer())));
  }

  #take(text: string): void {
    [this.text, this.fault, this.file, this.reading, this.warned] = [text, '', undefined, undefined, undefined];
    this.#mutation.forget();
    if (text.trim() === '') return;
    try {
      this.file = openRoster(text);
      if (this.file === undefined) return void (this.fault = messages.empty);
      const { columns: remembered, choices } = MEMORY.read();
      const isLibrary = (cell: string): boolean => Boolean(libraryOf(cell, readerLibraries(), choices));
      this.#setColumns(guessRosterColumns(this.file, { remembered, isLibrary }));
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      this.fault = error.reason === 'quotes' ? messages.quotes(error.row) : messages.tooLarge;
    }
  }

  #setColumns(columns: RosterColumns): void {
    this.columns = columns;
    this.reading = undefined;
    const known = rosterDateOrder(this.file!, columns);
    // Undefined where the file answers by itself.
    this.order = known === undefined ? (this.order ?? '') : undefined;
  }

  #read(event: Event): void {
    event.preventDefault();
    const { columns, file, shifts } = this;
    this.fault = '';
    if (columns.who < 0 || columns.start < 0 || columns.end < 0) return this.#fail(messages.noColumns);
    const order = this.order ?? rosterDateOrder(file!, columns);
    if (!order) return this.#fail(messages.noOrder);
    const reading = readRoster(file!, columns, { order, zone: shifts.zone });
    const memory = MEMORY.read();
    MEMORY.write({ ...memory, columns: columnNames(ROSTER_FIELDS, file!.header, columns) });
    const own = this.tier === 'global' ? 'global' : 'statewide';
    this.meaning = {
      libraries: Object.fromEntries(
        reading.rows.map(({ who }) => [
          who,
          who === '' ? '' : (libraryOf(who, readerLibraries(), memory.choices) ?? UNCHOSEN),
        ]),
      ),
      services: Object.fromEntries(
        reading.rows.map(({ service }) => [service, /global/i.test(service) ? 'global' : own]),
      ),
    };
    this.reading = reading;
    announce(this, messages.result);
  }

  #mean(meaning: Partial<RosterMeaning>): void {
    this.meaning = { ...this.meaning, ...meaning };
    this.warned = undefined;
    const memory = MEMORY.read();
    const chosen = Object.entries(this.meaning.libraries).filter(([, library]) => library !== UNCHOSEN);
    MEMORY.write({ ...memory, choices: { ...memory.choices, ...Object.fromEntries(chosen) } });
  }

  #forget(): void {
    MEMORY.forget();
    announce(this, messages.forgotten);
  }

  /** The desk's own clock. */
  get #now(): string {
    const { date, time } = wallClock(serverNowMs(), this.shifts.zone);
    return `${date} ${time}`;
  }

  get #change(): RosterChange {
    const roster = rosterShifts(this.reading!.rows, this.meaning);
    return rosterChange(this.shifts.shifts, roster, { tier: this.tier, now: this.#now });
  }

  /** Saves at once where no new gap comes of it. */
  async #check({ shifts, entries }: RosterChange): Promise<void> {
    const { queue } = this.shifts;
    const week = entries[0]!.date;
    this.warned = undefined;
    const preview = await this.#mutation.run(() => previewShifts(connection, queue, { shifts, week }));
    if (preview === undefined) return;
    if (preview.ahead.added.count === 0) return this.#save();
    this.warned = preview;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#warning')?.focus();
  }

  async #save(): Promise<void> {
    const { queue, revision } = this.shifts;
    const { shifts, entries } = this.#change;
    const count = entries.filter(({ kind }) => kind !== 'same').length;
    const saved = await this.#mutation.run(
      () => changeQueueShifts(connection, queue, { shifts, revision }),
      messages.saved(count),
    );
    this.warned = undefined;
    // What another person has saved meanwhile is read, and the roster compared with it.
    if (saved !== undefined || this.#mutation.isStale) reportChanged(this);
    if (saved === undefined) return;
    this.#take('');
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')!.value = '';
    this.renderRoot.querySelector('summary')?.focus();
  }

  override render(): TemplateResult {
    const { busy, errors, trouble } = this.#mutation;
    return html`<details class="screen-only">
      <summary>${messages.heading}<span class="visually-hidden">: ${this.shifts.name}</span></summary>
      <div class="body">
        <p class="small soft">${messages.note}</p>
        <label>
          ${messages.file}
          <input type="file" accept=".csv,.txt,.tsv,text/csv" @change=${(event: Event) => void this.#choose(event)} />
        </label>
        ${field({ name: 'roster', label: messages.pasted, value: this.text, rows: 5, required: false, wide: true, onInput: (text) => this.#take(text) })}
        ${this.fault === '' ? null : html`<p class="trouble">${this.fault}</p>`}
        ${this.file === undefined ? null : this.#columnsForm(this.file)}
        ${this.reading === undefined ? null : this.#result(this.reading, busy)}
        ${errors.length > 0 ? faults('rejected', errors) : troubleLine(trouble)}
      </div>
    </details>`;
  }

  #columnsForm({ header, rows }: RosterFile): TemplateResult {
    return columnsForm({
      fields: ROSTER_FIELD_WORDS,
      header,
      preview: rows.slice(0, PREVIEW_ROWS),
      columns: this.columns,
      read: messages.read,
      more:
        this.order === undefined
          ? null
          : field({
              label: messages.order,
              value: this.order,
              options: [
                ['', messages.chooseOrder],
                ['month-first', messages.monthFirst],
                ['day-first', messages.dayFirst],
              ],
              onInput: (order) => {
                this.order = order as DateOrder | '';
                this.reading = undefined;
              },
            }),
      onColumns: (columns) => this.#setColumns(columns),
      onRead: (event) => this.#read(event),
    });
  }

  #result({ rows, refused }: RosterReading, isBusy: boolean): TemplateResult {
    const { libraries, services } = this.meaning;
    const options = readerLibraries().map(({ id, name }) => [id, name] as const);
    return html`${choicesTable({
        caption: messages.names,
        heads: [messages.named, WORDS.library],
        choices: libraries,
        noName: messages.noName,
        options: [[UNCHOSEN, messages.choose], ['', messages.leaveOut], ...options],
        onChange: (chosen) => this.#mean({ libraries: chosen }),
      })}
      <p class="small soft">${messages.namesNote}</p>
      <div class="actions">
        <button type="button" class="button" @click=${() => this.#forget()}>${messages.forget}</button>
      </div>
      ${
        this.columns.service < 0
          ? null
          : choicesTable({
              caption: messages.services,
              heads: [messages.named, messages.service],
              choices: services,
              noName: messages.noName,
              options: [...Object.entries(SERVICE_WORDS), ['', messages.leaveOut]],
              onChange: (chosen) => this.#mean({ services: chosen as RosterMeaning['services'] }),
            })
      }
      ${
        refused.length === 0
          ? null
          : html`<p class="fault">${messages.refused(refused.length)}</p>
              <ul>
                ${refused.slice(0, 20).map((each) => html`<li>${messages.refusal(each)}</li>`)}
              </ul>`
      }
      ${this.#changes(rows.length, refused.length === 0, isBusy)}`;
  }

  #nameOf(library: string): string {
    return readerLibraries().find(({ id }) => id === library)?.name ?? library;
  }

  #changes(rowCount: number, isRead: boolean, isBusy: boolean): TemplateResult {
    const { libraries, services } = this.meaning;
    const unchosen = Object.keys(libraries).filter((name) => libraries[name] === UNCHOSEN);
    if (unchosen.length > 0) return html`<p class="fault">${messages.unchosen(unchosen)}</p>`;
    const named = this.reading!.rows.filter(({ who, service }) => libraries[who] && services[service]);
    if (named.length === 0) return html`<p class="fault">${messages.noShift}</p>`;
    const change = this.#change;
    const now = this.#now;
    const names = [...new Set(named.map(({ who }) => this.#nameOf(libraries[who]!)))];
    const dates = named.map(({ date }) => date).sort();
    const isSame = change.entries.every(({ kind }) => kind === 'same');
    return html`<h4>${messages.result}</h4>
      <p>${messages.counts(change.entries, rowCount - named.filter((row) => isAhead(row, now)).length)}</p>
      <p class="small soft">${messages.rule(dates[0]!, dates.at(-1)!, names)}</p>
      ${rosterWeeks(change.entries, (library) => this.#nameOf(library))}
      ${isSame ? html`<p>${messages.same}</p>` : isRead ? this.#actions(change, isBusy) : null}`;
  }

  #actions(change: RosterChange, isBusy: boolean): TemplateResult {
    const full = change.shifts.find(({ except = [] }) => except.length > MAX_EXCEPTIONS);
    if (full !== undefined)
      return html`<p class="fault">${messages.fullWeekly(full, this.#nameOf(full.library ?? ''))}</p>`;
    if (change.shifts.length > SHIFTS_PER_QUEUE)
      return html`<p class="fault">${messages.tooMany(SHIFTS_PER_QUEUE)}</p>`;
    if (this.warned)
      return gapsWarning({
        preview: this.warned,
        isBusy,
        onSave: () => void this.#save(),
        onBack: () => (this.warned = undefined),
      });
    return html`<div class="actions">
      <button
        type="button"
        class="button primary"
        aria-disabled=${isBusy ? 'true' : 'false'}
        @click=${() => void this.#check(change)}
      >
        ${messages.save}
      </button>
    </div>`;
  }
}

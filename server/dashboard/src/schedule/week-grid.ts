import type { DeskWeek } from '@askusnow/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { cellTimesText, dayChoiceText, entryName, entryText, messages, unevenText } from '../i18n/desk-week.js';
import { weekdayText } from '../i18n/day-text.js';
import { NO_SHIFT } from '../i18n/hour-text.js';
import { timeText } from '../i18n/hours-text.js';
import { weekText } from '../i18n/shift-week.js';
import { WORDS } from '../i18n/words.js';
import { HOUR_MS } from '../logic/lengths.js';
import { toClock } from '../logic/shift-edit.js';
import { weekGrid, type GridCell, type GridDay, type GridEntry, type WeekFilter } from '../logic/week-grid.js';
import { weekGridSigns } from '../styles/week-grid-signs.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { field } from '../ui/form-fields.js';
import { readerMayChangeAll } from '../ui/reader.js';
import { pageHref } from '../ui/route.js';
import { WideTable } from '../ui/wide-table.js';

const HUES = 12;
/** The same library has the same colour in every week; names tell libraries apart. */
const hueOf = (library: string): number =>
  [...library].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7) % HUES;

const isToday = (day: GridDay): boolean => day.isToday;
const hasHours = ({ cells }: GridDay): boolean =>
  cells.some(({ entries, uneven }) => entries.length > 0 || uneven !== null);

/** A shared desk's week: a table of days and times; on a phone one day's list. */
@customElement('week-grid')
export class WeekGridTable extends DashboardElement {
  static override styles = weekGridSigns;

  @property({ attribute: false }) week!: DeskWeek;
  @property() filter: WeekFilter = 'all';
  /** The reader's libraries. */
  @property({ attribute: false }) own: ReadonlySet<string> = new Set();
  /** Where an offered hour is accepted or given; null: the reader may do neither. */
  @property({ attribute: false }) sharedHours: string | null = null;
  @property({ type: Number }) nowMs = 0;
  /** The day that a phone shows; '': today, or the first. */
  @state() private date = '';

  constructor() {
    super();
    new WideTable(this);
  }

  override render(): TemplateResult {
    const { rows, days } = weekGrid(this.week, this);
    const caption = messages.caption(this.week.name, weekText(this.week.week));
    // Of some hours alone, the first day that has any.
    const first = this.filter === 'all' ? isToday : hasHours;
    const shown = (days.find(({ date }) => date === this.date) ?? days.find(first) ?? days[0])!;
    return html`<div class="days screen-only">
        ${field({
          label: messages.day,
          value: shown.date,
          options: days.map(({ date, isToday }) => [date, dayChoiceText(date, isToday)] as const),
          onInput: (date) => (this.date = date),
        })}
        ${shown.holidays.map((name) => html`<p>${name}</p>`)}
      </div>
      ${
        rows.length === 0
          ? html`<p class="soft">${messages.none}</p>`
          : html`<div class="wide" role="region" aria-label=${caption}>
              <table>
                <caption class="visually-hidden">
                  ${caption}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">${messages.time}</th>
                    ${days.map((day) => this.#head(day))}
                  </tr>
                </thead>
                <tbody>
                  ${rows.map(
                    (minute) =>
                      html`<tr>
                        <th scope="row">${timeText(toClock(minute))}</th>
                        ${days.map((day) => this.#cellAt(day, minute, day === shown))}
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }`;
  }

  #head({ date, isToday, holidays }: GridDay): TemplateResult {
    return html`<th scope="col" class=${isToday ? 'now' : ''}>
      ${weekdayText(date)}${isToday ? html` <span class="soft">${messages.today}</span>` : null}
      ${holidays.map((name) => html`<span class="holiday">${name}</span>`)}
    </th>`;
  }

  #cellAt({ date, cells, isToday }: GridDay, minute: number, isShown: boolean): TemplateResult | null {
    const cell = cells.find(({ startMin }) => startMin === minute);
    if (cell === undefined) return null;
    const { uneven, isOpen, entries, rows } = cell;
    const kind =
      uneven === null
        ? isOpen === false && entries.length === 0
          ? 'shut'
          : ''
        : uneven.scheduled < uneven.needed
          ? 'few'
          : 'many';
    const isEmpty = uneven === null && entries.length === 0 && isOpen === null;
    const shown = isShown && !isEmpty ? 'shown' : '';
    return html`<td
      class="${kind} ${isToday ? 'now' : ''} ${shown}"
      rowspan=${rows > 1 ? rows : nothing}
      data-day=${date}
    >
      ${isEmpty ? null : this.#cell(cell)}
    </td>`;
  }

  #cell(cell: GridCell): TemplateResult {
    const { uneven, isOpen, entries, startMs, endMs } = cell;
    // A day has 23 hours once a year.
    if (isOpen === false && entries.length === 0 && endMs - startMs >= 23 * HOUR_MS)
      return html`<span>${messages.closedAllDay}</span>`;
    const rest = isOpen === false ? messages.closed : this.#openRest;
    return html`<span class="times">${cellTimesText(cell, this.week.zone)}</span>
      ${uneven === null ? null : html`<span class="mark">${unevenText(uneven)}</span>`}
      ${
        entries.length > 0
          ? html`<ul>
              ${entries.map((entry) => this.#entry(entry, cell))}
            </ul>`
          : uneven?.scheduled === 0
            ? html`<span>${NO_SHIFT}. ${this.#ask(cell)}</span>`
            : html`<span>${uneven === null ? rest : null}</span>`
      }`;
  }

  /**
   * A desk without shifts is open by its hours. The week does not say whether its desk has shifts in other weeks: one with
   * nothing in it counts as a week of such a desk.
   */
  get #openRest(): string {
    const { duties, open, offers, uneven } = this.week;
    return [duties, open, offers, uneven].every((each) => each.length === 0) ? messages.byHours : messages.nobodyNeeded;
  }

  /** Of an hour that is still to come: who may change their own library's hours alone asks for it. */
  #ask(cell: GridCell): TemplateResult | null {
    return this.sharedHours === null || readerMayChangeAll() || cell.endMs <= this.nowMs
      ? null
      : html`<a class="screen-only" href=${pageHref('problems')}
          >${WORDS.askCoordinator}<span class="visually-hidden">: ${cellTimesText(cell, this.week.zone)}</span></a
        >`;
  }

  #accept(entry: GridEntry, href: string): TemplateResult {
    return html`<a class="screen-only" href=${href}
      >${readerMayChangeAll() ? WORDS.giveAway : WORDS.accept}<span class="visually-hidden"
        >: ${entryName(entry, this.week.shared)}</span
      ></a
    >`;
  }

  #entry(entry: GridEntry, cell: GridCell): TemplateResult {
    const { kind, library, duty } = entry;
    const isOurs = this.own.has(library ?? '') || this.own.has(duty?.owedBy ?? '');
    const more = entryText(entry, this.week, isOurs);
    return html`<li class="entry ${kind} ${library === null ? '' : `h${hueOf(library)}`} ${isOurs ? 'ours' : ''}">
      <strong>${entryName(entry, this.week.shared)}</strong>${more === '' ? null : html`<span>, ${more}</span>`}
      ${kind === 'open' ? this.#ask(cell) : null}
      ${kind !== 'offer' || isOurs || this.sharedHours === null ? null : this.#accept(entry, this.sharedHours)}
    </li>`;
  }
}

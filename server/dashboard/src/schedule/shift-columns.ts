import type { SharedDesk, ShiftRule, ShiftsPreview } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clockText } from '../i18n/clock-text.js';
import { weekdayText } from '../i18n/day-text.js';
import { timeText } from '../i18n/hours-text.js';
import { owedText } from '../i18n/shared-desk.js';
import { whoText } from '../logic/who.js';
import { draftText, messages } from '../i18n/shift-week.js';
import { WORDS } from '../i18n/words.js';
import { shiftColumns, shownMinutes, type Piece, type ShiftColumn, type ShiftPiece } from '../logic/shift-columns.js';
import {
  moved,
  newDraft,
  resized,
  STEP_MIN,
  toClock,
  toMinutes,
  type Origin,
  type ShiftDraft,
} from '../logic/shift-edit.js';
import { DashboardElement } from '../ui/dashboard-element.js';
import { emitDraft } from '../ui/events.js';
import { shiftSigns } from '../styles/shift-signs.js';

/** A press that moves less is a click. Units: CSS pixels. */
const DRAG_PX = 5;
/** The lower edge of a block changes its end. Units: CSS pixels. */
const EDGE_PX = 9;

const isSame = (one: Origin | null, other: Origin | null): boolean =>
  one !== null && other !== null && one.rule === other.rule && one.date === other.date;

/**
 * A week of shifts: a list of days, each with its shifts and gaps; on a wide screen the days are columns. A block is moved by
 * the mouse or by the arrow keys; both change the draft, as the form does.
 */
@customElement('shift-columns')
export class ShiftColumns extends DashboardElement {
  static override styles = shiftSigns;

  @property({ attribute: false }) preview!: ShiftsPreview;
  /** Those that the preview expands. */
  @property({ attribute: false }) rules: readonly ShiftRule[] = [];
  /** Null: a desk of one library. */
  @property({ attribute: false }) shared: SharedDesk | null = null;
  /** The shift that is being changed. */
  @property({ attribute: false }) draft: ShiftDraft | undefined;
  @property({ type: Boolean }) editable = false;
  @property({ type: Number }) nowMs = 0;
  #drag: { draft: ShiftDraft; x: number; y: number; isEnd: boolean; isMoving: boolean } | undefined;
  #followsFocus = false;

  /** The block of a shift; null: of the draft. */
  focusOn(origin: Origin | null): void {
    const key = origin === null ? 'draft' : `${origin.date} ${origin.rule}`;
    this.renderRoot.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
  }

  /** A strict policy refuses style attributes, not properties that are set. */
  protected override updated(): void {
    for (const box of this.renderRoot.querySelectorAll<HTMLElement>('[data-box]')) {
      const [top, height, left, width] = box.dataset['box']!.split(' ');
      box.style.setProperty('--top', `${top}%`);
      box.style.setProperty('--height', `${height}%`);
      box.style.setProperty('--start', `${left}%`);
      box.style.setProperty('--width', `${width}%`);
    }
    const { from, to } = this.#shown(this.#columns());
    this.style.setProperty('--hours', String((to - from) / 60));
    if (this.#followsFocus) this.focusOn(null);
    this.#followsFocus = false;
  }

  #columns(): ShiftColumn[] {
    return shiftColumns(this.preview, this.nowMs);
  }

  #shown(columns: readonly ShiftColumn[]): { from: number; to: number } {
    const { from, to } = shownMinutes(columns);
    if (this.draft === undefined) return { from, to };
    const start = toMinutes(this.draft.start);
    const end = toMinutes(this.draft.end) > start ? toMinutes(this.draft.end) : 1440;
    return { from: Math.min(from, Math.floor(start / 60) * 60), to: Math.max(to, Math.ceil(end / 60) * 60) };
  }

  #draftOf({ origin }: ShiftPiece): ShiftDraft | undefined {
    const rule = this.rules[origin?.rule ?? -1];
    if (rule === undefined || origin === null) return undefined;
    const { label, library, service, people, endsAtClosing, start, end } = rule;
    const who = { label, library, service, people, endsAtClosing };
    return { origin, ...who, date: origin.date, start, end, weekly: false };
  }

  #open(draft: ShiftDraft): void {
    this.dispatchEvent(new CustomEvent<ShiftDraft>('ask-open', { detail: draft }));
  }

  #key(event: KeyboardEvent, draft: ShiftDraft): void {
    const isDrafted = this.draft !== undefined;
    if (event.key === 'Enter' && isDrafted) {
      event.preventDefault();
      this.dispatchEvent(new Event('ask-save'));
      return;
    }
    if (event.key === 'Escape' && isDrafted) {
      event.preventDefault();
      this.dispatchEvent(new Event('ask-close'));
      return;
    }
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-STEP_MIN, 0],
      ArrowDown: [STEP_MIN, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#followsFocus = true;
    emitDraft(this, event.shiftKey ? resized(draft, step[0]) : moved(draft, ...step, this.preview.week));
  }

  /** A finger scrolls the page: touch has the form. */
  #press(event: PointerEvent, draft: ShiftDraft): void {
    if (event.pointerType === 'touch' || event.button !== 0) return;
    const { bottom } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const isEnd = bottom - event.clientY < EDGE_PX;
    this.#drag = { draft, x: event.clientX, y: event.clientY, isEnd, isMoving: false };
  }

  #pull(event: PointerEvent): void {
    const drag = this.#drag;
    const column = this.renderRoot.querySelector('.track')?.getBoundingClientRect();
    if (drag === undefined || column === undefined || event.buttons === 0) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.isMoving && Math.hypot(dx, dy) < DRAG_PX) return;
    if (!drag.isMoving) {
      // The block itself is drawn anew in another day; and what is captured here is no click on it.
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      drag.isMoving = true;
    }
    const { from, to } = this.#shown(this.#columns());
    const minutes = Math.round((dy * (to - from)) / column.height / STEP_MIN) * STEP_MIN;
    const days = Math.round(dx / column.width);
    const next = drag.isEnd ? resized(drag.draft, minutes) : moved(drag.draft, minutes, days, this.preview.week);
    if (JSON.stringify(next) !== JSON.stringify(this.draft)) emitDraft(this, next);
  }

  override render(): TemplateResult {
    const columns = this.#columns();
    const shown = this.#shown(columns);
    const hours = Array.from({ length: (shown.to - shown.from) / 60 + 1 }, (_, at) => shown.from + at * 60);
    return html`${
        this.editable
          ? html`<details class="small screen-only">
              <summary>${messages.howToMoveHeading}</summary>
              <p id="how">${messages.howToMove}</p>
            </details>`
          : null
      }
      <div
        class="week"
        @pointermove=${(event: PointerEvent) => this.#pull(event)}
        @pointerup=${() => (this.#drag = undefined)}
      >
        <div class="axis" aria-hidden="true">
          ${hours.map((minute) => html`<span data-box=${this.#box(minute, minute, shown)}>${timeText(toClock(minute))}</span>`)}
        </div>
        <ol class="days">
          ${columns.map((column) => this.#day(column, shown))}
        </ol>
      </div>`;
  }

  #box(startMin: number, endMin: number, { from, to }: { from: number; to: number }, lane = 0, lanes = 1): string {
    const percent = (minutes: number): number => (minutes * 100) / (to - from);
    return [percent(startMin - from), percent(endMin - startMin), (lane * 100) / lanes, 100 / lanes].join(' ');
  }

  #day(column: ShiftColumn, shown: { from: number; to: number }): TemplateResult {
    const { date, hours, shifts, gaps, lanes, isToday } = column;
    const { zone } = this.preview;
    const times = ({ startMs, endMs }: Piece): string => `${clockText(startMs, zone)} – ${clockText(endMs, zone)}`;
    const open = hours?.length === 0 ? messages.closed : messages.hoursOf(hours?.map(times).join(', ') ?? '');
    const drafted = this.draft?.date === date ? this.draft : undefined;
    const others = shifts.filter(({ origin }) => !isSame(origin, this.draft?.origin ?? null));
    // A list is read in the order of time.
    const entries = [
      ...gaps.map((gap) => ({
        key: `gap ${gap.startMs}`,
        startMin: gap.startMin,
        show: () => this.#gap(gap, date, shown, times(gap)),
      })),
      ...others.map((piece) => ({
        key: `${piece.origin?.rule} ${piece.startMs} ${piece.library} ${piece.label}`,
        startMin: piece.startMin,
        show: () => this.#block(piece, lanes, shown, times(piece), date),
      })),
      ...(drafted === undefined
        ? []
        : [{ key: 'draft', startMin: toMinutes(drafted.start), show: () => this.#drafted(drafted, shown) }]),
    ];
    return html`<li class=${isToday ? 'day now' : 'day'} data-day=${date}>
      <h3>${weekdayText(date)}${isToday ? html` <span class="soft small">${messages.today}</span>` : null}</h3>
      <p class="soft small">${hours === null ? messages.hoursUnknown : open}</p>
      <div class="track">
        ${(hours ?? []).map(
          (piece) =>
            html`<div
              class="open"
              aria-hidden="true"
              data-box=${this.#box(piece.startMin, piece.endMin, shown)}
            ></div>`,
        )}
        <ul>
          ${repeat(
            entries.sort((one, other) => one.startMin - other.startMin),
            ({ key }) => key,
            ({ show }) => html`<li>${show()}</li>`,
          )}
        </ul>
        ${entries.length === 0 ? html`<p class="soft small none">${messages.noShifts}</p>` : null}
      </div>
    </li>`;
  }

  #gap(gap: Piece, date: string, shown: { from: number; to: number }, times: string): TemplateResult {
    const words = html`<strong>${messages.nobody}</strong> <span>${times}</span>`;
    const box = this.#box(gap.startMin, gap.endMin, shown);
    const isOver = gap.endMs <= this.nowMs;
    if (!this.editable || isOver) return html`<div class="gap" data-box=${box}>${words}</div>`;
    const draft = newDraft(this.rules, { date, start: toClock(gap.startMin), end: toClock(gap.endMin) });
    return html`<button type="button" class="gap" data-box=${box} @click=${() => this.#open(draft)}>
      ${words}<span class="visually-hidden">, ${weekdayText(date)}. ${WORDS.newShift}</span>
    </button>`;
  }

  #block(
    piece: ShiftPiece,
    lanes: number,
    shown: { from: number; to: number },
    times: string,
    date: string,
  ): TemplateResult {
    const box = this.#box(piece.startMin, piece.endMin, shown, piece.lane, lanes);
    const draft = this.#draftOf(piece);
    const owed = owedText(draft ?? {}, this.shared);
    const words = html`<strong>${whoText(piece, this.shared)}</strong>
      <span>${times}</span>${owed ? html` <span>${owed}</span>` : null}`;
    if (draft === undefined)
      return html`<div class="block calendar" data-box=${box}>${words} <em>${messages.fromCalendar}</em></div>`;
    if (!this.editable) return html`<div class="block" data-box=${box}>${words}</div>`;
    // The part after midnight belongs to the shift of the day before, and is not a second button.
    if (draft.date !== date) return html`<div class="block" data-box=${box}>${words}</div>`;
    return html`<button
      type="button"
      class="block own"
      data-box=${box}
      data-key="${draft.date} ${draft.origin!.rule}"
      aria-describedby="how"
      @click=${() => this.#open(draft)}
      @keydown=${(event: KeyboardEvent) => this.#key(event, draft)}
      @pointerdown=${(event: PointerEvent) => this.#press(event, draft)}
    >
      ${words}<span class="visually-hidden">, ${weekdayText(date)}</span>
    </button>`;
  }

  #drafted(draft: ShiftDraft, shown: { from: number; to: number }): TemplateResult {
    const start = toMinutes(draft.start);
    const end = toMinutes(draft.end) > start ? toMinutes(draft.end) : 1440;
    return html`<button
      type="button"
      class="block own draft"
      data-box=${this.#box(start, end, shown)}
      data-key="draft"
      @keydown=${(event: KeyboardEvent) => this.#key(event, draft)}
      @pointerdown=${(event: PointerEvent) => this.#press(event, draft)}
    >
      <strong>${draftText({ ...draft, label: whoText(draft, this.shared) })}</strong>
    </button>`;
  }
}

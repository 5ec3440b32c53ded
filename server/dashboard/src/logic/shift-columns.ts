// A week of shifts as columns of days, by the desk's own clocks. Pure.
import type { ShiftsPreview } from '@askusnow/sdk';
import type { Origin } from './shift-edit.js';
import { addDays, instantMs, wallClock } from './wall-clock.js';
import { cut, type Span } from './week-rows.js';

/** Minutes of the day's clock. */
export interface Piece extends Span {
  startMin: number;
  endMin: number;
}

export interface ShiftPiece extends Piece {
  label: string;
  /** That owes it; undefined: none. */
  library: string | undefined;
  /** Null: from the calendar. */
  origin: Origin | null;
  /** Shifts at the same time lie side by side. */
  lane: number;
}

export interface ShiftColumn {
  date: string;
  isToday: boolean;
  /** Null: hours are not known. */
  hours: Piece[] | null;
  shifts: ShiftPiece[];
  gaps: Piece[];
  lanes: number;
}

const DAYS = 7;
const DAY_MIN = 24 * 60;
/** What is shown of a day at least. Units: minutes. */
const [EARLIEST, LATEST] = [8 * 60, 18 * 60];

const toSpan = ([start, end]: readonly [string, string]): Span => ({
  startMs: Date.parse(start),
  endMs: Date.parse(end),
});

function toPiece<Each extends Span>(span: Each, date: string, zone: string): Each & Piece {
  const minuteOf = (ms: number): number => {
    const { date: day, time } = wallClock(ms, zone);
    return day > date ? DAY_MIN : Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  };
  const startMin = minuteOf(span.startMs);
  // Where the clocks go back, an hour takes no room: its end may be by the clock before its start.
  return { ...span, startMin, endMin: Math.max(minuteOf(span.endMs), startMin) };
}

/** Each piece in the first lane that is free. */
function inLanes(pieces: readonly Omit<ShiftPiece, 'lane'>[]): ShiftPiece[] {
  const ends: number[] = [];
  return pieces.map((piece) => {
    const free = ends.findIndex((endMs) => endMs <= piece.startMs);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = piece.endMs;
    return { ...piece, lane };
  });
}

export function shiftColumns(
  { week, zone, hours, shifts, gaps }: Pick<ShiftsPreview, 'week' | 'zone' | 'hours' | 'shifts' | 'gaps'>,
  nowMs: number,
): ShiftColumn[] {
  const today = wallClock(nowMs, zone).date;
  const open = hours?.map(toSpan) ?? null;
  const all = shifts.map(({ start, end, label, library, rule, date }) => ({
    ...toSpan([start, end]),
    label,
    library: library ?? undefined,
    origin: rule === null || date === null ? null : { rule, date },
  }));
  return Array.from({ length: DAYS }, (_, at) => {
    const date = addDays(week, at);
    const day = {
      startMs: instantMs({ date, time: '00:00' }, zone),
      endMs: instantMs({ date: addDays(date, 1), time: '00:00' }, zone),
    };
    const pieces = <Each extends Span>(list: readonly Each[]): (Each & Piece)[] =>
      cut(list, day).map((span) => toPiece(span, date, zone));
    const placed = inLanes(pieces(all));
    return {
      date,
      isToday: date === today,
      hours: open && pieces(open),
      shifts: placed,
      gaps: pieces(gaps.map(toSpan)),
      lanes: Math.max(1, ...placed.map(({ lane }) => lane + 1)),
    };
  });
}

/** The part of the day that the columns show, in whole hours. */
export function shownMinutes(columns: readonly ShiftColumn[]): { from: number; to: number } {
  const pieces: readonly Piece[] = columns.flatMap(({ hours, shifts }) => [...(hours ?? []), ...shifts]);
  const from = Math.min(EARLIEST, ...pieces.map(({ startMin }) => startMin));
  const to = Math.max(LATEST, ...pieces.map(({ endMin }) => endMin));
  return { from: Math.floor(from / 60) * 60, to: Math.ceil(to / 60) * 60 };
}

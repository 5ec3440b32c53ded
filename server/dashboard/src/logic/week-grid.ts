// A week of a shared desk as a table: a column a day, and in it a cell for each time in which the same libraries are there. Pure.
import type { DeskWeek } from '@askusnow/sdk';
import { toMinutes } from './shift-edit.js';
import { addDays, instantMs, wallClock } from './wall-clock.js';
import type { Span } from './week-rows.js';

export const WEEK_FILTERS = ['all', 'ours', 'open', 'needs'] as const;
export type WeekFilter = (typeof WEEK_FILTERS)[number];

type Duty = DeskWeek['duties'][number];

/** What stands in a cell: a library that is to be there, an hour that one gives, or an hour that nobody owes. */
export interface GridEntry extends Span {
  kind: 'duty' | 'offer' | 'open';
  /** Null: an open hour. */
  library: string | null;
  duty: Duty | null;
  service: Duty['service'] | null;
}

/** Another number of people than needed. */
export type UnevenSpan = Span & Pick<DeskWeek['uneven'][number], 'needed' | 'scheduled'>;

export interface GridCell extends Span {
  entries: GridEntry[];
  uneven: UnevenSpan | null;
  /** Within the service hours; null: they are not known. */
  isOpen: boolean | null;
  /** By the day's clock. */
  startMin: number;
  endMin: number;
  /** How many rows it is high. */
  rows: number;
}

export interface GridDay {
  date: string;
  isToday: boolean;
  holidays: string[];
  cells: GridCell[];
}

export interface WeekGrid {
  /** Minutes of the clock at which a row begins. */
  rows: number[];
  days: GridDay[];
}

const DAYS = 7;
const DAY_MIN = 24 * 60;

const toSpan = ({ start, end }: { start: string; end: string }): Span => ({
  startMs: Date.parse(start),
  endMs: Date.parse(end),
});

/** What a filter leaves of a week. `own`: the reader's libraries. */
function shownOf(week: DeskWeek, filter: WeekFilter, own: ReadonlySet<string>): [GridEntry[], UnevenSpan[]] {
  const duties = week.duties.map((duty): GridEntry => {
    const { library, service } = duty;
    return { kind: 'duty', library, duty, service, ...toSpan(duty) };
  });
  const offers = week.offers.map((offer): GridEntry => {
    const { library, service } = offer;
    return { kind: 'offer', library, duty: null, service, ...toSpan(offer) };
  });
  const open = week.open.map((each): GridEntry => {
    return { kind: 'open', library: null, duty: null, service: null, ...toSpan(each) };
  });
  const uneven = week.uneven.map((each) => ({ ...toSpan(each), needed: each.needed, scheduled: each.scheduled }));
  const isOurs = ({ library, duty }: GridEntry): boolean => own.has(library ?? '') || own.has(duty?.owedBy ?? '');
  if (filter === 'ours') return [[...duties, ...offers].filter(isOurs), []];
  if (filter === 'open') return [open, []];
  if (filter === 'needs') return [[...offers, ...open], uneven.filter(({ needed, scheduled }) => scheduled < needed)];
  return [[...duties, ...offers, ...open], uneven];
}

type Segment = Omit<GridCell, 'startMin' | 'endMin' | 'rows'>;

const isFilled = ({ entries, uneven }: Pick<Segment, 'entries' | 'uneven'>): boolean =>
  entries.length > 0 || uneven !== null;
const isAlike = (one: Segment, other: Segment): boolean =>
  one.isOpen === other.isOpen &&
  one.uneven === other.uneven &&
  one.entries.length === other.entries.length &&
  one.entries.every((each, at) => each === other.entries[at]);

/** The day cut wherever something begins or ends. */
function segmentsOf(day: Span, entries: GridEntry[], uneven: UnevenSpan[], hours: Span[] | null): Segment[] {
  const spans = [...entries, ...uneven, ...(hours ?? [])].flatMap(({ startMs, endMs }) => [startMs, endMs]);
  const inside = spans.filter((ms) => day.startMs < ms && ms < day.endMs);
  const turns = [...new Set([day.startMs, ...inside, day.endMs])].sort((one, other) => one - other);
  const segments: Segment[] = [];
  for (const [at, startMs] of turns.slice(0, -1).entries()) {
    const has = (each: Span): boolean => each.startMs <= startMs && startMs < each.endMs;
    const next = {
      ...{ startMs, endMs: turns[at + 1]!, entries: entries.filter(has) },
      uneven: uneven.find(has) ?? null,
      isOpen: hours && hours.some(has),
    };
    const last = segments.at(-1);
    if (last && isAlike(last, next)) last.endMs = next.endMs;
    else segments.push(next);
  }
  return segments;
}

/** By the day's clock. Where the clocks go back, what takes no room there stands in the cell that follows. */
function cellsOf(segments: readonly Segment[], date: string, zone: string): GridCell[] {
  const minuteOf = (ms: number): number => {
    const { date: day, time } = wallClock(ms, zone);
    return day > date ? DAY_MIN : toMinutes(time);
  };
  const cells: GridCell[] = [];
  let waiting: Segment | undefined;
  for (const segment of segments) {
    const startMin = cells.at(-1)?.endMin ?? 0;
    const endMin = Math.max(minuteOf(segment.endMs), startMin);
    const whole = waiting
      ? {
          ...segment,
          startMs: waiting.startMs,
          entries: [...new Set([...waiting.entries, ...segment.entries])],
          uneven: segment.uneven ?? waiting.uneven,
        }
      : segment;
    waiting = endMin === startMin ? whole : undefined;
    if (waiting === undefined) cells.push({ ...whole, startMin, endMin, rows: 1 });
  }
  return cells;
}

/** From the first minute at which something stands there to the last; a cell is as high as rows begin in it. */
function inRows(days: readonly GridDay[]): WeekGrid {
  const cells = days.flatMap((day) => day.cells);
  const filled = cells.filter((cell) => isFilled(cell) || cell.isOpen === true);
  const from = Math.min(DAY_MIN, ...filled.map(({ startMin }) => startMin));
  const to = Math.max(from, ...filled.map(({ endMin }) => endMin));
  const starts = [...new Set([from, ...cells.flatMap(({ startMin, endMin }) => [startMin, endMin])])];
  const rows = starts.filter((minute) => from <= minute && minute < to).sort((one, other) => one - other);
  const fit = (cell: GridCell): GridCell => {
    const [startMin, endMin] = [Math.max(cell.startMin, from), Math.min(cell.endMin, to)];
    return { ...cell, startMin, endMin, rows: rows.filter((minute) => startMin <= minute && minute < endMin).length };
  };
  return {
    rows,
    days: days.map((day) => ({ ...day, cells: day.cells.map(fit).filter((cell) => cell.rows > 0) })),
  };
}

export function weekGrid(
  week: DeskWeek,
  { filter, own, nowMs }: { filter: WeekFilter; own: ReadonlySet<string>; nowMs: number },
): WeekGrid {
  const { zone, holidays } = week;
  const today = wallClock(nowMs, zone).date;
  const [entries, uneven] = shownOf(week, filter, own);
  const hours = filter === 'all' ? (week.hours?.map(([start, end]) => toSpan({ start, end })) ?? null) : null;
  const days = Array.from({ length: DAYS }, (_, at): GridDay => {
    const date = addDays(week.week, at);
    const day = {
      startMs: instantMs({ date, time: '00:00' }, zone),
      endMs: instantMs({ date: addDays(date, 1), time: '00:00' }, zone),
    };
    const isOfDay = ({ startMs, endMs }: Span): boolean => startMs < day.endMs && day.startMs < endMs;
    const segments = segmentsOf(day, entries.filter(isOfDay), uneven.filter(isOfDay), hours);
    return {
      date,
      isToday: date === today,
      holidays: holidays
        .filter((each) => each.date <= date && date <= (each.through ?? each.date))
        .map(({ name }) => name),
      cells: cellsOf(segments, date, zone),
    };
  });
  return inRows(days);
}

// A desk's days as rows: promised, scheduled and observed time, each cut to the day. Pure.
import type { CoverageGap, CoverageInterval, CoverageSum, PresenceState, QueueCoverage, Schedule } from '@askusnow/sdk';
import { addDays, instantMs, wallClock } from './wall-clock.js';
import { HOUR_MS } from './lengths.js';

/** Half-open, in ms. */
export interface Span {
  startMs: number;
  endMs: number;
}

export interface WeekRow extends Span {
  date: string;
  /** 23 or 25 where the clocks change. */
  hours: number;
  isToday: boolean;
  /** Null: hours are not known. */
  promised: Span[] | null;
  /** Scheduled time, merged. */
  scheduled: Span[];
  /** Each shift by itself, with its label. */
  shifts: (Span & { label: string })[];
  /** Promised time with nobody scheduled. */
  unscheduled: Span[];
  /** Past scheduled time, by kind of coverage. */
  kept: (Span & { kind: CoverageInterval['kind']; corrected: boolean })[];
  /** What the source observed, scheduled or not. */
  seen: (Span & { state: PresenceState })[];
  gaps: CoverageGap[];
  /** Null: a future day. */
  sum: CoverageSum | null;
}

/** The days of a week's chart. */
const DAYS_SHOWN = 7;

/** Local midnight. */
const midnightMs = (date: string, zone: string): number => instantMs({ date, time: '00:00' }, zone);

/** Week 0 ends with today, week 1 begins tomorrow. */
export function weekDates(week: number, zone: string, nowMs: number): string[] {
  const last = addDays(wallClock(nowMs, zone).date, week * DAYS_SHOWN);
  return Array.from({ length: DAYS_SHOWN }, (_, index) => addDays(last, index + 1 - DAYS_SHOWN));
}

/** The days' first and last instants. */
export const weekSpan = (dates: readonly string[], zone: string): Span => ({
  startMs: midnightMs(dates[0]!, zone),
  endMs: midnightMs(addDays(dates.at(-1)!, 1), zone),
});

/** The parts of a list within a span, cut to it. */
export function cut<Each extends Span>(list: readonly Each[], { startMs, endMs }: Span): Each[] {
  return list
    .filter((each) => each.startMs < endMs && startMs < each.endMs)
    .map((each) => ({ ...each, startMs: Math.max(each.startMs, startMs), endMs: Math.min(each.endMs, endMs) }));
}

/** Intervals in order; adjacent intervals of the same kind become one, since the chart does not show their evidence. */
function joined(pieces: readonly WeekRow['kept'][number][]): WeekRow['kept'] {
  const out: WeekRow['kept'] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    const isSame = last?.kind === piece.kind && last.corrected === piece.corrected && last.endMs === piece.startMs;
    if (last && isSame) last.endMs = piece.endMs;
    else out.push({ ...piece });
  }
  return out;
}

/** In order; spans that touch or overlap become one. */
export function merged(list: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const { startMs, endMs } of [...list].sort((a, b) => a.startMs - b.startMs)) {
    const last = out.at(-1);
    if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else out.push({ startMs, endMs });
  }
  return out;
}

const toSpan = ([start, end]: readonly [string, string]): Span => ({
  startMs: Date.parse(start),
  endMs: Date.parse(end),
});

/** `coverage`: null for future days. */
export function weekRows(
  dates: readonly string[],
  schedule: Schedule,
  coverage: QueueCoverage | null,
  nowMs: number,
): WeekRow[] {
  const { zone, scheduledBy } = schedule;
  const today = wallClock(nowMs, zone).date;
  const hours = schedule.hours?.map(toSpan) ?? null;
  const shifts = schedule.shifts.map(({ start, end, label, library }) => ({
    ...toSpan([start, end]),
    label: label || (schedule.shared?.libraries.find(({ id }) => id === library)?.name ?? ''),
  }));
  const scheduled = merged(scheduledBy === 'shifts' ? shifts : (hours ?? []));
  const unscheduled = schedule.gaps.map(toSpan);
  const kept = joined(
    (coverage?.intervals ?? []).map(({ start, end, kind, correction }) => ({
      ...toSpan([start, end]),
      kind,
      corrected: correction !== null,
    })),
  );
  const seen = (coverage?.observed ?? []).map(({ start, end, state }) => ({ ...toSpan([start, end]), state }));
  return dates.map((date) => {
    const day = { startMs: midnightMs(date, zone), endMs: midnightMs(addDays(date, 1), zone) };
    const isIn = ({ start }: CoverageGap): boolean => day.startMs <= Date.parse(start) && Date.parse(start) < day.endMs;
    return {
      ...day,
      date,
      hours: (day.endMs - day.startMs) / HOUR_MS,
      isToday: date === today,
      promised: hours && cut(hours, day),
      scheduled: cut(scheduled, day),
      shifts: cut(shifts, day),
      unscheduled: cut(unscheduled, day),
      kept: cut(kept, day),
      seen: cut(seen, day),
      gaps: (coverage?.gaps ?? []).filter(isIn),
      sum: coverage?.byDay.find((each) => each.date === date)?.sum ?? null,
    };
  });
}

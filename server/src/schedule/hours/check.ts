// In:    hours with a valid shape (sdk/src/contract/hours.ts).
// Out:   contradictions in them, by path, with the fix; empty: valid.
// Never: repairs anything, or depends on the caller: the cooperative's file and the hours routes share it.
import { WEEKDAYS, type HoursRules, type Opening, type WeeklyRule } from '@askusnow/sdk/contract';

/** One contradiction. `path` is within the HoursRules: `['weekly', 1, 'days']`. */
export interface HoursFault {
  path: (string | number)[];
  message: string;
}

const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** A range of local minutes, and its description for people. */
interface Stretch {
  start: number;
  end: number;
  path: (string | number)[];
  words: string;
}

/** Minutes of the day; 24:00 is its end. */
export const toMinutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

function toStretch(opening: Opening, dayIndex: number, path: Stretch['path'], words: string): Stretch {
  const open = toMinutes(opening.open);
  const close = toMinutes(opening.close);
  const start = dayIndex * DAY_MINUTES + open;
  return {
    start,
    end: start + (close > open ? close - open : close + DAY_MINUTES - open),
    path,
    words: `${words}${opening.open}–${opening.close}`,
  };
}

/** One pass: sorted by start, only the range with the latest end so far can overlap the next. */
function overlapFaults(stretches: Stretch[], cycleMinutes: number | null): HoursFault[] {
  const sorted = [...stretches].sort((one, other) => one.start - other.start || one.end - other.end);
  const first = sorted[0];
  if (first === undefined) return [];
  const faults: HoursFault[] = [];
  let longest = first;
  const compare = (next: Stretch, startsAt: number): void => {
    if (startsAt < longest.end && next !== longest) {
      faults.push({
        path: next.path,
        message: `${next.words} overlaps ${longest.words}: end one before the other starts, or write one opening`,
      });
    }
  };
  for (const next of sorted.slice(1)) {
    compare(next, next.start);
    if (next.end > longest.end) longest = next;
  }
  // Saturday night may overlap the first opening of the same week, seven days later.
  if (cycleMinutes !== null) compare(first, first.start + cycleMinutes);
  return faults;
}

function openFaults(opening: Opening, path: HoursFault['path']): HoursFault[] {
  return opening.open === '24:00'
    ? [
        {
          path: [...path, 'open'],
          message: '24:00 ends a day and cannot start an opening: write 00:00 on the next day',
        },
      ]
    : [];
}

function weekFaults(weekly: WeeklyRule[], path: HoursFault['path']): HoursFault[] {
  const faults: HoursFault[] = [];
  const stretches: Stretch[] = [];
  weekly.forEach((rule, index) => {
    faults.push(...openFaults(rule, [...path, index]));
    for (const [position, day] of rule.days.entries()) {
      if (rule.days.indexOf(day) < position) {
        faults.push({ path: [...path, index, 'days', position], message: `${day} is named twice: name each day once` });
      } else {
        stretches.push(toStretch(rule, WEEKDAYS.indexOf(day), [...path, index], `${day} `));
      }
    }
  });
  return [...faults, ...overlapFaults(stretches, WEEK_MINUTES)];
}

/** A run of days, inclusive. ISO dates sort as text. */
interface Days {
  from: string;
  to: string;
  path: HoursFault['path'];
  words: string;
}

function daysFaults(runs: Days[], endField: string): HoursFault[] {
  const faults: HoursFault[] = [];
  const sorted = [...runs].sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0));
  let last: Days | undefined;
  for (const run of sorted) {
    if (run.to < run.from) {
      faults.push({
        path: [...run.path, endField],
        message: `${run.to} is before ${run.from}: the last day cannot come before the first`,
      });
      continue;
    }
    if (last !== undefined && run.from <= last.to) {
      faults.push({
        path: run.path,
        message: `${run.words} shares days with ${last.words}: give each day to one of them`,
      });
    }
    if (last === undefined || run.to > last.to) last = run;
  }
  return faults;
}

/** The contradictions in these hours. */
export function checkHours(rules: HoursRules): HoursFault[] {
  const faults: HoursFault[] = rules.weekly === null ? [] : weekFaults(rules.weekly, ['weekly']);
  rules.seasons.forEach((season, index) => faults.push(...weekFaults(season.weekly, ['seasons', index, 'weekly'])));
  rules.exceptions.forEach((exception, index) => {
    const path = ['exceptions', index, 'open'];
    exception.open.forEach((opening, at) => faults.push(...openFaults(opening, [...path, at])));
    const stretches = exception.open.map((opening, at) => toStretch(opening, 0, [...path, at], ''));
    // Only in a run of days can one night overlap the next morning.
    const isRun = exception.through !== undefined && exception.through > exception.date;
    faults.push(...overlapFaults(stretches, isRun ? DAY_MINUTES : null));
  });
  faults.push(
    ...daysFaults(
      rules.seasons.map(({ from, to, name }, index) => ({
        from,
        to,
        path: ['seasons', index],
        words: `season "${name}"`,
      })),
      'to',
    ),
    ...daysFaults(
      rules.exceptions.map(({ date, through }, index) => ({
        from: date,
        to: through ?? date,
        path: ['exceptions', index],
        words: `the exception of ${date}`,
      })),
      'through',
    ),
  );
  return faults;
}

// What may explain a library's numbers of some days: what is known of them, and nothing that is guessed.
import type { CoverageSum, HoursRules, LibraryNote, PlacementList, QueueHours } from '@askusnow/sdk';
import { patternText } from './page-pattern.js';
import { wallClock } from './wall-clock.js';

/** One thing that changed. */
export type Changed =
  | { kind: 'lost' | 'new'; page: string; date: string }
  | { kind: 'closed'; desk: string; days: HoursRules['exceptions'] }
  | { kind: 'coverage'; now: CoverageSum; before: CoverageSum }
  | { kind: 'note'; date: string; text: string };

/** More would be a list to read. */
const MAX_SHOWN = 3;

export interface Known {
  list: Pick<PlacementList, 'placements' | 'window'>;
  /** Of these days, earliest first. */
  notes: readonly LibraryNote[];
  desks: readonly Pick<QueueHours, 'name' | 'tier' | 'hours'>[];
  from: string;
  to: string;
  countingSince: string | null;
  coverage?: { month: CoverageSum | null; lastMonth: CoverageSum | null };
}

const hasFigure = (sum: CoverageSum | null): sum is CoverageSum => sum !== null && sum.value !== null && !sum.hidden;

/** By more than what was not observed leaves open. */
const isOther = (now: CoverageSum, before: CoverageSum): boolean =>
  now.low !== null && now.high !== null && before.low !== null && before.high !== null
    ? now.high < before.low || before.high < now.low
    : now.value !== before.value;

/** A note of that day that names the page says it already. */
const isNamedIn = (note: LibraryNote | undefined, { date, page }: { date: string; page: string }): boolean =>
  note?.date === date && note.text.toLowerCase().includes(page.toLowerCase());

/** What lowers numbers first: a place lost, a desk closed all day, less coverage. Then the latest note and new places. */
export function whatChanged({ list, notes, desks, from, to, countingSince, coverage }: Known): Changed[] {
  const dateOf = (instant: string): string => wallClock(Date.parse(instant), list.window.zone).date;
  const isWithin = (date: string): boolean => from <= date && date <= to;
  const placeOf = (kind: 'lost' | 'new', { keyPage, page }: (typeof list.placements)[number], instant: string) => ({
    kind,
    page: keyPage ?? patternText(page),
    date: dateOf(instant),
  });
  const latestFirst = (one: { date: string }, other: { date: string }): number => other.date.localeCompare(one.date);
  const note = notes.at(-1);
  const lost = list.placements
    .flatMap((each) => (each.lostSince === null ? [] : [placeOf('lost', each, each.lostSince)]))
    .filter(({ date }) => isWithin(date));
  // On the first day with any event, every place is new.
  const added = list.placements
    .filter(({ status }) => status === 'new' || status === 'live')
    .map((each) => placeOf('new', each, each.firstSeen))
    .filter(({ date }) => isWithin(date) && countingSince !== null && date > countingSince)
    .filter((each) => !isNamedIn(note, each));
  const closed = desks
    .filter(({ tier }) => tier === 'local')
    .map(({ name, hours: { exceptions } }) => ({
      kind: 'closed' as const,
      desk: name,
      days: exceptions
        .filter(({ date, through = date, open }) => open.length === 0 && date <= to && from <= through)
        .sort((one, other) => one.date.localeCompare(other.date)),
    }))
    .filter(({ days }) => days.length > 0);
  const { month, lastMonth } = coverage ?? { month: null, lastMonth: null };
  const found: Changed[] = [
    ...lost.sort(latestFirst),
    ...closed,
    ...(hasFigure(month) && hasFigure(lastMonth) && isOther(month, lastMonth)
      ? [{ kind: 'coverage' as const, now: month, before: lastMonth }]
      : []),
    ...(note === undefined ? [] : [{ kind: 'note' as const, date: note.date, text: note.text }]),
    ...added.sort(latestFirst),
  ];
  return found.slice(0, MAX_SHOWN);
}

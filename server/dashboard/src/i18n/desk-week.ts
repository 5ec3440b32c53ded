// The words of a shared desk's week.
import type { DeskWeek, SharedDesk } from '@askusnow/sdk';
import { weekdayOf } from '../logic/shift-edit.js';
import { needsCover, type Need } from '../logic/needs-cover.js';
import { addDays, wallClock } from '../logic/wall-clock.js';
import type { GridCell, GridEntry, WeekFilter } from '../logic/week-grid.js';
import { libraryName } from '../logic/who.js';
import { clockText } from './clock-text.js';
import { countedText, countText } from './count-text.js';
import { weekdayText } from './day-text.js';
import { NO_LIBRARY, NO_SHIFT, UNTIL_ACCEPTED } from './hour-text.js';
import { DAY_NAMES } from './hours-text.js';
import { momentText, minutesText } from './moment-text.js';

/** "9 AM – 12 PM" */
export const cellTimesText = ({ startMs, endMs }: Pick<GridCell, 'startMs' | 'endMs'>, zone: string): string =>
  `${clockText(startMs, zone)} – ${clockText(endMs, zone)}`;

export const entryName = ({ library }: GridEntry, shared: SharedDesk): string =>
  library === null ? NO_LIBRARY : libraryName(library, shared);

/** "Global, 2 people, covers for Cecil"; '': nothing needs to be said. The service is said where it is not the desk's own. */
export function entryText(entry: GridEntry, { shared, tier, closings }: DeskWeek, isOurs = false): string {
  const { kind, duty, service, library, startMs, endMs } = entry;
  const isClosed = closings.some(
    (each) => each.library === library && Date.parse(each.start) < endMs && startMs < Date.parse(each.end),
  );
  const own = tier === 'global' ? 'global' : 'statewide';
  return [
    ...(service !== null && service !== own ? [shared.services[service]] : []),
    ...(duty !== null && duty.people > 1 ? [countedText(duty.people, 'person', 'people')] : []),
    ...(duty?.why === 'covering' ? [messages.covers(libraryName(duty.owedBy, shared))] : []),
    ...(duty?.why === 'making-up' ? [messages.makesUp] : []),
    ...(kind === 'offer' ? [isOurs ? messages.givesOurs : messages.gives] : []),
    ...(isClosed ? [messages.closedThen] : []),
  ].join(', ');
}

/** "Too few: 1 of 2" */
export const unevenText = ({ needed, scheduled }: { needed: number; scheduled: number }): string =>
  `${scheduled < needed ? messages.tooFew : messages.tooMany}: ${messages.ofNeeded(scheduled, needed)}`;

const sumMinutes = (spans: readonly { start: string; end: string }[]): number =>
  spans.reduce((sum, { start, end }) => sum + Date.parse(end) - Date.parse(start), 0) / 60_000;

/** A sum, with the choice of hours that shows it. */
export interface WeekSum {
  words: string;
  filter: WeekFilter;
}

/**
 * "Hours that need cover: 12 h (Wed, Sat)", and its parts, which add up to it; what there is none of is left out. One part
 * alone is the whole.
 */
export function sumsText(week: DeskWeek): { whole: WeekSum[]; parts: WeekSum[]; tooMany: WeekSum[] } {
  const dayOf = (start: string): string => DAY_NAMES[weekdayOf(wallClock(Date.parse(start), week.zone).date)].short;
  const sumOf = (words: string, spans: readonly { start: string; end: string }[], filter: WeekFilter): WeekSum[] => {
    const days = [...new Set(spans.map(({ start }) => dayOf(start)))].join(', ');
    return spans.length === 0 ? [] : [{ words: `${words}: ${minutesText(sumMinutes(spans))} (${days})`, filter }];
  };
  const needs = needsCover(week);
  const parts = NEEDS.flatMap(([why, words, filter]) =>
    sumOf(
      words,
      needs.filter((each) => each.why === why),
      filter,
    ),
  );
  return {
    whole: parts.length < 2 ? [] : sumOf(FILTERS.needs, needs, 'needs'),
    parts,
    tooMany: sumOf(
      messages.tooManyPeople,
      week.uneven.filter(({ needed, scheduled }) => scheduled > needed),
      'all',
    ),
  };
}

/** "Harford County Public Library is closed all day: Wed, Nov 25." */
export function closingText(
  { library, start, end }: DeskWeek['closings'][number],
  { shared, zone }: DeskWeek,
  nowMs: number,
): string {
  const name = libraryName(library, shared);
  const [from, to] = [wallClock(Date.parse(start), zone), wallClock(Date.parse(end), zone)];
  if (from.time !== '00:00' || to.time !== '00:00')
    return messages.isClosed(name, momentText(start, zone, nowMs), momentText(end, zone, nowMs));
  const last = addDays(to.date, -1);
  const days = [from.date, ...(last === from.date ? [] : [last])].map(weekdayText).join(' – ');
  return messages.isClosedAllDay(name, days);
}

/** "Thu, Nov 26 (today)" */
export const dayChoiceText = (date: string, isToday: boolean): string =>
  isToday ? `${weekdayText(date)} (${messages.today})` : weekdayText(date);

const FILTERS: Record<WeekFilter, string> = {
  all: 'All hours',
  ours: 'Our hours',
  open: 'Hours that no library has',
  needs: 'Hours that need cover',
};
const NEEDS: readonly [Need, string, WeekFilter][] = [
  ['open', NO_LIBRARY, 'open'],
  ['offered', 'Offered, not accepted', 'needs'],
  ['no-shift', NO_SHIFT, 'needs'],
  ['more', 'More people needed', 'needs'],
];
export const FILTER_CHOICES = Object.entries(FILTERS) as [WeekFilter, string][];

export const messages = {
  heading: 'Statewide schedule',
  noDesk: 'No desk is shared with other libraries.',
  desk: 'Desk',
  choose: 'Choose the desk, week or hours',
  show: 'Show',
  time: 'Time',
  today: 'today',
  day: 'Day',
  closed: 'Closed',
  closedAllDay: 'Closed all day',
  nobodyNeeded: 'Nobody needed',
  byHours: 'Open by its hours',
  covers: (library: string) => `covers for ${library}`,
  makesUp: 'makes up an hour',
  closedThen: 'has announced that it is closed',
  gives: 'offered, not accepted yet',
  givesOurs: `offered. ${UNTIL_ACCEPTED}`,
  tooFew: 'Too few',
  tooMany: 'Too many',
  ofNeeded: (scheduled: number, needed: number) => `${countText(scheduled)} of ${countText(needed)}`,
  tooManyPeople: 'Too many people',
  isClosed: (library: string, from: string, to: string) => `${library} is closed from ${from} to ${to}.`,
  isClosedAllDay: (library: string, days: string) => `${library} is closed all day: ${days}.`,
  closings: 'Closings that libraries have announced',
  caption: (desk: string, week: string) => `${desk}, ${week}: who is scheduled when`,
  none: 'Nothing to show in this week.',
  signs: (hasOwn: boolean) =>
    `Striped: too few or too many people. Dashed: needs a library.${hasOwn ? ' Shaded: your library.' : ''}`,
  sharedHours: 'Offer, accept or make up an hour, or announce a closing',
  notYet: (until: string) => `The schedule is worked out until ${until}. Later shifts are not shown yet.`,
  hoursUnknown: 'The hours of this desk are not known, so nothing says how many people it needs.',
  change: 'Change the shifts',
};

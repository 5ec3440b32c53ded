// What the Shifts page of a shared desk says where a roster of another system is read.
import type { ShiftRule } from '@askusnow/sdk';
import type { RosterEntry } from '../logic/roster-change.js';
import type { RosterField, RosterRefusal } from '../logic/roster-file.js';
import { countedText, countText, listText } from './count-text.js';
import { spanText } from './day-text.js';
import { draftText, timesText } from './shift-week.js';

export const ROSTER_FIELD_WORDS: Readonly<Record<RosterField, string>> = {
  who: 'Library, location or person',
  lastName: 'Last name, if apart',
  service: 'Position or schedule',
  date: 'Day, if apart from the start',
  start: 'Start',
  end: 'End',
};

export const SERVICE_WORDS: Readonly<Record<NonNullable<ShiftRule['service']>, string>> = {
  statewide: 'Statewide',
  global: 'Global',
};

const REFUSED: Readonly<Record<RosterRefusal['reason'], string>> = {
  day: 'its day cannot be read. Write it like 11/30/2026 or 2026-11-30.',
  time: 'its start or end cannot be read. Write it like 9:00 AM or 14:00.',
  length: 'it would last 16 hours or more. Is its end right?',
};

const KINDS: Readonly<Record<RosterEntry['kind'], string>> = {
  new: 'New',
  changed: 'Changed',
  gone: 'Gone',
  same: 'The same',
};

const people = (count: number): string => countedText(count, 'person', 'people');

export const messages = {
  heading: 'Read a roster',
  note: 'Paste rows of a spreadsheet, or choose a CSV file of Humanity, LibStaffer, When2Work, When I Work or Google Sheets: one row a shift. It is read in this browser. Names of people are never sent.',
  file: 'CSV file: choose it, or drop it here',
  pasted: 'Or paste the rows, with the names of the columns first',
  empty:
    'There is no table here: the first row should have the names of the columns, and a shift stands in each row below it.',
  tooLarge: 'This roster is too long. Choose fewer weeks in the other system.',
  quotes: (row: number): string => `Row ${countText(row)} has a quotation mark that does not close.`,
  read: 'Read the rows',
  order: 'How days are written',
  chooseOrder: 'Choose',
  monthFirst: 'Month first: 11/30/2026',
  dayFirst: 'Day first: 30/11/2026',
  noColumns: 'Choose the columns that say the library, the start and the end.',
  noOrder: 'These days could be read both ways. Choose how they are written.',
  names: 'Which library each name stands for',
  named: 'In the file',
  noName: 'No name',
  namesNote: 'This table stays in this browser, for the next roster.',
  forget: 'Forget these names',
  forgotten: 'The names are forgotten in this browser.',
  services: 'Which service each position stands for',
  service: 'Service',
  choose: 'Choose',
  leaveOut: 'Leave out',
  refused: (count: number): string =>
    `${countedText(count, 'row')} cannot be read. Nothing is saved until they are right in the file.`,
  refusal: ({ row, reason }: RosterRefusal): string => `Row ${countText(row)}: ${REFUSED[reason]}`,
  unchosen: (names: readonly string[]): string => `Choose a library, or Leave out, for ${listText(names)}.`,
  noShift: 'No row has a library that is not left out.',
  result: 'What this roster changes',
  counts: (entries: readonly RosterEntry[], leftOut: number): string => {
    const count = (kind: RosterEntry['kind']): string =>
      `${countText(entries.filter((entry) => entry.kind === kind).length)} ${KINDS[kind].toLowerCase()}`;
    const left = leftOut === 0 ? '' : ` ${countedText(leftOut, 'row')} left out.`;
    return `Shifts: ${count('new')}, ${count('changed')}, ${count('gone')}, ${count('same')}.${left}`;
  },
  rule: (from: string, to: string, names: readonly string[]): string =>
    `${spanText(from, to)}: the roster stands in place of the shifts of ${listText(names)}, weekly ones too. Shifts of other libraries stay, and what has begun stays.`,
  week: (week: string, count: number): string => `Week of ${week}: ${countedText(count, 'change')}`,
  kind: (kind: RosterEntry['kind']): string => KINDS[kind],
  entry: ({ service, date, start, end, people: now, before, isWeekly }: RosterEntry, library: string): string =>
    [
      `${draftText({ label: library, date, start, end })}, ${SERVICE_WORDS[service]}`,
      ...(before === undefined ? (now === 1 ? [] : [people(now)]) : [`${people(before)} before, ${people(now)} now`]),
      ...(isWeekly ? ['on this day alone of a weekly shift'] : []),
    ].join(', '),
  same: 'Nothing to save: the desk has these shifts already.',
  tooMany: (most: number): string =>
    `A desk has ${countText(most)} shifts at most. Remove old ones, or read fewer weeks.`,
  fullWeekly: ({ start, end }: ShiftRule, library: string): string =>
    `The weekly shift of ${library}, ${timesText({ start, end })}, is left out on 200 days already. End it, and add it again from a later day.`,
  save: 'Save this roster',
  saved: (count: number): string => `Roster saved: ${countedText(count, 'change')}.`,
};

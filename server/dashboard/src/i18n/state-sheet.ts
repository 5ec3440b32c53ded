// What the page of the state report says.
import type { StateRow, StateSheet } from '@askusnow/sdk';
import { CHOICE_WORDS, hoursText, valueText } from './contribution.js';
import { countedText, countText, percentText } from './count-text.js';
import { dayText, fullDayText, spanText } from './day-text.js';
import { likelyText } from './questions.js';

type Total = NonNullable<StateSheet['total']>;
/** A library's figures, or those of all. */
export type Figures = Omit<StateRow, 'library' | 'questions'> & {
  questions: StateRow['questions'] | Total['questions'];
};

/** How an estimate was made; a count needs no more words. */
const BASIS_WORDS = { count: [], clicks: ['from clicks'], weeks: ['from counted weeks'] } as const;

export const METHOD_WORDS = { CT: 'count', ES: 'estimate' } as const;

const NOT_COUNTED = 'Not counted';

/** A figure, and what is to know of it. */
export interface Cell {
  value: string;
  notes: readonly string[];
}

const sinceNotes = (words: string, since: string | null): string[] =>
  since === null ? [] : [`${words} before ${fullDayText(since)}`];

export const clicksCell = ({ clicks, clicksSince, clicksToCheck }: Figures): Cell =>
  clicks === null
    ? { value: NOT_COUNTED, notes: [] }
    : {
        value: countText(clicks),
        notes: [
          ...(clicksToCheck === 0 ? [] : [`${countText(clicksToCheck)} of them to check`]),
          ...sinceNotes(NOT_COUNTED, clicksSince),
        ],
      };

export function questionsCell({ questions }: Figures): Cell {
  if (questions === null) return { value: 'Not reported', notes: [] };
  const { value, method } = questions;
  const basis = 'basis' in questions ? BASIS_WORDS[questions.basis] : [];
  const likely = method === 'ES' ? likelyText(questions) : null;
  const range = likely === null ? [] : [likely];
  // Of all libraries, it stands without the page of the estimate.
  if (method === 'ES' && !('basis' in questions))
    return { value: `about ${countText(value)}`, notes: ['estimate for the whole year', ...range] };
  return { value: `${countText(value)} (${METHOD_WORDS[method]})`, notes: [...basis, ...range] };
}

export const scheduledCell = ({ hours, hoursSince }: Figures): Cell =>
  hours === null
    ? { value: 'None stored', notes: [] }
    : { value: hoursText(hours.scheduled), notes: sinceNotes('Not stored', hoursSince) };

export const coveredCell = ({ hours }: Figures): Cell =>
  hours === null
    ? { value: '–', notes: [] }
    : hours.covered === 0 && hours.unmonitored > 0
      ? { value: 'Not measured', notes: [] }
      : {
          value: hoursText(hours.covered),
          notes: hours.unmonitored === 0 ? [] : [`${hoursText(hours.unmonitored)} not measured`],
        };

/** Less is no tenth of an hour. Units: minutes. */
const SHOWN_MIN = 6;

/** What is not known is in neither part of the share. */
export function givenCell({ given }: Figures, contribution: StateSheet['contribution']): Cell {
  if (given === null) return { value: 'None owed', notes: [] };
  if (given.unmonitored === given.owed && given.given === 0)
    return { value: 'Not known', notes: [`${hoursText(given.owed)} owed`] };
  const share = valueText(contribution, given);
  const known = given.owed - given.unmonitored;
  // Beyond what is left of the own hours: an offered hour is given by others, so it may be more.
  const others = given.given - (known - given.missed);
  const isOfOwed = contribution === 'given-of-owed';
  return {
    value: `${hoursText(given.given)} of ${hoursText(known)}${isOfOwed && given.value !== null ? ` (${share})` : ''}`,
    notes: [
      ...(isOfOwed ? [] : [`${CHOICE_WORDS[contribution]}: ${share}`]),
      ...(given.missed === 0 ? [] : [`${hoursText(given.missed)} missed`]),
      ...(others < SHOWN_MIN ? [] : [`at least ${hoursText(others)} for other libraries`]),
      ...(given.unmonitored === 0 ? [] : [`${hoursText(given.unmonitored)} owed not known`]),
    ],
  };
}

export const trainingCell = ({ training: { sessions, headcount } }: Figures): Cell => ({
  value: countText(sessions),
  notes: headcount === 0 ? [] : [`${countText(headcount)} ${headcount === 1 ? 'person' : 'people'}`],
});

export const followUpsCell = ({ followUps, followUpsSince }: Figures): Cell =>
  followUps === null
    ? { value: 'Not kept', notes: [] }
    : {
        value:
          followUps.due === 0
            ? 'None'
            : `${countText(followUps.inTime)} of ${countText(followUps.due)} (${percentText(followUps.inTime / followUps.due)})`,
        notes: [
          ...(followUps.due === 0 ? [] : ['of those whose 72 hours are over']),
          ...sinceNotes('Ended ones not kept', followUpsSince),
        ],
      };

/** The notes that most cells of a column with notes share: they are said once, the others where they belong. */
export function sharedNotes(cells: readonly Cell[]): string[] {
  const noted = cells.filter(({ notes }) => notes.length > 0);
  const all = [...new Set(noted.flatMap(({ notes }) => notes))];
  const isShared = (note: string): boolean =>
    2 * noted.filter(({ notes }) => notes.includes(note)).length > noted.length;
  return noted.length > 1 ? all.filter(isShared) : [];
}

/** "2 of 24 libraries"; null: all. */
export const ofLibraries = (known: number, of: number): string | null =>
  known === of ? null : `${countText(known)} of ${countText(of)} libraries`;

/** "at 2 libraries; 22 not measured": whose own desks the covered hours are of; null: of all, or of none. */
export function measuredText(libraries: StateSheet['libraries']): string[] | null {
  const measured = libraries.filter(({ hours }) => hours !== null && hours.unmonitored < hours.scheduled).length;
  return measured === 0 || measured === libraries.length
    ? null
    : [`at ${countedText(measured, 'library', 'libraries')}; ${countText(libraries.length - measured)} not measured`];
}

/** From how many libraries each total is. */
export const knownText = ({ known }: Total, of: number): string =>
  `The totals are sums of what is known: clicks of ${known.clicks}, questions of ${known.questions}, own desks’ hours of ${known.hours} and hours given at shared desks of ${known.given} of ${of} libraries.`;

/** Null: one of them is not known to be later than the year's first day, or there is none. */
const firstOf = (sinces: readonly (string | null)[]): string | null =>
  sinces.includes(null) ? null : (sinces.toSorted()[0] ?? null);

/** The first day of which clicks are counted, where that is later than the year's first in each library; null otherwise. */
export const clicksCountedSince = (libraries: StateSheet['libraries']): string | null =>
  firstOf(libraries.flatMap((row) => (row.clicks === null ? [] : [row.clicksSince])));

/**
 * The period of the figures that are not of the whole year, once for all libraries; '': they are. "Clicks are counted since
 * October 23, 2026, hours since October 24, 2026. Earlier days are in neither."
 */
export function periodText(libraries: StateSheet['libraries']): string {
  const clicks = clicksCountedSince(libraries);
  const hours = firstOf(libraries.flatMap((row) => (row.hours === null ? [] : [row.hoursSince])));
  if (clicks && hours)
    return clicks === hours
      ? `Clicks and hours are counted since ${fullDayText(clicks)}. Earlier days are in neither.`
      : `Clicks are counted since ${fullDayText(clicks)}, hours since ${fullDayText(hours)}. Earlier days are in neither.`;
  if (clicks) return `Clicks are counted since ${fullDayText(clicks)}. Earlier days are not in them.`;
  if (hours) return `Hours are counted since ${fullDayText(hours)}. Earlier days are not in them.`;
  return '';
}

export const messages = {
  sub: 'A fiscal year’s figures',
  loading: 'Loading the year…',
  year: ({ year, from, to, isOver, today }: StateSheet): string =>
    `Fiscal year ${year}: ${spanText(from, to)}${isOver ? '' : `; figures until ${dayText(today)}`}`,
  running: (today: string): string =>
    `Figures by library, until ${fullDayText(today)}; estimated questions are for the whole year`,
  shared: (column: string, notes: readonly string[]): string =>
    `${column}: ${notes.join(', ')}, unless its row says otherwise.`,
  caption: 'Figures by library',
  scheduled: 'Scheduled hours',
  covered: 'Covered hours',
  given: 'Hours given at shared desks',
  places: 'Places with the button',
  practice: 'Practice clicks',
  training: 'Training sessions',
  followUps: 'Follow-ups within 72 hours',
  partners: (count: number, isOver: boolean): string =>
    `${countText(count)} ${count === 1 ? 'library' : 'libraries'} had the button in use in the ${isOver ? 'year’s last' : 'last'} 30 days.`,
  sharedDesks: ({ scheduled, covered, unmonitored }: NonNullable<StateSheet['sharedHours']>): string =>
    `Desks that libraries share: ${hoursText(scheduled)} scheduled, ${hoursText(covered)} covered, ${hoursText(unmonitored)} not measured.`,
  hoursOfTotal: 'Hours need not add up: libraries also work for others, and an offered hour is not missed.',
  at: (whose: string): string => `at ${whose}`,
  check: (clicks: number, library: string): string => `Check ${countText(clicks)} clicks at ${library}`,
  reported: (whose: string): string => `${whose} reported`,
  howCounted: 'How the figures were counted',
};

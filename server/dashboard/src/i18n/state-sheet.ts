// What the page of the state report says.
import type { StateRow, StateSheet } from '@askusnow/sdk';
import { CHOICE_WORDS, hoursText, valueText } from './contribution.js';
import { countText } from './count-text.js';
import { fullDayText, spanText } from './day-text.js';

type Total = NonNullable<StateSheet['total']>;
/** A library's figures, or those of all. */
export type Figures = Omit<StateRow, 'library' | 'questions'> & {
  questions: StateRow['questions'] | Total['questions'];
};

const BASIS_WORDS = { count: 'CT', clicks: 'ES, by clicks', weeks: 'ES, by weeks' } as const;

const NOT_COUNTED = 'Not counted';

/** A figure, and what is to know of it. */
export interface Cell {
  value: string;
  note: string | null;
}

const sinceNote = (words: string, since: string | null): string | null =>
  since === null ? null : `${words} before ${fullDayText(since)}`;

export const clicksCell = ({ clicks, clicksSince }: Figures): Cell =>
  clicks === null
    ? { value: NOT_COUNTED, note: null }
    : { value: countText(clicks), note: sinceNote('Not counted', clicksSince) };

export function questionsCell({ questions }: Figures): Cell {
  if (questions === null) return { value: 'No number', note: null };
  const { value, low, high, method } = questions;
  const how = 'basis' in questions ? BASIS_WORDS[questions.basis] : method;
  const range = low === null || high === null || method === 'CT' ? null : `${countText(low)} to ${countText(high)}`;
  return { value: `${countText(value)} (${how})`, note: range };
}

export const scheduledCell = ({ hours, hoursSince }: Figures): Cell =>
  hours === null
    ? { value: 'None stored', note: null }
    : { value: hoursText(hours.scheduled), note: sinceNote('Not stored', hoursSince) };

export const coveredCell = ({ hours }: Figures): Cell =>
  hours === null
    ? { value: '–', note: null }
    : {
        value: hoursText(hours.covered),
        note: hours.unmonitored === 0 ? null : `${hoursText(hours.unmonitored)} not observed`,
      };

/** What is not known is always said: it is in neither part of the share. */
export function givenCell({ given }: Figures, contribution: StateSheet['contribution']): Cell {
  if (given === null) return { value: 'None owed', note: null };
  const share = `${CHOICE_WORDS[contribution]}: ${valueText(contribution, given)}`;
  return {
    value: `${hoursText(given.given)} of ${hoursText(given.owed)}`,
    note: `${share}; ${hoursText(given.missed)} missed, ${hoursText(given.unmonitored)} not known`,
  };
}

export const trainingCell = ({ training: { sessions, headcount } }: Figures): Cell => ({
  value: countText(sessions),
  note: headcount === 0 ? null : `${countText(headcount)} ${headcount === 1 ? 'person' : 'people'}`,
});

export const followUpsCell = ({ followUps, followUpsSince }: Figures): Cell =>
  followUps === null
    ? { value: 'Not kept', note: null }
    : {
        value: followUps.due === 0 ? 'None' : `${countText(followUps.inTime)} of ${countText(followUps.due)}`,
        note: sinceNote('Ended ones not kept', followUpsSince),
      };

/** "In all: from 20 of 24 libraries" */
export const knownText = ({ known }: Total, of: number): string =>
  `The totals are sums of what is known: clicks of ${known.clicks}, questions of ${known.questions}, own desks’ hours of ${known.hours} and hours given at shared desks of ${known.given} of ${of} libraries.`;

export const messages = {
  sub: 'The figures of a fiscal year that state program reports ask for',
  loading: 'Loading: a year of all desks takes some seconds…',
  year: ({ year, from, to }: StateSheet): string => `Fiscal year ${year}: ${spanText(from, to)}`,
  running: (today: string): string =>
    `This year is not over. The figures are those until ${fullDayText(today)}; estimated questions are those of the whole year.`,
  table: 'Figures of the year',
  caption: 'Figures by library',
  scheduled: 'Scheduled hours',
  covered: 'Covered hours',
  given: 'Given of owed hours at shared desks',
  places: 'Places',
  practice: 'Clicks in practice',
  training: 'Training sessions',
  followUps: 'Follow-ups within 72 hours',
  partners: (count: number, isOver: boolean): string =>
    `${countText(count)} ${count === 1 ? 'partner' : 'partners'} ${isOver ? 'at the year’s end' : 'in the last 30 days'}`,
  shared: ({ scheduled, covered, unmonitored }: NonNullable<StateSheet['sharedHours']>): string =>
    `Desks that libraries share: ${hoursText(scheduled)} scheduled, ${hoursText(covered)} covered, ${hoursText(unmonitored)} not observed.`,
  definitions: 'What the figures mean',
};

// What pages say of how lately a library's people have served. No sentence names a person.
import type { Served, ServedStatement } from '@askusnow/sdk';
import { countedText } from './count-text.js';
import { fullDayText } from './day-text.js';

export const SERVED_WORDS: Readonly<Record<ServedStatement, string>> = {
  'two-weeks': 'All have served in the last two weeks',
  'six-months': 'All have served in the last six months',
  'needs-refresher': 'Some have not, and need a refresher',
};

export const servedText = ({ says, date }: Pick<Served, 'says' | 'date'>): string =>
  `${fullDayText(date)}: ${SERVED_WORDS[says]}`;

/** '': it still stands. A refresher is due whatever the day of the statement. */
export const ageText = ({ says }: Pick<Served, 'says'>, isDue: boolean): string =>
  isDue && says !== 'needs-refresher' ? messages.old : '';

export const latestText = (latest: Pick<Served, 'says' | 'date'>, isDue: boolean): string =>
  `${servedText(latest)}. ${ageText(latest, isDue)}`.trim();

export const messages = {
  heading: 'Recent service',
  due: 'Due now',
  howOften: 'How often people should answer chats',
  note: 'An hour of service every two weeks is recommended for each provider. Say how it is at least every six months.',
  noNames: 'Do not enter names.',
  update: 'Enter when your people last answered',
  never: 'Last chat answered: not entered yet.',
  withoutAny: (count: number): string => `No statement yet: ${countedText(count, 'library', 'libraries')}`,
  old: 'More than six months ago.',
  says: 'Our people',
  date: 'As of',
  add: 'Save this statement',
  added: 'Saved.',
  removed: 'Statement removed.',
  about: (served: Served): string => `the statement of ${fullDayText(served.date)}`,
  earlier: 'Earlier statements',
  by: (label: string): string => `(${label})`,
  all: 'How lately providers have served',
  latest: 'Latest statement',
};

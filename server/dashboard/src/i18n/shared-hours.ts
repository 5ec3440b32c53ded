// What the page of hours that libraries give and take says.
import type { Cover, CoverList, CoverReason, SharedHour } from '@askusnow/sdk';
import { countedText } from './count-text.js';
import { UNTIL_ACCEPTED } from './hour-text.js';
import { minutesText } from './moment-text.js';

export const REASON_WORDS: Record<CoverReason, string> = {
  illness: 'Illness',
  meeting: 'Meeting',
  closed: 'Library closed',
  other: 'Another reason',
};

/** "Statewide desk"; "Statewide desk, Global hours", where the desk's name does not have it. */
export function deskText(
  { queue, service }: Pick<Cover, 'queue' | 'service'>,
  services: CoverList['services'],
): string {
  const name = services[service];
  return queue.name.toLowerCase().includes(name.toLowerCase()) ? queue.name : `${queue.name}, ${name} hours`;
}

/** "3 people, for Harford County"; '': one person, by the schedule. */
export function hourNote({ people, why, owedBy }: SharedHour): string {
  const count = people > 1 ? [`${people} people`] : [];
  const other = why === 'covering' ? [`for ${owedBy.name}`] : why === 'making-up' ? ['made up'] : [];
  return [...count, ...other].join(', ');
}

/** Who gives it, and what has become of it. `reader`: the library that reads it. */
export function stateText({ library: { id, name }, state, takenBy }: Cover, reader: string): string {
  switch (state) {
    case 'open':
      return id === reader ? UNTIL_ACCEPTED : `Offered by ${name}`;
    case 'accepted':
      return `${takenBy?.name ?? ''} for ${name}`;
    case 'withdrawn':
      return `Taken back by ${name}`;
    case 'expired':
      return `Not accepted, offered by ${name}`;
  }
}

export const messages = {
  allSub: 'All libraries',
  offered: 'Hours that others offer',
  allOffered: 'Hours that libraries offer',
  /** "3 offered times need somebody, 6 h" */
  needSomebody: (count: number, minutes: number): string =>
    `${countedText(count, 'offered time')} ${count === 1 ? 'needs' : 'need'} somebody, ${minutesText(minutes)}`,
  offeredNone: 'No library offers an hour now.',
  offeredNews: (count: number): string => (count === 1 ? 'An hour is offered.' : `${count} hours are offered.`),
  notYours: 'Why we cannot accept it',
  notYoursWhy: 'Your library has an hour then, has given one, is closed, or has no hours here.',
  seeGaps: 'See all times with nobody at the shared desks',
  giveTo: 'Give to this library',
  takesIt: 'Library that gets it',
  accepted: (when: string): string => `Hour accepted: ${when}.`,
  own: 'Our hours of the next four weeks',
  ownNone: 'No hour at a shared desk.',
  noHours: (holiday: string): string => `${holiday}: no hours`,
  give: 'Offer these hours',
  from: 'From',
  to: 'To',
  reason: 'Reason',
  reasonHint: 'Only your library and the coordinator see the reason.',
  offer: 'Offer hour',
  isOffered: (when: string): string => `Hour offered: ${when}.`,
  given: 'Offered and accepted',
  givenNone: 'None in the last four weeks.',
  showAll: (count: number): string => `Show all ${count}`,
  earlier: (count: number): string => countedText(count, 'earlier hour'),
  helpFollows: 'Help is requested a day before.',
  withdraw: 'Take the offer back',
  withdrawn: 'Offer taken back.',
  undo: 'Undo',
  undoUntil: (when: string): string => `Until ${when}`,
  undone: 'Undone.',
  about: (when: string): string => ` ${when}`,
};

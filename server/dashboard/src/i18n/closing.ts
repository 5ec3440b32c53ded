// What the form that closes local desks says.
import { MESSAGE_LENGTH, type ClosingMade, type ClosingPlan, type ClosingUndone } from '@askusnow/sdk';
import { whoAnswersText, STATE_NAMES } from './answer-text.js';
import { instantText } from './clock-text.js';
import { countedText, countText, listText } from './count-text.js';
import { stretchesText } from './hours-text.js';

type Desk = ClosingPlan['desks'][number];
type Library = ClosingPlan['libraries'][number];

const desksText = (count: number): string => countedText(count, 'desk');

export const messages = {
  heading: 'Close local desks',
  intro:
    'For a snow day, for example. Patrons see it at once. A desk stays closed even if its staff are still signed in.',
  which: 'Whose local desks',
  all: 'All libraries',
  some: 'Chosen libraries',
  /** "Find a library for the closing" */
  theClosing: 'the closing',
  shared: 'Shared desks (optional)',
  sharedNote: 'They stay open unless you check them.',
  until: 'Until when',
  morning: 'Tomorrow at 6 AM, by each desk’s clock',
  closing: 'Tonight’s closing of each desk',
  time: 'A day and time',
  mustBeAhead: 'Enter a time in the future.',
  day: 'Day',
  clockTime: 'Time',
  text: 'Sentence for patrons (optional)',
  textHint: `Like “Closed for snow until tomorrow.” At most ${MESSAGE_LENGTH} characters. It ends with the closing.`,
  textFault: `Write one sentence of at most ${MESSAGE_LENGTH} characters.`,
  preview: 'Preview',
  previewing: 'Loading the preview…',
  willClose: (count: number): string => (count === 0 ? 'No desk closes.' : `${desksText(count)} will close.`),
  columns: { library: 'Library', until: 'Closed until', hours: 'Hours that fall away', answer: 'Patrons then see' },
  more: (count: number): string => `And ${countedText(count, 'more library', 'more libraries')}.`,
  noHours: 'none',
  replaces: (text: string): string => `Replaces “${text}”.`,
  close: (count: number): string => `Close ${desksText(count)}`,
  closed: (count: number): string => `Closed: ${desksText(count)}.`,
  changedMeanwhile: 'Something has changed since the preview. Look at the new one, then press again.',
  lastClosing: 'Latest closing',
  undo: 'Undo this closing',
  undoNote: 'It restores each desk and sentence as they were, unless somebody has changed them since.',
} as const;

/** "24 desks, the last until Wed, Nov 25, 6 AM EST. By Ada, Tue, Nov 24, 3 PM EST." */
export const closingText = ({ deskCount, until, by, at, zone }: ClosingMade): string =>
  `${desksText(deskCount)}, the last until ${instantText(until, zone)}. By ${by}, ${instantText(at, zone)}.`;

const STAYS: Record<NonNullable<Desk['stays']>, string> = {
  'closed-already': 'closed for as long already',
  'hours-unknown': 'hours not known',
  'no-hours-left': 'does not open again today',
};

/** "These stay as they are: Kent desk (hours not known)."; null: none. */
export function staysText(desks: readonly Desk[]): string | null {
  const stay = desks.flatMap(({ name, stays }) => (stays === null ? [] : [`${name} (${STAYS[stays]})`]));
  return stay.length === 0 ? null : `These stay as they are: ${listText(stay)}.`;
}

/** "Harford desk: Wed, Nov 25, 6 AM EST" */
export const untilText = ({ name, until, zone }: Desk): string => `${name}: ${instantText(until!, zone)}`;

export function hoursAwayText({ hours, zone }: Desk): string {
  if (hours.length === 0) return messages.noHours;
  const more = hours.length - 2;
  return `${stretchesText(hours.slice(0, 2), zone)}${more > 0 ? `, and ${countText(more)} more` : ''}`;
}

/** "Open: statewide desk, by its hours"; "Closed until Wed, Nov 25, 9 AM EST" */
export function thenText({ state, tier, evidence, nextChange, zone }: Library): string {
  if (state === 'closed' && nextChange !== null) return `Closed until ${instantText(nextChange, zone)}`;
  return tier === null ? STATE_NAMES[state] : `${STATE_NAMES[state]}: ${whoAnswersText({ tier, evidence })}`;
}

export function undoneText({ deskCount, left }: ClosingUndone): string {
  const done = `Undone: ${desksText(deskCount)} as before.`;
  const kept = [...left.desks.map(({ name }) => name), ...left.libraries.map(({ name }) => `the sentence of ${name}`)];
  return kept.length === 0 ? done : `${done} Left, since somebody has changed it: ${kept.join(', ')}.`;
}

// What the clock of a shared desk says.
import type { DeskClock } from '@askusnow/sdk';
import { clockText, weekdayClockText } from './clock-text.js';

type Here = DeskClock['here'][number];
type Owing = DeskClock['libraries'][number];

export const messages = {
  heading: 'Who is here now',
  nobody: 'No library is here now.',
  press: 'Clock',
  others: 'Other libraries',
  isHere: (name: string): string => `${name} is here`,
  leaves: (name: string): string => `${name} leaves`,
  cameSaid: (name: string): string => `${name} is here.`,
  leftSaid: (name: string): string => `${name} has left.`,
  gone: (name: string): string => `${name} is no longer here.`,
  note: 'Press when you start and when you leave. No name is kept.',
};

/**
 * "Cecil is here. Kent is no longer here." `own`: libraries whose press the reader has been told of. When one counts until
 * moves with each sample of a live status, and is not news.
 */
export function newsText(before: DeskClock | undefined, now: DeskClock, own: ReadonlySet<string>): string {
  if (before === undefined) return '';
  const only = (one: DeskClock, other: DeskClock): Here[] =>
    one.here.filter(({ library }) => !own.has(library) && !other.here.some((each) => each.library === library));
  return [
    ...only(now, before).map(({ name }) => messages.cameSaid(name)),
    ...only(before, now).map(({ name }) => messages.gone(name)),
  ].join(' ');
}

/** "since 9:02 AM, counts until 11 AM" */
export const hereText = ({ since, until }: Here, zone: string): string =>
  `since ${clockText(Date.parse(since), zone)}, counts until ${clockText(Date.parse(until), zone)}`;

/** "Hours: Monday 9 AM to 11 AM." */
export const dutyText = ({ duty }: Owing, zone: string): string =>
  duty === null
    ? 'No hours within a day.'
    : `Hours: ${weekdayClockText(duty.start, zone)} to ${clockText(Date.parse(duty.end), zone)}.`;

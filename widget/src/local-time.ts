import { type Availability, toMs } from '@askusnow/sdk';
import { fill, type Language } from './language.js';

/** One instant as a patron of one library reads it. */
export interface Moment {
  /** The clock time: "5 PM". */
  time: string;
  /** Civil days from now, in the library's zone: 0 is today. */
  days: number;
  /** The day's name: "Monday" within a week, "Dec 3" beyond. */
  day: string;
}

const DAY_MS = 86_400_000;
/** How long the offsets of an answer are valid. */
const REACH_MS = 10 * DAY_MS;

/**
 * The library's wall-clock time, as if it were UTC.
 * NaN if the answer has no offset for that instant: the reader's own zone is never used instead.
 */
function toLocalMs(at: number, { offsets = [] }: Availability): number {
  let local = NaN;
  for (const [from, minutes] of offsets) if (at >= toMs(from)) local = at + minutes * 60_000;
  return at < toMs(offsets[0]?.[0]) + REACH_MS ? local : NaN;
}

/**
 * An instant in words; undefined if the answer has no offset for it. `isEnd`: it belongs to the day,
 * or the night, that ends there.
 */
export function toMoment(
  at: number,
  now: number,
  answer: Availability,
  language: Language,
  isEnd?: boolean,
): Moment | undefined {
  const local = toLocalMs(at, answer);
  const dayNumber = Math.floor((isEnd ? local - 1 : local) / DAY_MS);
  const days = dayNumber - Math.floor(toLocalMs(now, answer) / DAY_MS);
  // NaN: one of the two is not known.
  if (!(days >= 0)) return undefined;
  const [hour, minute] = new Date(local).toISOString().slice(11).split(':') as [string, string];
  const { hours, past, midnight, weekdays, months, date } = language;
  const day = new Date(dayNumber * DAY_MS);
  return {
    time:
      isEnd && !(+hour + +minute)
        ? midnight
        : fill(hours[((+hour * hours.length) / 24) | 0]!, {
            hour: +hour % 12 || 12,
            past: +minute ? past[1] + minute : past[0],
          }),
    // A desk that closes at 2 AM tonight closes "at 2 AM", not "tomorrow".
    days: isEnd && at - now < 0.75 * DAY_MS ? 0 : days,
    day:
      days < 7 ? weekdays[day.getUTCDay()]! : fill(date, { month: months[day.getUTCMonth()]!, date: day.getUTCDate() }),
  };
}

/** When the library's next civil day begins: "tomorrow" becomes "today" then. An hour off on the two nights a year. */
export const nextMidnight = (now: number, answer: Availability): number =>
  now + DAY_MS - (toLocalMs(now, answer) % DAY_MS) || Infinity;

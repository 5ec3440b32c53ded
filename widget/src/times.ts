import { toMs } from '@askusnow/sdk';

/** One instant as a patron of one library reads it. */
export interface Moment {
  /** The clock time: "5:00 PM". */
  time: string;
  /** The clock time without its empty minutes: "10 PM". */
  short: string;
  /** Civil days from now, in the library's zone: 0 is today. */
  days: number;
  /** The day's name: "Monday" within a week, "Dec 3" beyond. */
  day: string;
}

const DAY_MS = 86_400_000;
const formatters: Record<string, Intl.DateTimeFormat> = {};

/** Making a formatter costs about 50 µs and some kilobytes: one per language, zone and shape for the page. */
function format(at: number, lang: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const formatter = (formatters[`${lang}${timeZone}${Object.keys(options).join()}`] ??= new Intl.DateTimeFormat(lang, {
    ...options,
    timeZone,
  }));
  // Newer browsers put narrow no-break spaces into times; the strings and their readers know the plain one.
  return formatter.format(at).replace(/\s/g, ' ');
}

/**
 * The clock face in the zone as if it were UTC: its differences are differences of civil time. Units: ms.
 * Source: Swedish writes dates as ISO 8601 does.
 */
const civilMs = (at: number, zone: string): number =>
  toMs(format(at, 'sv', zone, { dateStyle: 'short', timeStyle: 'medium' }).replace(' ', 'T') + 'Z');

/**
 * An instant in words, in the library's own zone, whatever zone the browser is in.
 * Errors: throws a RangeError for a zone or a language that this browser does not know.
 */
export function toMoment(at: number, now: number, zone: string, lang: string): Moment {
  const time = format(at, lang, zone, { hour: 'numeric', minute: '2-digit' });
  const days = Math.floor(civilMs(at, zone) / DAY_MS) - Math.floor(civilMs(now, zone) / DAY_MS);
  return {
    time,
    short: time.replace(':00', ''),
    days,
    day: format(at, lang, zone, days < 7 ? { weekday: 'long' } : { month: 'short', day: 'numeric' }),
  };
}

/** The same for an end: a desk that closes at 2 AM tonight closes "at 2:00 AM", not "tomorrow". */
export function toEnd(at: number, now: number, zone: string, lang: string): Moment {
  const end = toMoment(at, now, zone, lang);
  if (at - now < 0.75 * DAY_MS) end.days = 0;
  return end;
}

/** When the library's next civil day begins: "tomorrow" becomes "today" then. An hour off on the two nights a year. */
export const nextMidnight = (now: number, zone: string): number => now + DAY_MS - (civilMs(now, zone) % DAY_MS);

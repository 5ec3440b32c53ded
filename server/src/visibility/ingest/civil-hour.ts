// In:    a library's zone and an instant.
// Out:   the civil day and hour there, as its counters know them.
// Never: Postgres's idea of local time, or this process's.
import { DAY_MS, MINUTE_MS, toUtcDate } from '../../platform/time/instants.ts';

/** A civil hour. */
export interface CivilHour {
  /** `YYYY-MM-DD` in the zone. */
  date: string;
  /** 0..23; the two 01:00 hours of an autumn night are one. */
  hour: number;
  /** When this hour began. Units: ms since the epoch. */
  startMs: number;
}

/** Every zone's offset is a multiple of a quarter of an hour, and so is every moment at which one changes. */
const QUARTER_MS = 15 * MINUTE_MS;

/** One formatting per zone and quarter of an hour, however many events arrive. */
export function createCivilHours(): (zone: string, nowMs: number) => CivilHour {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const latest = new Map<string, { quarter: number; civil: CivilHour }>();
  return (zone, nowMs) => {
    const quarter = Math.floor(nowMs / QUARTER_MS);
    const known = latest.get(zone);
    if (known?.quarter === quarter) return known.civil;
    const format = formats.get(zone) ?? newFormat(zone);
    formats.set(zone, format);
    const civil = civilHourAt(format, quarter * QUARTER_MS);
    latest.set(zone, { quarter, civil });
    return civil;
  };
}

const newFormat = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });

function civilHourAt(format: Intl.DateTimeFormat, atMs: number): CivilHour {
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    hour: Number(parts['hour']),
    startMs: atMs - Number(parts['minute']) * MINUTE_MS,
  };
}

/** `YYYYMMDD` of the UTC day, as batch ids name it. */
const utcDay = (ms: number): string => toUtcDate(ms).replaceAll('-', '');

/** Whether a batch of that day is taken: the server's own day, the one before or the one after. */
export function isBatchDay(day: string, nowMs: number): boolean {
  const today = Math.floor(nowMs / DAY_MS);
  if (latestDays.today !== today) {
    latestDays = { today, taken: [-1, 0, 1].map((offset) => utcDay((today + offset) * DAY_MS)) };
  }
  return latestDays.taken.includes(day);
}
let latestDays: { today: number; taken: string[] } = { today: NaN, taken: [] };

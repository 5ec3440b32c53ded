// Converts between wall-clock times of a zone and instants, where a person types a time. Intl has the offsets.
import { DAY_MS } from './lengths.js';

/** A wall-clock time. */
export interface WallClock {
  /** `2026-11-24` */
  date: string;
  /** `09:30` */
  time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The zone's wall-clock time at an instant. */
export function wallClock(ms: number, zone: string): WallClock {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const { year = '', month = '', day = '', hour = '', minute = '' } = parts;
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}

const asUtcMs = ({ date, time }: WallClock): number => Date.parse(`${date}T${time}:00.000Z`);
const offsetMs = (ms: number, zone: string): number => asUtcMs(wallClock(ms, zone)) - ms;

/**
 * The instant of a wall-clock time; NaN if it is not valid. A time that occurs twice is the first one; a
 * skipped time moves later by the skipped amount, as on the server (RFC 5545 §3.3.5).
 */
export function instantMs(shown: WallClock, zone: string): number {
  const wallMs = asUtcMs(shown);
  if (Number.isNaN(wallMs)) return NaN;
  const before = wallMs - offsetMs(wallMs - DAY_MS, zone);
  const after = wallMs - offsetMs(wallMs + DAY_MS, zone);
  const fits = [before, after].filter((ms) => asUtcMs(wallClock(ms, zone)) === wallMs);
  return fits.length === 0 ? before : Math.min(...fits);
}

/** `2026-11-24T09:30`: what a field for a date and a time shows of an instant. */
export function fieldTime(instant: string, zone: string): string {
  const { date, time } = wallClock(Date.parse(instant), zone);
  return `${date}T${time}`;
}

/**
 * The instant that is typed in such a field; undefined if it is not valid. One that was not edited, `given`, keeps its
 * milliseconds, which the field cannot show.
 */
export function typedInstant(shown: string, given: string, zone: string): string | undefined {
  if (shown === fieldTime(given, zone)) return given;
  const [date = '', time = ''] = shown.split('T');
  const ms = instantMs({ date, time }, zone);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** Adds civil days to a date. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);

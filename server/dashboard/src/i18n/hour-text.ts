// An hour of a desk, in words.
import { wallClock } from '../logic/wall-clock.js';
import { fromToText, untilText } from './moment-text.js';

/** An hour that a library has offered is its own meanwhile: it works it, or makes it up. */
export const UNTIL_ACCEPTED = 'Yours until another library accepts it';
/** It is in a shift that no library owes. */
export const NO_LIBRARY = 'No library has it';
/** The desk is open, and in no shift. */
export const NO_SHIFT = 'No shift is planned';

interface Timed {
  start: string;
  end: string;
  zone: string;
}

/** "tomorrow, 2 PM – 4 PM" */
export const timeText = ({ start, end, zone }: Timed, nowMs: number): string => fromToText(start, end, zone, nowMs);

/** "today, 2 PM – 4 PM" */
export function whenText(hour: Timed, nowMs: number): string {
  const isToday = wallClock(Date.parse(hour.start), hour.zone).date === wallClock(nowMs, hour.zone).date;
  return (isToday ? 'today, ' : '') + timeText(hour, nowMs);
}

/** "Today, 2 PM – 4 PM"; "Now, until 4 PM" */
export function headText(hour: Timed, nowMs: number): string {
  if (Date.parse(hour.start) <= nowMs && nowMs < Date.parse(hour.end))
    return `Now, until ${untilText(hour.end, hour.zone, nowMs)}`;
  const text = whenText(hour, nowMs);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

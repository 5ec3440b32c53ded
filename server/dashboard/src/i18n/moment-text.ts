// Instants and spans in a desk's own zone, as short texts.
import { addDays, wallClock } from '../logic/wall-clock.js';
import { clockText } from './clock-text.js';
import { longWeekdayText, weekdayText } from './day-text.js';
import { MINUTE_MS } from '../logic/lengths.js';

/** The day relative to now: '' for today. */
function dayWord(ms: number, zone: string, nowMs: number): string {
  const today = wallClock(nowMs, zone).date;
  const { date } = wallClock(ms, zone);
  if (date === today) return '';
  if (date === addDays(today, 1)) return 'tomorrow, ';
  return date === addDays(today, -1) ? 'yesterday, ' : `${weekdayText(date)}, `;
}

/** "10:05 AM", "tomorrow, 9 AM", "Mon, Nov 30, 9 AM" */
export function momentText(instant: string, zone: string, nowMs: number): string {
  const ms = Date.parse(instant);
  return dayWord(ms, zone, nowMs) + clockText(ms, zone);
}

/** After "until": "5 PM", "noon tomorrow", "Mon, Nov 30, 9 AM", "the end of Mon, Nov 30". */
export function untilText(instant: string, zone: string, nowMs: number): string {
  const ms = Date.parse(instant);
  const { date, time } = wallClock(ms, zone);
  const tomorrow = addDays(wallClock(nowMs, zone).date, 1);
  if (time === '00:00' && date >= tomorrow)
    return date === tomorrow ? 'midnight' : `the end of ${weekdayText(addDays(date, -1))}`;
  if (date !== tomorrow) return momentText(instant, zone, nowMs);
  return `${time === '12:00' ? 'noon' : clockText(ms, zone)} tomorrow`;
}

/** In a sentence: "at 10:05 AM", "tomorrow at 9 AM", "on Thursday at 6 PM", "on Mon, Nov 30 at 9 AM". */
export function atMomentText(instant: string, zone: string, nowMs: number): string {
  const ms = Date.parse(instant);
  const [{ date: today }, { date }] = [wallClock(nowMs, zone), wallClock(ms, zone)];
  const at = `at ${clockText(ms, zone)}`;
  if (date === today) return at;
  if (date === addDays(today, 1)) return `tomorrow ${at}`;
  if (date === addDays(today, -1)) return `yesterday ${at}`;
  // Within six days a weekday names only one day.
  const isThisWeek = today < date && date < addDays(today, 7);
  return `on ${isThisWeek ? longWeekdayText(date) : weekdayText(date)} ${at}`;
}

/** "tomorrow, 9 AM – 12 PM"; without an end: "from tomorrow, 9 AM on". */
export function fromToText(start: string, end: string | null, zone: string, nowMs: number): string {
  const first = momentText(start, zone, nowMs);
  if (end === null) return `from ${first} on`;
  const isOneDay = wallClock(Date.parse(start), zone).date === wallClock(Date.parse(end) - 1, zone).date;
  return `${first} – ${isOneDay ? clockText(Date.parse(end), zone) : momentText(end, zone, nowMs)}`;
}

/** "0 min", "45 min", "7 h", "1 h 20 min"; more than 0 and less than 1 is "under 1 min". */
export function minutesText(minutes: number): string {
  if (minutes > 0 && minutes < 1) return 'under 1 min';
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

/** "40 s", "1 min 35 s"; from ten minutes on without seconds. */
export function secondsText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole >= 600) return minutesText(whole / 60);
  return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
}

/** How long ago: "12 min". */
export const ageText = (instant: string, nowMs: number): string =>
  minutesText(Math.max(0, Math.floor((nowMs - Date.parse(instant)) / MINUTE_MS)));

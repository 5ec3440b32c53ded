// A civil day is written without a zone: it already is the library's own.
const dayMonth = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric' });
const weekdayDay = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  weekday: 'short',
  month: 'short',
  day: 'numeric',
});
const weekday = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'long' });
const full = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', day: 'numeric', year: 'numeric' });

const atNoon = (date: string): Date => new Date(`${date}T12:00:00.000Z`);

/** "Nov 3" */
export const dayText = (date: string): string => dayMonth.format(atNoon(date));
/** "Tuesday" */
export const longWeekdayText = (date: string): string => weekday.format(atNoon(date));
/** "Tue, Nov 3" */
export const weekdayText = (date: string): string => weekdayDay.format(atNoon(date));
/** "November 3, 2026" */
export const fullDayText = (date: string): string => full.format(atNoon(date));
/** "Oct 26 – Nov 24, 2026" */
export const spanText = (from: string, to: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric', year: 'numeric' }).formatRange(
    atNoon(from),
    atNoon(to),
  );

const yearText = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric' }).format(at);

/** "Nov 3, 2 PM", by the library's clock; the year only where it is not this one. */
export function hourText(instant: string, zone: string, now: Date): string {
  const at = new Date(instant);
  const year = yearText(at, zone) === yearText(now, zone) ? undefined : 'numeric';
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    month: 'short',
    day: 'numeric',
    year,
    hour: 'numeric',
  }).format(at);
}

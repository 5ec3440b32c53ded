// The one format of clock times: "9 AM" at a full hour and "9:30 AM" else, as the tag has it. By a zone's clock; without one, by
// the reader's own.

const formats = new Map<string, Intl.DateTimeFormat>();

/** Writes with `options`, which name hour and minute, and leaves out the minutes of a full hour. */
function write(at: number | Date, zone: string | undefined, options: Intl.DateTimeFormatOptions = {}): string {
  const key = JSON.stringify([zone, options]);
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', minute: '2-digit', ...options });
    formats.set(key, format);
  }
  return format.format(at).replace(':00', '');
}

/** "9 AM", "10:05 AM" */
export const clockText = (at: number | Date, zone?: string): string => write(at, zone);

/** "Wed, Nov 25, 9 AM EST"; "Wed, Nov 25, 9 AM Gulf Standard Time", where the short name would be "GMT+4". */
export function instantText(instant: string, zone?: string): string {
  const day = { weekday: 'short', month: 'short', day: 'numeric' } as const;
  const at = new Date(instant);
  const text = write(at, zone, { ...day, timeZoneName: 'short' });
  return / GMT[+-]/.test(text) ? write(at, zone, { ...day, timeZoneName: 'longGeneric' }) : text;
}

/** "November 24, 2026": the day of an instant. */
export const instantDayText = (instant: string, zone?: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, dateStyle: 'long' }).format(new Date(instant));

/** "Saturday 12 PM": for what is over within the week. */
export const weekdayClockText = (instant: string, zone?: string): string =>
  write(new Date(instant), zone, { weekday: 'long' });

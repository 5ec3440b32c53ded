// In:    an instant, a zone, and what else of the date is said.
// Out:   the words for it: `2 PM`, `Mon, May 4, 2:30 PM EDT`; for its day: `Monday, May 4`. A full hour has no minutes, as on the tag
//        and the dashboard.
// Never: a zone of its own choice.

export const clockText = (at: number | Date, zone: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', minute: '2-digit', ...options })
    .format(at)
    .replace(':00', '');

/** Of a day: "May 4", and what `options` adds. */
export const dayFormat = (zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, month: 'long', day: 'numeric', ...options });

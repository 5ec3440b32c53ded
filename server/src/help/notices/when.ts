// In:    an instant and a zone.
// Out:   the words for it in a notice: `Mon, May 4, 2:00 PM EDT`.
// Never: the zone of whoever reads it: a notice speaks of a desk's own clock.

export const dateTime = (ms: number, zone: string): string =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(ms);

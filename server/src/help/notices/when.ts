// In:    an instant and a zone.
// Out:   the words for it in a notice: `Mon, May 4, 2 PM EDT`.
// Never: the zone of whoever reads it: a notice speaks of a desk's own clock.
import { clockText } from '../../platform/time/clock-text.ts';

export const dateTime = (ms: number, zone: string): string =>
  clockText(ms, zone, { weekday: 'short', month: 'short', day: 'numeric', timeZoneName: 'short' });

// In:    an instant and a zone.
// Out:   its text in a notice: `Mon, May 4, 2 PM EDT`.
// Never: uses the reader's zone: a notice uses the desk's.
import { clockText } from '../../platform/time/clock-text.ts';

export const dateTime = (ms: number, zone: string): string =>
  clockText(ms, zone, { weekday: 'short', month: 'short', day: 'numeric', timeZoneName: 'short' });

// In:    an instant and a zone.
// Out:   its text in a notice: `Mon, May 4, 2 PM EDT`; its day: `Mon, May 4`.
// Never: uses the reader's zone: a notice uses the desk's.
import { clockText, dayFormat, SHORT_DAY } from '../../platform/time/clock-text.ts';

export const dateTime = (ms: number, zone: string): string =>
  clockText(ms, zone, { ...SHORT_DAY, timeZoneName: 'short' });

export const civilDay = (ms: number, zone: string): string => dayFormat(zone, SHORT_DAY).format(ms);

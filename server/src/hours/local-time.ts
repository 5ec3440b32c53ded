// In:    a civil day, clock times on it, a zone.
// Out:   the instants that they are.
// Never: reads a clock or a fixed offset.  Hours and shifts become instants here, and nowhere else.
//
// Local times that a clock change skips or repeats are read "compatible" (RFC 5545 §3.3.5), so lengths come from instants
// alone.
import { Temporal } from 'temporal-polyfill';

/** Half-open [startMs, endMs). Units: ms since the epoch. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** A civil day as a zone had it. */
export interface CivilDay {
  date: Temporal.PlainDate;
  /** Its first instant. */
  startMs: number;
}

function toInstantMs(date: Temporal.PlainDate, clock: string, zone: string): number {
  const isMidnight = clock === '24:00';
  return (isMidnight ? date.add({ days: 1 }) : date)
    .toPlainDateTime(Temporal.PlainTime.from(isMidnight ? '00:00' : clock))
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** [from, to) on a civil day; `to <= from` is on the next one. Empty where a clock change swallows it. */
export const toInterval = (date: Temporal.PlainDate, from: string, to: string, zone: string): Interval => ({
  startMs: toInstantMs(date, from, zone),
  endMs: toInstantMs(to > from ? date : date.add({ days: 1 }), to, zone),
});

/** The civil days from two days before the window to one after it. A spill reaches one day; a zone may skip another. */
export function daysAround(zone: string, { startMs, endMs }: Interval): CivilDay[] {
  const civilDate = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const last = civilDate(endMs).add({ days: 1 });
  const days: CivilDay[] = [];
  for (
    let date = civilDate(startMs).subtract({ days: 2 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const start = date.toZonedDateTime(zone);
    // A zone that crosses the date line skips a civil day (Apia, 2011-12-30): nothing happens on a day that was not.
    if (start.toPlainDate().equals(date)) days.push({ date, startMs: start.epochMilliseconds });
  }
  return days;
}

// In:    how many libraries were seen on each day; when this server did not answer.
// Out:   the days of which no silence follows: most libraries were silent, or this server was.
// Never: takes a few libraries for the cooperative: with fewer, each silence is its own.
import { DAY_MS, HOUR_MS } from '../../platform/time/instants.ts';

/** Four weeks: the same weekday of three others says what is usual. */
export const COMPARED_DAYS = 28;
const WEEK = 7;
/** Fewer usual libraries prove nothing. */
const MIN_LIBRARIES = 3;
/** A day on which this server answered nobody for so long was not seen whole. Units: ms. */
const MAX_AWAY_MS = 6 * HOUR_MS;

/** `seen`: of days in a row, the first of them `firstDay`. A day on which most of the usual libraries are silent is one incident. */
export const daysOfSilence = (seen: readonly number[], firstDay: number): number[] =>
  seen.flatMap((count, index) => {
    const same = seen.filter((_, other) => other !== index && other % WEEK === index % WEEK).sort((a, b) => a - b);
    const usual = same[Math.floor(same.length / 2)] ?? 0;
    return usual >= MIN_LIBRARIES && count < usual / 2 ? [firstDay + index] : [];
  });

/** A time in which this server answered nobody. Units: ms since the epoch. */
export interface Away {
  fromMs: number;
  toMs: number;
}

/** By UTC: so long an absence is felt in the days of each zone. */
export const daysAway = (aways: readonly Away[]): number[] =>
  aways.flatMap(({ fromMs, toMs }) => {
    const first = Math.floor(fromMs / DAY_MS);
    const days = Array.from({ length: Math.floor(toMs / DAY_MS) - first + 1 }, (_, index) => first + index);
    return days.filter((day) => Math.min(toMs, (day + 1) * DAY_MS) - Math.max(fromMs, day * DAY_MS) >= MAX_AWAY_MS);
  });

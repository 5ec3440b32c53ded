// In:    a desk's hours for patrons, now.
// Out:   whether it is open, when that turns, and whether its hours end at all.
// Never: hours that libraries owe: a holiday of the cooperative may leave a desk open that nobody owes an hour.
import { FORECAST_DAYS, type OpenNow } from '@askusnow/sdk/contract';
import { addDays, startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { includes, type Interval } from '../../platform/time/intervals.ts';
import type { Rules } from './after-closing.ts';
import { expandHours } from './expand.ts';

/** Open times for patrons from now on, and what they say of this moment. */
export interface PatronHours {
  now: OpenNow;
  ahead: Interval[];
}

/** A week after the last date that the rules name says what all later weeks are; its ends, as hours go on past midnight. */
const LAST_DAYS = 9;
const STEP_MS = 28 * DAY_MS;

/** When what is open at `fromMs` ends; null: never. */
function endAfterMs({ hours, zone, closedUntilMs }: Rules, fromMs: number): number | null {
  const dates = [...hours.seasons.map(({ to }) => to), ...hours.exceptions.map(({ date, through = date }) => through)];
  const last = [...dates, windowOf(zone, fromMs, 1).to].sort().at(-1)!;
  const untilMs = startOfDayMs(zone, addDays(last, LAST_DAYS));
  for (let startMs = fromMs; startMs < untilMs; startMs += STEP_MS) {
    const endMs = Math.min(startMs + STEP_MS, untilMs);
    const [first] = expandHours(hours, zone, { startMs, endMs }, closedUntilMs) ?? [];
    if (first?.startMs !== startMs) return startMs;
    if (first.endMs < endMs) return first.endMs;
  }
  return null;
}

/** `rules`: see asPatronsFind. */
export function patronHours(rules: Rules, nowMs: number): PatronHours {
  const { hours, zone, closedUntilMs } = rules;
  const endMs = nowMs + FORECAST_DAYS * DAY_MS;
  const known = expandHours(hours, zone, { startMs: nowMs, endMs }, closedUntilMs);
  const ahead = known ?? [];
  const open = ahead.find((each) => includes(each, nowMs));
  const isOpen = open !== undefined;
  const closesMs = open === undefined ? null : open.endMs < endMs ? open.endMs : endAfterMs(rules, endMs);
  return {
    now: {
      hours: known === null ? 'unknown' : isOpen ? 'open' : 'closed',
      neverCloses: isOpen && closesMs === null,
      closesAt: toInstant(closesMs),
      opensAt: toInstant(isOpen ? null : (ahead[0]?.startMs ?? null)),
    },
    ahead,
  };
}

// In:    `from` and `to` of a query, a zone, now.
// Out:   a past period; a refusal that names the field that is invalid.
// Never: the future: that is a forecast, and belongs to the schedule.
import { COVERAGE_DAYS, COVERAGE_DAYS_MAX, LEDGER_DAYS, type CoveragePeriod } from '@askusnow/sdk/contract';
import type { Interval } from '../../platform/time/intervals.ts';
import { invalid, type Refusal } from '../../platform/refusal.ts';
import { DAY_MS, HOUR_MS } from '../../platform/time/instants.ts';
import { civilDays } from './days.ts';

/** Max period with a ledger. Units: ms; an hour more, for a clock change. */
const LEDGER_MS = LEDGER_DAYS * DAY_MS + HOUR_MS;

/** Whether a period is short enough for a ledger; a longer one has numbers only. */
export const hasLedger = ({ startMs, endMs }: Interval): boolean => endMs - startMs <= LEDGER_MS;

/** Errors: Refusal 422. */
export function readPeriod({ from, to }: CoveragePeriod, zone: string, nowMs: number): Interval {
  const endMs = Math.min(to === undefined ? nowMs : Date.parse(to), nowMs);
  const usualMs = (): number =>
    civilDays(zone, { startMs: endMs - (COVERAGE_DAYS + 1) * DAY_MS, endMs }).at(-COVERAGE_DAYS)?.startMs ??
    endMs - DAY_MS;
  const startMs = from === undefined ? usualMs() : Date.parse(from);
  const fault = (field: string, message: string): Refusal => invalid([{ field, message }], 'This period is not valid.');
  if (startMs >= nowMs) throw fault('from', 'an instant that is past');
  if (startMs >= endMs) throw fault('to', 'an instant after from');
  if (endMs - startMs > COVERAGE_DAYS_MAX * DAY_MS) throw fault('to', `at most ${COVERAGE_DAYS_MAX} days after from`);
  return { startMs, endMs };
}

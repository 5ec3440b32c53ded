// In:    `from` and `to` of a query, a zone, now.
// Out:   a past period, or which field is invalid and what is expected.
// Never: the future: that is a forecast, and belongs to the schedule.
import { askedInstantSchema, LEDGER_DAYS } from '@askusnow/sdk/contract';
import { z } from 'zod';
import type { Interval } from '../../platform/time/intervals.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { DAY_MS, HOUR_MS } from '../../platform/time/instants.ts';
import { civilDays } from './days.ts';

const MAX_DAYS = 400;
/** Max period with a ledger. Units: ms; an hour more, for a clock change. */
const LEDGER_MS = LEDGER_DAYS * DAY_MS + HOUR_MS;
/** Default number of civil days, including today. */
const USUAL_DAYS = 7;

export const periodQuerySchema = z.object({
  from: askedInstantSchema.optional().describe(`Absent: the first instant of the last ${USUAL_DAYS} civil days.`),
  to: askedInstantSchema
    .optional()
    .describe(`Absent: now. At most ${MAX_DAYS} days after from; what is to come is left out.`),
});

/** Whether a period is short enough for a ledger; a longer one has numbers only. */
export const hasLedger = ({ startMs, endMs }: Interval): boolean => endMs - startMs <= LEDGER_MS;

export function readPeriod(
  { from, to }: z.infer<typeof periodQuerySchema>,
  zone: string,
  nowMs: number,
): Interval | { fault: FieldError } {
  const endMs = Math.min(to === undefined ? nowMs : Date.parse(to), nowMs);
  const usualMs = (): number =>
    civilDays(zone, { startMs: endMs - (USUAL_DAYS + 1) * DAY_MS, endMs }).at(-USUAL_DAYS)?.startMs ?? endMs - DAY_MS;
  const startMs = from === undefined ? usualMs() : Date.parse(from);
  const fault = (field: string, message: string) => ({ fault: { field, message } });
  if (startMs >= nowMs) return fault('from', 'an instant that is past');
  if (startMs >= endMs) return fault('to', 'an instant after from');
  if (endMs - startMs > MAX_DAYS * DAY_MS) return fault('to', `at most ${MAX_DAYS} days after from`);
  return { startMs, endMs };
}

// In:    hours that libraries were to work, what somebody says of them, now.
// Out:   which hours a correction is of; what is wrong with it, by field.
// Never: changes a press: what the clock showed stays beside what is said.
import {
  COVERAGE_DAYS_MAX,
  type CorrectionSide,
  type DutyCorrection as ShownCorrection,
  type DutyCorrectionChange,
} from '@askusnow/sdk/contract';
import type { FieldError } from '../../platform/http/problem.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import type { Duty } from '../../schedule/covers/duties.ts';

/** What one side says of hours of a library at a desk. */
export interface DutyCorrection extends Interval, Pick<Duty, 'library' | 'service'> {
  side: CorrectionSide;
  /** When its people were there; null: they were not. */
  there: Interval | null;
  why: string;
  by: string;
  atMs: number;
}

/** Of one desk. Hours of two rules with the same library, service and times are one: people would name both by the same words. */
export const dutyKey = ({ library, service, startMs, endMs }: Interval & Pick<Duty, 'library' | 'service'>): string =>
  `${library} ${service} ${startMs} ${endMs}`;

export const toShownCorrection = ({ side, there, why, by, atMs }: DutyCorrection): ShownCorrection => ({
  ...{ side, why, by, at: toInstant(atMs) },
  there: there && { from: toInstant(there.startMs), to: toInstant(there.endMs) },
});

/** `duties`: of the desk, around that time. */
export function correctionFaults(
  library: string,
  change: DutyCorrectionChange,
  duties: readonly Duty[],
  nowMs: number,
): FieldError[] {
  const [startMs, endMs] = [Date.parse(change.start), Date.parse(change.end)];
  const key = dutyKey({ library, service: change.service, startMs, endMs });
  if (!duties.some((duty) => dutyKey(duty) === key))
    return [{ field: 'start', message: 'the start of hours that the library was to work at this desk' }];
  if (endMs > nowMs) return [{ field: 'end', message: 'hours that are over' }];
  if (startMs < nowMs - COVERAGE_DAYS_MAX * DAY_MS)
    return [{ field: 'start', message: `hours of the last ${COVERAGE_DAYS_MAX} days` }];
  if (change.said !== 'there') return [];
  const [fromMs, toMs] = [Date.parse(change.from), Date.parse(change.to)];
  if (fromMs < startMs || fromMs >= endMs) return [{ field: 'from', message: 'a time within these hours' }];
  if (toMs > endMs) return [{ field: 'to', message: 'a time within these hours' }];
  return toMs <= fromMs ? [{ field: 'to', message: 'a time after people came' }] : [];
}

// In:    a queue's hours, how long past closing a desk that still sends is shown, now.
// Out:   the times in which somebody observed at the desk is shown to patrons; how a desk stands outside its hours.
// Never: a closing for hours that are unknown, or that never end.
import type { AfterClosing } from '@askusnow/sdk/contract';
import { includes, mergeIntervals, type Interval } from '../../platform/time/intervals.ts';
import { daysAround } from '../../platform/time/local-time.ts';
import { DAY_MS, MINUTE_MS, toInstant } from '../../platform/time/instants.ts';
import { expandHours, ownerOf } from './expand.ts';
import type { QueueRecord } from './store.ts';

/** A queue's hours, as it is stored. */
export type Rules = Pick<QueueRecord, 'hours' | 'zone' | 'closedUntilMs'>;

/** Staff sign in before a desk opens. */
const EARLY_MS = 30 * MINUTE_MS;

/** A day that an exception opens: people who come for it may stay all day. */
function openedDays({ hours, zone }: Omit<Rules, 'closedUntilMs'>, window: Interval): Interval[] {
  if (!hours.exceptions.some(({ open }) => open.length > 0)) return [];
  const days = daysAround(zone, window);
  return days.slice(0, -1).flatMap(({ civil, startMs }, index) => {
    const isOpened = (ownerOf(hours.exceptions, civil)?.open.length ?? 0) > 0;
    return isOpened ? [{ startMs, endMs: days[index + 1]!.startMs }] : [];
  });
}

/**
 * When somebody who is observed is shown: the open times, half an hour before, `afterClosingMs` after, and days that an
 * exception opens. Merged. `open`: the open times in the window.
 */
export function toShownHours(
  rules: Omit<Rules, 'closedUntilMs'>,
  open: readonly Interval[],
  window: Interval,
  afterClosingMs: number,
): Interval[] {
  const widened = open.map(({ startMs, endMs }) => ({ startMs: startMs - EARLY_MS, endMs: endMs + afterClosingMs }));
  return mergeIntervals([...widened, ...openedDays(rules, window)]);
}

const LOOKED_AT_MS = 8 * DAY_MS;

/** How a desk stands that is past its closing time; null: it is not, is closed by hand, or has no closing time. */
export function afterClosingAt(rules: Rules, afterClosingMs: number, nowMs: number): AfterClosing {
  const { hours, zone, closedUntilMs } = rules;
  if (closedUntilMs !== null && nowMs < closedUntilMs) return null;
  const window = { startMs: nowMs - LOOKED_AT_MS, endMs: nowMs + LOOKED_AT_MS };
  const open = expandHours(hours, zone, window, closedUntilMs);
  if (open === null) return null;
  const shown = toShownHours(rules, open, window, afterClosingMs);
  const closedAt = toInstant(open.findLast(({ endMs }) => endMs <= nowMs)?.endMs ?? null);
  const current = shown.find((each) => includes(each, nowMs));
  if (current === undefined) {
    const next = shown.find(({ startMs }) => nowMs < startMs);
    return { closedAt, shown: false, until: toInstant(next?.startMs ?? null) };
  }
  // It is open, or opens again while somebody there is shown.
  const isOpening = open.some(({ startMs, endMs }) => nowMs < endMs && startMs < current.endMs);
  return isOpening ? null : { closedAt, shown: true, until: toInstant(current.endMs) };
}

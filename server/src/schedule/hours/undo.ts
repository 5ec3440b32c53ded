// In:    a queue's audit trail, newest first; its current hours and closing; now.
// Out:   the change that undoes the latest one; null: there is none.
// Never: undoes a change that somebody else, or an import, has replaced since.
//
// Each undo goes one step further back, as in an editor; it never redoes: undone changes are skipped.
import { isDeepStrictEqual } from 'node:util';
import type { AuditEntry, HoursRules } from '@askusnow/sdk/contract';
import type { QueueChange, QueueRecord } from './store.ts';

type Step = Pick<AuditEntry, 'action' | 'before' | 'after'>;
type Standing = Pick<QueueRecord, 'hours' | 'closedUntilMs'>;

const untilMs = (shown: unknown): number | null => {
  const { closedUntil } = shown as { closedUntil: string | null };
  return closedUntil === null ? null : Date.parse(closedUntil);
};

const isTakenBack = (step: Step, undone: Step): boolean =>
  isDeepStrictEqual([step.before, step.after], [undone.after, undone.before]);

/** Undefined: undoing it would change nothing, as with a closing that is over. Null: it was replaced since. */
function reverse({ action, before, after }: Step, now: Standing, nowMs: number): QueueChange | null | undefined {
  if (action === 'hours-changed') {
    return isDeepStrictEqual(after, now.hours) ? { action, hours: before as HoursRules } : null;
  }
  if (action !== 'closed-until') return undefined;
  const [was, is] = [untilMs(before), untilMs(after)];
  if (Math.max(was ?? 0, nowMs) === Math.max(is ?? 0, nowMs)) return undefined;
  return is === now.closedUntilMs ? { action, untilMs: was } : null;
}

/** The change that undoes the latest change of hours or closing. */
export function latestUndoable(trail: readonly Step[], now: Standing, nowMs: number): QueueChange | null {
  const undone: Step[] = [];
  for (const step of trail) {
    const last = undone.at(-1);
    if (step.action === 'undone') undone.push(step);
    else if (last === undefined) {
      const change = reverse(step, now, nowMs);
      if (change !== undefined) return change;
    } else if (isTakenBack(step, last)) undone.pop();
  }
  return null;
}

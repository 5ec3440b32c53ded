// In:    a queue's audit trail, newest first; its hours and closing as they are; now.
// Out:   the change that takes back the latest one; null: there is none to take back.
// Never: a change over what somebody else has set since, an import included.
//
// Each undo goes one step further back, as in an editor, and is never a redo: what was taken back is passed over.
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

/** Undefined: taking it back would change nothing, as with a closing that is over. Null: it no longer stands. */
function reverse({ action, before, after }: Step, now: Standing, nowMs: number): QueueChange | null | undefined {
  if (action === 'hours-changed') {
    return isDeepStrictEqual(after, now.hours) ? { action, hours: before as HoursRules } : null;
  }
  if (action !== 'closed-until') return undefined;
  const [was, is] = [untilMs(before), untilMs(after)];
  if (Math.max(was ?? 0, nowMs) === Math.max(is ?? 0, nowMs)) return undefined;
  return is === now.closedUntilMs ? { action, untilMs: was } : null;
}

/** What takes back the latest change of hours or closing. */
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

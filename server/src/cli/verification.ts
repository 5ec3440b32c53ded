// In:    the result of a reconciliation.
// Out:   sentences for an operator, and the exit code.
// Never: names a table or a column.
import { COUNTERS, type Counter } from '@askusnow/sdk/contract';
import type { Difference, Reconciliation } from '../visibility/ingest/reconcile.ts';
import type { Terminal } from './terminal.ts';

function counted(column: string): string {
  const [, counter = '', viewport = ''] = /^(.+)_([^_]+)$/.exec(column) ?? [];
  return `${COUNTERS[counter as Counter]} on a ${viewport}`;
}

/** One counter as text for an operator. */
export function describeDifference(difference: Difference): string {
  const { library, date, state, tier, class: eventClass, column, byPlacement, byHour } = difference;
  return `${library}, ${date}: ${counted(column)} (state ${state}, tier ${tier}, ${eventClass}): ${byPlacement} by placement, ${byHour} by hour`;
}

/** Returns the exit code: 1 on a difference. */
export function printReconciliation(terminal: Terminal, result: Reconciliation): number {
  const { from, to, libraries, differences, isCut } = result;
  const scope = `${libraries} ${libraries === 1 ? 'library' : 'libraries'}, ${from} to ${to}`;
  if (differences.length === 0) {
    terminal.print(`The counts by placement and by hour agree: ${scope}.`);
    return 0;
  }
  for (const difference of differences) terminal.print(describeDifference(difference));
  const count = `${isCut ? 'More than ' : ''}${differences.length} ${differences.length === 1 ? 'count differs' : 'counts differ'}`;
  terminal.complain(
    `${count}: ${scope}. Both are written together, so files or rows were changed from outside. ` +
      'Restore an earlier backup, or keep the database and treat the numbers of these days as unreliable.',
  );
  return 1;
}

// In:    the result of a reconciliation, of a check of the database's own rules, or of a walk along the audit log's chain.
// Out:   sentences for an operator, and the exit code.
import type { System } from '@askusnow/sdk/contract';
import { describePowers } from '../platform/role/describe-powers.ts';
import { COUNTERS, type Counter } from '@askusnow/sdk/contract';
import type { SealCheck } from '../workspace/local-facts/sealed/sealed-store.ts';
import type { ChainCheck } from '../platform/audit/chain-store.ts';
import type { IntegrityCheck, IntegrityFault } from '../platform/backup/integrity-store.ts';
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

function describeFault(fault: IntegrityFault): string {
  switch (fault.kind) {
    case 'reference': {
      const { table, columns, parent, rows } = fault;
      const many = rows === 1 ? '1 row refers' : `${rows} rows refer`;
      return `${table}: ${many} by ${columns.join(', ')} to a row that is not in ${parent}`;
    }
    case 'number':
      return `${fault.table}: the next ${fault.column} would be ${fault.next}, and ${fault.greatest} is in use`;
    case 'index':
      return `${fault.table}: the index ${fault.name} is not valid`;
    case 'constraint':
      return `${fault.table}: the constraint ${fault.name} was never checked against the rows`;
  }
}

/** Returns the exit code: 1 on a fault. */
export function printIntegrity(terminal: Terminal, check: IntegrityCheck): number {
  const { references, numbers, indexes, constraints, faults } = check;
  if (faults.length === 0) {
    terminal.print(
      `The database keeps its rules: ${references} references, ${numbers} next numbers, ${indexes} indexes, ` +
        `${constraints} constraints.`,
    );
    return 0;
  }
  for (const fault of faults) terminal.print(describeFault(fault));
  const count = faults.length === 1 ? '1 rule of the database is' : `${faults.length} rules of the database are`;
  terminal.complain(
    `${count} broken: files or rows were changed from outside. Restore an earlier backup into a new database; ` +
      'an index alone is mended by REINDEX.',
  );
  return 1;
}

/** Returns the exit code: 1 on a broken chain. */
export function printChainCheck(terminal: Terminal, { entries, newest, broken }: ChainCheck): number {
  const count = `${entries} ${entries === 1 ? 'entry' : 'entries'}`;
  if (broken !== null) {
    const { id, action, at } = broken;
    terminal.complain(
      `The audit log is broken at entry ${id} (${action}, ${at}): it, or the entry before it, was added, changed or ` +
        `removed from outside. ${count} before it ${entries === 1 ? 'fits' : 'fit'}. Compare with an earlier backup.`,
    );
    return 1;
  }
  if (newest === null) {
    terminal.print('The audit log is unbroken: no entries.');
    return 0;
  }
  terminal.print(`The audit log is unbroken: ${count}. Entry ${newest.id} has the hash`);
  terminal.print(newest.hash);
  terminal.print('Keep this hash elsewhere: nothing else shows later that the newest entries were cut off.');
  return 0;
}

/** Returns the exit code: 1 where a field does not open. */
export function printSealCheck(terminal: Terminal, { fields, unopened }: SealCheck): number {
  const count = `${fields} sealed ${fields === 1 ? 'field' : 'fields'}`;
  if (unopened === 0) {
    terminal.print(fields === 0 ? 'No field is sealed.' : `The key opens each of ${count}.`);
    return 0;
  }
  terminal.complain(
    `${unopened} of ${count} ${unopened === 1 ? 'does' : 'do'} not open with SEAL_KEY or SEAL_KEY_BEFORE. ` +
      'Name the key that sealed them in SEAL_KEY_BEFORE, or have the libraries enter them again.',
  );
  return 1;
}

export type DatabaseRole = Pick<System['database'], 'kind' | 'powers'>;

/** Whether the database checks by itself what each account may see. The server works without that. */
export function printRole(terminal: Terminal, { kind, powers }: DatabaseRole): void {
  terminal.print(
    kind === 'pglite'
      ? 'The embedded database has one role: it checks no statement by policies, and only a trigger keeps the audit log append-only.'
      : (describePowers(powers) ??
          'The database checks each statement by its policies: its role has no right beyond what it needs.'),
  );
}

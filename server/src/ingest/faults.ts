// In:    an error of a transaction.
// Out:   what it means for those who waited for it.
// Never: decides by an error's wording.
import { codeOf, isGone } from '../db/faults.ts';
import type { Fault } from './group-commit.ts';

/** serialization_failure, deadlock_detected, lock_not_available */
const MET_ANOTHER = new Set(['40001', '40P01', '55P03']);
const STATE = /^[0-9A-Z]{5}$/;
/** A SQLSTATE of these classes says that the statement cannot be written: data, constraint, syntax, internal. */
const POISON_CLASSES = /^(?:21|22|23|2[0578B-F]|3[BDF]|42|44)/;

/**
 * What names no fault of the statement is the line's or the server's: a lost connection has no SQLSTATE, or one that says
 * that the server is stopping, full or out of something.
 */
export function faultOf(error: unknown): Fault {
  const code = codeOf(error);
  if (code !== undefined && MET_ANOTHER.has(code)) return 'again';
  if (isGone(error)) return 'again';
  if (code !== undefined && STATE.test(code) && POISON_CLASSES.test(code)) return 'poison';
  return error instanceof TypeError || error instanceof RangeError ? 'poison' : 'transient';
}

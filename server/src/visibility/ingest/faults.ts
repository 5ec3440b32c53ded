// In:    an error of a transaction.
// Out:   what it means for the batches that were in it.
// Never: decides by an error's wording.
import { codeOf, isGone } from '../../platform/db/faults.ts';
import type { Fault } from './group-commit.ts';

/** serialization_failure, deadlock_detected, lock_not_available */
const MET_ANOTHER = new Set(['40001', '40P01', '55P03']);
/**
 * Classes of SQLSTATE that a batch's own values can cause: cardinality, data, constraint, with check option, limits of the
 * program. A statement's text is the same for all batches, so a missing table or right is nobody's fault.
 */
const INVALID_CLASSES = /^(?:21|22|23|44|54)[0-9A-Z]{3}$/;

export function faultOf(error: unknown): Fault {
  const code = codeOf(error);
  if ((code !== undefined && MET_ANOTHER.has(code)) || isGone(error)) return 'retry';
  if (code !== undefined && INVALID_CLASSES.test(code)) return 'invalid';
  return error instanceof TypeError || error instanceof RangeError ? 'invalid' : 'away';
}

// In:    the database, and the state of ingest's writes.
// Out:   whether a real write succeeds, and if not, why.
// Never: writes more often than every 10 s, retries more often than every 2 s, writes twice at once, or lets a caller
//        wait longer than a second.
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { codeOf, isAway } from '../../platform/db/faults.ts';
import type { Ingest } from '../../visibility/ingest/ingest.ts';
import { createCachedCheck } from './cached-check.ts';
import { writeOnce } from './write-check-store.ts';

export const WRITE_FAULTS = ['away', 'full', 'read-only', 'stalled', 'failed'] as const;
export type WriteFault = (typeof WRITE_FAULTS)[number];

export interface WriteCheck {
  /** Null: writes succeed. Never rejects. */
  fault(): Promise<WriteFault | null>;
}

export const CHECK_EVERY_MS = 10_000;
/** A failed write costs nothing, and a recovered node should be used soon. */
const RETRY_EVERY_MS = 2_000;
/** An event transaction takes some milliseconds. */
const STALLED_AFTER_MS = 2_000;

const DISK_FULL = '53100';
const READ_ONLY = '25006';
/** A timeout of a statement or of a lock. */
const TIMEOUTS = new Set(['57014', '55P03']);
/** Our own timeouts: for a connection, and for events that wait for their commit. */
const LIMIT_ERRORS = new Set(['DatabaseBusyError', 'TimeLimitError']);

function writeFaultOf(error: unknown): WriteFault {
  const code = codeOf(error) ?? '';
  if (code === DISK_FULL) return 'full';
  if (code === READ_ONLY) return 'read-only';
  if (TIMEOUTS.has(code) || LIMIT_ERRORS.has((error as Error).name)) return 'stalled';
  return isAway(error) ? 'away' : 'failed';
}

export interface WriteCheckDeps {
  database: Database;
  clock: Clock;
  nodeId: string;
  ingest: Pick<Ingest, 'state'>;
}

export function createWriteCheck({ database, clock, nodeId, ingest }: WriteCheckDeps): WriteCheck {
  const jobs = database.for('jobs');
  const check = createCachedCheck<WriteFault | null>(clock, {
    keptMs: (fault) => (fault === null ? CHECK_EVERY_MS : RETRY_EVERY_MS),
    late: 'stalled',
    check: () => writeOnce(jobs, nodeId).then(() => null, writeFaultOf),
  });
  /** Ingest writes on its own connections, and its state is newer than a check of ten seconds ago. */
  const ingestFault = (): WriteFault | null => {
    const { stalledWrites, oldestWriteAtMs, lastFault } = ingest.state();
    const isHeld = oldestWriteAtMs !== null && clock.now() - oldestWriteAtMs > STALLED_AFTER_MS;
    if (stalledWrites > 0 || isHeld) return 'stalled';
    // Valid until the next check: a node that is not ready may receive no event whose commit would clear this.
    return lastFault !== null && lastFault.atMs >= check.checkedAtMs() ? writeFaultOf(lastFault.error) : null;
  };
  return { fault: async () => (await check.result()) ?? ingestFault() };
}

// In:    the database.
// Out:   whether it takes writes, by a real one, and in a word why not.
// Never: a write more often than every 10 s, two at a time, or a caller who waits longer than a second.
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { codeOf, isAway } from '../db/faults.ts';
import { writeOnce } from './write-check-store.ts';

export const WRITE_FAULTS = ['away', 'full', 'read-only', 'stalled', 'failed'] as const;
export type WriteFault = (typeof WRITE_FAULTS)[number];

export interface WriteCheck {
  /** Null: writes are taken. Never rejects. */
  fault(): Promise<WriteFault | null>;
}

export const CHECK_EVERY_MS = 10_000;
const TIMEOUT_MS = 1_000;

const DISK_FULL = '53100';
const READ_ONLY = '25006';
/** A statement or a wait for a lock that took too long. */
const TIMEOUTS = new Set(['57014', '55P03']);

export function writeFaultOf(error: unknown): WriteFault {
  const code = codeOf(error) ?? '';
  if (code === DISK_FULL) return 'full';
  if (code === READ_ONLY) return 'read-only';
  if (TIMEOUTS.has(code) || (error as Error).name === 'DatabaseBusyError') return 'stalled';
  return isAway(error) ? 'away' : 'failed';
}

export function createWriteCheck(deps: { database: Database; clock: Clock; nodeId: string }): WriteCheck {
  const { clock, nodeId } = deps;
  const database = deps.database.for('jobs');
  let fault: WriteFault | null = null;
  let checkedAtMs = -Infinity;
  let running: Promise<void> | null = null;
  let isLate = false;

  const check = async (): Promise<void> => {
    checkedAtMs = clock.now();
    try {
      await writeOnce(database, nodeId);
      fault = null;
    } catch (error) {
      fault = writeFaultOf(error);
    }
    running = null;
    isLate = false;
  };

  return {
    async fault() {
      if (running === null && Math.abs(clock.now() - checkedAtMs) < CHECK_EVERY_MS) return fault;
      running ??= check();
      if (!isLate) {
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<void>((resolve) => {
          timer = setTimeout(() => {
            isLate = running !== null;
            resolve();
          }, TIMEOUT_MS);
        });
        await Promise.race([running, late]);
        clearTimeout(timer);
      }
      return isLate ? 'stalled' : fault;
    },
  };
}

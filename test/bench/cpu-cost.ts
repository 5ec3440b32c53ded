// What work costs a server in this process, and Postgres beside it: for benches that a loaded machine must not stretch.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startPostgres } from '../support/app/postgres.ts';
import type { Engine } from '../support/app/database.ts';
import { childrenOf, processCpuUs } from './process-cpu.ts';

/** Units: ms, by the clock and of the processor. */
export interface Cost {
  ms: number;
  cpuMs: number;
}

/** A second with less is quiet: the jobs of a start have next to nothing to do. Units: ms of processor time. */
const QUIET_MS = 100;
/** Units: s. */
const QUIET_FOR = 3;

/** Starts Postgres where it is the engine, for the stores that are made after it; it ends with the process. */
export async function startCpuMeter(engine: Engine) {
  const postgres = engine === 'postgres' ? await startPostgres() : null;
  if (postgres) process.env['ASKUSNOW_TEST_PG'] = postgres.url;
  const postmaster =
    postgres && Number(readFileSync(join(postgres.folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]);

  /** One that ends meanwhile is left out. */
  function cpuByProcess(): Map<number, number> {
    const found = new Map<number, number>();
    for (const pid of postmaster ? [process.pid, ...childrenOf(postmaster)] : [process.pid]) {
      try {
        found.set(pid, processCpuUs([pid]) / 1000);
      } catch {
        // It has just ended.
      }
    }
    return found;
  }
  const cpuSinceMs = (before: ReadonlyMap<number, number>): number =>
    [...cpuByProcess()].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0);

  async function costOf(work: () => Promise<unknown>): Promise<Cost> {
    const before = cpuByProcess();
    const begin = performance.now();
    await work();
    return { ms: performance.now() - begin, cpuMs: cpuSinceMs(before) };
  }

  async function untilQuiet(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_FOR;) quiet = (await costOf(() => wait(1_000))).cpuMs < QUIET_MS ? quiet + 1 : 0;
  }
  return { costOf, untilQuiet };
}

import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestCommands } from './commands.ts';
import { addDemoFeeds } from '../../../server/src/serving/demo/recipients-store.ts';
import { loadConfig } from '../../../server/src/platform/config.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { migrate } from '../../../server/src/schema.ts';
import { simulate } from '../../../server/src/simulate.ts';
import { createManualClock } from './clock.ts';
import type { TestStore } from './database.ts';

export const EXAMPLE_FILE = join(import.meta.dirname, '../../../examples/maryland.yaml');
/** Fixed, so that pages show the same address in every run; pages are opened at the address of the test's own server. */
export const SIMULATED_URL = 'http://localhost:8080';

/** A terminal that nobody reads. */
export const SILENT = {
  terminal: { print: () => undefined, complain: () => undefined },
  runtime: { version: '0.1.0', tz: 'unknown', node: process.versions.node },
};

export interface SimulatedStore extends TestStore {
  config: TestStore['config'] & { simulated: true };
  /** What the simulation has reported as errors. */
  faults: Error[];
}

/** A DATA_DIR with simulated days that end at an instant. */
export async function createSimulatedStore({
  days,
  endIso,
}: {
  days: number;
  endIso: string;
}): Promise<SimulatedStore> {
  const dataDir = mkdtempSync(join(tmpdir(), 'askusnow-simulated-'));
  const faults: Error[] = [];
  const onError = (error: Error): void => void faults.push(error);
  const config = { ...loadConfig({ PUBLIC_URL: SIMULATED_URL, DATA_DIR: dataDir }), simulated: true } as const;
  const database = await openDatabase(config, onError);
  try {
    await migrate(database);
    await simulate({
      config,
      database,
      clock: createManualClock(endIso),
      days,
      onError,
      around: SILENT,
      async prepare(clock) {
        const commands = createTestCommands({ database, clock, ...config });
        const text = readFileSync(EXAMPLE_FILE, 'utf8');
        const result = await commands.import({ fileName: 'maryland.yaml', text, replace: false });
        if (!('changes' in result)) throw new Error(`not imported: ${JSON.stringify(result)}`);
        await addDemoFeeds(database, clock.now());
        return true;
      },
    });
  } finally {
    await database.close();
  }
  return storeIn(dataDir, faults);
}

const storeIn = (dataDir: string, faults: Error[] = []): SimulatedStore => ({
  config: { databaseUrl: null, dataDir, simulated: true },
  faults,
  remove: () => Promise.resolve(rmSync(dataDir, { recursive: true, force: true })),
});

/** A copy of a DATA_DIR that simulated days were kept in, upgraded to this tree's tables. */
export async function copySimulatedStore(kept: string): Promise<SimulatedStore> {
  const dataDir = mkdtempSync(join(tmpdir(), 'askusnow-simulated-'));
  cpSync(kept, dataDir, { recursive: true });
  const store = storeIn(dataDir);
  const database = await openDatabase(store.config, (error) => void store.faults.push(error));
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
  return store;
}

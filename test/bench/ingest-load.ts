// In:    a Postgres; a server on it.
// Out:   libraries that take events; the load that a closed loop of many connections puts on the server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { migrate } from '../../server/src/schema.ts';
import { openDatabase } from '../../server/src/platform/db/open.ts';
import { aBatchId } from '../support/data/event-batch.ts';
import { processCpuUs } from './process-cpu.ts';

const CONNECTIONS = 256;
export const LIBRARIES = 24;

export async function prepare(url: string): Promise<void> {
  const database = await openDatabase({ databaseUrl: url, dataDir: '/nonexistent' }, () => undefined);
  await migrate(database);
  for (let n = 1; n <= LIBRARIES; n++) {
    const id = `library-${n}`;
    const more = { live: true, fallback_phone: null, fallback_form: null, fallback_page: null };
    await database.db
      .insertInto('library')
      .values({ id, name: id, zone: 'America/New_York', ...more })
      .execute();
    await database.db
      .insertInto('library_origin')
      .values({ library_id: id, origin: `https://${id}.example.org` })
      .execute();
  }
  await database.close();
}

export interface Load {
  eventsPerSec: number;
  p50Ms: number;
  p99Ms: number;
  cpuUs: number;
}

/** Throws where anything but 202 was answered. */
export async function closedLoop(url: string, pid: number, perBatch: number, seconds: number): Promise<Load> {
  const cpu = processCpuUs([pid]);
  const wrk = spawn(
    'wrk',
    ['-t', '1', '-c', String(CONNECTIONS), '-d', `${seconds}s`, '-s', join(import.meta.dirname, 'ingest.lua'), url],
    {
      env: { ...process.env, EVENTS: String(perBatch), DAY: aBatchId().slice(0, 8), LIBRARIES: String(LIBRARIES) },
    },
  );
  let output = '';
  wrk.stdout.on('data', (text) => (output += text));
  await new Promise((resolve) => wrk.once('close', resolve));
  const [requests = 0, durationUs = 0, errors = 1, p50 = 0, p99 = 0] = (/RESULT (.*)/.exec(output)?.[1] ?? '')
    .split(' ')
    .map(Number);
  if (!(requests > 0) || errors > 0) throw new Error(`not all batches were acknowledged:\n${output}`);
  return {
    eventsPerSec: (requests * perBatch) / (durationUs / 1e6),
    p50Ms: p50 / 1000,
    p99Ms: p99 / 1000,
    cpuUs: (processCpuUs([pid]) - cpu) / requests,
  };
}

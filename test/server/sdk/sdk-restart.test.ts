// A routine restart costs no page its answer; a server that does not come back does, on time.
import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { METRICS_TOKEN } from '../../support/app/app.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import type { CrowdReport } from '../../support/app/page-crowd.ts';
import { createTestDatabase } from '../../support/app/postgres.ts';
import { reservePort } from '../../support/ports.ts';
import { startServerProcess, temporaryFolder, type ServerProcess } from '../../support/app/process.ts';
import { eventually } from '../../support/waiting.ts';

const PAGES = 150;

const files = temporaryFolder();
const crowds: ChildProcess[] = [];
after(() => {
  for (const crowd of crowds) crowd.kill();
  files.remove();
});

async function gather(url: string): Promise<() => Promise<CrowdReport>> {
  const crowd = fork(join(import.meta.dirname, '../../support/app/page-crowd.ts'));
  crowds.push(crowd);
  crowd.send({ url, library: 'harford', count: PAGES });
  return async () => {
    const reply = once(crowd, 'message');
    crowd.send('report');
    const [report] = (await reply) as [CrowdReport];
    return report;
  };
}
const streamCount = async ({ url }: ServerProcess): Promise<number> => {
  const reply = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  return Number(/^askusnow_streams (\d+)$/m.exec(await reply.text())?.[1]);
};

test('pages through a restart: none says unknown, all are back, and one that never comes back is given up on time', async () => {
  /** Units: ms. */
  const GRACE_MS = 60_000;
  /** A machine that does too much at once is late. */
  const LATE_MS = 10_000;
  const file = files.write('cooperative.yaml', COOPERATIVE_FILE);
  const database = await createTestDatabase();
  const environment = { DATABASE_URL: database.url, PORT: String(await reservePort()), METRICS_TOKEN };
  let server = await startServerProcess(environment, ['--import', file]);
  const report = await gather(server.url);
  await eventually(async () => (await streamCount(server)) === PAGES);
  const { states } = await report();

  await server.signal('SIGTERM');
  server = await startServerProcess(environment);
  await eventually(async () => (await streamCount(server)) === PAGES);
  assert.deepEqual(await report(), { states, unknownAtMs: [] });
  assert.equal(Object.keys(states).length, 1);
  assert.equal(states['unknown'], undefined);

  const goneAtMs = Date.now();
  await server.signal('SIGTERM');
  await eventually(async () => (await report()).states['unknown'] === PAGES);
  const { unknownAtMs } = await report();
  assert.equal(unknownAtMs.length, PAGES);
  assert.ok(Math.min(...unknownAtMs) - goneAtMs >= GRACE_MS - 1_000, `${Math.min(...unknownAtMs) - goneAtMs} ms`);
  assert.ok(Math.max(...unknownAtMs) - goneAtMs <= GRACE_MS + LATE_MS, `${Math.max(...unknownAtMs) - goneAtMs} ms`);
  await database.drop();
});

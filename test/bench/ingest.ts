// Events acknowledged after commit by the real server's process, against the ceiling of the same Postgres in the same
// round: raw rows by unnest(1000) from four connections. Ratios within a round; the median of the rounds decides.
// The anchor's rows say what the wire says of an event and have its batch and place in it as their key: a row that could
// be written twice would not do the same work. What the same table takes without a key is printed beside it.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { aBatch, anEvent } from '../support/data/event-batch.ts';
import { binaryFolder, serverUrl, startPostgres } from '../support/app/postgres.ts';
import { startServerProcess } from '../support/app/process.ts';
import { closedLoop, LIBRARIES, prepare } from './ingest-load.ts';
import { median } from './process-cpu.ts';

const ROUNDS = 5;
const ROUND_SEC = 3;
const LIMIT = 0.5;
const OPEN_LOOP_PER_SEC = 1_000;

const perSec = (count: number): string => `${Math.round(count).toLocaleString('en-US')}/s`;

const RAW_COLUMNS = `batch uuid, place smallint, at timestamptz, library text, origin text, page text, placement text, form text,
  widget text, practice boolean, viewport text, kind text, state text, tier text, measurable boolean, first_screen boolean`;
const rawRow = (n: number): unknown[] => {
  const library = `library-${n % LIBRARIES}`;
  const slot = [library, `https://${library}.example.org`, '/catalog/:id', 'header', 'tag', '0.1.0', false, 'desktop'];
  return ['', n % 10, new Date().toISOString(), ...slot, 'impression', 'available', 'local', true, null];
};

/** The anchor: rows per second, a thousand to a statement and transaction. */
async function directCeiling(url: string, key: 'keyed' | 'bare'): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  await clients[0]!.query(`drop table if exists raw_event; create table raw_event (
    ${RAW_COLUMNS} ${key === 'keyed' ? ', primary key (batch, place)' : ''})`);
  const rows1000 = Array.from({ length: 1000 }, (_, n) => rawRow(n));
  const fixed = rawRow(0)
    .map((_, column) => rows1000.map((row) => row[column]))
    .slice(1);
  const newBatches = (): string[] => Array.from({ length: 100 }, () => Array<string>(10).fill(randomUUID())).flat();
  const types = RAW_COLUMNS.split(',').map((column) => column.trim().split(' ')[1]);
  const text = `insert into raw_event select * from unnest(${types.map((type, n) => `$${n + 1}::${type}[]`).join(', ')})`;
  const end = performance.now() + ROUND_SEC * 1000;
  let rows = 0;
  const started = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        await client.query({ name: 'raw', text, values: [newBatches(), ...fixed] });
        rows += 1000;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return rows / seconds;
}

/** Batches of one at a fixed rate; latency counts from the moment at which a request was due. Units: ms. */
async function openLoop(url: string, seconds: number): Promise<{ p50Ms: number; p99Ms: number; count: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const latencies: number[] = [];
  const sends: Promise<void>[] = [];
  const headers = {
    'content-type': 'text/plain',
    origin: 'https://library-1.example.org',
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/153.0',
  };
  const send = (dueMs: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}/v1/events`, { method: 'POST', agent, headers }, (reply) => {
        reply.resume().once('end', () => {
          latencies.push(performance.now() - dueMs);
          if (reply.statusCode === 202) resolve();
          else reject(new Error(`answered ${reply.statusCode}`));
        });
      });
      sent.once('error', reject).end(JSON.stringify(aBatch({ library: 'library-1', events: [anEvent()] })));
    });
  const started = performance.now();
  const total = seconds * OPEN_LOOP_PER_SEC;
  for (let sentCount = 0; sentCount < total; await wait(1)) {
    const due = Math.min(total, Math.floor((performance.now() - started) * (OPEN_LOOP_PER_SEC / 1000)));
    for (; sentCount < due; sentCount++) sends.push(send(started + sentCount * (1000 / OPEN_LOOP_PER_SEC)));
  }
  await Promise.all(sends);
  agent.destroy();
  const sorted = latencies.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99), count: sorted.length };
}

/** What this disk gives to anybody: single fdatasyncs of 8 KiB per second. */
function testFsync(folder: string): string {
  const output = execFileSync(join(binaryFolder(), 'pg_test_fsync'), ['-s', '1', '-f', join(folder, 'fsync-test')], {
    encoding: 'utf8',
  });
  return /fdatasync\s+([\d.]+) ops\/sec/.exec(output)?.[1] ?? 'unknown';
}

const postgres = await startPostgres({ fsync: true });
console.log(`pg_test_fsync: ${testFsync(postgres.folder)} fdatasync/s`);
await prepare(postgres.url);
const server = await startServerProcess({
  DATABASE_URL: await serverUrl(postgres.url),
  DATABASE_OWNER_URL: postgres.url,
});
const { pid } = server;
await closedLoop(server.url, pid, 10, 2);

const ratios: number[] = [];
const bareRatios: number[] = [];
for (let round = 1; round <= ROUNDS; round++) {
  const ceiling = await directCeiling(postgres.url, 'keyed');
  if (!(ceiling > 0)) throw new Error('the anchor wrote nothing');
  const tens = await closedLoop(server.url, pid, 10, ROUND_SEC);
  ratios.push(tens.eventsPerSec / ceiling);
  const bare = await directCeiling(postgres.url, 'bare');
  bareRatios.push(tens.eventsPerSec / bare);
  console.log(
    `round ${round}: unnest ceiling ${perSec(ceiling)} (without a key ${perSec(bare)}) · batches of 10 ${perSec(tens.eventsPerSec)} ` +
      `(p50 ${tens.p50Ms.toFixed(1)} ms, p99 ${tens.p99Ms.toFixed(1)} ms, ${tens.cpuUs.toFixed(0)} µs CPU a request)`,
  );
}
const ones = await closedLoop(server.url, pid, 1, ROUND_SEC);
console.log(
  `batches of 1: ${perSec(ones.eventsPerSec)} (p50 ${ones.p50Ms.toFixed(1)} ms, p99 ${ones.p99Ms.toFixed(1)} ms, ${ones.cpuUs.toFixed(0)} µs CPU a request)`,
);
const open = await openLoop(server.url, 10);
console.log(
  `open loop at ${perSec(OPEN_LOOP_PER_SEC)}, batches of 1: p50 ${open.p50Ms.toFixed(1)} ms, p99 ${open.p99Ms.toFixed(1)} ms from the due time, ${open.count} acknowledged`,
);
const ratio = median(ratios);
const pass = ratio >= LIMIT;
console.log(`ratio to rows without a key: ${median(bareRatios).toFixed(2)}`);
console.log(
  `events acknowledged after commit / unnest ceiling: ratio ${ratio.toFixed(2)}, limit >= ${LIMIT}: ${pass ? 'PASS' : 'FAIL'}`,
);
await server.signal('SIGTERM');
process.exit(pass ? 0 : 1);

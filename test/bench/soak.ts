// A node on Postgres under a steady load (soak-load.ts) for an hour, or as long as --minutes says: its memory, descriptors,
// event loop and the size of each table stay as they are, by the rule of flatness.ts.
// The event loop's figure is processor time, which other programs on the machine do not change.
//
// In less than ten minutes the load itself has not settled: that tries the command, and says little of the server.
//
// Two tables grow with the load by design: the ids of batches, which are kept for days and dropped by partition, and the audit log.
// Of them is judged what is more than their rows explain.
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { serverUrl, startPostgres } from '../support/app/postgres.ts';
import { signInAsCoordinator } from '../support/app/probed-server.ts';
import { startServerProcess, temporaryFolder } from '../support/app/process.ts';
import { flatnessOf, type Limit, type Point } from './flatness.ts';
import { median } from './process-cpu.ts';
import { cooperativeOf, startPeers, startSoakLoad } from './soak-load.ts';
import type { SoakReading } from './soak-probe.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } });
const minutes = Number(values.minutes);
if (!(minutes >= 1)) throw new Error('--minutes: 1 or more');

/** Half a minute apart in an hour, and never closer than 3 s: a percentile needs its turns. */
const SAMPLES = Math.min(120, minutes * 20);
const PROBE = pathToFileURL(join(import.meta.dirname, 'soak-probe.ts')).href;
const MEMORY = { share: 0.05, amount: 0 };
const HEAP = { share: 0.03, amount: 1 };
const DESCRIPTORS = { share: 0.03, amount: 5 };
const HELD = { share: 0.1, amount: 1 };
/** Of a table with its indexes: 16 pages. Units: KB. */
const TABLE = { share: 0.03, amount: 128 };
/** A row with its part of the indexes. */
const BYTES = { batch: 130, auditEntry: 1_000 } as const;

const folder = temporaryFolder('askusnow-soak-');
const postgres = await startPostgres();
const peers = await startPeers();
const socket = join(folder.path, 'probe.sock');
const environment = {
  DATA_DIR: folder.path,
  DATABASE_URL: await serverUrl(postgres.url),
  DATABASE_OWNER_URL: postgres.url,
  EGRESS_ALLOW: `${peers.presence.host},${peers.calendars.host}`,
};
const server = await startServerProcess({ ...environment, SOAK_PROBE: socket, NODE_OPTIONS: `--import ${PROBE}` }, [
  '--import',
  folder.write('cooperative.yaml', cooperativeOf(peers)),
]);
const database = new pg.Client({ connectionString: postgres.url });
await database.connect();
const load = await startSoakLoad(server.url, await signInAsCoordinator(server.url, environment), peers);

const probe = (): Promise<SoakReading> =>
  new Promise((resolve, reject) => {
    let text = '';
    connect(socket)
      .setEncoding('utf8')
      .on('data', (part: string) => (text += part))
      .once('error', reject)
      .once('close', () => resolve(JSON.parse(text) as SoakReading));
  });

/** With their indexes; partitions count for their table. */
async function tableSizes(): Promise<{ name: string; bytes: number }[]> {
  const { rows } = await database.query<{ name: string; bytes: string }>(`
    select coalesce(parent.relname, one.relname) as name, sum(pg_total_relation_size(one.oid)) as bytes
    from pg_class one left join pg_inherits on inhrelid = one.oid left join pg_class parent on parent.oid = inhparent
    where one.relkind = 'r' and one.relnamespace = 'public'::regnamespace group by 1 order by 1`);
  return rows.map(({ name, bytes }) => ({ name, bytes: Number(bytes) }));
}

const series = new Map<string, { limit: Limit; points: Point[] }>();
function add(name: string, limit: Limit, value: number): void {
  const points = series.get(name)?.points ?? [];
  points.push({ sec: (Date.now() - startedMs) / 1000, value });
  series.set(name, { limit, points });
}

const delays: number[] = [];
const startedMs = Date.now();
const everyMs = (minutes * 60_000) / SAMPLES;
for (let sample = 1; sample <= SAMPLES; sample++) {
  await wait(Math.max(0, startedMs + sample * everyMs - Date.now()));
  const { heldMs, delayMs, heapMb } = await probe();
  const rssKb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))![1]);
  const { batches, changes } = load.done;
  const explained: Record<string, number> = {
    event_batch: batches * BYTES.batch,
    audit_entry: changes * BYTES.auditEntry,
  };
  add('live heap, MB', HEAP, heapMb);
  add('resident memory, MB', MEMORY, rssKb / 1024);
  add('open descriptors', DESCRIPTORS, readdirSync(`/proc/${server.pid}/fd`).length);
  add('event loop held, p99, ms', HELD, heldMs);
  delays.push(delayMs);
  for (const { name, bytes } of await tableSizes())
    add(`table ${name}, KB`, TABLE, (bytes - (explained[name] ?? 0)) / 1024);
}
load.stop();
await server.signal('SIGTERM');
await database.end();
await peers.close();
folder.remove();

const { batches, reads, streams, changes, failures } = load.done;
const { asked } = peers.calendars;
console.log(`${minutes} min: ${batches} batches, ${reads} reads, ${streams} streams, ${changes} changes`);
console.log(`${peers.presence.asked.length} questions to sources, ${asked.length} to calendars, one in ten failed`);
console.log(`event-loop delay by the clock, p99: ${median(delays).toFixed(1)} ms, reported only`);
let failed = false;
function judge(what: string, figures: string, pass: boolean): void {
  failed ||= !pass;
  console.log(`${what.padEnd(34)} ${figures}: ${pass ? 'pass' : 'FAIL'}`);
}
const unexpected = [...failures].map(([what, count]) => `${count} × ${what}`);
judge('answers that were not expected', unexpected.join(', ') || 'none', unexpected.length === 0);
for (const [name, { limit, points }] of series) {
  const { level, rise, limit: most, isFlat } = flatnessOf(points, limit);
  judge(name, `${level.toFixed(1)}, rose by ${rise.toFixed(1)}, limit ${most.toFixed(1)}`, isFlat);
}
process.exit(failed ? 1 : 0);

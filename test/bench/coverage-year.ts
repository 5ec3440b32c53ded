// A year's coverage of 500 queues in one pass on a real Postgres, by the code of the coverage route: as many
// queues at once as memory likes, each table read once for them. And how the time grows with the transitions of a queue:
// the same year with 1×, 2× and 4× of them.
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { civilDays } from '../../server/src/coverage/ledger/days.ts';
import { loadFacts } from '../../server/src/coverage/ledger/ledger.ts';
import { coverageOf } from '../../server/src/coverage/ledger/sums.ts';
import type { Database } from '../../server/src/platform/db/database.ts';
import { migrate } from '../../server/src/schema.ts';
import { openDatabase } from '../../server/src/platform/db/open.ts';
import { administer, startPostgres } from '../support/app/postgres.ts';
import { median } from './process-cpu.ts';

const QUEUES = 500;
const AT_ONCE = 50;
const ZONE = 'America/New_York';
const YEAR = { startMs: Date.parse('2025-11-01T04:00:00Z'), endMs: Date.parse('2026-11-01T04:00:00Z') };
const ROUNDS = 3;
/** Transitions of presence per queue and day at 1×: a small desk's, by its breaks, blips and silences. */
const PER_DAY = 6;
const TIMES = [1, 2, 4] as const;
/** Four times the transitions may cost at most so much more. */
const GROWTH_LIMIT = 4.4;

/** Hours from 13 to 01 UTC, four shifts of three hours in them, states in turn, each day alike. */
async function fill(url: string, perDay: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const ranges = (kind: string, label: string, parts: number): string => `
    insert into schedule_range (queue_id, kind, starts_at, ends_at, label, source, uid)
    select id, '${kind}', day + interval '13 hours' + part * interval '${12 / parts} hours',
      day + interval '13 hours' + (part + 1) * interval '${12 / parts} hours', ${label}, 'rules', ${label}
    from queue, generate_series(timestamptz '2025-11-01', '2026-10-31', '1 day') as day, generate_series(0, ${parts - 1}) as part
    order by day, id`;
  await client.query(`
    set time zone 'UTC';
    insert into queue (id, name, tier, zone, seasons, exceptions)
    select 'queue-' || n, 'Queue ' || n, 'local', '${ZONE}', '[]', '[]' from generate_series(1, ${QUEUES}) as n;
    ${ranges('hours', 'null', 1)};
    ${ranges('shift', `'Desk ' || part`, 4)};
    insert into presence_interval (queue_id, started_at, ended_at, state)
    select id, day + n * interval '${86_400 / perDay} seconds', day + (n + 1) * interval '${86_400 / perDay} seconds',
      (array['available', 'busy', 'nobody', 'available', 'unknown'])[(n + extract(doy from day)::integer) % 5 + 1]
    from queue, generate_series(timestamptz '2025-11-01', '2026-10-31', '1 day') as day, generate_series(0, ${perDay - 1}) as n
    order by day, n, id`);
  await client.query('vacuum analyze');
  await client.end();
}

async function prepare(admin: string, times: number): Promise<Database> {
  const url = new URL(admin);
  url.pathname = `/year_${times}`;
  await administer(admin, `create database year_${times}`);
  const database = await openDatabase({ databaseUrl: url.href, dataDir: '/nonexistent' }, () => undefined);
  await migrate(database);
  await fill(url.href, PER_DAY * times);
  return database;
}

interface Pass {
  readMs: number;
  computeMs: number;
  covered: number;
  pieces: number;
}

/** Every queue's year, with its days. */
async function pass({ db }: Database): Promise<Pass> {
  const days = civilDays(ZONE, YEAR);
  const found: Pass = { readMs: 0, computeMs: 0, covered: 0, pieces: 0 };
  for (let first = 1; first <= QUEUES; first += AT_ONCE) {
    const started = performance.now();
    const ids = Array.from({ length: AT_ONCE }, (_, index) => `queue-${first + index}`);
    const facts = await loadFacts(db, ids, YEAR, YEAR.endMs);
    const read = performance.now();
    for (const each of facts.values()) {
      const { sum, timeline } = coverageOf(each, YEAR, days, YEAR.endMs);
      found.covered += sum.covered;
      found.pieces += timeline.length;
    }
    found.readMs += read - started;
    found.computeMs += performance.now() - read;
  }
  return found;
}

const postgres = await startPostgres({ fsync: true });
const databases = new Map<number, Database>();
for (const times of TIMES) databases.set(times, await prepare(postgres.url, times));

const rounds = new Map<number, Pass[]>(TIMES.map((times) => [times, []]));
for (let round = -1; round < ROUNDS; round += 1)
  for (const times of TIMES) {
    const found = await pass(databases.get(times)!);
    if (found.covered === 0) throw new Error('nothing was covered');
    if (round >= 0) rounds.get(times)!.push(found);
  }
for (const database of databases.values()) await database.close();

const totalMs = ({ readMs, computeMs }: Pass): number => readMs + computeMs;
console.log(`${QUEUES} queues, a year, ${AT_ONCE} queues at once; median of ${ROUNDS} rounds:`);
for (const times of TIMES) {
  const passes = rounds.get(times)!;
  const seconds = (of: (each: Pass) => number): string => (median(passes.map(of)) / 1000).toFixed(1);
  const stored = QUEUES * 365 * (PER_DAY * times + 5);
  console.log(
    `  ${times}× (${stored.toLocaleString('en-US')} stored stretches, ${passes[0]!.pieces.toLocaleString('en-US')} pieces of timeline): ` +
      `${seconds(totalMs)} s, of it reading ${seconds(({ readMs }) => readMs)} s and computing ${seconds(({ computeMs }) => computeMs)} s`,
  );
}
const growth = (to: number): number =>
  median(rounds.get(to)!.map((each, index) => totalMs(each) / totalMs(rounds.get(1)![index]!)));
const holds = growth(4) <= GROWTH_LIMIT;
console.log(`  2× / 1×: ratio ${growth(2).toFixed(2)}`);
console.log(`  4× / 1×: ratio ${growth(4).toFixed(2)} · limit ${GROWTH_LIMIT} · ${holds ? 'pass' : 'FAIL'}`);
process.exit(holds ? 0 : 1);

// What 40 of a nation's libraries gave at a shared desk of 200 hours a week, in a month and in a year, on a real Postgres by the
// code of the route. Anchor: a bare client that reads the same rows in the same rounds.
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { createRegistry } from '../../server/src/cooperative/registry.ts';
import { readContributions } from '../../server/src/coverage/contribution/read-contributions.ts';
import { openDatabase } from '../../server/src/platform/db/open.ts';
import { migrate } from '../../server/src/schema.ts';
import { administer, startPostgres } from '../support/app/postgres.ts';
import { median } from './process-cpu.ts';

const LIBRARIES = 40;
/** Registered, and without an hour of their own. */
const OTHERS = 9_208;
const ROUNDS = 9;
const MONTHS = Array.from({ length: 12 }, (_, index) =>
  new Date(Date.UTC(2025, 10 + index, 1)).toISOString().slice(0, 7),
);
const NOW = Date.parse('2026-11-01T12:00:00Z');
/** What the issue allows. Units: ms. */
const LIMIT = { month: 50, year: 1000 };
/** A month's reading and computing may cost so many times the bare reading of its rows. */
const RATIO_LIMIT = 6;

/** 28.5 hours of a day, in hours of one library each: 200 a week. One in eight is taken by another, one in ten is late. */
const FILL = `
  set time zone 'UTC';
  insert into queue (id, name, tier, zone, seasons, exceptions)
  values ('statewide', 'Statewide desk', 'statewide', 'America/New_York', '[]', '[]');
  insert into library (id, name, zone, live) select 'l' || n, 'Library ' || n, 'America/New_York', true from generate_series(0, ${LIBRARIES - 1}) as n;
  insert into library (id, name, zone, live) select 'x' || n, 'Other ' || n, 'America/New_York', true from generate_series(1, ${OTHERS}) as n;
  create temp table shift as select row_number() over (order by day, n) as id, day + interval '13 hours' + (n / 2) * interval '1 hour' as at
    from generate_series(timestamptz '2025-10-01', '2026-10-31', '1 day') as day, generate_series(0, 28) as n;
  insert into schedule_range (queue_id, kind, starts_at, ends_at, source, library_id, service)
  select 'statewide', 'shift', at, at + interval '1 hour', 'rules', 'l' || id % ${LIBRARIES}, 'statewide' from shift;
  insert into cover_offer (queue_id, library_id, service, starts_at, ends_at, reason, state, taken_by, offered_at, decided_at, by)
  select 'statewide', 'l' || id % ${LIBRARIES}, 'statewide', at, at + interval '1 hour', 'other', 'accepted', 'l' || (id + 7) % ${LIBRARIES}, at, at, 'x'
  from shift where id % 8 = 0;
  insert into desk_press (queue_id, library_id, started_at, ended_at, ended_by, via, by)
  select 'statewide', 'l' || (case when id % 8 = 0 then id + 7 else id end) % ${LIBRARIES},
    at + case when id % 10 = 0 then interval '9 minutes' else interval '0' end, at + interval '1 hour', 'press', 'press', 'x' from shift;
  insert into presence_interval (queue_id, started_at, ended_at, state)
  select 'statewide', day + n * interval '30 minutes', day + (n + 1) * interval '30 minutes', (array['available', 'busy', 'available', 'nobody'])[n % 4 + 1]
  from generate_series(timestamptz '2025-10-01', '2026-10-31', '1 day') as day, generate_series(26, 47) as n;
  vacuum analyze`;

const postgres = await startPostgres({ fsync: true });
const url = new URL(postgres.url);
url.pathname = '/contributions';
await administer(postgres.url, 'create database contributions');
const database = await openDatabase({ databaseUrl: url.href, dataDir: '/nonexistent' }, () => undefined);
await migrate(database);
const client = new pg.Client({ connectionString: url.href });
await client.connect();
for (const statement of FILL.split(';\n')) await client.query(statement);
const jobs = database.for('jobs');
const deps = { database: jobs, registry: await createRegistry(jobs) };

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};
const MONTH = '2026-10';
const bare = async (): Promise<void> => {
  const rows = (table: string, from: string) =>
    client.query(
      `select * from ${table} where queue_id = 'statewide' and ${from} >= '2026-08-30' and ${from} < '2026-11-03'`,
    );
  await rows('schedule_range', 'starts_at');
  await rows('cover_offer', 'starts_at');
  await rows('desk_press', 'started_at');
  await rows('presence_interval', 'started_at');
};

const found = { bare: [] as number[], month: [] as number[], year: [] as number[] };
for (let round = -2; round < ROUNDS; round += 1) {
  const times = {
    bare: await timed(bare),
    month: await timed(() => readContributions(deps, MONTH, NOW)),
    year: await timed(async () => {
      for (const month of MONTHS) await readContributions(deps, month, NOW);
    }),
  };
  if (round >= 0) for (const key of ['bare', 'month', 'year'] as const) found[key].push(times[key]);
}
const { libraries } = await readContributions(deps, MONTH, NOW);
const given = libraries.reduce((sum, { figures }) => sum + (figures?.given ?? 0), 0);
if (given === 0) throw new Error('nothing was given');
await deps.registry.close();
await client.end();
await database.close();

const [bareMs, monthMs, yearMs] = [median(found.bare), median(found.month), median(found.year)];
const ratio = median(found.month.map((each, index) => each / found.bare[index]!));
const says = (isFine: boolean): string => (isFine ? 'pass' : 'FAIL');
console.log(`${LIBRARIES} libraries, ${Math.round(given / 60)} hours given in the month; medians of ${ROUNDS} rounds:`);
console.log(`  bare reading of its rows ${bareMs.toFixed(1)} ms`);
console.log(`  month / bare reading: ratio ${ratio.toFixed(2)} · limit ${RATIO_LIMIT} · ${says(ratio <= RATIO_LIMIT)}`);
console.log(`  month ${monthMs.toFixed(1)} ms · limit ${LIMIT.month} · ${says(monthMs <= LIMIT.month)}`);
console.log(`  year, month by month, ${yearMs.toFixed(0)} ms · limit ${LIMIT.year} · ${says(yearMs <= LIMIT.year)}`);
process.exit(ratio <= RATIO_LIMIT && monthMs <= LIMIT.month && yearMs <= LIMIT.year ? 0 : 1);

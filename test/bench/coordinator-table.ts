// What the coordinator's table and a liaison's numbers cost with a year's data: the routes of the real app, and the count
// behind the table, which is a snapshot from 500 libraries on. `--libraries 500|9248`, `--engine postgres|pglite`.
// Judged by the processor time of the server and of Postgres, since a machine that others use stretches the clock, which stands beside it.
// Anchors, in the same rounds: the smallest route with the same session; and for the count, one sum over the days it reads.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { sql, type Kysely } from 'kysely';
import { systemClock } from '../../server/src/platform/clock.ts';
import type { Tables } from '../../server/src/platform/db/tables.ts';
import { DAY_MS, toUtcDate } from '../../server/src/platform/time/instants.ts';
import { PROFILE_DAYS } from '../../server/src/visibility/placements/silence.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import type { Engine } from '../support/app/database.ts';
import { startCpuMeter, type Cost } from './cpu-cost.ts';
import { NATION_COUNT, nationFile } from './nation-file.ts';
import { median } from './process-cpu.ts';

const ROUNDS = 7;
const REQUESTS = 300;
/** A snapshot is older than it may be shown. */
const OUTDATED_MS = 61_000;
const YEAR_DAYS = 365;
const LIMITS = { tableMs: { 500: 50, [NATION_COUNT]: 300 } as Record<number, number>, libraryMs: 50, countRatio: 1.5 };
const ORDERS = ['attention', 'clicks', 'score', 'moved', 'hand-overs', 'name'];

const { values } = parseArgs({
  options: { libraries: { type: 'string', default: '500' }, engine: { type: 'string', default: 'postgres' } },
});
const engine = values.engine as Engine;
const count = Number(values.libraries);
const tableLimitMs = LIMITS.tableMs[count];
if (tableLimitMs === undefined)
  throw new Error(`--libraries: should be one of ${Object.keys(LIMITS.tableMs).join(', ')}`);
/** Most of a nation's libraries are small: fewer pages, hours with an event, and answers on a day. */
const isNation = count > 500;
const PLACEMENTS = isNation ? 3 : 10;
const HOURS = isNation ? 3 : 10;
const ANSWERS = sql.raw(
  `(values ('available', 'local')${isNation ? '' : ", ('closed', 'none')"}) as answer (state, tier)`,
);

/** Can be moved on without waiting, and without calling what is due. */
let movedMs = 0;
const clock = { now: () => Date.now() + movedMs, after: systemClock.after };

const { costOf, untilQuiet } = await startCpuMeter(engine);

const dayBefore = (days: number): string => toUtcDate(Date.now() - days * DAY_MS);

/** A year as ingest would have left it: day by day, so that a library's rows lie apart. */
async function fill(db: Kysely<Tables>): Promise<void> {
  await sql`
insert into placement (library_id, origin_id, pattern, name, form, widget, first_seen_at, last_seen_at, established)
select library_id, min(id), '/page-' || n, 'header', 'tag', '0.1.0', ${dayBefore(YEAR_DAYS)}, now(), true
from library_origin, generate_series(1, ${sql.lit(PLACEMENTS)}) as n group by library_id, n`.execute(db);
  for (const month of monthsOf(YEAR_DAYS)) {
    await sql
      .raw(
        `create table if not exists library_hour_${month.from.replaceAll('-', '')} partition of library_hour
      for values from ('${month.from}') to ('${month.to}')`,
      )
      .execute(db);
    const from = month.from < dayBefore(YEAR_DAYS) ? dayBefore(YEAR_DAYS) : month.from;
    const days = sql`generate_series(${from}::date, least(${month.to}::date - 1, ${dayBefore(0)}::date), '1 day') as date`;
    await sql`
insert into placement_day (library_id, placement_id, date, state, tier, class,
  impression_desktop, viewable_desktop, first_screen_desktop, impression_phone, viewable_phone, click_desktop)
select library_id, id, date, state, tier, 'counted', 20, 15, 10, 9, 4, id % 3
from ${days}, placement, ${ANSWERS}`.execute(db);
    await sql`
insert into library_hour (library_id, date, hour, state, tier, class,
  impression_desktop, viewable_desktop, first_screen_desktop, impression_phone, viewable_phone, click_desktop)
select library.id, date, hour, case when hour < 18 then 'available' else 'closed' end, case when hour < 18 then 'local' else 'none' end,
  'counted', 20, 15, 10, 9, 4, hour % 3
from ${days}, generate_series(${sql.lit(20 - HOURS)}, 19) as hour, library`.execute(db);
    await sql`
insert into score_day (library_id, date, passed, "of", unknown, low, high)
select library.id, date, 5, 18, 4, 0.3, 0.5 from ${days}, library
on conflict do nothing`.execute(db);
  }
  await sql`
insert into hand_over (library_id, origin_id, page, pattern, placement, variant, views_before, from_date, token_hash, created_at, by, expires_at)
select library_id, min(id), 'https://library.example/', '/', 'header', 'card', 0, ${dayBefore(9)}, sha256(library_id::bytea), now() - interval '9 days',
  'A liaison', now() + interval '20 days'
from library_origin where library_id like '%0' group by library_id`.execute(db);
  await sql`vacuum analyze`.execute(db);
}

function monthsOf(days: number): { from: string; to: string }[] {
  const first = (date: Date, offset: number): string =>
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1)).toISOString().slice(0, 10);
  const today = new Date();
  const months = Math.ceil(days / 30);
  return Array.from({ length: months + 1 }, (_, index) => ({
    from: first(today, index - months),
    to: first(today, index - months + 1),
  })).filter(({ to }) => to > dayBefore(days));
}

const startedAt = performance.now();
const node: TestApp = await startApp({ engine, clock, cooperative: nationFile(undefined, count).text });
await untilQuiet();
await fill(node.database.for('maintenance').db);
await untilQuiet();
const cookie = await node.signIn('coordinator');
const libraries = node.registry.libraries().map(({ id }) => id);
console.log(
  `${count} libraries, ${PLACEMENTS} placements each, a year's days and hours, on ${engine}; filled in ${Math.round((performance.now() - startedAt) / 1000)} s; load ${loadavg()[0]!.toFixed(1)}`,
);

async function get(path: string): Promise<void> {
  const reply = await fetch(`${node.url}/v1/${path}`, { headers: { cookie } });
  await reply.arrayBuffer();
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
}

/** The 84 days of every placement are what the table has to read. */
const profileSum = (): Promise<unknown> =>
  sql`select placement_id, date, sum(impression_desktop + impression_phone) from placement_day
    where date >= ${dayBefore(PROFILE_DAYS)} and class = 'counted' group by placement_id, date`.execute(
    node.database.for('maintenance').db,
  );

let isWithin = true;
function judge(what: string, figure: number, limit: number, unit: string): void {
  const holds = figure <= limit;
  isWithin &&= holds;
  console.log(`  ${what}: ${figure.toFixed(unit === '' ? 2 : 1)}${unit} · limit ${limit} · ${holds ? 'pass' : 'FAIL'}`);
}

const at = (costs: readonly Cost[], share: number, key: keyof Cost = 'ms'): number =>
  costs.map((cost) => cost[key]).toSorted((one, other) => one - other)[Math.floor((costs.length - 1) * share)]!;

const counts: Cost[] = [];
const sums: Cost[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  movedMs += OUTDATED_MS;
  const counted = await costOf(() => get('overview?days=30&limit=50'));
  const summed = await costOf(profileSum);
  if (round > 0) {
    counts.push(counted);
    sums.push(summed);
  } else
    console.log(
      `  the first count, with the coverage of a page's desks: ${counted.ms.toFixed(0)} ms, ${counted.cpuMs.toFixed(0)} ms of processor time`,
    );
}
console.log(
  `  a count of the table: p50 ${at(counts, 0.5).toFixed(0)} ms, ${at(counts, 0.5, 'cpuMs').toFixed(0)} ms of processor time; ` +
    `the sum: ${at(sums, 0.5).toFixed(0)} ms, ${at(sums, 0.5, 'cpuMs').toFixed(0)} ms`,
);
judge(
  'a count / the sum over its days, processor time',
  median(counts.map((cost, round) => cost.cpuMs / sums[round]!.cpuMs)),
  LIMITS.countRatio,
  '',
);

async function judgeRoute(what: string, limitMs: number, pathOf: (request: number) => string): Promise<void> {
  const costs: Cost[] = [];
  const session: Cost[] = [];
  for (let request = -5; request < REQUESTS; request += 1) {
    const cost = await costOf(() => get(pathOf(Math.abs(request))));
    const least = await costOf(() => get('session'));
    if (request < 0) continue;
    costs.push(cost);
    session.push(least);
  }
  judge(`${what}, p95 of its processor time`, at(costs, 0.95, 'cpuMs'), limitMs, ' ms');
  console.log(
    `      by the clock p50 ${at(costs, 0.5).toFixed(1)} and p95 ${at(costs, 0.95).toFixed(1)} ms; p50 of the processor time ${at(costs, 0.5, 'cpuMs').toFixed(1)} ms; ` +
      `${(at(costs, 0.5) / at(session, 0.5)).toFixed(1)} times the session's route (p50 ${at(session, 0.5).toFixed(1)} ms, p95 ${at(session, 0.95).toFixed(1)} ms)`,
  );
}
await judgeRoute(
  'the table, 50 rows',
  tableLimitMs,
  (n) => `overview?days=30&limit=50&sort=${ORDERS[n % ORDERS.length]}`,
);
await judgeRoute(
  'the table, 500 rows',
  tableLimitMs,
  (n) => `overview?days=30&limit=500&sort=${ORDERS[n % ORDERS.length]}`,
);
await judgeRoute(
  '90 days of one library',
  LIMITS.libraryMs,
  (n) => `libraries/${libraries[(n * 37) % count]}/metrics?days=90`,
);
console.log(`  load at the end: ${loadavg()[0]!.toFixed(1)}`);
await node.close();
process.exit(isWithin ? 0 : 1);

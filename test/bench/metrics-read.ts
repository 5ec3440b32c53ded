// What a liaison's read costs on a real Postgres: 90 days of one library's numbers where the cooperative has counted a
// million events and where it has counted ten; and its list of placements at 20 and at the cap of 2,000.
// Anchors, taken in the same rounds on the same connection: an empty round trip, and the same rows read plainly.
import pg from 'pg';
import { migrate } from '../../server/src/schema.ts';
import { openDatabase, type Database } from '../../server/src/platform/db/open.ts';
import { loadLibraryDays } from '../../server/src/visibility/metrics/store.ts';
import { loadCountedPlacements } from '../../server/src/visibility/placements/store.ts';
import { administer, startPostgres } from '../support/app/postgres.ts';
import { aWindow } from '../support/data/library-window.ts';
import { median } from './process-cpu.ts';

const ROUNDS = 31;
const LIBRARIES = 24;
const PLACEMENTS = 20;
const MAX_PLACEMENTS = 2_000;
const MILLION = 1_000_000;
const WINDOW = { from: '2026-08-27', to: '2026-11-24' };
/** Ten times the events may cost at most so much more. */
const FLAT_LIMIT = 1.5;
/** A library's numbers against fetching the same hours row by row. */
const METRICS_LIMIT = 1;
/** The list at the cap against one sum over the same days: it adds up seven columns more, over two windows. */
const LIST_LIMIT = 3;

/** Every cell that an hour of a placement can have: by day a desk answers, by night none, and robots come at any hour. */
const cells = (events: number): string => `
  create temp table cell as
  select library, placement, date '${WINDOW.from}' + day as date, hour, state, tier, class,
    floor(${events / (LIBRARIES * PLACEMENTS * 90)} * weight * share * part + random())::integer as n
  from generate_series(1, ${LIBRARIES}) as library, generate_series(1, ${PLACEMENTS}) as placement,
    generate_series(0, 89) as day,
    (select hour, case when hour between 9 and 20 then 0.075 else 0.1 / 12 end as weight from generate_series(0, 23) as hour) as hours
    join (values (true, 'available', 'local', 0.7), (true, 'available', 'statewide', 0.3), (false, 'closed', 'none', 1))
      as answer (by_day, state, tier, share) on by_day = (hour between 9 and 20),
    (values ('counted', 0.95), ('bot', 0.05)) as kind (class, part)`;

const COLUMNS = 'impression_desktop, viewable_desktop, click_desktop';
const split = (n: string): string => `${n} - ${n} / 2 - ${n} / 10, ${n} / 2, ${n} / 10`;

/** Both grains from the same cells, as ingest would have left them. Gives how many events there are. */
async function fill(url: string, events: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    insert into library (id, name, zone, live)
    select 'library-' || n, 'Library ' || n, 'America/New_York', true from generate_series(1, ${LIBRARIES + 1}) as n;
    insert into library_origin (library_id, origin) select id, 'https://' || id || '.example' from library;
    insert into placement (library_id, origin_id, pattern, name, form, widget, first_seen_at, last_seen_at, established)
    select library_id, id, '/page-' || n, 'header', 'tag', '0.1.0', '2026-01-01', '2026-11-24', true
    from library_origin, generate_series(1, ${MAX_PLACEMENTS}) as n
    where n <= ${PLACEMENTS} or library_id = 'library-${LIBRARIES + 1}';
    ${cells(events)};
    insert into placement_day (library_id, placement_id, date, state, tier, class, ${COLUMNS})
    select library_id, id, date, state, tier, class, ${split('sum(n)')}
    from cell join placement on library_id = 'library-' || library and pattern = '/page-' || placement
    where n > 0 group by library_id, id, date, state, tier, class order by date, random();
    insert into library_hour (library_id, date, hour, state, tier, class, ${COLUMNS})
    select 'library-' || library, date, hour, state, tier, class, ${split('sum(n)')}
    from cell where n > 0 group by library, date, hour, state, tier, class order by date, hour;
    -- The library at the cap: each of its pages seen every day, while a desk answers and while none does.
    insert into placement_day (library_id, placement_id, date, state, tier, class, ${COLUMNS})
    select library_id, id, date '${WINDOW.from}' + day, state, tier, 'counted', 4, 2, 1
    from placement, generate_series(0, 89) as day, (values ('available', 'local'), ('closed', 'none')) as answer (state, tier)
    where library_id = 'library-${LIBRARIES + 1}' order by day, random();`);
  await client.query('vacuum analyze');
  const { rows } = await client.query<{ n: string }>('select sum(n) as n from cell');
  await client.end();
  return Number(rows[0]!.n);
}

interface Subject {
  database: Database;
  /** The anchors' connection: node-postgres and nothing else. */
  raw: pg.Client;
  events: number;
}

async function prepare(admin: string, events: number): Promise<Subject> {
  const url = new URL(admin);
  url.pathname = `/events_${events}`;
  await administer(admin, `create database events_${events}`);
  const database = await openDatabase({ databaseUrl: url.href, dataDir: '/nonexistent' }, () => undefined);
  await migrate(database);
  const filled = await fill(url.href, events);
  const raw = new pg.Client({ connectionString: url.href });
  await raw.connect();
  return { database, raw, events: filled };
}

const library = (n: number): string => `library-${n}`;
const listOf = ({ database }: Subject, n: number) =>
  loadCountedPlacements(database.db, [aWindow({ libraryId: library(n), ...WINDOW })], 'all');
const sameHours = ({ raw }: Subject, n: number) =>
  raw.query(`select * from library_hour where library_id = $1 and date between $2 and $3`, [
    library(n),
    WINDOW.from,
    WINDOW.to,
  ]);
const sameDays = ({ raw }: Subject, n: number) =>
  raw.query(
    `select placement_id, sum(impression_desktop) from placement_day where library_id = $1 and date between $2 and $3 group by 1`,
    [library(n), WINDOW.from, WINDOW.to],
  );

const postgres = await startPostgres({ fsync: true });
const small = await prepare(postgres.url, MILLION);
const large = await prepare(postgres.url, 10 * MILLION);

/** Each round reads another library, so that no read has a warmer cache than the others. */
const subjects = {
  'round trip': () => large.raw.query('select 1'),
  'metrics, 1M': (n: number) => loadLibraryDays(small.database.db, library(n), WINDOW),
  'metrics, 10M': (n: number) => loadLibraryDays(large.database.db, library(n), WINDOW),
  'same hours, 10M': (n: number) => sameHours(large, n),
  'list of 20': (n: number) => listOf(large, n),
  'list of 2,000': () => listOf(large, LIBRARIES + 1),
  'same days of 2,000': () => sameDays(large, LIBRARIES + 1),
};
type Name = keyof typeof subjects;
const names = Object.keys(subjects) as Name[];

const rounds: Record<Name, number>[] = [];
for (let round = -2; round < ROUNDS; round += 1) {
  const times = {} as Record<Name, number>;
  for (const name of names) {
    const started = performance.now();
    await subjects[name]((Math.abs(round) % LIBRARIES) + 1);
    times[name] = performance.now() - started;
  }
  if (round >= 0) rounds.push(times);
}

const hours = await Promise.all([small, large].map(async (subject) => (await sameHours(subject, 1)).rowCount ?? 0));
const listed = [(await listOf(large, 1)).length, (await listOf(large, LIBRARIES + 1)).length];
for (const subject of [small, large]) {
  await subject.raw.end();
  await subject.database.close();
}
if (hours.includes(0) || listed[0] !== PLACEMENTS || listed[1] !== MAX_PLACEMENTS) throw new Error('nothing was read');

console.log(
  `${LIBRARIES} libraries, 90 days, ${small.events.toLocaleString('en-US')} and ${large.events.toLocaleString('en-US')} events; ` +
    `one library has ${hours[0]} and ${hours[1]} hour rows. Median of ${ROUNDS} rounds, ms:`,
);
console.log(`  ${names.map((name) => `${name} ${median(rounds.map((times) => times[name])).toFixed(1)}`).join(' · ')}`);
let isWithin = true;
for (const [name, anchor, limit] of [
  ['metrics, 10M', 'metrics, 1M', FLAT_LIMIT],
  ['metrics, 10M', 'same hours, 10M', METRICS_LIMIT],
  ['list of 2,000', 'same days of 2,000', LIST_LIMIT],
] as const) {
  const ratio = median(rounds.map((times) => times[name] / times[anchor]));
  const holds = ratio <= limit;
  isWithin &&= holds;
  console.log(`  ${name} / ${anchor}: ratio ${ratio.toFixed(2)} · limit ${limit} · ${holds ? 'pass' : 'FAIL'}`);
}
process.exit(isWithin ? 0 : 1);

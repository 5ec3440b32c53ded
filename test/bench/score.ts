// What the scores of all libraries cost: 500 libraries with 20 placements each, 28 days of counters and diagnoses, on PGlite,
// where all of it runs on the thread that answers patrons, and on a real Postgres.
import { sql, type Kysely } from 'kysely';
import { createRegistry } from '../../server/src/cooperative/registry.ts';
import { openDatabase } from '../../server/src/platform/db/open.ts';
import type { Tables } from '../../server/src/platform/db/tables.ts';
import { DEFAULT_STANDARD } from '../../server/src/visibility/standard/rules.ts';
import { scoreLibraries } from '../../server/src/visibility/standard/scores.ts';
import { createTestStore } from '../support/app/database.ts';
import { median } from './process-cpu.ts';

const ROUNDS = 5;
const LIBRARIES = 500;
const PLACEMENTS = 20;
const LIMIT_MS = 2_000;
const NOW_MS = Date.parse('2026-11-24T15:00:00.000Z');

async function fill(db: Kysely<Tables>): Promise<void> {
  const statements = [
    sql`insert into library (id, name, zone, live)
      select 'library-' || n, 'Library ' || n, 'America/New_York', true from generate_series(1, ${sql.lit(LIBRARIES)}) as n`,
    sql`insert into library_origin (library_id, origin) select id, 'https://' || id || '.example' from library`,
    sql`insert into key_page (library_id, name, pattern, kind)
      select id, 'Page ' || n, '/page-' || n, (array['home', 'contact', 'databases', 'guides', 'section', 'section', 'section',
        'section', 'section', 'section'])[n]
      from library, generate_series(1, 10) as n`,
    sql`insert into placement (library_id, origin_id, pattern, name, form, widget, first_seen_at, last_seen_at, established)
      select library_id, id, '/page-' || n, 'header', 'tag', '0.1.0', '2026-01-01', '2026-11-24', true
      from library_origin, generate_series(1, ${sql.lit(PLACEMENTS)}) as n`,
    sql`insert into placement_day (library_id, placement_id, date, state, tier, class,
        impression_desktop, first_screen_desktop, impression_phone, first_screen_phone)
      select library_id, id, date '2026-11-24' - day, state, tier, 'counted', 20, 15, 10, 4
      from placement, generate_series(0, 27) as day,
        (values ('available', 'local'), ('available', 'statewide'), ('closed', 'none')) as answer (state, tier)`,
    sql`insert into placement_diagnosis_day (placement_id, date, class, value, count)
      select id, date '2026-11-24' - day, 'counted', 'in-header', 30 from placement, generate_series(0, 27) as day`,
    sql`insert into rule_statement (library_id, rule, verdict, date, by) select id, 'reviewed', 'met', '2026-06-01', 'A liaison' from library`,
    sql`analyze`,
  ];
  for (const statement of statements) await statement.execute(db);
}

for (const engine of ['pglite', 'postgres'] as const) {
  const store = await createTestStore(engine);
  const database = await openDatabase(store.config, (error) => {
    throw error;
  });
  await fill(database.for('maintenance').db);
  const registry = await createRegistry(database);
  const libraries = registry.libraries();
  const times: number[] = [];
  const cpuTimes: number[] = [];
  let scored = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    const cpu = process.cpuUsage();
    const all = await scoreLibraries(database, libraries, [DEFAULT_STANDARD], NOW_MS);
    times.push(performance.now() - begin);
    const { user, system } = process.cpuUsage(cpu);
    cpuTimes.push((user + system) / 1_000);
    scored = all.filter(({ scored: [first] }) => first!.score.passed >= 5).length;
  }
  const ms = Math.round(median(times));
  const cpuMs = Math.round(median(cpuTimes));
  // All of PGlite runs in this process: its processor time is the time on a machine with nothing else to do.
  const isGood = (engine === 'pglite' ? cpuMs : ms) <= LIMIT_MS && scored === LIBRARIES;
  console.log(
    `${engine}: scores of ${scored} libraries: ${ms} ms, ${cpuMs} ms of this process's processor time (limit ${LIMIT_MS}): ${isGood ? 'pass' : 'FAIL'}`,
  );
  if (!isGood) process.exitCode = 1;
  await registry.close();
  await database.close();
  await store.remove();
}

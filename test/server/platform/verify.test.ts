import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { EXIT } from '../../../server/src/cli/exit-codes.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { openPglite } from '../../../server/src/platform/db/pglite.ts';
import { maintainPartitions } from '../../../server/src/visibility/ingest/partitions.ts';
import { MAX_DIFFERENCES, reconcile } from '../../../server/src/visibility/ingest/reconcile.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { createTestStore, variablesOf, ENGINES, forEachEngine } from '../../support/app/database.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { addLibraries } from '../../support/app/ingest.ts';
import { askusnow, startServerProcess, temporaryFolder } from '../../support/app/process.ts';

const files = temporaryFolder();
const file = files.write('cooperative.yaml', COOPERATIVE_FILE);
after(() => files.remove());

const NOW_MS = Date.parse('2026-11-24T12:00:00.000Z');

/** Both grains of `days` days up to today, for each library: every column counts. */
async function fill({ db }: Database, libraries: string[], days: number): Promise<void> {
  await sql`insert into placement (library_id, origin_id, pattern, name, form, widget, first_seen_at, last_seen_at, established)
    select library_id, id, '/', name, 'tag', '0.1.0', '2026-11-24', '2026-11-24', true
    from library_origin, unnest(array['header', 'footer']) as slot (name)
    where library_id = any(${libraries}::text[]) and origin not like '%*%'`.execute(db);
  const counts = sql`impression_phone, viewable_phone, click_desktop`;
  await sql`insert into placement_day (library_id, placement_id, date, state, tier, class, ${counts})
    select library_id, id, date '2026-11-24' - day, 'available', 'local', class, day + 24, day + 12, 24
    from placement, generate_series(0, ${days - 1}::integer) as day, unnest(array['counted', 'bot']) as by_class (class)
    where library_id = any(${libraries}::text[])`.execute(db);
  await sql`insert into library_hour (library_id, date, hour, state, tier, class, ${counts})
    select library_id, date, hour, 'available', 'local', class,
      sum(impression_phone) / 2, sum(viewable_phone) / 2, sum(click_desktop) / 2
    from placement_day, unnest(array[9, 14]) as at (hour) where library_id = any(${libraries}::text[])
    group by library_id, date, hour, class`.execute(db);
}

forEachEngine((engine, open) => {
  test('verify: counts that agree are agreed with, on every day whose hours are kept', async () => {
    const database = await open();
    await addLibraries(database);
    await maintainPartitions(database.db, NOW_MS);
    await fill(database, ['harford', 'lakeside'], 300);
    const result = await reconcile(database.db, NOW_MS);
    assert.deepEqual(result, { from: '2025-10-01', to: '2026-11-24', libraries: 2, differences: [], isCut: false });
  });

  test('verify: each column, state, tier and class is compared by itself, at both ends of the period', async () => {
    const database = await open();
    await addLibraries(database);
    await maintainPartitions(database.db, NOW_MS);
    await fill(database, ['harford'], 400);
    for (const statement of [
      sql`update library_hour set click_desktop = click_desktop - 1 where date = '2026-11-24' and hour = 9 and class = 'bot'`,
      sql`update placement_day set impression_phone = impression_phone + 3 where date = '2025-11-01' and class = 'counted'`,
      sql`delete from library_hour where date = '2026-02-03' and class = 'bot'`,
      sql`update library_hour set tier = 'global' where date = '2026-05-05' and class = 'counted' and hour = 9`,
    ])
      await statement.execute(database.db);
    const { differences } = await reconcile(database.db, NOW_MS);
    const lines = differences.map((one) => Object.values(one).join(' '));
    assert.deepEqual(
      lines.filter((line) => /2026-11-24|2025-11-01/.test(line)),
      [
        'harford 2025-11-01 available local counted impression_phone 830 824',
        'harford 2026-11-24 available local bot click_desktop 48 47',
      ],
    );
    assert.equal(lines.filter((line) => line.startsWith('harford 2026-02-03 available local bot')).length, 3);
    assert.equal(lines.filter((line) => line.startsWith('harford 2026-05-05 available global counted')).length, 3);
    assert.equal(lines.filter((line) => line.startsWith('harford 2026-05-05 available local counted')).length, 3);
    assert.equal(lines.length, 11);
  });

  test('verify: what is damaged everywhere is listed up to a limit', async () => {
    const database = await open();
    await addLibraries(database);
    await maintainPartitions(database.db, NOW_MS);
    await fill(database, ['harford'], 200);
    await sql`delete from library_hour`.execute(database.db);
    const { differences, isCut } = await reconcile(database.db, NOW_MS);
    assert.deepEqual([differences.length, isCut], [MAX_DIFFERENCES, true]);
  });

  test('verify: mutant: comparing totals of a library alone misses what moved from one class to another', async () => {
    const database = await open();
    await addLibraries(database);
    await fill(database, ['harford'], 3);
    await sql`update library_hour set class = 'practice' where class = 'bot' and date = '2026-11-24'`.execute(
      database.db,
    );
    const { rows } = await sql<{ byPlacement: number; byHour: number }>`
      select (select sum(click_desktop) from placement_day) as "byPlacement", (select sum(click_desktop) from library_hour) as "byHour"`.execute(
      database.db,
    );
    assert.equal(rows[0]?.byPlacement, rows[0]?.byHour);
    assert.notDeepEqual((await reconcile(database.db, NOW_MS)).differences, []);
  });
});

for (const engine of ENGINES) {
  test(`verify: on ${engine}, the command line compares beside a running server and without one`, async () => {
    const store = await createTestStore(engine);
    const environment = variablesOf(store.config);
    const server = await startServerProcess(environment, ['--import', file]);
    const headers = { origin: 'https://www.harford.example.org', 'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0' };
    for (let n = 0; n < 5; n++)
      assert.equal(
        (await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(aBatch()) })).status,
        202,
      );
    for (const isRunning of [true, false]) {
      if (!isRunning) await server.signal('SIGTERM');
      const { code, output, complaints } = await askusnow(['verify'], environment);
      assert.equal(code, 0, complaints);
      assert.match(
        output,
        /^The counts by placement and by hour agree: 2 libraries, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\.\nThe database keeps its rules: \d+ references, \d+ next numbers, \d+ indexes, \d+ constraints\.\nThe audit log is unbroken: 3 entries\. Entry 3 has the hash\n[0-9a-f]{64}\nKeep this hash elsewhere: [^\n]*\nNo field is sealed\.\n(?:The embedded database has one role|The role of DATABASE_URL has more rights)[^\n]*\n$/,
      );
    }
    await store.remove();
  });
}

test('verify: counts of today that differ keep the embedded database from a start, and are listed', async () => {
  const store = await createTestStore('pglite');
  const environment = { DATA_DIR: store.config.dataDir };
  const server = await startServerProcess(environment, ['--import', file]);
  const headers = { origin: 'https://www.harford.example.org', 'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0' };
  await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(aBatch()) });
  await server.signal('SIGTERM');
  const { db, close } = await openPglite(store.config.dataDir, (error) => assert.fail(error));
  await sql`update library_hour set click_desktop = click_desktop + 7`.execute(db);
  await close();

  const verified = await askusnow(['verify'], environment);
  assert.equal(verified.code, 1);
  assert.match(
    verified.output,
    /^harford, \d{4}-\d\d-\d\d: clicks on a desktop \(state \w+, tier \w+, counted\): \d by placement, \d by hour\nThe database keeps its rules: [^\n]*\nThe audit log is unbroken: /,
  );
  assert.match(
    verified.complaints,
    /^1 count differs: 2 libraries, [^\n]* Restore an earlier backup, or keep the database/,
  );
  const refused = await askusnow(['start'], { ...environment, PORT: '0' });
  assert.equal(refused.code, EXIT.refused);
  assert.match(
    refused.complaints,
    /^DATA_DIR: [^\n]*damaged: its counts of the last two days differ \(harford, [^\n]*accept-differences\.\n$/,
  );
  const accepted = await startServerProcess(environment, ['--accept-differences']);
  assert.equal((await fetch(`${accepted.url}/health`)).status, 200);
  await accepted.signal('SIGTERM');
  await store.remove();
});

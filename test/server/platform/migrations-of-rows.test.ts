// What is stored goes on with a newer version as that version reads it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { migrateToLatest } from '../../../server/src/platform/db/migrate.ts';
import { MIGRATIONS, migrate } from '../../../server/src/schema.ts';
import { ENGINES } from '../../support/app/database.ts';
import { useEmptyDatabase } from '../../support/app/empty-database.ts';

const NAMES = Object.keys(MIGRATIONS);

for (const engine of ENGINES)
  test(`migrations: a kind of page that was renamed is renamed in what is stored, on ${engine}`, () =>
    useEmptyDatabase(engine, async (database) => {
      const { db } = database;
      const before = NAMES.indexOf('0081-catalog-results');
      await migrateToLatest(db, Object.fromEntries(Object.entries(MIGRATIONS).slice(0, before)));
      await db
        .insertInto('library')
        .values({ id: 'harford', name: 'Harford', zone: 'America/New_York', live: true })
        .execute();
      const rule = { kind: 'tag', id: 'r', title: 'On "catalogue-results"', weight: 1 };
      const standard = (page: string): string => JSON.stringify({ rules: [{ ...rule, page }] });
      await sql`insert into key_page (library_id, name, pattern, kind)
        values ('harford', 'Hits', '/x', 'catalogue-results')`.execute(db);
      await sql`insert into cooperative (id, name, standard)
        values ('cooperative', 'Example', ${standard('catalogue-results')}::text::jsonb)`.execute(db);

      assert.equal((await migrate(database))[0], '0081-catalog-results');
      const page = await db.selectFrom('key_page').select('kind').executeTakeFirstOrThrow();
      const head = await db.selectFrom('cooperative').select('standard').executeTakeFirstOrThrow();
      assert.equal(page.kind, 'catalog-results');
      assert.deepEqual(head.standard, JSON.parse(standard('catalog-results')));
    }));

for (const engine of ENGINES)
  test(`migrations: stored months of shared desks are computed again where a part of a minute may be in them, on ${engine}`, () =>
    useEmptyDatabase(engine, async (database) => {
      const { db } = database;
      const before = NAMES.indexOf('0084-whole-minutes');
      await migrateToLatest(db, Object.fromEntries(Object.entries(MIGRATIONS).slice(0, before)));
      for (const [id, given] of [
        ['shared', JSON.stringify({ harford: { owed: 17.395 } })],
        ['own', '{}'],
      ] as const) {
        await sql`insert into queue (id, name, tier, zone, seasons, exceptions)
          values (${id}, ${id}, 'local', 'UTC', '[]', '[]')`.execute(db);
        await sql`insert into desk_month (queue_id, zone, month, through_at, coverage, given, from_at, to_at)
          values (${id}, 'UTC', '2026-07', '2026-07-02T00:00:00Z', '{}', ${given}::text::jsonb,
            '2026-06-01T00:00:00Z', '2026-07-03T00:00:00Z')`.execute(db);
      }
      assert.equal((await migrate(database))[0], '0084-whole-minutes');
      assert.deepEqual(await db.selectFrom('desk_month').select('queue_id').execute(), [{ queue_id: 'own' }]);
    }));

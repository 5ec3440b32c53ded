import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { difference } from '../../../server/src/cooperative-file/difference.ts';
import { exportCooperative } from '../../../server/src/cooperative-file/export.ts';
import { parseCooperativeFile } from '../../../server/src/cooperative-file/file.ts';
import { importCooperative, type ImportResult } from '../../../server/src/cooperative-file/import.ts';
import { saveDifference } from '../../../server/src/cooperative-file/import-store.ts';
import { loadRows } from '../../../server/src/cooperative-file/rows-store.ts';
import { toCooperative } from '../../../server/src/cooperative-file/to-file.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { saveChange } from '../../../server/src/schedule/hours/change-store.ts';
import { aCooperativeText, CARROLL, importOptions } from '../../support/data/cooperative-text.ts';
import { forEachEngine } from '../../support/app/database.ts';

const importText = (
  database: Database,
  text: string,
  options: Partial<typeof importOptions> = {},
): Promise<ImportResult> => importCooperative(database, text, { ...importOptions, ...options });

async function changesOf(database: Database, text: string, options?: Partial<typeof importOptions>): Promise<string[]> {
  const result = await importText(database, text, options);
  assert.ok('changes' in result, JSON.stringify(result));
  return result.changes;
}

/** The database fails at the import's last write. */
async function failAtKeyPages({ db }: Database): Promise<void> {
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$`.execute(
    db,
  );
  await sql`create trigger refuse before insert on key_page for each row execute function refuse()`.execute(db);
}

forEachEngine((_engine, open) => {
  test('import: prints what it adds; the same file again changes nothing and says so', async () => {
    const database = await open();
    const heard: string[] = [];
    database.changes.subscribe((payload) => heard.push(payload));
    assert.deepEqual(await changesOf(database, aCooperativeText()), [
      'cooperative: added, Test Cooperative',
      'queue harford-desk: added, Harford desk',
      'queue statewide: added, Statewide desk',
      'library carroll: added, Carroll County Public Library',
      'library harford: added, Harford County Public Library',
    ]);
    assert.deepEqual(await changesOf(database, aCooperativeText()), []);
    const audit = await database.db
      .selectFrom('audit_entry')
      .select(['subject', 'program', 'action'])
      .orderBy('id')
      .execute();
    assert.deepEqual(
      audit.map(({ subject }) => subject),
      ['cooperative', 'queue:harford-desk', 'queue:statewide'],
    );
    assert.ok(audit.every(({ program, action }) => program === 'command line' && action === 'imported'));
    await database.changes.publish('end');
    while (!heard.includes('end')) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(heard, ['cooperative', 'end']);
  });

  test('import: prints each changed field, with its old and new value', async () => {
    const database = await open();
    await importText(database, aCooperativeText());
    const changes = await changesOf(
      database,
      aCooperativeText(
        ['name: Test Cooperative', 'name: Renamed'],
        ['close: "17:00"', 'close: "18:00"'],
        ['open: [], note: Thanksgiving', 'open: [{ open: "09:00", close: "12:00" }]'],
        ['      - "${PUBLIC_URL}"', '      - https://catalog.harford.example.org'],
        ['phone: 410-555-0100', 'form: https://www.harford.example.org/form'],
        ['placement: header', 'placement: footer'],
        ['live: false', 'live: true'],
      ),
    );
    assert.deepEqual(changes, [
      'cooperative, name: Test Cooperative → Renamed',
      'queue harford-desk, hours.weekly: mo tu 09:00-17:00; we 22:00-02:00 → mo tu 09:00-18:00; we 22:00-02:00',
      'queue harford-desk, exception 2026-11-26: closed, Thanksgiving → 09:00-12:00',
      'library carroll, live: false → true',
      'library harford, fallback.phone: removed, was 410-555-0100',
      'library harford, origin http://127.0.0.1:8080: removed; its counts are kept',
      'library harford, key page "Home page": pattern /, placement header, minPatterns 1, weight 1 → pattern /, placement footer, minPatterns 1, weight 1',
      'library harford, fallback.form: added, https://www.harford.example.org/form',
      'library harford, origin https://catalog.harford.example.org: added',
    ]);
  });

  test('import: a file with a fault changes nothing, however good the rest of it', async () => {
    const database = await open();
    await importText(database, aCooperativeText());
    const before = await exportCooperative(database.db);
    const result = await importText(
      database,
      aCooperativeText(['name: Test', 'name: Other'], ['live: false', 'live: maybe']),
      { replace: true },
    );
    assert.ok('errors' in result);
    assert.equal(await exportCooperative(database.db), before);
  });

  test('import: an import that the database fails in the middle leaves nothing of itself', async () => {
    const database = await open();
    await failAtKeyPages(database);
    await assert.rejects(importText(database, aCooperativeText()), /disk full/);
    assert.match(await exportCooperative(database.db), /^# Nothing has been imported/);
    assert.equal((await database.db.selectFrom('library').select('id').execute()).length, 0);
  });

  /** The naive import: the same writes, each committed by itself. */
  async function importWithoutTransaction({ db }: Database, text: string): Promise<void> {
    const parsed = parseCooperativeFile(text, importOptions);
    assert.ok('cooperative' in parsed);
    const found = await difference(await toCooperative(await loadRows(db)), parsed.cooperative);
    await saveDifference(db, found, importOptions.nowMs);
  }

  test('import: mutant: without the transaction half of it stays', async () => {
    const database = await open();
    await failAtKeyPages(database);
    await assert.rejects(importWithoutTransaction(database, aCooperativeText()), /disk full/);
    assert.equal((await database.db.selectFrom('library').select('id').execute()).length, 2);
  });

  test('import: hours that a person changed since are kept unless replaced, and an edit that the file repeats is none', async () => {
    const database = await open();
    await importText(database, aCooperativeText());
    const edit = (close: string) =>
      database.db
        .updateTable('queue')
        .set({
          weekly: JSON.stringify([{ days: ['mo'], open: '09:00', close }]),
          edited_at: new Date('2026-11-20T12:00:00Z'),
          closed_until: new Date('2026-12-01T00:00:00Z'),
        })
        .where('id', '=', 'harford-desk')
        .execute();
    await edit('12:00');
    const renamed = aCooperativeText(['name: Test', 'name: Other']);
    assert.deepEqual(await importText(database, renamed), {
      edited: [
        'queue harford-desk, hours.weekly: mo 09:00-12:00 → mo tu 09:00-17:00; we 22:00-02:00 (changed here on 2026-11-20)',
      ],
    });
    assert.match(await exportCooperative(database.db), /name: Test Cooperative/);

    assert.deepEqual(await changesOf(database, await exportCooperative(database.db)), []);
    await edit('13:00');
    assert.equal((await changesOf(database, renamed, { replace: true })).length, 2);
    const queue = await database.db
      .selectFrom('queue')
      .select(['edited_at', 'closed_until', 'revision'])
      .where('id', '=', 'harford-desk')
      .executeTakeFirstOrThrow();
    assert.equal(queue.edited_at, null);
    assert.equal(queue.closed_until?.toISOString(), '2026-12-01T00:00:00.000Z');
    assert.equal(queue.revision, 1);
  });

  test('import: a desk closed for the day holds up no import, and no import opens it', async () => {
    const database = await open();
    await importText(database, aCooperativeText());
    const { id } = await database.db
      .insertInto('account')
      .values({ label: 'Harford liaison', role: 'liaison' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const untilMs = Date.parse('2026-12-01T00:00:00.000Z');
    const closed = await saveChange(database, 'harford-desk', {
      change: { action: 'closed-until', untilMs },
      revision: 0,
      by: { id, label: 'Harford liaison', role: 'liaison' },
      atMs: untilMs - 3_600_000,
      note: 'snow',
    });
    assert.equal(typeof closed, 'object');
    assert.equal((await changesOf(database, aCooperativeText(['open: 09:00', 'open: 10:00']))).length, 1);
    const queue = await database.db
      .selectFrom('queue')
      .select('closed_until')
      .where('id', '=', 'harford-desk')
      .executeTakeFirstOrThrow();
    assert.equal(queue.closed_until?.getTime(), untilMs);
  });

  test('import: what was counted outlives the library and the origin that the file drops, and meets them again', async () => {
    const database = await open();
    const { db } = database;
    await importText(database, aCooperativeText());
    const origin = await db
      .selectFrom('library_origin')
      .select('id')
      .where('library_id', '=', 'carroll')
      .executeTakeFirstOrThrow();
    const seen = {
      pattern: '/',
      name: 'header',
      form: 'tag' as const,
      widget: '0.1.0',
      first_seen_at: new Date(0),
      last_seen_at: new Date(0),
      established: true,
    };
    const placement = await db
      .insertInto('placement')
      .values({ library_id: 'carroll', origin_id: origin.id, ...seen })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('placement_day')
      .values({
        library_id: 'carroll',
        placement_id: placement.id,
        date: '2026-11-24',
        state: 'closed',
        tier: 'none',
        class: 'counted',
        click_phone: 3,
      })
      .execute();
    const counted = () =>
      db
        .selectFrom('placement_day')
        .innerJoin('placement', 'placement.id', 'placement_id')
        .select(['click_phone', 'origin_id'])
        .execute();

    assert.deepEqual(await changesOf(database, aCooperativeText([CARROLL, ''])), [
      'library carroll: removed, Carroll County Public Library; its counts are kept',
    ]);
    assert.deepEqual(await counted(), [{ click_phone: 3, origin_id: origin.id }]);
    assert.deepEqual(await changesOf(database, aCooperativeText([CARROLL, ''])), []);

    assert.deepEqual(await changesOf(database, aCooperativeText()), [
      'library carroll: added, Carroll County Public Library',
    ]);
    assert.deepEqual(
      await db.selectFrom('library_origin').select(['id', 'registered']).where('library_id', '=', 'carroll').execute(),
      [{ id: origin.id, registered: true }],
    );
    assert.deepEqual(await counted(), [{ click_phone: 3, origin_id: origin.id }]);
  });

  test('import: a library that the file drops has no answer any more: its open interval ends', async () => {
    const database = await open();
    const { db } = database;
    await importText(database, aCooperativeText());
    const told = {
      state: 'closed' as const,
      evidence: 'scheduled' as const,
      started_at: new Date('2026-11-24T14:00:00Z'),
    };
    await db
      .insertInto('availability_interval')
      .values(['carroll', 'harford'].map((library_id) => ({ library_id, ...told })))
      .execute();
    await importText(database, aCooperativeText([CARROLL, '']));
    const stillOpen = await db
      .selectFrom('availability_interval')
      .select('library_id')
      .where('ended_at', 'is', null)
      .execute();
    assert.deepEqual(stillOpen, [{ library_id: 'harford' }]);
  });

  test('two imports at once: one adds, the other finds nothing to change', async () => {
    const database = await open();
    const results = await Promise.all([
      changesOf(database, aCooperativeText()),
      changesOf(database, aCooperativeText()),
    ]);
    assert.deepEqual(results.map((changes) => changes.length).sort(), [0, 5]);
  });
});

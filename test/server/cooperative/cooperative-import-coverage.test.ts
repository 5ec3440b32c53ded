// Shifts, presence sources and deadlines come with the file: printed, audited, and never over an edit without --replace.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportCooperative } from '../../../server/src/cooperative-file/export.ts';
import { importCooperative, type ImportResult } from '../../../server/src/cooperative-file/import.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { saveShifts } from '../../../server/src/schedule/shifts/store.ts';
import { aCooperativeText, importOptions } from '../../support/data/cooperative-text.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';

const MORNING = { label: 'Desk', days: ['mo' as const, 'we' as const], start: '09:00', end: '13:00' };
const SHIFT = '- { label: Desk, days: [mo, we], start: "09:00", end: "13:00" }';
const withCoverage = (...edits: [string, string][]): string =>
  aCooperativeText(
    ['name: Test Cooperative', 'name: Test Cooperative\n  escalation: { localMin: 5 }'],
    [
      'hours: { weekly: null }\n',
      `hours: { weekly: null }\n    shifts:\n      ${SHIFT}\n    presence: { kind: xmpp, host: chat.example.org, jid: desk@chat.example.org }\n`,
    ],
    ...edits,
  );

forEachEngineByTier((_engine, open) => {
  const importText = (database: Database, text: string, replace = false): Promise<ImportResult> =>
    importCooperative(database, text, { ...importOptions, replace });
  const changesOf = async (database: Database, text: string, replace = false): Promise<string[]> => {
    const result = await importText(database, text, replace);
    assert.ok('changes' in result, JSON.stringify(result));
    return result.changes;
  };
  const queueOf = ({ db }: Database) =>
    db
      .selectFrom('queue')
      .select(['shifts', 'shifts_revision', 'shifts_edited_at', 'presence'])
      .where('id', '=', 'statewide')
      .executeTakeFirstOrThrow();

  test('import: prints the shifts, source and deadlines that it changes, and exports them as a person writes them', async () => {
    const database = await open();
    await importText(database, aCooperativeText());
    assert.deepEqual(await changesOf(database, withCoverage()), [
      'cooperative, escalation: added, local 5 min, statewide 15 min, global 60 min, at once statewide',
      'queue statewide, presence: added, xmpp, host chat.example.org, jid desk@chat.example.org, scheme https',
      'queue statewide, shift "Desk" mo we 09:00: added, to 13:00',
    ]);
    assert.deepEqual(await changesOf(database, withCoverage()), []);
    assert.deepEqual(await changesOf(database, withCoverage(['end: "13:00"', 'end: "14:00", except: [2026-12-02]'])), [
      'queue statewide, shift "Desk" mo we 09:00: to 13:00 → to 14:00, except 2026-12-02',
    ]);
    const exported = await exportCooperative(database.db);
    assert.match(
      exported,
      /^ {6}- \{ label: Desk, days: \[ mo, we \], start: "09:00", end: "14:00", except: \[ "2026-12-02" \] \}$/m,
    );
    assert.match(
      exported,
      /^ {4}presence: \{ kind: xmpp, host: chat.example.org, scheme: https, jid: desk@chat.example.org \}$/m,
    );
    assert.match(
      exported,
      /^ {2}escalation: \{ localMin: 5, statewideMin: 15, globalMin: 60, atOnce: \[ statewide \] \}$/m,
    );
    assert.deepEqual(await changesOf(database, exported), []);
  });

  const audit = ({ db }: Database) =>
    db
      .selectFrom('audit_entry')
      .select(['before', 'after'])
      .where('action', '=', 'shifts-imported')
      .where('subject', '=', 'queue:statewide')
      .orderBy('id')
      .execute();

  test('import: a change of shifts by import grows their revision and is kept in the audit trail', async () => {
    const database = await open();
    await importText(database, aCooperativeText());
    const { shifts_revision } = await queueOf(database);
    await importText(database, withCoverage());
    await importText(database, withCoverage(['name: Statewide desk', 'name: State desk']));
    assert.ok((await queueOf(database)).shifts_revision > shifts_revision);
    assert.deepEqual(await audit(database), [{ before: [], after: [MORNING] }]);
  });

  test('import: shifts that a person changed since are kept unless replaced, and an edit that the file repeats is none', async () => {
    const database = await open();
    await importText(database, withCoverage());
    const { id } = await database.db
      .insertInto('account')
      .values({ label: 'Coordinator', role: 'coordinator' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const edit = async (end: string): Promise<void> => {
      const { shifts_revision: revision } = await queueOf(database);
      const by = { id, label: 'Coordinator', role: 'coordinator' as const };
      const saved = await saveShifts(database, 'statewide', {
        shifts: [{ ...MORNING, end }],
        revision,
        by,
        atMs: Date.parse('2026-11-20T12:00:00Z'),
      });
      assert.equal(typeof saved, 'object');
    };
    await edit('12:00');
    const renamed = withCoverage(['name: Test', 'name: Other']);
    assert.deepEqual(await importText(database, renamed), {
      edited: ['queue statewide, shift "Desk" mo we 09:00: to 12:00 → to 13:00 (changed here on 2026-11-20)'],
    });
    assert.deepEqual((await queueOf(database)).shifts, [{ ...MORNING, end: '12:00' }]);

    assert.deepEqual(await changesOf(database, await exportCooperative(database.db)), []);
    assert.equal((await queueOf(database)).shifts_edited_at, null);
    await edit('11:00');
    assert.equal((await changesOf(database, renamed, true)).length, 2);
    const { shifts, shifts_edited_at } = await queueOf(database);
    assert.deepEqual([shifts, shifts_edited_at], [[MORNING], null]);
  });

  test('import: a source that the file drops is polled no longer', async () => {
    const database = await open();
    await importText(database, withCoverage());
    assert.equal((await queueOf(database)).presence?.kind, 'xmpp');
    await importText(database, aCooperativeText());
    assert.equal((await queueOf(database)).presence, null);
  });
});

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  getCooperativeRegistration,
  getDeskRegistration,
  getEndedDesks,
  saveCooperativeRegistration,
  saveDeskRegistration,
  saveLibraryRegistration,
  undoCooperativeRegistration,
  undoDeskRegistration,
} from '@askusnow/sdk';
import type { CooperativeRegistration, StoredLibrary } from '@askusnow/sdk/contract';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { saveSample } from '../../../server/src/coverage/presence/sample-store.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { insertBatchIds } from '../../../server/src/visibility/ingest/batch-store.ts';
import { insertPlacements, type NewPlacement } from '../../../server/src/visibility/ingest/placement-store.ts';
import { withApp } from '../../support/app/fixture.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';
import { undoScene } from '../../support/data/undo-scene.ts';
import { eventually } from '../../support/waiting.ts';

const OLD_SITE = 'https://www.library.example';
const NEW_SITE = 'https://new.library.example';
withApp({
  // 10:20 AM on a Tuesday: every desk is open, but Cecil's.
  now: '2026-11-24T15:20:00.000Z',
  as: { coordinator: ['coordinator'], other: ['coordinator'] },
}).describe('what ends an undo', (on) => {
  beforeEach(async () => {
    await importCooperative(on.app.database, TWO_LIBRARIES, { ...importOptions, replace: true });
    await eventually(() => on.app.registry.library('harford')?.origins.length === 2);
    on.clock.advance(HOUR_MS);
    await on.signInAgain('coordinator');
    await on.signInAgain('other');
  });
  const { read, codeOf, save, undo, count } = undoScene(on);
  test('undo: a desk is as it was before its last change; one that was added ends, unless a library asks it', async () => {
    const before = await getDeskRegistration(on.coordinator, 'cecil-desk');
    const registration = { ...before.registration, presence: { kind: 'heartbeat' } as const };
    const saved = await saveDeskRegistration(on.coordinator, 'cecil-desk', { registration, revision: before.revision });
    assert.deepEqual(saved.undoable?.former, before.registration);
    const { revision } = saved;
    assert.equal(
      await codeOf(undoDeskRegistration(on.coordinator, 'cecil-desk', { revision: revision - 1 })),
      '409 stale-revision',
    );
    await undoDeskRegistration(on.coordinator, 'cecil-desk', { revision });
    const after = await getDeskRegistration(on.coordinator, 'cecil-desk');
    assert.deepEqual([after.registration, after.undoable], [before.registration, null]);
    const desk = { registration: { ...registration, name: 'New desk' }, revision: 0 };
    const added = await saveDeskRegistration(on.coordinator, 'new-desk', desk);
    assert.deepEqual([added.undoable?.former, added.undoable?.endsWithCounts], [null, true]);
    await undoDeskRegistration(on.coordinator, 'new-desk', { revision: added.revision });
    assert.equal(await codeOf(getDeskRegistration(on.coordinator, 'new-desk')), '404 not-found');
    assert.deepEqual((await getEndedDesks(on.coordinator)).desks, []);
    const again = await saveDeskRegistration(on.coordinator, 'new-desk', desk);
    await save({ queues: { local: { queue: 'new-desk' } } });
    assert.equal((await getDeskRegistration(on.coordinator, 'new-desk')).undoable, null, 'a library asks it');
    assert.equal(
      await codeOf(undoDeskRegistration(on.coordinator, 'new-desk', { revision: again.revision })),
      '409 nothing-to-undo',
    );
  });

  for (const [what, edit, endsWithCounts] of [
    ['a zone', { zone: 'America/Chicago' }, true],
    ['a name and a note', { name: 'Desk upstairs', note: 'By the stairs.' }, false],
  ] as const)
    test(`undo: a desk’s change of ${what} ends with ${endsWithCounts ? 'a click there' : 'the next change alone'}`, async () => {
      const { registration, revision } = await getDeskRegistration(on.coordinator, 'harford-desk');
      on.clock.advance(HOUR_MS);
      await on.signInAgain('coordinator');
      const desk = { registration: { ...registration, ...edit }, revision };
      const saved = await saveDeskRegistration(on.coordinator, 'harford-desk', desk);
      assert.equal(saved.undoable?.endsWithCounts, endsWithCounts);
      await count(OLD_SITE, { events: [{ kind: 'click', state: 'available', tier: 'global' }] });
      assert.ok((await getDeskRegistration(on.coordinator, 'harford-desk')).undoable, 'a click at another tier');
      await count(OLD_SITE, { events: [{ kind: 'click', state: 'available', tier: 'local' }] });
      const undone = undoDeskRegistration(on.coordinator, 'harford-desk', { revision: saved.revision });
      assert.equal(await codeOf(undone), endsWithCounts ? '409 nothing-to-undo' : 'done');
    });

  test('undo: a desk’s new source is taken back until it has seen anybody', async () => {
    const { registration, revision } = await getDeskRegistration(on.coordinator, 'cecil-desk');
    const desk = { registration: { ...registration, presence: { kind: 'heartbeat' } as const }, revision };
    const saved = await saveDeskRegistration(on.coordinator, 'cecil-desk', desk);
    assert.ok(saved.undoable?.endsWithCounts);
    await saveSample(on.app.database, 'cecil-desk', { state: 'available', atMs: on.clock.now() });
    assert.equal((await getDeskRegistration(on.coordinator, 'cecil-desk')).undoable, null);
  });

  for (const [what, edit, endsWithCounts, page] of [
    ['the minutes after closing', { afterClosingMin: 20 }, true, '/databases'],
    ['words of pages', { pageWords: { hide: ['grief'], show: [] } }, true, '/research'],
    ['the urgent line', { urgent: { text: 'Call 988.', phone: '988' } }, false, '/contact'],
  ] as const)
    test(`undo: a setting’s change of ${what} ends with ${endsWithCounts ? 'a count' : 'the next change alone'}`, async () => {
      const { registration, revision } = await getCooperativeRegistration(on.coordinator);
      on.clock.advance(2 * HOUR_MS);
      await on.signInAgain('coordinator');
      const saved = await saveCooperativeRegistration(on.coordinator, {
        registration: { ...registration, ...structuredClone(edit) } as CooperativeRegistration,
        revision,
      });
      assert.equal(saved.undoable?.endsWithCounts, endsWithCounts);
      await count(OLD_SITE, { page });
      const undone = undoCooperativeRegistration(on.coordinator, { revision: saved.revision });
      assert.equal(await codeOf(undone), endsWithCounts ? '409 nothing-to-undo' : 'done');
    });

  /** A count of a site that a change has brought, on another node: it commits between an undo's check and its commit. */
  const countedUnderWay = async (
    library: StoredLibrary,
    pattern: string,
    undone: () => Promise<unknown>,
  ): Promise<string[]> => {
    const { id } = await on.app.database.db
      .selectFrom('library_origin')
      .select('id')
      .where('library_id', '=', library.id)
      .where('origin', '=', NEW_SITE)
      .executeTakeFirstOrThrow();
    const placement = { ...{ library_id: library.id, origin_id: id, pattern, name: 'header', form: 'tag' } };
    return meetUnderWay(
      on.app,
      async (trx) => {
        await insertBatchIds(trx, 'alone', [`20261124-${'a'.repeat(32)}`]);
        const seenAt = new Date(on.clock.now()).toISOString();
        await insertPlacements(trx, [{ ...placement, widget: '1.0.0', seenAt, established: true } as NewPlacement]);
      },
      [() => codeOf(undone())],
    );
  };

  test('undo: a count that is under way when it is asked for is waited for, and ends it', async () => {
    const saved = await save({ origins: [OLD_SITE, NEW_SITE], keyPages: [] });
    assert.deepEqual(await countedUnderWay(saved, '/hours', () => undo(saved)), ['409 nothing-to-undo']);
    assert.ok((await read()).registration.origins.includes(NEW_SITE));
  });

  test('undo: mutant: one that checks without the lock leaves what is counted meanwhile not registered', async () => {
    const saved = await save({ origins: [OLD_SITE, NEW_SITE], keyPages: [] });
    const { revision, undoable } = await read();
    const registration = undoable!.former!;
    const naive = () => saveLibraryRegistration(on.coordinator, 'harford', { registration, revision });
    assert.deepEqual(await countedUnderWay(saved, '/about', naive), ['done']);
    assert.ok(!(await read()).registration.origins.includes(NEW_SITE));
  });

  test('undo: the cooperative’s settings are as they were before their last change', async () => {
    const before = await getCooperativeRegistration(on.coordinator);
    const registration = { ...before.registration, name: 'AskUsNow', urgent: { text: 'Call 988.', phone: '988' } };
    const { revision, undoable } = await saveCooperativeRegistration(on.coordinator, {
      registration,
      revision: before.revision,
    });
    assert.deepEqual(undoable?.former, before.registration);
    await undoCooperativeRegistration(on.coordinator, { revision });
    const after = await getCooperativeRegistration(on.coordinator);
    assert.deepEqual([after.registration, after.undoable], [before.registration, null]);
    assert.equal(
      await codeOf(undoCooperativeRegistration(on.coordinator, { revision: after.revision })),
      '409 nothing-to-undo',
    );
  });
});

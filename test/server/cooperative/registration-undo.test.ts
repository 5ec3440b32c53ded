import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  endLibraryRegistration,
  getAvailability,
  getCooperativeRegistration,
  getEndedLibraries,
  getLibraryRegistration,
  previewLibraryRegistration,
  saveCooperativeRegistration,
  saveLibraryRegistration,
  setLibraryMessage,
  undoLibraryRegistration,
} from '@askusnow/sdk';
import type { LibraryRegistration, StoredLibrary } from '@askusnow/sdk/contract';
import { toEnglishView } from '@askusnow/widget/english-view';
import { exportCooperative } from '../../../server/src/cooperative-file/export.ts';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { untilHoursConfirmed } from '../../support/app/confirmed-hours.ts';
import { withApp } from '../../support/app/fixture.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { undoScene } from '../../support/data/undo-scene.ts';
import { eventually } from '../../support/waiting.ts';

const OLD_SITE = 'https://www.library.example';
const NEW_SITE = 'https://new.library.example';
const KENT: LibraryRegistration = {
  name: 'Kent County',
  zone: 'America/New_York',
  live: true,
  origins: ['https://kent.example'],
  queues: { statewide: { queue: 'statewide', chat: 'https://chat.example/kent' } },
  fallback: { phone: '410-555-0100' },
  branches: [],
  keyPages: [],
};

withApp({
  // 10:20 AM on a Tuesday: every desk is open, but Cecil's.
  now: '2026-11-24T15:20:00.000Z',
  as: { coordinator: ['coordinator'], other: ['coordinator'] },
}).describe('undo of a registration', (on) => {
  beforeEach(async () => {
    await importCooperative(on.app.database, TWO_LIBRARIES, { ...importOptions, replace: true });
    await eventually(() => on.app.registry.library('harford')?.origins.length === 2);
    on.clock.advance(HOUR_MS);
    await untilHoursConfirmed(on.app, on.clock, 'harford');
    await on.signInAgain('coordinator');
    await on.signInAgain('other');
  });
  const { read, codeOf, save, undo, count } = undoScene(on);
  const actions = async (subject: string): Promise<string[]> => {
    const entries = on.app.database.db.selectFrom('audit_entry').select('action').where('subject', '=', subject);
    return (await entries.orderBy('id').execute()).map(({ action }) => action);
  };

  test('preview: what patrons would see is what they see after the save, and it stores nothing', async () => {
    const { registration } = await read();
    const { statewide } = registration.queues;
    const stored = await exportCooperative(on.app.database.db);
    for (const edit of [
      {},
      { queues: { local: { queue: 'harford-desk', chat: 'https://chat.example/new' } } },
      { queues: { local: { queue: 'harford-desk' } }, fallback: {} },
      { queues: { local: { queue: 'cecil-desk' } }, fallback: { phone: '410-555-0199' } },
      { queues: { local: { queue: 'cecil-desk' }, statewide: statewide! } },
    ] satisfies Partial<LibraryRegistration>[]) {
      const wanted = { ...registration, ...edit };
      const previewed = await previewLibraryRegistration(on.coordinator, 'harford', { registration: wanted });
      assert.equal(await exportCooperative(on.app.database.db), stored);
      const saved = await save(edit);
      const { queues } = wanted;
      await eventually(async () => {
        const answer = await getAvailability({ endpoint: on.app.url }, 'harford');
        return (
          JSON.stringify(answer.tiers.map(({ chat }) => chat?.url)) ===
          JSON.stringify(
            [queues.local, 'statewide' in queues ? queues.statewide : null].flatMap((use) => (use ? [use.chat] : [])),
          )
        );
      });
      const answer = await getAvailability({ endpoint: on.app.url }, 'harford');
      const { others, ...view } = toEnglishView(answer, on.clock.now());
      const { state, tier, evidence } = answer;
      assert.deepEqual(previewed, { state, tier, evidence, ...view, others: others.map(([, text]) => text) });
      if (saved.undoable) await undo(saved);
    }
  });

  test('preview: it has the urgent line while nobody can chat, and the library’s message, as its answer has', async () => {
    const { registration: head, revision } = await getCooperativeRegistration(on.coordinator);
    const urgent = { text: 'In a crisis? Call 988.', phone: '988' };
    await saveCooperativeRegistration(on.coordinator, { registration: { ...head, urgent }, revision });
    const message = { text: 'The catalog is down.', until: new Date(on.clock.now() + HOUR_MS).toISOString() };
    await setLibraryMessage(on.coordinator, 'harford', { ...message, revision: 0 });
    const answered = () => getAvailability({ endpoint: on.app.url }, 'harford');
    await eventually(async () => Boolean((await answered()).message && (await answered()).urgent));
    const { registration } = await read();
    const linesOf = async (edit: Partial<LibraryRegistration>): Promise<readonly string[]> => {
      const wanted = { registration: { ...registration, ...edit } };
      return (await previewLibraryRegistration(on.coordinator, 'harford', wanted)).lines;
    };
    assert.deepEqual(await linesOf({}), [message.text], 'somebody can chat');
    assert.deepEqual(await linesOf({ queues: { local: { queue: 'cecil-desk' } } }), [urgent.text, message.text]);
    assert.deepEqual(toEnglishView(await answered(), on.clock.now()).lines, [message.text]);
  });

  test('preview: a library that is not registered yet is previewed, and a fault is named', async () => {
    const preview = (registration: LibraryRegistration) =>
      previewLibraryRegistration(on.coordinator, 'kent', { registration });
    assert.deepEqual(await preview(KENT), {
      ...{ state: 'available', tier: 'statewide', evidence: 'scheduled', label: 'Ask a librarian' },
      ...{ status: 'Librarians statewide can chat until 10 PM', leadsTo: 'https://chat.example/kent' },
      ...{ others: [], lines: [] },
    });
    assert.equal(await codeOf(preview({ ...KENT, zone: 'Maryland' })), '422 invalid-request registration.zone');
    assert.equal(await codeOf(read('kent')), '404 not-found');
  });

  test('undo: the last change is taken back as it was, once, with an entry in the audit log', async () => {
    const before = await read();
    assert.equal(before.undoable, null);
    const saved = await save({ name: 'Harford County', keyPages: [], live: false });
    assert.deepEqual(saved.undoable?.former, before.registration);
    assert.deepEqual((await getLibraryRegistration(on.other, 'harford')).undoable, saved.undoable);
    await undoLibraryRegistration(on.other, 'harford', { revision: saved.revision });
    const after = await read();
    assert.deepEqual([after.registration, after.undoable], [before.registration, null]);
    assert.deepEqual((await actions('library:harford')).slice(-2), ['registration-changed', 'registration-undone']);
    assert.equal(await codeOf(undo(after)), '409 nothing-to-undo');
  });

  /** One has changed the library, and another since. */
  const changedSince = async (): Promise<StoredLibrary> => {
    const mine = await save({ name: 'Mine' });
    await save({ fallback: { phone: '410-555-0177' } }, on.other);
    return mine;
  };
  const assertLeft = async (): Promise<void> =>
    assert.deepEqual((await read()).registration.fallback, { phone: '410-555-0177' });

  test('undo: what another has saved since is not overwritten', async () => {
    assert.equal(await codeOf(undo(await changedSince())), '409 stale-revision');
    await assertLeft();
  });

  test('undo: mutant: one that goes by what its page has read overwrites what another has saved since', async () => {
    const { undoable } = await changedSince();
    const { revision } = await read();
    const registration = undoable!.former!;
    await saveLibraryRegistration(on.coordinator, 'harford', { registration, revision });
    await assert.rejects(assertLeft, { code: 'ERR_ASSERTION' });
  });

  test('undo: a file that was read since leaves nothing to undo', async () => {
    await save({ name: 'Harford County' });
    await importCooperative(on.app.database, TWO_LIBRARIES, { ...importOptions, replace: true });
    const stored = await read();
    assert.equal(stored.undoable, null);
    assert.equal(await codeOf(undo(stored)), '409 nothing-to-undo');
  });

  for (const [what, edit, origin, more] of [
    ['a site', { origins: [OLD_SITE, NEW_SITE], keyPages: [] }, NEW_SITE, {}],
    ['a branch', { branches: [{ id: 'aberdeen', name: 'Aberdeen', fallback: {} }] }, OLD_SITE, { branch: 'aberdeen' }],
    ['a desk', { queues: { local: { queue: 'cecil-desk' } } }, OLD_SITE, {}],
    ['a zone', { zone: 'America/Chicago' }, OLD_SITE, {}],
  ] as const)
    test(`undo: a change that brought ${what} is undone until a click there is counted`, async () => {
      await count(OLD_SITE);
      on.clock.advance(HOUR_MS);
      const saved = await save(structuredClone(edit) as Partial<LibraryRegistration>);
      await eventually(() => on.app.registry.library('harford')?.zone === saved.registration.zone);
      await eventually(() => !('origins' in edit) || on.app.registry.library('harford')!.keyPages.length === 0);
      await eventually(
        () => !('branches' in edit) || on.app.registry.library('harford')!.branches[0]?.id === 'aberdeen',
      );
      assert.ok(saved.undoable);
      if (what === 'a site' || what === 'a branch') await count(OLD_SITE);
      assert.ok((await read()).undoable, 'what was there before is counted all the same');
      await count(origin, more);
      assert.equal((await read()).undoable, null);
      assert.equal(await codeOf(undo(saved)), '409 nothing-to-undo');
    });

  test('undo: mutant: one that asks for no counts leaves a site counted and not registered', async () => {
    const saved = await save({ origins: [OLD_SITE, NEW_SITE], keyPages: [] });
    await eventually(() => on.app.registry.library('harford')?.keyPages.length === 0);
    await count(NEW_SITE);
    const { revision, undoable } = saved;
    const back = { registration: undoable!.former!, revision };
    const { registration } = await saveLibraryRegistration(on.coordinator, 'harford', back);
    assert.ok(!registration.origins.includes(NEW_SITE));
  });

  test('undo: a library that was added ends, unless something was counted; its second end is undone as any', async () => {
    const added = await saveLibraryRegistration(on.coordinator, 'kent', { registration: KENT, revision: 0 });
    assert.equal(added.undoable?.former, null);
    await undo(added);
    assert.equal(await codeOf(read('kent')), '404 not-found');
    assert.deepEqual((await getEndedLibraries(on.coordinator)).libraries, []);
    const again = await saveLibraryRegistration(on.coordinator, 'kent', { registration: KENT, revision: 0 });
    await eventually(() => on.app.registry.library('kent') !== undefined);
    await count('https://kent.example', { library: 'kent' });
    assert.equal(await codeOf(undo(again)), '409 nothing-to-undo');
    assert.deepEqual((await read('kent')).registration, KENT);
  });

  test('undo: a library that was ended is back as it was, with its branches, and its counts go on', async () => {
    const before = await read();
    await endLibraryRegistration(on.coordinator, 'harford', { revision: before.revision });
    const [ended, ...others] = (await getEndedLibraries(on.other)).libraries;
    assert.deepEqual([ended?.id, ended?.name, others], ['harford', before.registration.name, []]);
    assert.equal(await codeOf(undo({ id: 'harford', revision: before.revision })), '409 stale-revision');
    await undo(ended!);
    const after = await read();
    assert.deepEqual([after.registration, after.undoable], [before.registration, null]);
    assert.deepEqual((await getEndedLibraries(on.coordinator)).libraries, []);
    await eventually(() => on.app.registry.library('harford') !== undefined);
    await count(OLD_SITE);
  });
});

// A desk ends on a screen: nobody asks it, its accounts and links are over, and what was counted stays.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  endDeskRegistration,
  getAvailability,
  getDeskEnd,
  getDeskRegistration,
  getEndedDesks,
  getLibraryRegistration,
  getRegisteredDesks,
  previewLibraryRegistration,
  ProblemError,
  saveDeskRegistration,
  saveLibraryRegistration,
  undoDeskRegistration,
  undoLibraryRegistration,
} from '@askusnow/sdk';
import { exportCooperative } from '../../../server/src/cooperative-file/export.ts';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { saveSample } from '../../../server/src/coverage/presence/sample-store.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { codeOf } from '../../support/app/requests.ts';
import { eventually } from '../../support/waiting.ts';

const HEARTBEATS = TWO_LIBRARIES.replace(
  'name: Harford desk, tier: local,',
  'name: Harford desk, tier: local, presence: { kind: heartbeat },',
);

withApp({
  // 10:20 AM on a Tuesday: every desk is open, but Cecil's.
  now: '2026-11-24T15:20:00.000Z',
  as: { coordinator: ['coordinator'], other: ['coordinator'] },
}).describe('end of a desk', (on) => {
  beforeEach(async () => {
    await importCooperative(on.app.database, HEARTBEATS, { ...importOptions, replace: true });
    await eventually(() => on.app.registry.queue('harford-desk')?.presence?.kind === 'heartbeat');
    on.clock.advance(HOUR_MS);
    await on.signInAgain('coordinator');
    await on.signInAgain('other');
  });
  const read = (desk = 'harford-desk') => getDeskRegistration(on.coordinator, desk);
  const end = async (desk = 'harford-desk', as = on.coordinator): Promise<void> =>
    endDeskRegistration(as, desk, { revision: (await read(desk)).revision });
  const bringBack = async (): Promise<void> => {
    const [ended] = (await getEndedDesks(on.other)).desks;
    await undoDeskRegistration(on.other, ended!.id, { revision: ended!.revision });
  };
  const chatsOf = async (library = 'harford') =>
    (await getAvailability({ endpoint: on.app.url }, library)).tiers.map(({ tier, chat }) => [tier, chat?.url]);

  test('desk end: what becomes of it is said before, and is what becomes of it', async () => {
    assert.deepEqual(await getDeskEnd(on.coordinator, 'harford-desk'), {
      libraries: [{ id: 'harford', name: '=Harford, "County"', asksThen: ['Statewide desk'] }],
      ...{ accounts: 0, desks: 0, addresses: 0 },
    });
    await end();
    await eventually(async () => (await chatsOf()).length === 1);
    assert.deepEqual(await chatsOf(), [['statewide', 'https://chat.example/state']]);
    assert.equal(await codeOf(read()), '404 not-found');
    assert.equal(await codeOf(getDeskEnd(on.coordinator, 'harford-desk')), '404 not-found');
    assert.deepEqual(
      (await getRegisteredDesks(on.coordinator)).desks.map(({ id }) => id),
      ['cecil-desk', 'statewide'],
    );
    const entries = await on.app.database.db
      .selectFrom('audit_entry')
      .select(['subject', 'action'])
      .where('subject', 'in', ['queue:harford-desk', 'library:harford'])
      .orderBy('id', 'desc')
      .limit(2)
      .execute();
    assert.deepEqual(entries.map(({ subject, action }) => `${subject} ${action}`).sort(), [
      'library:harford registration-desk-ended',
      'queue:harford-desk registration-ended',
    ]);
    const library = await getLibraryRegistration(on.coordinator, 'harford');
    assert.equal(library.undoable, null, 'its order is taken back with the desk');
  });

  test('desk end: a library keeps a desk: it is named, and nothing has ended', async () => {
    const { registration, revision } = await getLibraryRegistration(on.coordinator, 'cecil');
    const queues = { local: registration.queues.local! };
    await saveLibraryRegistration(on.coordinator, 'cecil', { registration: { ...registration, queues }, revision });
    const before = await exportCooperative(on.app.database.db);
    assert.deepEqual((await getDeskEnd(on.coordinator, 'cecil-desk')).libraries, [
      { id: 'cecil', name: 'Cecil', asksThen: [] },
    ]);
    const refused = await end('cecil-desk').catch((error: unknown) => error);
    assert.ok(refused instanceof ProblemError);
    assert.match(refused.problem.detail ?? '', /^This is the only desk of Cecil\./);
    assert.equal(await exportCooperative(on.app.database.db), before);
  });

  test('desk end: mutant: one that asks no rule of the file leaves a library that no file can name', async () => {
    const { db } = on.app.database;
    await db.deleteFrom('library_queue').where('queue_id', 'in', ['cecil-desk', 'statewide']).execute();
    const file = await exportCooperative(db);
    assert.ok('errors' in (await importCooperative(on.app.database, file, importOptions)));
  });

  test('desk end: of two who end one desk, the later learns that somebody has changed it', async () => {
    const { revision, registration } = await read();
    await saveDeskRegistration(on.other, 'harford-desk', {
      registration: { ...registration, note: 'Upstairs.' },
      revision,
    });
    assert.equal(await codeOf(endDeskRegistration(on.coordinator, 'harford-desk', { revision })), '409 stale-revision');
    await end();
    assert.equal(await codeOf(endDeskRegistration(on.coordinator, 'harford-desk', { revision })), '404 not-found');
    assert.equal(await codeOf(endDeskRegistration(on.coordinator, 'no-such-desk', { revision })), '404 not-found');
  });

  test('desk end: its accounts and links end, those of another desk go on', async () => {
    const { db } = on.app.database;
    const cookie = await on.app.signIn('desk', ['harford-desk']);
    const both = await on.app.signIn('desk', ['harford-desk', 'cecil-desk']);
    const session = async (as: string): Promise<number> =>
      (await fetch(`${on.app.url}/v1/session`, { headers: { cookie: as } })).status;
    assert.deepEqual([await session(cookie), await session(both)], [200, 200]);
    assert.equal((await getDeskEnd(on.coordinator, 'harford-desk')).accounts, 1);
    await end();
    assert.deepEqual([await session(cookie), await session(both)], [401, 200]);
    const ended = await db.selectFrom('account').select('label').where('ended_at', 'is not', null).execute();
    assert.deepEqual(ended, [{ label: 'desk harford-desk' }]);
    await bringBack();
    assert.equal(await session(cookie), 401, 'a link that has ended opens nothing again');
  });

  test('desk end: what was seen there stays, and nothing is seen or promised there from then on', async () => {
    const { database } = on.app;
    const { db } = database;
    await saveSample(database, 'harford-desk', { state: 'nobody', atMs: on.clock.now() });
    await saveSample(database, 'harford-desk', { state: 'available', atMs: on.clock.now() + 60_000 });
    on.clock.advance(60_000);
    await end();
    await saveSample(database, 'harford-desk', { state: 'available', atMs: on.clock.now() }, on.clock.now(), {
      kind: 'heartbeat',
    });
    const seen = await db.selectFrom('queue_presence').selectAll().where('queue_id', '=', 'harford-desk').execute();
    assert.deepEqual(
      seen.map(({ state }) => state),
      [null],
    );
    const kept = await db
      .selectFrom('presence_interval')
      .select('state')
      .where('queue_id', '=', 'harford-desk')
      .execute();
    assert.ok(kept.some(({ state }) => state === 'nobody'));
    const ahead = db
      .selectFrom('schedule_range')
      .select('id')
      .where('queue_id', '=', 'harford-desk')
      .where('starts_at', '>', new Date(on.clock.now()));
    await eventually(async () => (await ahead.execute()).length === 0);
    await bringBack();
    await eventually(async () => (await ahead.execute()).length > 0);
  });

  test('desk end: undo brings it back as it was, with its hours, to the libraries that have no other in its place', async () => {
    const before = await exportCooperative(on.app.database.db);
    await end();
    await bringBack();
    assert.equal(await exportCooperative(on.app.database.db), before);
    assert.deepEqual((await getEndedDesks(on.coordinator)).desks, []);
    await eventually(async () => (await chatsOf()).length === 2);
    assert.equal((await read()).undoable, null);

    await end('statewide');
    const { registration, revision } = await getLibraryRegistration(on.coordinator, 'cecil');
    const chat = { queue: 'state-two', chat: 'https://chat.example/two' };
    const statewide = { registration: { name: 'Second', tier: 'statewide', zone: 'UTC' } as const, revision: 0 };
    await saveDeskRegistration(on.coordinator, 'state-two', statewide);
    const queues = { ...registration.queues, statewide: chat };
    await saveLibraryRegistration(on.coordinator, 'cecil', { registration: { ...registration, queues }, revision });
    const [ended] = (await getEndedDesks(on.coordinator)).desks;
    const undone = undoDeskRegistration(on.coordinator, 'statewide', { revision: ended!.revision });
    assert.equal(await codeOf(undone), '422 invalid-request', 'there is another statewide desk');
    await saveDeskRegistration(on.coordinator, 'state-two', {
      registration: { ...statewide.registration, note: 'As it is.' },
      revision: 1,
    });
    assert.deepEqual((await getLibraryRegistration(on.coordinator, 'cecil')).registration.queues.statewide, chat);
  });

  test('desk end: the file that the screens were begun on would bring it back, and says so', async () => {
    await end();
    const read = await importCooperative(on.app.database, HEARTBEATS, importOptions);
    assert.ok('edited' in read, JSON.stringify(read));
    assert.match(read.edited.join('\n'), /queue harford-desk: added, Harford desk \(changed here on/);
    await importCooperative(on.app.database, HEARTBEATS, { ...importOptions, replace: true });
    await eventually(() => on.app.registry.queue('harford-desk') !== undefined);
    assert.deepEqual((await getEndedDesks(on.coordinator)).desks, []);
  });

  test('desk end: a desk that is added by its id is a new one, without its hours', async () => {
    await end();
    const { queues } = (await getLibraryRegistration(on.coordinator, 'harford')).registration;
    assert.deepEqual(Object.keys(queues), ['statewide']);
    const desk = { registration: { name: 'Harford desk', tier: 'local', zone: 'UTC' } as const, revision: 0 };
    await saveDeskRegistration(on.coordinator, 'harford-desk', desk);
    assert.match(await exportCooperative(on.app.database.db), /id: harford-desk[^-]*weekly: null/);
  });

  test('preview: a new library is previewed with a desk of its own, which is not stored', async () => {
    const { registration } = await getLibraryRegistration(on.coordinator, 'cecil');
    const wanted = {
      registration: { ...registration, name: 'Kent', queues: { local: { queue: 'kent-desk' } } },
      desks: [{ id: 'kent-desk', registration: { name: 'Kent desk', tier: 'local', zone: 'UTC' } as const }],
    };
    const { desks, ...without } = wanted;
    assert.equal((await previewLibraryRegistration(on.coordinator, 'kent', wanted)).label, 'Ask a librarian');
    assert.equal(await codeOf(previewLibraryRegistration(on.coordinator, 'kent', without)), '422 invalid-request');
    assert.equal(await codeOf(read(desks[0]!.id)), '404 not-found');
  });

  test('desk end: a library that has lost it is not undone into a desk that has ended', async () => {
    const { registration, revision } = await getLibraryRegistration(on.coordinator, 'harford');
    const saved = await saveLibraryRegistration(on.coordinator, 'harford', {
      registration: { ...registration, name: 'Harford' },
      revision,
    });
    await end();
    const undone = undoLibraryRegistration(on.coordinator, 'harford', { revision: saved.revision });
    assert.equal(await codeOf(undone), '409 stale-revision');
  });
});

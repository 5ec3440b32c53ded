// Training and announcements: sessions without names, a refresher, and who has not been heard from.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import {
  acknowledgeAnnouncement,
  type Announcement,
  addTrainingSession,
  getAnnouncements,
  getTasks,
  getTraining,
  publishAnnouncement,
  removeTrainingSession,
  requestRefresher,
  type Connection,
} from '@askusnow/sdk';
import { announcementListSchema, trainingSchema } from '@askusnow/sdk/contract';
import { remind } from '../../../server/src/workspace/announcements/run.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { rowsOf } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';

withApp({
  now: new Date(Date.now() + HOUR_MS).toISOString(),
  as: { coordinator: ['coordinator'], harford: ['liaison', 'harford'], viewer: ['viewer', 'harford'] },
}).describe('training and announcements', (on) => {
  const tasksOf = async (connection: Connection): Promise<string[]> =>
    (await getTasks(connection)).tasks.filter(({ key }) => key === 'announcements').map(({ path }) => path);

  before(async () => {
    await on.app.invite('liaison', ['cecil']);
  });

  const noticesOf = async (kind: string): Promise<(string | null)[]> =>
    (await on.app.database.db.selectFrom('notice').select(['kind', 'library_id']).orderBy('key').execute())
      .filter((notice) => (notice.kind as string) === kind)
      .map(({ library_id }) => library_id);
  /** The newest account is as old as the test's clock says, not the database's. */
  const madeNow = () =>
    on.app.database.db
      .updateTable('account')
      .set({ created_at: new Date(on.clock.now()) })
      .where('id', '=', (eb) => eb.selectFrom('account').select((of) => of.fn.max('id').as('id')))
      .execute();
  const listOf = async (connection: Connection) => announcementListSchema.parse(await getAnnouncements(connection));

  test('training: sessions have a headcount and no names, are summed by year, and removed', async () => {
    await addTrainingSession(on.harford, 'harford', { date: '2025-03-04', topic: 'policies', headcount: 6 });
    await addTrainingSession(on.harford, 'harford', { date: '2026-01-02', topic: 'refresher', headcount: 3 });
    const { sessions } = await addTrainingSession(on.harford, 'harford', {
      date: '2026-02-03',
      topic: 'other',
      name: '=Chat <b>basics</b>',
      headcount: 4,
    });
    assert.equal(sessions[0]!.name, '=Chat <b>basics</b>');
    const { years } = trainingSchema.parse(await getTraining(on.viewer, 'harford'));
    assert.deepEqual(years, [
      { year: 2026, sessions: 2, headcount: 7 },
      { year: 2025, sessions: 1, headcount: 6 },
    ]);
    await removeTrainingSession(on.harford, 'harford', sessions[0]!.id);
    assert.equal((await getTraining(on.harford, 'harford')).sessions.length, 2);
    const { rows } = await sql<{ named: number }>`
        select count(*)::integer as named from audit_entry
        where action like 'training-%' and concat(before, after) like '%basics%'`.execute(on.app.database.db);
    assert.deepEqual(rows, [{ named: 0 }]);
    assert.equal((await problemOf(removeTrainingSession(on.harford, 'harford', sessions[0]!.id))).status, 404);
  });

  test('training: a day too far ahead, a headcount of nobody, a long name and a direction override are refused by name', async () => {
    const rows = await rowsOf(on.app.database, ['training_session']);
    const session = { date: '2026-01-02', topic: 'other', headcount: 3 } as const;
    const wrong = {
      date: '2099-01-01',
      headcount: 0,
      name: 'a'.repeat(81),
    };
    for (const [field, value] of [
      ...Object.entries(wrong),
      ['date', '0000-01-01'],
      ['name', 'a\u202Eb'],
      ['name', 'a\u0007b'],
    ])
      assert.deepEqual(
        (await problemOf(addTrainingSession(on.harford, 'harford', { ...session, [field]: value }))).fields,
        [field],
      );
    assert.equal((await problemOf(addTrainingSession(on.viewer, 'harford', session))).status, 403);
    assert.equal((await problemOf(addTrainingSession(on.harford, 'cecil', session))).status, 404);
    assert.equal(await rowsOf(on.app.database, ['training_session']), rows);
  });

  test('training: practice clicks show that the library has tried the service, patrons’ clicks do not', async () => {
    assert.deepEqual((await getTraining(on.harford, 'harford')).practice, { clicks: 0, first: null, last: null });
    const { db } = on.app.database;
    const placement = await aPlacement(db, { library: 'harford', firstSeen: '2026-01-01T12:00:00.000Z' });
    await aDay(db, { library: 'harford', placement, date: '2026-01-01', clicks: 50 });
    await aDay(db, { library: 'harford', placement, date: '2026-01-02', clicks: 2, class: 'practice' });
    await aDay(db, { library: 'harford', placement, date: '2026-01-05', clicks: 1, class: 'practice' });
    await aDay(db, { library: 'harford', placement, date: '2026-01-09', impressions: 9, class: 'practice' });
    assert.deepEqual((await getTraining(on.harford, 'harford')).practice, {
      clicks: 3,
      first: '2026-01-02',
      last: '2026-01-05',
    });
  });

  test('training: a refresher is requested from the coordinator, once a day', async () => {
    assert.equal((await getTraining(on.harford, 'harford')).refresherAskedOn, null);
    await requestRefresher(on.harford, 'harford');
    await requestRefresher(on.harford, 'harford');
    assert.deepEqual(await noticesOf('refresher-requested'), ['harford']);
    assert.ok((await getTraining(on.harford, 'harford')).refresherAskedOn);
  });

  test('training: is asked for new staff and a day ahead, and planned ahead, which the sums do not count', async () => {
    const kind = 'new-staff';
    on.clock.advance(HOUR_MS);
    const ahead = (days: number) => new Date(on.clock.now() + days * 24 * HOUR_MS).toISOString().slice(0, 10);
    const past = requestRefresher(on.harford, 'harford', { kind, on: ahead(-2) });
    assert.deepEqual((await problemOf(past)).fields, ['on']);
    await requestRefresher(on.harford, 'harford', { kind, on: ahead(9) });
    const before = await getTraining(on.harford, 'harford');
    assert.deepEqual(before.request, { kind, on: ahead(9) });
    const session = { date: ahead(9), topic: 'new-providers', headcount: 4 } as const;
    const { sessions, years } = await addTrainingSession(on.harford, 'harford', session);
    assert.equal(sessions.find(({ date }) => date === session.date)!.isPlanned, true);
    assert.deepEqual(years, before.years);
    await removeTrainingSession(on.harford, 'harford', sessions.find(({ isPlanned }) => isPlanned)!.id);
  });

  test('training: a requested refresher waits for the coordinator, whom no mail reaches, until a session has answered it', async () => {
    assert.deepEqual(await on.app.database.db.selectFrom('notice_delivery').selectAll().execute(), []);
    const waiting = async (connection: Connection) =>
      (await getTasks(connection)).tasks
        .filter(({ key }) => key === 'refreshers')
        .map(({ title, path }) => [title, path]);
    assert.deepEqual(await waiting(on.coordinator), [
      ['=Harford, "County" requests training', '/dashboard/harford/training'],
    ]);
    assert.deepEqual(await waiting(on.harford), []);
    on.clock.advance(HOUR_MS);
    await requestRefresher(on.coordinator, 'cecil');
    assert.deepEqual(await waiting(on.coordinator), [
      ['=Harford, "County" and Cecil request training', '/dashboard/harford/training'],
    ]);
    const hold = async (library: string, atMs: number) => {
      const date = new Date(atMs).toISOString().slice(0, 10);
      await addTrainingSession(on.coordinator, library, { date, topic: 'refresher', headcount: 2 });
    };
    // Written down late: it took place before the request.
    await hold('harford', on.clock.now() - 7 * 24 * HOUR_MS);
    assert.equal((await waiting(on.coordinator)).length, 1);
    on.clock.advance(2 * 24 * HOUR_MS);
    await hold('harford', on.clock.now() - 24 * HOUR_MS);
    assert.deepEqual(await waiting(on.coordinator), [['Cecil requests training', '/dashboard/cecil/training']]);
    await hold('cecil', on.clock.now() - 24 * HOUR_MS);
    assert.deepEqual(await waiting(on.coordinator), []);
  });

  test('announcements: all liaisons read one, one acknowledges it, and the coordinator counts', async () => {
    assert.deepEqual((await problemOf(publishAnnouncement(on.coordinator, { text: 'a'.repeat(2_001) }))).fields, [
      'text',
    ]);
    assert.equal((await problemOf(publishAnnouncement(on.harford, { text: 'No.' }))).code, 'coordinator-only');
    const made = await publishAnnouncement(on.coordinator, { text: 'Closed on December 24.\n<script>' });
    assert.deepEqual([made.acknowledged, made.acknowledgedAt], [0, null]);
    assert.deepEqual(await noticesOf('announcement'), ['cecil', 'harford']);
    assert.deepEqual([await tasksOf(on.harford), await tasksOf(on.viewer)], [['/dashboard/-/announcements'], []]);
    const seen = await listOf(on.harford);
    const [{ acknowledged, waiting }] = seen.announcements as [Announcement];
    assert.deepEqual([seen.silent, seen.liaisons, acknowledged, waiting], [null, null, null, null]);
    assert.equal(seen.announcements[0]!.text, made.text);
    assert.equal((await problemOf(acknowledgeAnnouncement(on.viewer, made.id))).status, 403);
    const first = await acknowledgeAnnouncement(on.harford, made.id);
    assert.deepEqual(await tasksOf(on.harford), []);
    on.clock.advance(HOUR_MS);
    assert.equal((await acknowledgeAnnouncement(on.harford, made.id)).acknowledgedAt, first.acknowledgedAt);
    assert.equal((await problemOf(acknowledgeAnnouncement(on.harford, 999))).status, 404);
    const { announcements, liaisons } = await listOf(on.coordinator);
    assert.deepEqual([announcements[0]!.acknowledged, liaisons], [1, 2]);
    assert.deepEqual(announcements[0]!.waiting, ['liaison cecil']);
  });

  test('announcements: who never signed in or has not acknowledged for a week is listed and reminded once a week', async () => {
    const silent = async () =>
      (await listOf(on.coordinator)).silent!.map(({ libraries, signedInOn, unacknowledged }) => [
        libraries,
        signedInOn,
        unacknowledged,
      ]);
    const run = () =>
      remind({
        database: on.app.database,
        registry: on.app.registry,
        clock: on.clock,
        publicUrl: 'https://a.example',
        onError: assert.fail,
      });
    assert.deepEqual(await silent(), [[['Cecil'], null, 0]]);
    await run();
    assert.deepEqual(await noticesOf('announcement-unacknowledged'), []);
    on.clock.advance(7 * 24 * HOUR_MS);
    assert.deepEqual(await silent(), [[['Cecil'], null, 1]]);
    await run();
    await run();
    assert.deepEqual(await noticesOf('announcement-unacknowledged'), ['cecil']);
    // A week has seven days, on whatever day of the calendar the first reminder was.
    for (let day = 1; day < 7; day++) {
      on.clock.advance(24 * HOUR_MS);
      await run();
    }
    assert.equal((await noticesOf('announcement-unacknowledged')).length, 1);
    on.clock.advance(24 * HOUR_MS);
    await run();
    assert.equal((await noticesOf('announcement-unacknowledged')).length, 2);
    // An account that comes later has nothing to catch up on: one rule for Home, its page and the coordinator's.
    const later = await on.signIn('liaison', ['cecil', 'harford']);
    await madeNow();
    assert.equal((await silent()).length, 1);
    assert.deepEqual(await tasksOf(later), []);
    assert.equal((await listOf(later)).announcements[0]!.isUnread, false);
    assert.deepEqual((await listOf(on.coordinator)).announcements[0]!.waiting, ['liaison cecil']);
  });

  test('announcements: after a long leave each can be acknowledged, however many came meanwhile', async () => {
    const late = await on.signIn('liaison', ['cecil']);
    await madeNow();
    const last = Array.from({ length: 53 }, (_, each) => each);
    for (const each of last) await publishAnnouncement(on.coordinator, { text: `Announcement ${each}` });
    for (let reading = 0; reading < 2; reading++) {
      const { announcements } = await listOf(late);
      assert.equal(announcements.length, 50);
      const times = announcements.map(({ id }) => id);
      assert.deepEqual(
        times,
        times.toSorted((one, other) => other - one),
      );
      for (const { id, acknowledgedAt } of announcements)
        if (acknowledgedAt === null) await acknowledgeAnnouncement(late, id);
    }
    assert.deepEqual(await tasksOf(late), []);
  });
});

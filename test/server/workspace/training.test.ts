// Training and announcements: sessions without names, a refresher, and who has not been heard from.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import {
  acknowledgeAnnouncement,
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
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachRouteEngine, rowsOf } from '../../support/app/database.ts';
import { connectionTo, problemOf } from '../../support/app/requests.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';

forEachRouteEngine((engine) => {
  describe('training and announcements', () => {
    let clock: ManualClock;
    let app: TestApp;
    let coordinator: Connection;
    let harford: Connection;
    let viewer: Connection;

    const tasksOf = async (connection: Connection): Promise<string[]> =>
      (await getTasks(connection)).tasks.filter(({ key }) => key === 'announcements').map(({ path }) => path);

    before(async () => {
      // Accounts are as old as the database's clock says.
      clock = createManualClock(new Date(Date.now() + HOUR_MS).toISOString());
      app = await startApp({ engine, clock, cooperative: TWO_LIBRARIES });
      const as = async (...who: Parameters<TestApp['signIn']>) => connectionTo(app, await app.signIn(...who));
      coordinator = await as('coordinator');
      harford = await as('liaison', ['harford']);
      viewer = await as('viewer', ['harford']);
      await app.invite('liaison', ['cecil']);
    });
    after(() => app.close());

    const noticesOf = async (kind: string): Promise<(string | null)[]> =>
      (await app.database.db.selectFrom('notice').select(['kind', 'library_id']).orderBy('key').execute())
        .filter((notice) => (notice.kind as string) === kind)
        .map(({ library_id }) => library_id);
    const listOf = async (connection: Connection) => announcementListSchema.parse(await getAnnouncements(connection));

    test('training: sessions have a headcount and no names, are summed by year, and removed', async () => {
      await addTrainingSession(harford, 'harford', { date: '2025-03-04', topic: 'policies', headcount: 6 });
      await addTrainingSession(harford, 'harford', { date: '2026-01-02', topic: 'refresher', headcount: 3 });
      const { sessions } = await addTrainingSession(harford, 'harford', {
        date: '2026-02-03',
        topic: 'other',
        name: '=Chat <b>basics</b>',
        headcount: 4,
      });
      assert.equal(sessions[0]!.name, '=Chat <b>basics</b>');
      const { years } = trainingSchema.parse(await getTraining(viewer, 'harford'));
      assert.deepEqual(years, [
        { year: 2026, sessions: 2, headcount: 7 },
        { year: 2025, sessions: 1, headcount: 6 },
      ]);
      await removeTrainingSession(harford, 'harford', sessions[0]!.id);
      assert.equal((await getTraining(harford, 'harford')).sessions.length, 2);
      const { rows } = await sql<{ named: number }>`
        select count(*)::integer as named from audit_entry
        where action like 'training-%' and concat(before, after) like '%basics%'`.execute(app.database.db);
      assert.deepEqual(rows, [{ named: 0 }]);
      assert.equal((await problemOf(removeTrainingSession(harford, 'harford', sessions[0]!.id))).status, 404);
    });

    test('training: a day to come, a headcount of nobody, a long name and a direction override are refused by name', async () => {
      const rows = await rowsOf(app.database, ['training_session']);
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
          (await problemOf(addTrainingSession(harford, 'harford', { ...session, [field]: value }))).fields,
          [field],
        );
      assert.equal((await problemOf(addTrainingSession(viewer, 'harford', session))).status, 403);
      assert.equal((await problemOf(addTrainingSession(harford, 'cecil', session))).status, 404);
      assert.equal(await rowsOf(app.database, ['training_session']), rows);
    });

    test('training: clicks in practice show that the library has tried the service, patrons’ clicks do not', async () => {
      assert.deepEqual((await getTraining(harford, 'harford')).practice, { clicks: 0, first: null, last: null });
      const { db } = app.database;
      const placement = await aPlacement(db, { library: 'harford', firstSeen: '2026-01-01T12:00:00.000Z' });
      await aDay(db, { library: 'harford', placement, date: '2026-01-01', clicks: 50 });
      await aDay(db, { library: 'harford', placement, date: '2026-01-02', clicks: 2, class: 'practice' });
      await aDay(db, { library: 'harford', placement, date: '2026-01-05', clicks: 1, class: 'practice' });
      await aDay(db, { library: 'harford', placement, date: '2026-01-09', impressions: 9, class: 'practice' });
      assert.deepEqual((await getTraining(harford, 'harford')).practice, {
        clicks: 3,
        first: '2026-01-02',
        last: '2026-01-05',
      });
    });

    test('training: a refresher is requested from the coordinator, once a day', async () => {
      assert.equal((await getTraining(harford, 'harford')).refresherAskedOn, null);
      await requestRefresher(harford, 'harford');
      await requestRefresher(harford, 'harford');
      assert.deepEqual(await noticesOf('refresher-requested'), ['harford']);
      assert.ok((await getTraining(harford, 'harford')).refresherAskedOn);
    });

    test('training: a requested refresher waits for the coordinator, whom no mail reaches, until a session has answered it', async () => {
      assert.deepEqual(await app.database.db.selectFrom('notice_delivery').selectAll().execute(), []);
      const waiting = async (connection: Connection) =>
        (await getTasks(connection)).tasks
          .filter(({ key }) => key === 'refreshers')
          .map(({ title, path }) => [title, path]);
      assert.deepEqual(await waiting(coordinator), [
        ['=Harford, "County" requests a refresher', '/dashboard/harford/training'],
      ]);
      assert.deepEqual(await waiting(harford), []);
      clock.advance(HOUR_MS);
      await requestRefresher(coordinator, 'cecil');
      assert.deepEqual(await waiting(coordinator), [
        ['=Harford, "County" and Cecil request a refresher', '/dashboard/harford/training'],
      ]);
      const hold = async (library: string, atMs: number) => {
        const date = new Date(atMs).toISOString().slice(0, 10);
        await addTrainingSession(coordinator, library, { date, topic: 'refresher', headcount: 2 });
      };
      // Written down late: it took place before the request.
      await hold('harford', clock.now() - 7 * 24 * HOUR_MS);
      assert.equal((await waiting(coordinator)).length, 1);
      clock.advance(2 * 24 * HOUR_MS);
      await hold('harford', clock.now() - 24 * HOUR_MS);
      assert.deepEqual(await waiting(coordinator), [['Cecil requests a refresher', '/dashboard/cecil/training']]);
      await hold('cecil', clock.now() - 24 * HOUR_MS);
      assert.deepEqual(await waiting(coordinator), []);
    });

    test('announcements: all liaisons read one, one acknowledges it, and the coordinator counts', async () => {
      assert.deepEqual((await problemOf(publishAnnouncement(coordinator, { text: 'a'.repeat(2_001) }))).fields, [
        'text',
      ]);
      assert.equal((await problemOf(publishAnnouncement(harford, { text: 'No.' }))).code, 'coordinator-only');
      const made = await publishAnnouncement(coordinator, { text: 'Closed on December 24.\n<script>' });
      assert.deepEqual([made.acknowledged, made.acknowledgedAt], [0, null]);
      assert.deepEqual(await noticesOf('announcement'), ['cecil', 'harford']);
      assert.deepEqual([await tasksOf(harford), await tasksOf(viewer)], [['/dashboard/-/announcements'], []]);
      const seen = await listOf(harford);
      assert.deepEqual([seen.silent, seen.liaisons, seen.announcements[0]!.acknowledged], [null, null, null]);
      assert.equal(seen.announcements[0]!.text, made.text);
      assert.equal((await problemOf(acknowledgeAnnouncement(viewer, made.id))).status, 403);
      const first = await acknowledgeAnnouncement(harford, made.id);
      assert.deepEqual(await tasksOf(harford), []);
      clock.advance(HOUR_MS);
      assert.equal((await acknowledgeAnnouncement(harford, made.id)).acknowledgedAt, first.acknowledgedAt);
      assert.equal((await problemOf(acknowledgeAnnouncement(harford, 999))).status, 404);
      const { announcements, liaisons } = await listOf(coordinator);
      assert.deepEqual([announcements[0]!.acknowledged, liaisons], [1, 2]);
    });

    test('announcements: who never signed in or has not acknowledged for a week is listed and reminded once a week', async () => {
      const silent = async () =>
        (await listOf(coordinator)).silent!.map(({ libraries, signedInOn, unacknowledged }) => [
          libraries,
          signedInOn,
          unacknowledged,
        ]);
      const run = () =>
        remind({
          database: app.database,
          registry: app.registry,
          clock,
          publicUrl: 'https://a.example',
          onError: assert.fail,
        });
      assert.deepEqual(await silent(), [[['Cecil'], null, 0]]);
      await run();
      assert.deepEqual(await noticesOf('announcement-unacknowledged'), []);
      clock.advance(7 * 24 * HOUR_MS);
      assert.deepEqual(await silent(), [[['Cecil'], null, 1]]);
      await run();
      await run();
      assert.deepEqual(await noticesOf('announcement-unacknowledged'), ['cecil']);
      // A week has seven days, on whatever day of the calendar the first reminder was.
      for (let day = 1; day < 7; day++) {
        clock.advance(24 * HOUR_MS);
        await run();
      }
      assert.equal((await noticesOf('announcement-unacknowledged')).length, 1);
      clock.advance(24 * HOUR_MS);
      await run();
      assert.equal((await noticesOf('announcement-unacknowledged')).length, 2);
      // An account that comes later has nothing to catch up on.
      await app.signIn('liaison', ['cecil']);
      assert.equal((await silent()).length, 1);
    });

    test('announcements: after a long leave each can be acknowledged, however many came meanwhile', async () => {
      const late = connectionTo(app, await app.signIn('liaison', ['cecil']));
      await app.database.db
        .updateTable('account')
        .set({ created_at: new Date(clock.now()) })
        .where('id', '=', (eb) => eb.selectFrom('account').select((of) => of.fn.max('id').as('id')))
        .execute();
      const last = Array.from({ length: 53 }, (_, each) => each);
      for (const each of last) await publishAnnouncement(coordinator, { text: `Announcement ${each}` });
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
});

// Follow-ups: a chat's reference number that a library still follows up, and nothing about its patron.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import {
  getFollowUps,
  getTasks,
  openFollowUp,
  openFollowUps,
  stepFollowUp,
  type Connection,
  type FollowUp,
  type FollowUpStepRequest,
} from '@askusnow/sdk';
import { followUpListSchema, followUpSchema } from '@askusnow/sdk/contract';
import { deleteEnded } from '../../../server/src/workspace/follow-ups/follow-up-store.ts';
import { remindAndDelete } from '../../../server/src/workspace/follow-ups/run.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { rowsOf } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { connectionTo, problemOf } from '../../support/app/requests.ts';

/** A Monday, 22:00 in New York, 19:00 in Los Angeles, Tuesday in UTC. */
const START = '2026-11-24T03:00:00.000Z';

withApp({
  now: START,
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    viewer: ['viewer', 'harford'],
    desk: ['desk', 'statewide'],
  },
}).describe('follow-ups', (on) => {
  const list = async (connection: Connection, query: Parameters<typeof getFollowUps>[1] = {}) =>
    followUpListSchema.parse(await getFollowUps(connection, query));
  const referencesOf = async (...of: Parameters<typeof list>): Promise<string[]> =>
    (await list(...of)).followUps.map(({ reference }) => reference);
  const stepsOf = ({ history }: FollowUp): string[] => history.map(({ step }) => step);
  const take = (connection: Connection, { id, revision }: FollowUp, step: object): Promise<FollowUp> =>
    stepFollowUp(connection, id, { revision, ...step } as FollowUpStepRequest);
  const noticesOf = async (kind: string): Promise<string[]> =>
    (await on.app.database.db.selectFrom('notice').select(['kind', 'subject']).execute())
      .filter((notice) => (notice.kind as string) === kind)
      .map(({ subject }) => subject);

  test('follow-ups: a desk opens one for a patron’s library, whose liaison sees it, and another library’s does not', async () => {
    const opened = followUpSchema.parse(await openFollowUp(on.desk, { library: 'harford', reference: '2-4711' }));
    assert.deepEqual(
      [opened.state, opened.dueOn, opened.isOverdue, opened.hoursOpen, stepsOf(opened)],
      ['open', '2026-11-26', false, 0, ['opened']],
    );
    for (const reader of [on.desk, on.harford, on.viewer, on.coordinator])
      assert.deepEqual(await referencesOf(reader), ['2-4711']);
    assert.deepEqual(await referencesOf(on.cecil), []);
    assert.deepEqual((await problemOf(getFollowUps(on.cecil, { library: 'harford' }))).fields, ['library']);
    assert.deepEqual(await problemOf(take(on.cecil, opened, { step: 'withdraw' })), {
      status: 404,
      code: 'not-found',
      fields: [],
    });
    assert.deepEqual(await noticesOf('follow-ups-received'), ['1 follow-up for =Harford, "County"']);
  });

  test('follow-ups: a viewer and nobody open none', async () => {
    const rows = await rowsOf(on.app.database, ['follow_up', 'follow_up_step']);
    for (const [connection, status] of [
      [on.viewer, 403],
      [connectionTo(on.app, ''), 401],
    ] as const)
      assert.equal((await problemOf(openFollowUp(connection, { library: 'harford', reference: '9' }))).status, status);
    assert.equal(await rowsOf(on.app.database, ['follow_up', 'follow_up_step']), rows);
  });

  test('follow-ups: a phone number, a card number, a name and an unknown field are refused, also by the database', async () => {
    const rows = await rowsOf(on.app.database, ['follow_up']);
    for (const reference of ['410-555-0100', '2-1234-5678-90123', '21234567890123', 'Anna Smith', '', 'a'.repeat(33)]) {
      assert.deepEqual((await problemOf(openFollowUp(on.harford, { library: 'harford', reference }))).fields, [
        'reference',
      ]);
      await assert.rejects(
        sql`insert into follow_up (library_id, reference, due_on, opened_at, opened_by)
            values ('harford', ${reference}, '2026-12-01', now(), 1)`.execute(on.app.database.db),
        /follow_up_reference_check/,
      );
    }
    const more = { library: 'harford', reference: '7', note: 'asks for Anna' };
    assert.equal((await problemOf(openFollowUp(on.harford, more))).status, 422);
    for (const dueOn of ['2026-11-22', '2027-12-01', '2026-02-30'])
      assert.deepEqual(
        (await problemOf(openFollowUp(on.harford, { library: 'harford', reference: '7', dueOn }))).fields,
        ['dueOn'],
      );
    assert.deepEqual((await problemOf(openFollowUp(on.harford, { library: 'nowhere', reference: '7' }))).fields, [
      'library',
    ]);
    assert.equal(await rowsOf(on.app.database, ['follow_up']), rows);
    assert.equal(
      (await problemOf(openFollowUp(on.harford, { library: 'harford', reference: '2-4711' }))).code,
      'already-there',
    );
  });

  test('follow-ups: two people take a step on one, and the second is refused', async () => {
    const [opened] = (await list(on.harford)).followUps;
    const resolved = await take(on.harford, opened!, { step: 'resolve', resolution: 'answered' });
    assert.deepEqual([resolved.state, resolved.resolution, resolved.revision], ['resolved', 'answered', 2]);
    assert.equal((await problemOf(take(on.desk, opened!, { step: 'withdraw' }))).code, 'stale-revision');
    assert.equal((await problemOf(take(on.desk, resolved, { step: 'withdraw' }))).code, 'not-now');
  });

  test('follow-ups: a resolution and a mark by accident are undone, and the history keeps both; mutant: a naive undo loses it', async () => {
    const [resolved] = (await list(on.harford, { filter: 'ended' })).followUps;
    let now = await take(on.harford, resolved!, { step: 'undo' });
    assert.deepEqual([now.state, now.resolution, now.endedAt], ['open', null, null]);
    now = await take(on.desk, now, { step: 'withdraw' });
    assert.equal(now.state, 'withdrawn');
    now = await take(on.coordinator, now, { step: 'undo' });
    assert.deepEqual(stepsOf(now), ['opened', 'resolved', 'undone', 'withdrawn', 'undone']);
    assert.equal(now.history[1]!.resolution, 'answered');
    assert.ok(now.history.every(({ at, by }) => at === START && by !== null));

    const { db } = on.app.database;
    await db
      .transaction()
      .execute(async (trx) => {
        // The naive undo takes the last step away, as a stack would.
        await sql`delete from follow_up_step where id = (select max(id) from follow_up_step where follow_up_id = ${now.id})`.execute(
          trx,
        );
        const { rows } = await sql`select step from follow_up_step where follow_up_id = ${now.id}`.execute(trx);
        assert.ok(rows.length < stepsOf(now).length, 'who withdrew it, and who took that back, is lost');
        throw new Error('mutant');
      })
      .catch((error: Error) => assert.equal(error.message, 'mutant'));
  });

  test('follow-ups: one is handed over, with its history and a notice, and leaves the list of the library that had it', async () => {
    const [opened] = (await list(on.harford)).followUps;
    assert.equal(
      (await problemOf(take(on.harford, opened!, { step: 'hand-over', library: 'harford' }))).code,
      'not-now',
    );
    const given = await take(on.harford, opened!, { step: 'hand-over', library: 'cecil' });
    assert.deepEqual([given.library, given.history.at(-1)!.library], ['cecil', 'cecil']);
    assert.deepEqual(await referencesOf(on.harford), []);
    for (const reader of [on.cecil, on.desk, on.coordinator]) assert.deepEqual(await referencesOf(reader), ['2-4711']);
    assert.equal((await noticesOf('follow-ups-received')).at(-1), '1 follow-up for Cecil');
    await openFollowUp(on.harford, { library: 'harford', reference: '2-4711' });
    assert.equal(
      (await problemOf(take(on.cecil, given, { step: 'hand-over', library: 'harford' }))).code,
      'already-there',
    );
  });

  test('follow-ups: overdue from midnight in the library’s own zone, reminded once a week', async () => {
    const remind = () =>
      remindAndDelete({
        database: on.app.database,
        registry: on.app.registry,
        clock: on.clock,
        publicUrl: 'https://ask.example',
        onError: assert.fail,
      });
    // Due on the 26th: over in New York at 05:00 UTC on the 27th, in Los Angeles at 08:00.
    on.clock.set('2026-11-27T04:59:00.000Z');
    assert.deepEqual(await referencesOf(on.coordinator, { filter: 'overdue' }), []);
    const today = await list(on.coordinator);
    assert.deepEqual(
      [today.open, today.followUps.every(({ isDueToday, isOverdue }) => isDueToday && !isOverdue)],
      [{ all: 2, overdue: 0, dueToday: 2 }, true],
    );
    on.clock.set('2026-11-27T05:01:00.000Z');
    assert.deepEqual(
      (await list(on.coordinator, { filter: 'overdue' })).followUps.map(({ library }) => library),
      ['harford'],
    );
    on.clock.set('2026-11-27T08:01:00.000Z');
    assert.equal((await list(on.coordinator, { filter: 'overdue' })).total, 2);
    assert.deepEqual((await list(on.harford, { filter: 'ended' })).open, { all: 1, overdue: 1, dueToday: 0 });
    await remind();
    await remind();
    const reminded = ['1 follow-up overdue at =Harford, "County"', '1 follow-up overdue at Cecil'];
    assert.deepEqual((await noticesOf('follow-ups-overdue')).sort(), reminded);
    on.clock.advance(7 * 24 * HOUR_MS);
    await remind();
    assert.equal((await noticesOf('follow-ups-overdue')).length, 4);
  });

  test('follow-ups: the 72 hours count from the opening, to the minute, and only once they are over', async () => {
    await sql`delete from follow_up`.execute(on.app.database.db);
    const openedMs = on.clock.now();
    const share = async () => {
      const { due, within, share: part } = (await list(on.harford, { library: 'harford' })).expectation;
      return [within, due, part];
    };
    const open = (reference: string) => openFollowUp(on.harford, { library: 'harford', reference });
    const [prompt, late, undone, practice, accident] = [
      await open('1'),
      await open('2'),
      await open('3'),
      await open('4'),
      await open('5'),
    ];
    await open('6');
    on.clock.advance(72 * HOUR_MS - 60_000);
    await take(on.harford, prompt, { step: 'resolve', resolution: 'by-me' });
    await take(on.harford, practice, { step: 'resolve', resolution: 'practice' });
    await take(on.harford, accident, { step: 'withdraw' });
    const resolved = await take(on.harford, undone, { step: 'resolve', resolution: 'answered' });
    assert.equal(resolved.hoursOpen, 71);
    await take(on.harford, resolved, { step: 'undo' });
    assert.deepEqual(await share(), [0, 0, null]);
    on.clock.advance(120_000);
    await take(on.harford, late, { step: 'resolve', resolution: 'lost-call' });
    // 1 in time; 2 late, 3 taken back and 6 never resolved; 4 and 5 do not count.
    assert.deepEqual(await share(), [1, 4, 0.25]);
    assert.ok(on.clock.now() > openedMs);
  });

  test('follow-ups: an ended one is deleted with its history 13 months later, an open one stays', async () => {
    const { db } = on.app.database;
    const ended = (await list(on.harford, { filter: 'ended' })).followUps;
    assert.equal(ended.length, 4);
    await deleteEnded(db, Date.parse('2027-12-31T00:00:00.000Z'));
    assert.equal((await list(on.harford, { filter: 'ended' })).total, 4);
    await deleteEnded(db, Date.parse('2028-02-01T00:00:00.000Z'));
    assert.equal((await list(on.harford, { filter: 'ended' })).total, 0);
    assert.deepEqual(await referencesOf(on.harford), ['3', '6']);
    const { rows } = await sql`select distinct follow_up_id from follow_up_step`.execute(db);
    assert.equal(rows.length, 2);
  });

  test('follow-ups: another library takes back only an end of its own; mutant: who sees it may undo', async () => {
    const provider = await on.signIn('provider');
    const openers = { 'X-1': on.harford, 'X-2': on.desk, 'X-3': provider };
    for (const [reference, opener] of Object.entries(openers)) {
      const opened = await openFollowUp(opener, { library: 'cecil', reference });
      const own = await take(opener, opened, { step: 'withdraw' });
      assert.ok(own.mayUndo);
      const again = await take(opener, own, { step: 'undo' });
      const ended = await take(on.cecil, again, { step: 'resolve', resolution: 'answered' });
      const seen = (await list(opener, { filter: 'ended' })).followUps.find(({ id }) => id === opened.id)!;
      assert.ok(ended.mayUndo && !seen.mayUndo && seen.revision === ended.revision, 'seen is no right');
      // The naive guard asks only whether the account sees it, and it does.
      assert.equal((await problemOf(take(opener, ended, { step: 'undo' }))).code, 'not-now');
      await take(on.coordinator, ended, { step: 'undo' });
    }
    const [first] = (await list(on.harford)).followUps.filter(({ library }) => library === 'cecil');
    assert.ok(first);
    await take(on.harford, first, { step: 'resolve', resolution: 'by-me' });
    await sql`delete from follow_up where reference like 'X-%'`.execute(on.app.database.db);
  });

  test('follow-ups: a long list is read page by page, and a page after the last one says how many there are', async () => {
    const references = ['L-1', 'L-2', 'L-3', 'L-4', 'L-5'];
    for (const reference of references) await openFollowUp(on.cecil, { library: 'cecil', reference });
    const { total } = await list(on.cecil, { library: 'cecil' });
    for (const offset of [0, 2, 4, 6, 8]) {
      const part = await list(on.cecil, { library: 'cecil', limit: 2, offset });
      const left = Math.max(0, Math.min(2, total - offset));
      assert.deepEqual([part.total, part.followUps.length], [total, left]);
    }
    await sql`delete from follow_up where reference like 'L-%'`.execute(on.app.database.db);
  });

  test('follow-ups: a provider opens one for any library, sees and resolves its own alone', async () => {
    const provider = await on.signIn('provider');
    const opened = await openFollowUp(provider, { library: 'harford', reference: 'P-1' });
    assert.deepEqual([await referencesOf(provider), (await referencesOf(on.desk)).includes('P-1')], [['P-1'], false]);
    assert.ok((await referencesOf(on.harford)).includes('P-1'));
    assert.equal((await problemOf(take(on.desk, opened, { step: 'resolve', resolution: 'by-me' }))).status, 404);
    const title = async (): Promise<string[]> => (await getTasks(provider)).tasks.map(({ title: words }) => words);
    assert.deepEqual(await title(), ['1 follow-up is open that you have added']);
    await take(provider, opened, { step: 'resolve', resolution: 'by-me' });
    assert.deepEqual([await title(), (await referencesOf(on.harford)).includes('P-1')], [[], false]);
    const pasted = openFollowUps(provider, { library: 'harford', text: 'P-2' });
    assert.equal((await problemOf(pasted)).code, 'own-account-only');
  });
});

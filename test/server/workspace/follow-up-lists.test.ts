// Lists of follow-ups: added in parts, seen whole or not at all, cancelled without a trace.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql, type Kysely } from 'kysely';
import {
  getFollowUps,
  isProblemError,
  openFollowUp,
  openFollowUps,
  stepFollowUp,
  type Connection,
  type FollowUpPaste,
} from '@askusnow/sdk';
import { FOLLOW_UP_ROWS_MAX, followUpListSchema } from '@askusnow/sdk/contract';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { addToList, commitList, discardOldLists } from '../../../server/src/workspace/follow-ups/list-store.ts';
import { loadFollowUpSums } from '../../../server/src/workspace/follow-ups/sums-store.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachRouteEngine, rowsOf } from '../../support/app/database.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';

forEachRouteEngine((engine) => {
  describe('follow-up lists', () => {
    let clock: ManualClock;
    let app: TestApp;
    let coordinator: Connection;
    let harford: Connection;
    let cecil: Connection;
    let desk: Connection;

    before(async () => {
      clock = createManualClock('2026-11-24T03:00:00.000Z');
      app = await startApp({ engine, clock, cooperative: TWO_LIBRARIES });
      const as = async (...who: Parameters<TestApp['signIn']>) => connectionTo(app, await app.signIn(...who));
      coordinator = await as('coordinator');
      harford = await as('liaison', ['harford']);
      cecil = await as('liaison', ['cecil']);
      desk = await as('desk', ['statewide']);
      await openFollowUp(cecil, { library: 'cecil', reference: '2-4711' });
    });
    after(() => app.close());

    const list = async (connection: Connection, query: Parameters<typeof getFollowUps>[1] = {}) =>
      followUpListSchema.parse(await getFollowUps(connection, query));
    const noticesOf = async (kind: string): Promise<string[]> =>
      (await app.database.db.selectFrom('notice').select(['kind', 'subject']).execute())
        .filter((notice) => (notice.kind as string) === kind)
        .map(({ subject }) => subject);

    const pasted = (count: number): string[] => Array.from({ length: count }, (_, index) => `c-${index},2026-12-01`);
    const paste = (text: string, more: Partial<FollowUpPaste> & { signal?: AbortSignal } = {}) =>
      openFollowUps(cecil, { library: 'cecil', text, ...more }, more.signal ? { signal: more.signal } : undefined);
    const removePasted = () => sql`delete from follow_up where reference like 'c-%'`.execute(app.database.db);
    const rowsOfLists = () => rowsOf(app.database, ['follow_up', 'follow_up_step', 'follow_up_list']);

    test('follow-up lists: a list with wrong rows adds none and names them, also one that only the database finds', async () => {
      const rows = await rowsOfLists();
      const messagesOf = async (text: string): Promise<string[]> => {
        const error = await paste(text).then(
          () => assert.fail('was added'),
          (fault: unknown) => fault,
        );
        assert.ok(isProblemError(error), String(error));
        return error.problem.errors!.map(({ field, message }) => `${field}: ${message.split(':')[0]}`);
      };
      const list = pasted(1_000)
        .with(150, '410-555-0100')
        .with(700, `c-700,${'x'.repeat(200_000)}`);
      assert.deepEqual(await messagesOf(list.join('\n')), ['text: Row 151', 'text: Row 701']);
      // The library has the first one already, and the other stands in an earlier part.
      const known = pasted(1_000).with(998, '2-4711').with(400, 'c-10');
      assert.deepEqual(await messagesOf(known.join('\r\n')), ['text: Row 401', 'text: Row 999']);
      assert.equal((await messagesOf(pasted(1_000).fill('Anna').join('\n'))).length, 21);
      assert.equal(await rowsOfLists(), rows);
    });

    const ask = async (who: Connection, path: string, body?: object, method = 'POST') => {
      const reply = await who.fetch!(`${who.endpoint}/v1/follow-ups/lists${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      return { status: reply.status, body: reply.status === 204 ? null : ((await reply.json()) as { id: number }) };
    };
    const part = { firstRow: 1, text: pasted(3).join('\n') };

    test('follow-up lists: nobody sees a list before it is whole; mutant: without the check its library sees half of it', async () => {
      const totals = () => Promise.all([cecil, coordinator].map(async (who) => (await list(who)).total));
      const ever = { library: 'cecil', startMs: 0, endMs: Date.parse('2100-01-01') };
      const sums = () => loadFollowUpSums(app.database.db, [ever], ever.endMs);
      const before = await totals();
      const sumsBefore = await sums();
      const notices = await noticesOf('follow-ups-received');
      const { id } = (await ask(coordinator, '', { library: 'cecil' })).body!;
      assert.equal((await ask(coordinator, `/${id}/rows`, part)).status, 200);
      assert.deepEqual(await totals(), before);
      assert.deepEqual(await sums(), sumsBefore);
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from follow_up where reference like 'c-%'`.execute(app.database.db);
      assert.equal(rows[0]!.count, 3, 'they are there: a list of rows without the check shows them');
      assert.equal((await ask(coordinator, `/${id}/commit`)).status, 201);
      assert.deepEqual(
        await totals(),
        before.map((total) => total + 3),
      );
      const received = (await noticesOf('follow-ups-received')).slice(notices.length);
      assert.deepEqual(received, ['3 follow-ups for Cecil']);
      await removePasted();
    });

    test('follow-up lists: a cancelled list leaves nothing, and the same list is added afterwards', async () => {
      const rows = await rowsOfLists();
      const cancel = new AbortController();
      const onProgress = ({ read }: { read: number }) => {
        if (read === 600) cancel.abort();
      };
      await assert.rejects(paste(pasted(1_000).join('\n'), { onProgress, signal: cancel.signal }));
      assert.equal(await rowsOfLists(), rows);
      assert.deepEqual(await paste(pasted(1_000).join('\n')), { added: 1_000 });
      await removePasted();
    });

    test('follow-up lists: a list is its account’s own, and one that its page has left is discarded', async () => {
      const rows = await rowsOfLists();
      const begin = async () => (await ask(cecil, '', { library: 'cecil' })).body!.id;
      const first = await begin();
      assert.equal((await ask(cecil, `/${first}/rows`, part)).status, 200);
      assert.equal((await ask(harford, `/${first}/rows`, part)).status, 404);
      assert.equal((await ask(harford, `/${first}/commit`)).status, 404);
      assert.equal((await ask(coordinator, `/${first}`, undefined, 'DELETE')).status, 404);
      const second = await begin();
      assert.equal((await ask(cecil, `/${first}/commit`)).status, 404, 'the second try has replaced it');
      const setRows = (rows: number) =>
        app.database.db.updateTable('follow_up_list').set({ rows }).where('id', '=', second).execute();
      await setRows(FOLLOW_UP_ROWS_MAX - 2);
      assert.equal((await ask(cecil, `/${second}/rows`, part)).status, 422, 'three more would be too many');
      await setRows(FOLLOW_UP_ROWS_MAX - 3);
      assert.equal((await ask(cecil, `/${second}/rows`, part)).status, 200);
      await discardOldLists(app.database, clock.now() + 59 * 60_000);
      assert.notEqual(await rowsOfLists(), rows, 'its page may still be adding');
      await discardOldLists(app.database, clock.now() + 61 * 60_000);
      assert.equal(await rowsOfLists(), rows);
      assert.equal((await ask(cecil, `/${second}/commit`)).status, 404);
    });

    test('follow-up lists: of two that an account begins at once, one stays', async () => {
      const rows = await rowsOfLists();
      const lock = async (trx: Kysely<Tables>) =>
        void (await sql`lock table follow_up_list in share mode`.execute(trx));
      const begin = () => ask(cecil, '', { library: 'cecil' });
      const begun = await meetUnderWay(app, lock, [begin, begin]);
      assert.deepEqual(
        begun.map(({ status }) => status),
        [201, 201],
      );
      const added = [];
      for (const { body } of begun) added.push((await ask(cecil, `/${body!.id}/rows`, part)).status);
      assert.deepEqual(added.sort(), [200, 404]);
      for (const { body } of begun) await ask(cecil, `/${body!.id}`, undefined, 'DELETE');
      assert.equal(await rowsOfLists(), rows);
    });

    test('follow-up lists: begun for a library of the account alone; mutant: one for any library fills another’s', async () => {
      const rows = await rowsOfLists();
      for (const [who, library] of [
        [harford, 'cecil'],
        [desk, 'cecil'],
        [cecil, 'nowhere'],
      ] as const) {
        const begun = await ask(who, '', { library });
        assert.equal(begun.status, 422);
        assert.deepEqual(
          (begun.body as { errors?: { field: string }[] }).errors?.map(({ field }) => field),
          ['library'],
        );
      }
      assert.equal(await rowsOfLists(), rows);
      // The naive begin asks for no right, and nothing after it did. Now the next steps ask again: a right may end meanwhile.
      const own = (await ask(harford, '', { library: 'harford' })).body!.id;
      const { db } = app.database;
      await db.updateTable('follow_up_list').set({ library_id: 'cecil' }).where('id', '=', own).execute();
      assert.equal((await ask(harford, `/${own}/rows`, part)).status, 404);
      assert.equal((await ask(harford, `/${own}/commit`)).status, 404);
      const { account_id: account } = await db.selectFrom('follow_up_list').selectAll().executeTakeFirstOrThrow();
      const { total } = await list(cecil);
      const naive = { id: own, account: account! };
      await addToList(app.database, naive, [{ reference: 'c-0', dueOn: '2026-12-01' }]);
      await commitList(app.database, naive, { publicUrl: '', atMs: clock.now(), receiver: null });
      assert.equal((await list(cecil)).total, total + 1);
      await removePasted();
    });

    test('follow-up lists: rows that are not committed block nobody, and a list that lost one to another person adds none', async () => {
      const begin = async (who: Connection): Promise<number> => (await ask(who, '', { library: 'cecil' })).body!.id;
      const listed = async () => (await list(cecil, { library: 'cecil' })).followUps.map(({ reference }) => reference);
      const before = await listed();
      // Alone, from another list, and handed over.
      const first = await begin(coordinator);
      assert.equal((await ask(coordinator, `/${first}/rows`, part)).status, 200);
      await openFollowUp(cecil, { library: 'cecil', reference: 'c-0' });
      const second = await begin(cecil);
      assert.equal((await ask(cecil, `/${second}/rows`, { firstRow: 1, text: 'c-1\nd-1' })).status, 200);
      const opened = await openFollowUp(harford, { library: 'harford', reference: 'c-2' });
      await stepFollowUp(harford, opened.id, { step: 'hand-over', version: opened.version, library: 'cecil' });
      const notices = await noticesOf('follow-ups-received');
      const refused = await ask(coordinator, `/${first}/commit`);
      assert.deepEqual([refused.status, (refused.body as { code?: string }).code], [409, 'already-there']);
      assert.deepEqual((await listed()).sort(), [...before, 'c-0', 'c-2'].sort(), 'none of it is added');
      assert.equal((await ask(cecil, `/${second}/commit`)).status, 201);
      assert.deepEqual((await listed()).sort(), [...before, 'c-0', 'c-1', 'c-2', 'd-1'].sort());
      assert.deepEqual(await noticesOf('follow-ups-received'), notices);
      const again = await begin(coordinator);
      assert.equal((await ask(coordinator, `/${again}/rows`, part)).status, 422, 'now the library has them');
      await ask(coordinator, `/${again}`, undefined, 'DELETE');
      await sql`delete from follow_up where reference like 'c-%' or reference = 'd-1'`.execute(app.database.db);
    });
  });
});

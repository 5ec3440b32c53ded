// Lists of follow-ups: added in parts, seen whole or not at all, cancelled without a trace.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import {
  getFollowUps,
  isProblemError,
  openFollowUp,
  openFollowUps,
  type Connection,
  type FollowUpPaste,
} from '@askusnow/sdk';
import { FOLLOW_UP_ROWS_MAX, followUpListSchema } from '@askusnow/sdk/contract';
import { discardOldLists } from '../../../server/src/workspace/follow-ups/list-store.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachEngine, rowsOf } from '../../support/app/database.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';

forEachEngine((engine) => {
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
      const totals = () => Promise.all([cecil, desk, coordinator].map(async (who) => (await list(who)).total));
      const before = await totals();
      const notices = await noticesOf('follow-ups-received');
      const { id } = (await ask(desk, '', { library: 'cecil' })).body!;
      assert.equal((await ask(desk, `/${id}/rows`, part)).status, 200);
      assert.deepEqual(await totals(), before);
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from follow_up where reference like 'c-%'`.execute(app.database.db);
      assert.equal(rows[0]!.count, 3, 'they are there: a list of rows without the check shows them');
      assert.equal((await ask(desk, `/${id}/commit`)).status, 201);
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
  });
});

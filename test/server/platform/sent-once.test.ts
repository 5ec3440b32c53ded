// A creating request that is sent again since its answer was lost creates one.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import {
  addRecipient,
  addTrainingSession,
  dropCalendarLinks,
  getTraining,
  isProblemError,
  makeCalendarLink,
  NetworkError,
  type Connection,
  type RecipientChange,
} from '@askusnow/sdk';
import { deleteOldRequests } from '../../../server/src/platform/audit/once-store.ts';
import { ENGINES } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';

const SESSION = { date: '2026-11-20', topic: 'policies', headcount: 6 } as const;

withApp({
  engines: ENGINES,
  now: '2026-11-24T12:00:00.000Z',
  as: { liaison: ['liaison', 'harford'] },
}).describe('sent once', (on) => {
  const countIn = async (): Promise<number> => (await getTraining(on.liaison, 'harford')).sessions.length;
  /** The server has committed, and its answer does not arrive. */
  const losing = (connection: Connection): Connection => ({
    ...connection,
    fetch: async (url, init) => {
      await connection.fetch!(url, init);
      throw new TypeError('reset');
    },
  });
  /** The server has committed, and what stands before it answers in its place. */
  const answering = (status: number, connection: Connection): Connection => ({
    ...connection,
    fetch: async (url, init) => {
      await connection.fetch!(url, init);
      return new Response('<h1>Try again</h1>', { status });
    },
  });
  const mayBeSentAgain = (error: unknown): boolean => isProblemError(error) && error.shouldRetry();
  /** `null`: without a key. */
  const keyed = (key: string | null, connection: Connection): Connection => ({
    ...connection,
    fetch: (url, init) => {
      const headers = new Headers(init?.headers);
      if (key === null) headers.delete('idempotency-key');
      else headers.set('idempotency-key', key);
      return connection.fetch!(url, { ...init, headers });
    },
  });
  const add = (connection: Connection, headcount: number) =>
    addTrainingSession(connection, 'harford', { ...SESSION, headcount });

  test('sent once: an answer that is lost after the commit, and the same request again: one row', async () => {
    const before = await countIn();
    for (let n = 0; n < 3; n++) await assert.rejects(add(losing(on.liaison), 6), NetworkError);
    await add(on.liaison, 6);
    assert.equal(await countIn(), before + 1);
    await add(on.liaison, 6);
    assert.equal(await countIn(), before + 2, 'answered before: a new request');
  });

  for (const status of [429, 500, 502, 503, 504]) {
    test(`sent once: a ${status} after the commit, and the same request again: one row`, async () => {
      const before = await countIn();
      const cut = answering(status, on.liaison);
      for (let n = 0; n < 2; n++) await assert.rejects(add(cut, 4), mayBeSentAgain);
      await assert.rejects(add(losing(on.liaison), 4), NetworkError);
      await assert.rejects(add(cut, 4), mayBeSentAgain);
      await add(on.liaison, 4);
      assert.equal(await countIn(), before + 1);
      await add(on.liaison, 4);
      assert.equal(await countIn(), before + 2, 'answered before: a new request');
    });
  }

  test('sent once: a refusal that is final ends the request: the same content later is a new one', async () => {
    const keys: (string | null)[] = [];
    const refusing: Connection = {
      ...on.liaison,
      fetch: (_url, init) => {
        keys.push(new Headers(init?.headers).get('idempotency-key'));
        return Promise.resolve(new Response('', { status: 409 }));
      },
    };
    for (let n = 0; n < 2; n++) await assert.rejects(add(refusing, 3), (error) => !mayBeSentAgain(error));
    assert.equal(new Set(keys).size, 2);
  });

  test('sent once: two of one key at once: one row, and both are answered', async () => {
    const before = await countIn();
    const both = keyed('both', on.liaison);
    await Promise.all([add(both, 7), add(both, 7)]);
    assert.equal(await countIn(), before + 1);
  });

  test('sent once: another body under the same key is refused, and another account has keys of its own', async () => {
    await add(keyed('mine', on.liaison), 8);
    assert.equal((await problemOf(add(keyed('mine', on.liaison), 9))).code, 'key-reused');
    const other = await on.signIn('coordinator');
    const before = await countIn();
    await add(keyed('mine', other), 9);
    assert.equal(await countIn(), before + 1);
  });

  test('sent once: a repeat renews the secret of the one row, and not of a row that was removed since', async () => {
    const again = keyed('secret', on.liaison);
    const feedOf: RecipientChange = {
      tier: 'local',
      library: 'harford',
      channel: 'atom',
      address: null,
      kinds: ['meeting-ahead'],
    };
    const statusOf = async (url: string): Promise<number> => {
      const { pathname } = new URL(url);
      return (await fetch(on.app.url + pathname)).status;
    };
    const links = [await makeCalendarLink(again, 'harford-desk'), await makeCalendarLink(again, 'harford-desk')];
    assert.deepEqual(await Promise.all(links.map(({ url }) => statusOf(url))), [404, 200]);
    const feeds = [await addRecipient(again, feedOf), await addRecipient(again, feedOf)];
    assert.equal(new Set(feeds.map(({ recipient }) => recipient.id)).size, 1);
    assert.deepEqual(await Promise.all(feeds.map(({ feed }) => statusOf(feed!))), [404, 200]);
    await dropCalendarLinks(on.liaison, 'harford-desk');
    assert.equal((await problemOf(makeCalendarLink(again, 'harford-desk'))).status, 404);
  });

  test('sent once: a day later the hashes are gone, and no key or body was kept', async () => {
    const rows = await on.app.database.db.selectFrom('sent_request').selectAll().execute();
    assert.ok(rows.length > 0);
    for (const { hash, body_hash } of rows) assert.deepEqual([hash.length, body_hash.length], [32, 32]);
    on.clock.advance(24 * 3_600_000);
    await deleteOldRequests(on.app.database.db, on.clock.now());
    assert.deepEqual(await on.app.database.db.selectFrom('sent_request').selectAll().execute(), []);
  });

  test('sent once: mutant: without a key the second request adds a second row', async () => {
    const before = await countIn();
    const keyless = keyed(null, on.liaison);
    await assert.rejects(add(losing(keyless), 5), NetworkError);
    await add(keyless, 5);
    assert.equal(await countIn(), before + 2);
  });

  test('sent once: mutant: a client that keeps its key for a lost answer alone adds a second row after a 503', async () => {
    let kept: string | undefined;
    const addNaively = async (connection: Connection): Promise<void> => {
      const key = kept ?? randomUUID();
      kept = undefined;
      try {
        await add(keyed(key, connection), 2);
      } catch (error) {
        if (error instanceof NetworkError) kept = key;
        throw error;
      }
    };
    const before = await countIn();
    await assert.rejects(addNaively(answering(503, on.liaison)), mayBeSentAgain);
    await addNaively(on.liaison);
    assert.equal(await countIn(), before + 2);
  });
});

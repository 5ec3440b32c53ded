// Who tries tokens is answered from memory after a while; a desk that is right goes on beside them.
import assert from 'node:assert/strict';
import { codeOf } from '../../support/app/requests.ts';
import { before, test } from 'node:test';
import { addDesk, addRecipient, getRecipients, makeCalendarLink, removeDesk } from '@askusnow/sdk';
import { createToken } from '../../../server/src/accounts/token.ts';
import { quotaOf } from '../../../server/src/accounts/quota-store.ts';
import {
  createTokenLookups,
  MAX_MISSES_PER_MINUTE,
  type TokenLookups,
} from '../../../server/src/platform/http/token-lookups.ts';
import { withApp } from '../../support/app/fixture.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { MONDAY_10, watchHeartbeats } from '../../support/data/desks.ts';

withApp({ now: MONDAY_10, environment: { TRUSTED_PROXIES: '127.0.0.1' } }).describe('tokens', (on) => {
  before(() => watchHeartbeats(on.app));

  const from = (address: string) => ({ 'x-forwarded-for': address });
  const ask = (path: string, address: string, init: RequestInit = {}) =>
    fetch(on.app.url + path, { ...init, headers: { ...from(address), ...(init.headers as object) } });
  const beatAs = (token: string, address: string, seq: number) =>
    ask('/v1/heartbeat', address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ state: 'available', seq }),
    });
  const paths = () => [
    `/sign-in/${createToken()}`,
    `/v1/calendars/${createToken()}.ics`,
    `/v1/notices/${createToken()}.atom`,
  ];

  test('token throttle: a network that tries too many waits for the next minute, whatever kind of token it tries; others do not', async () => {
    const liaison = await on.signIn('liaison', ['harford']);
    const { token } = await addDesk(liaison, 'harford-desk', { name: 'Right' });
    assert.equal((await beatAs(token, '192.0.2.7', 1)).status, 200);
    const tried = Array.from({ length: MAX_MISSES_PER_MINUTE / 3 }, paths).flat();
    for (const path of tried) assert.equal((await ask(path, '192.0.2.7')).status, 404);
    for (const path of paths()) {
      const reply = await ask(path, '192.0.2.99');
      assert.equal(reply.status, 429, path);
      assert.ok(Number(reply.headers.get('retry-after')) <= 60);
    }
    const wrong = await beatAs(createToken(), '192.0.2.8', 1);
    assert.deepEqual([wrong.status, ((await wrong.json()) as { code: string }).code], [429, 'too-many-lookups']);
    // The desk that was right before is not kept from speaking by who guesses beside it.
    assert.equal((await beatAs(token, '192.0.2.7', 2)).status, 200);
    assert.equal((await ask(paths()[0]!, '198.51.100.7')).status, 404);
    on.clock.advance(60_000);
    assert.equal((await ask(paths()[0]!, '192.0.2.7')).status, 404);
    assert.ok(!on.app.log.join('').includes('192.0.2.'));
  });

  test('token throttle: a network that tries too many session cookies waits, too; one that was right goes on, and so does a new one', async () => {
    const cookie = await on.app.signIn('liaison', ['harford']);
    const statusAs = async (value: string, address: string) =>
      (await ask('/v1/session', address, { headers: { cookie: value } })).status;
    assert.equal(await statusAs(cookie, '203.0.113.7'), 200);
    const name = cookie.slice(0, cookie.indexOf('=') + 1);
    const tried = await Promise.all(
      Array.from({ length: 3 * MAX_MISSES_PER_MINUTE }, () => statusAs(name + createToken(), '203.0.113.7')),
    );
    assert.equal(tried.filter((status) => status === 401).length, MAX_MISSES_PER_MINUTE);
    assert.equal(tried.filter((status) => status === 429).length, 2 * MAX_MISSES_PER_MINUTE);
    assert.equal(await statusAs(cookie, '203.0.113.8'), 200);
    assert.equal(await statusAs(await on.app.signIn('liaison', ['cecil']), '203.0.113.9'), 200);
    assert.equal(await statusAs(name + createToken(), '198.51.100.7'), 401);
  });

  test('token throttle: an account has a limit of recipients and tokens, and a removed one frees a place', async () => {
    const { db } = on.app.database;
    const liaison = await on.signIn('liaison', ['cecil']);
    const { id } = await db
      .selectFrom('account')
      .select('id')
      .where('label', '=', 'liaison cecil')
      .executeTakeFirstOrThrow();
    const rows = Array.from({ length: quotaOf('liaison', 'tokens') - 1 }, (_, index) => ({
      queue_id: 'cecil-desk',
      name: `Desk ${index}`,
      made_by: id,
    }));
    await db.insertInto('desk').values(rows).execute();
    const { desk } = await addDesk(liaison, 'cecil-desk', { name: 'Last' });
    assert.equal(await codeOf(addDesk(liaison, 'cecil-desk', { name: 'Too many' })), '409 quota-reached');
    assert.equal(await codeOf(makeCalendarLink(liaison, 'cecil-desk')), '409 quota-reached');
    await removeDesk(liaison, 'cecil-desk', desk.id);
    assert.equal(await codeOf(makeCalendarLink(liaison, 'cecil-desk')), 'done');
    const feed = {
      tier: 'local',
      library: 'cecil',
      channel: 'atom',
      address: null,
      kinds: ['feed-failing'],
    } as const;
    const most = quotaOf('liaison', 'recipients');
    const told = Array.from({ length: most - 1 }, () => ({
      tier: 'local' as const,
      library_id: 'cecil',
      channel: 'atom' as const,
      kinds: ['feed-failing' as const],
      created_at: new Date(on.clock.now()),
      by: 'liaison cecil',
      made_by: id,
    }));
    await db.insertInto('notice_recipient').values(told).execute();
    const add = () => codeOf(addRecipient(liaison, { ...feed, kinds: [...feed.kinds] }));
    // Two at once, and room for one.
    assert.deepEqual((await Promise.all([add(), add()])).sort(), ['409 quota-reached', 'done']);
    assert.equal((await getRecipients(liaison)).recipients.length, most);
  });
});

/** Asks for so many tokens at once; how many look-ups were made, and how many tokens were found or held back. */
async function askAtOnce(find: TokenLookups['find'], tokens: string[], found: (token: string) => boolean) {
  let lookups = 0;
  const replies = await Promise.all(
    tokens.map((token) =>
      find('192.0.2.7', token, async () => {
        lookups++;
        await new Promise(setImmediate);
        return found(token) || undefined;
      }),
    ),
  );
  const heldBack = replies.filter((reply) => 'waitMs' in reply).length;
  return { lookups, heldBack, found: replies.filter((reply) => 'found' in reply && reply.found).length };
}
const manyTokens = (count: number): string[] => Array.from({ length: count }, () => createToken());

test('token look-ups: those that come at once are as few as those that come one after another', async () => {
  const { find } = createTokenLookups(createManualClock(MONDAY_10));
  const asked = await askAtOnce(find, manyTokens(500), () => false);
  assert.deepEqual(asked, { lookups: MAX_MISSES_PER_MINUTE, heldBack: 500 - MAX_MISSES_PER_MINUTE, found: 0 });
});

test('token look-ups: after a start a building of desks that are right comes in at once; one that fails counts for nothing', async () => {
  const { find } = createTokenLookups(createManualClock(MONDAY_10));
  assert.deepEqual(await askAtOnce(find, manyTokens(500), () => true), { lookups: 500, heldBack: 0, found: 500 });
  const away = () => Promise.reject(new Error('away'));
  for (let n = 0; n < 2 * MAX_MISSES_PER_MINUTE; n++) await assert.rejects(find('192.0.2.7', createToken(), away));
  assert.equal((await askAtOnce(find, manyTokens(500), () => false)).lookups, MAX_MISSES_PER_MINUTE);
});

test('token throttle: mutant: a throttle that counts after the look-up lets through all that come at once', async () => {
  let misses = 0;
  const mutant: TokenLookups['find'] = async (_address, _token, look) => {
    if (misses >= MAX_MISSES_PER_MINUTE) return { waitMs: 1 };
    const found = await look();
    if (found === undefined) misses++;
    return { found };
  };
  assert.equal((await askAtOnce(mutant, manyTokens(500), () => false)).lookups, 500);
});

test('token throttle: mutant: a throttle that holds every token of a network back silences a desk that was right', async () => {
  const misses = new Map<string, number>();
  const mutant = (network: string, isRight: boolean): boolean => {
    const count = misses.get(network) ?? 0;
    if (!isRight) misses.set(network, count + 1);
    return count < MAX_MISSES_PER_MINUTE;
  };
  for (let guess = 0; guess < MAX_MISSES_PER_MINUTE; guess += 1) mutant('192.0.2', false);
  assert.equal(mutant('192.0.2', true), false);
});

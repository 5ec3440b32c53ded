// Somebody can always look after the accounts: the last coordinator who can get in is ended by the command line alone.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { endAccount, getAccounts, inviteAccount, inviteAgain } from '@askusnow/sdk';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createTestCommands } from '../../support/app/commands.ts';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, connectionTo } from '../../support/app/requests.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { readStream } from '../../support/data/event-stream.ts';
import { eventually } from '../../support/waiting.ts';

withApp({ now: MONDAY_10 }).describe('the last coordinator', (on) => {
  after(async () => {
    on.app.app.server.closeAllConnections();
  });

  const as = (cookie: string) => connectionTo(on.app, cookie);
  const coordinator = async () => as(await on.app.signIn('coordinator'));

  test('last coordinator: the last coordinator who can get in is not ended from a page; the command line may', async () => {
    const find = async (label: string) =>
      (await getAccounts(await coordinator(), { q: label })).accounts.find((each) => each.label === label);
    const { db } = on.app.database;
    const me = await coordinator();
    const mine = (await find('coordinator'))!;
    const others = await inviteAccount(me, { role: 'coordinator', label: 'Second coordinator' });
    on.clock.advance(72 * HOUR_MS);
    assert.equal(await codeOf(endAccount(me, mine.id)), '409 last-coordinator');
    await inviteAgain(me, others.account.id);
    const commands = createTestCommands({
      database: on.app.database,
      clock: on.clock,
      publicUrl: on.app.config.publicUrl,
    });
    const cookie = await on.app.signIn('coordinator');
    const reader = readStream(on.app.config.port, '/v1/changes/stream', '1.1', 'GET', { cookie });
    await eventually(() => reader.events.length > 0);
    assert.equal(await commands.endAccount({ id: mine.id }), 'coordinator');
    await eventually(() => reader.isClosed());
    assert.equal(await commands.endAccount({ id: mine.id }), null);
    assert.equal(await commands.signOut({ id: mine.id }), false);
    assert.deepEqual((await commands.accounts()).filter(({ role }) => role === 'coordinator').length, 1);
    const ended = await db.selectFrom('audit_entry').select('program').where('action', '=', 'account-ended').execute();
    assert.ok(ended.some(({ program }) => program === 'command line'));
  });

  const follow = async (link: string): Promise<string> => {
    const headers = { origin: on.app.config.publicUrl };
    const reply = await fetch(link, { method: 'POST', headers, redirect: 'manual' });
    return reply.headers.getSetCookie()[0]!.split(';')[0]!;
  };

  test('last coordinator: if two end each other at once, one is left', async () => {
    const [one, two] = ['One', 'Two'].map((label) => ({ role: 'coordinator' as const, label }));
    const first = await coordinator();
    const [a, b] = [await inviteAccount(first, one!), await inviteAccount(first, two!)];
    const cookies = await Promise.all([a, b].map(({ link }) => follow(link)));
    for (const account of (await getAccounts(first, { q: 'coordinator' })).accounts)
      if (account.role === 'coordinator') await codeOf(endAccount(as(cookies[0]!), account.id));
    const ends = await Promise.all([
      codeOf(endAccount(as(cookies[0]!), b.account.id)),
      codeOf(endAccount(as(cookies[1]!), a.account.id)),
    ]);
    assert.equal(ends.filter((end) => end === 'done').length, 1, ends.join());
  });
});

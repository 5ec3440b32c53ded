// API tokens read what their account may, or less, until they end.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import type { Kysely } from 'kysely';
import {
  endAccount,
  endAccountToken,
  endToken,
  getAccounts,
  getAccountTokens,
  getMonth,
  getTokens,
  makeToken,
  type Connection,
  type MadeToken,
  type NewToken,
} from '@askusnow/sdk';
import { endApiTokens, findApiToken } from '../../../server/src/accounts/api-token-store.ts';
import { deleteSessions } from '../../../server/src/accounts/session-store.ts';
import { hashToken } from '../../../server/src/accounts/token.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';
import { TOKEN_ROUTES } from '../../support/data/token-routes.ts';

// The example is a process of its own, with the machine's time; here no minute ends by itself.
withApp({ now: new Date().toISOString() }).describe('API tokens', (on) => {
  const make = (owner: Connection, asked: Partial<NewToken> = {}): Promise<MadeToken> =>
    makeToken(owner, { name: 'Report', scopes: ['metrics:read'], days: 30, ...asked });
  const ask = async (secret: string, path: string, method = 'GET') => {
    const reply = await fetch(`${on.app.url}/v1/${path}`, { method, headers: { authorization: `Bearer ${secret}` } });
    const text = await reply.text();
    const problem = reply.ok ? undefined : (JSON.parse(text) as { code: string; detail: string });
    return { status: reply.status, code: problem?.code, detail: problem?.detail ?? '' };
  };
  const outcomeOf = async (secret: string, path: string, method?: string) => {
    const { status, code } = await ask(secret, path, method);
    return code ? `${status} ${code}` : status;
  };
  const problemOf = (promise: Promise<unknown>) =>
    promise.then(
      () => assert.fail('was not refused'),
      ({ problem }: { problem: { status: number; code: string; errors?: { field: string }[] } }) => problem,
    );

  test('API token: reads its scope of its account’s libraries, and nothing else', async () => {
    const { secret } = await make(await on.signIn('liaison', ['harford']));
    assert.equal(await outcomeOf(secret, 'libraries/harford/metrics?days=30'), 200);
    assert.equal(await outcomeOf(secret, 'libraries/harford/metrics/month.csv'), 200);
    assert.equal((await getMonth({ endpoint: on.app.url, token: secret }, 'harford')).library, 'harford');
    assert.equal(await outcomeOf(secret, 'libraries/cecil/metrics?days=30'), '404 unknown-library');
    assert.equal(await outcomeOf(secret, 'libraries/harford/placements?days=30'), '403 token-scope');
    for (const path of ['session', 'tokens', 'sessions', 'accounts', 'assistance', 'recipients'])
      assert.equal(await outcomeOf(secret, path), '403 token-scope', path);
    for (const path of ['session/end', 'tokens', 'libraries/harford/notes'])
      assert.equal(await outcomeOf(secret, path, 'POST'), '403 token-scope', path);
  });

  test('API token: every route refuses it but those that read its scope, whatever its account is', async () => {
    const coordinator = await on.signIn('coordinator');
    const { secret } = await make(coordinator, { scopes: ['metrics:read', 'visibility:read', 'coverage:read'] });
    const open: string[] = [];
    for (const { method, url, access } of on.app.app.routeAccess) {
      if (['anyone', 'registered-origin', 'bearer'].includes(access) || method === 'HEAD') continue;
      const path = url.replace('/v1/', '').replace(':library', 'harford').replace(':queue', 'statewide');
      const { code } = await ask(secret, path.replace(/:\w+/g, '1'), method);
      if (code !== 'token-scope') open.push(`${method} ${url}`);
    }
    assert.deepEqual(open.map((route) => route.replace(':library', '{library}')).sort(), TOKEN_ROUTES);
  });

  test('API token: narrower than its account: named libraries only, and never one of others', async () => {
    const coordinator = await on.signIn('coordinator');
    const whole = await make(coordinator);
    const narrow = await make(coordinator, { libraries: ['cecil'] });
    for (const library of ['harford', 'cecil'])
      assert.equal(await outcomeOf(whole.secret, `libraries/${library}/metrics?days=7`), 200);
    assert.equal(await outcomeOf(narrow.secret, 'libraries/cecil/metrics?days=7'), 200);
    assert.equal(await outcomeOf(narrow.secret, 'libraries/harford/metrics?days=7'), '404 unknown-library');
    const liaison = await on.signIn('liaison', ['harford']);
    const [foreign, missing] = [
      await problemOf(make(liaison, { libraries: ['cecil'] })),
      await problemOf(make(liaison, { libraries: ['nowhere'] })),
    ];
    assert.deepEqual(foreign, missing);
    assert.deepEqual([foreign.status, foreign.errors![0]!.field], [422, 'libraries']);
    for (const [asked, field] of [
      [{ days: 366 }, 'days'],
      [{ scopes: [] }, 'scopes'],
      [{ scopes: ['metrics:write'] }, 'scopes.0'],
      [{ name: ' ' }, 'name'],
    ] as const)
      assert.equal((await problemOf(make(liaison, asked as never))).errors![0]!.field, field);
    for (const owner of [await on.signIn('desk', ['statewide']), await on.signIn('provider')])
      assert.equal((await problemOf(make(owner))).code, 'no-library');
  });

  test('API token: is listed with its last day of use and never with its secret, which the database does not hold', async () => {
    const owner = await on.signIn('viewer', ['cecil']);
    const { token, secret } = await make(owner, { name: 'Cecil sheet' });
    assert.equal(token.usedOn, null);
    await ask(secret, 'libraries/cecil/metrics?days=7');
    const { tokens } = await getTokens(owner);
    assert.deepEqual(tokens, [{ ...token, usedOn: new Date(on.clock.now()).toISOString().slice(0, 10) }]);
    const rows = await on.app.database.db.selectFrom('api_token').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(secret));
    const audit = await on.app.database.db.selectFrom('audit_entry').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(audit), new RegExp(secret));
    assert.ok(audit.some(({ action }) => action === 'token-made'));
  });

  test('API token: after its end 401 names it as ended; an unknown token is only unknown', async () => {
    const owner = await on.signIn('liaison', ['harford']);
    const [ended, byCoordinator, late] = [await make(owner), await make(owner), await make(owner, { days: 1 })];
    await endToken(owner, ended.token.id);
    const coordinator = await on.signIn('coordinator');
    const { accounts } = await getAccounts(coordinator, { q: 'liaison harford' });
    const { id } = accounts.find(({ label }) => label === 'liaison harford')!;
    assert.ok((await getAccountTokens(coordinator, id)).tokens.some((each) => each.id === late.token.id));
    await endAccountToken(coordinator, id, byCoordinator.token.id);
    const path = 'libraries/harford/metrics?days=7';
    assert.equal(await outcomeOf(late.secret, path), 200);
    on.clock.advance(DAY_MS + 1_000);
    for (const { secret } of [ended, byCoordinator, late]) {
      const { status, code, detail } = await ask(secret, path);
      assert.deepEqual([status, code], [401, 'token-ended']);
      assert.match(detail, /^This token ended on \d{4}-\d\d-\d\d\. Make a new one/);
    }
    assert.equal(await outcomeOf('x'.repeat(43), path), '401 unknown-token');
    assert.equal(await outcomeOf('short', path), '401 unknown-token');
    assert.equal((await problemOf(endToken(owner, ended.token.id))).status, 404);
    assert.equal((await problemOf(endToken(await on.signIn('liaison', ['cecil']), late.token.id))).status, 404);
  });

  test('API token: ends with its account', async () => {
    const { secret } = await make(await on.signIn('viewer', ['harford', 'cecil']), { name: 'Of an account that ends' });
    const coordinator = await on.signIn('coordinator');
    const { accounts } = await getAccounts(coordinator, { q: 'viewer harford cecil' });
    await endAccount(coordinator, accounts.find(({ label }) => label === 'viewer harford cecil')!.id);
    assert.equal(await outcomeOf(secret, 'libraries/cecil/metrics?days=7'), '401 token-ended');
  });

  /** A viewer of both libraries that loses one after its token for both was made. */
  const tokenOfLost = async (label: string): Promise<string> => {
    const owner = await on.signIn('viewer', ['harford', 'cecil']);
    const { secret, token } = await make(owner, { name: label, libraries: ['harford', 'cecil'] });
    const { db } = on.app.database;
    const { account_id } = await db
      .selectFrom('api_token')
      .where('id', '=', token.id)
      .select('account_id')
      .executeTakeFirstOrThrow();
    await db
      .deleteFrom('account_library')
      .where('account_id', '=', account_id)
      .where('library_id', '=', 'harford')
      .execute();
    return secret;
  };

  test('API token: none is made by an account that ends meanwhile', async () => {
    const owner = await on.signIn('viewer', ['cecil']);
    await make(owner);
    const { db } = on.app.database;
    const { account_id: id } = await db
      .selectFrom('api_token')
      .select('account_id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const end = async (trx: Kysely<Tables>) => {
      await trx
        .updateTable('account')
        .set({ ended_at: new Date(on.clock.now()) })
        .where('id', '=', id)
        .execute();
      await endApiTokens(trx, id, on.clock.now());
      await deleteSessions(trx, { publish: () => undefined }, id);
    };
    const [refused] = await meetUnderWay(on.app, end, [() => problemOf(make(owner))]);
    assert.deepEqual([refused!.status, refused!.code], [401, 'signed-out']);
    const tokens = await db.selectFrom('api_token').select('ended_at').where('account_id', '=', id).execute();
    assert.ok(
      tokens.every(({ ended_at }) => ended_at !== null),
      JSON.stringify(tokens),
    );
  });

  test('API token: loses a library with its account', async () => {
    const secret = await tokenOfLost('Of an account that moves');
    assert.equal(await outcomeOf(secret, 'libraries/harford/metrics?days=7'), '404 unknown-library');
    assert.equal(await outcomeOf(secret, 'libraries/cecil/metrics?days=7'), 200);
  });

  test('API token: mutant: one that reads what it was made with still reads a library that its account lost', async () => {
    const secret = await tokenOfLost('Kept by a mutant');
    const { db } = on.app.database;
    const naive = await db
      .selectFrom('api_token')
      .where('token_hash', '=', hashToken(secret))
      .select('libraries')
      .executeTakeFirstOrThrow();
    const found = await findApiToken(db, secret, on.clock.now());
    assert.deepEqual(found!.account.libraries, ['cecil']);
    assert.ok(naive.libraries.includes('harford'));
  });

  test('API token: the example prints last month’s CSV with one, and says what is wrong with another', async () => {
    const run = promisify(execFile);
    const { secret } = await make(await on.signIn('liaison', ['harford']));
    const print = (token: string) =>
      run(process.execPath, ['examples/last-month.mjs', on.app.url, 'harford'], {
        env: { ...process.env, ASKUSNOW_TOKEN: token },
      });
    const { stdout } = await print(secret);
    const now = new Date();
    const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1)).toISOString().slice(0, 7);
    assert.equal(stdout.trim().split(/\r?\n/).length, 4);
    assert.match(stdout, new RegExp(`County[^\\n]*${last}`));
    await assert.rejects(print('x'.repeat(43)), { code: 1, stderr: /This token is not known/ });
  });

  test('API token: an account has at most 20, and guesses make a network wait', async () => {
    const owner = await on.signIn('liaison', ['harford', 'cecil']);
    for (let n = 0; n < 20; n += 1) await make(owner, { name: `Token ${n}` });
    assert.equal((await problemOf(make(owner))).code, 'quota-reached');
    const guess = (n: number) => String(n).padStart(43, 'a');
    let status = 401;
    for (let n = 0; n < 100 && status === 401; n += 1) ({ status } = await ask(guess(n), 'libraries/cecil/score'));
    assert.equal(status, 429);
  });
});

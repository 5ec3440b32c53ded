import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { needsSession, refusalOf } from '../../../server/src/accounts/access.ts';
import { readSessionCookie, setSessionCookie } from '../../../server/src/accounts/cookie.ts';
import { isSameOrigin } from '../../../server/src/accounts/same-origin.ts';
import { createToken, hashToken, isToken } from '../../../server/src/accounts/token.ts';
import { ACCESS, type Access } from '@askusnow/sdk/contract';
import type { Account } from '../../../server/src/platform/http/access.ts';

const libraries: Record<string, { queues: { tier: 'local' | 'statewide'; queueId: string; chatUrl: null }[] }> = {
  harford: {
    queues: [
      { tier: 'local', queueId: 'harford-desk', chatUrl: null },
      { tier: 'statewide', queueId: 'state', chatUrl: null },
    ],
  },
  cecil: { queues: [{ tier: 'local', queueId: 'cecil-desk', chatUrl: null }] },
};
const queues: Record<string, { tier: 'local' | 'statewide' }> = {
  'harford-desk': { tier: 'local' },
  'cecil-desk': { tier: 'local' },
  state: { tier: 'statewide' },
  nobodys: { tier: 'local' },
};
const directory = {
  library: (id: string) => libraries[id],
  queue: (id: string) => queues[id],
};
const anAccount = (role: Account['role'], ids: string[] = []): Account => ({
  id: 1,
  label: 'x',
  role,
  libraries: role === 'liaison' || role === 'viewer' ? ids : [],
  queues: role === 'desk' ? ids : [],
});
const coordinator = anAccount('coordinator');
const harford = anAccount('liaison', ['harford']);
const viewer = anAccount('viewer', ['harford']);
const provider = anAccount('provider');
const harfordDesk = anAccount('desk', ['harford-desk']);

const reading = (access: Access, account: Account | null, params: { library?: string; queue?: string }) =>
  refusalOf({ access, isWrite: false }, account, params, directory);

describe('route access', () => {
  const cases: [Access, Account | null, { library?: string; queue?: string }, number | null][] = [
    ['anyone', null, {}, null],
    ['registered-origin', null, {}, null],
    ['signed-in', null, {}, 401],
    ['staff', harford, {}, null],
    ['staff', harfordDesk, {}, 403],
    ['own-desk', harfordDesk, { queue: 'harford-desk' }, null],
    ['own-desk', harfordDesk, { queue: 'cecil-desk' }, 404],
    ['own-desk', harford, { queue: 'harford-desk' }, null],
    ['own-desk', harford, { queue: 'cecil-desk' }, 404],
    ['own-desk', harford, { queue: 'state' }, null],
    ['attended-desk', null, { queue: 'state' }, 401],
    ['attended-desk', harford, { queue: 'harford-desk' }, null],
    ['attended-desk', harford, { queue: 'cecil-desk' }, 404],
    ['attended-desk', harford, { queue: 'state' }, 403],
    ['attended-desk', harfordDesk, { queue: 'harford-desk' }, null],
    ['attended-desk', harfordDesk, { queue: 'state' }, 404],
    ['attended-desk', anAccount('desk', ['state']), { queue: 'state' }, null],
    ['attended-desk', coordinator, { queue: 'state' }, null],
    ['own-queue', harfordDesk, { queue: 'harford-desk' }, 404],
    ['own-library', harfordDesk, { library: 'harford' }, 404],
    ['coordinator', harfordDesk, {}, 403],
    ['signed-in', harford, {}, null],
    ['coordinator', null, {}, 401],
    ['coordinator', harford, {}, 403],
    ['coordinator', coordinator, {}, null],
    ['own-library', null, { library: 'harford' }, 401],
    ['own-library', harford, { library: 'harford' }, null],
    ['own-library', harford, { library: 'cecil' }, 404],
    ['own-library', harford, { library: 'nowhere' }, 404],
    ['own-library', coordinator, { library: 'cecil' }, null],
    ['own-library', coordinator, { library: 'nowhere' }, 404],
    ['own-library', anAccount('liaison', ['gone']), { library: 'gone' }, 404],
    ['own-queue', harford, { queue: 'harford-desk' }, null],
    ['own-queue', harford, { queue: 'state' }, null],
    ['own-queue', harford, { queue: 'cecil-desk' }, 404],
    ['own-queue', harford, { queue: 'nobodys' }, 404],
    ['own-queue', coordinator, { queue: 'nobodys' }, null],
    ['own-queue', coordinator, { queue: 'nowhere' }, 404],
    ['editable-queue', null, { queue: 'harford-desk' }, 401],
    ['editable-queue', harford, { queue: 'harford-desk' }, null],
    ['editable-queue', harford, { queue: 'state' }, 403],
    ['editable-queue', harford, { queue: 'cecil-desk' }, 404],
    ['editable-queue', harfordDesk, { queue: 'harford-desk' }, 404],
    ['editable-queue', coordinator, { queue: 'state' }, null],
    ['editable-queue', coordinator, { queue: 'nowhere' }, 404],
    ['own-account', provider, {}, null],
    ['own-account', viewer, {}, null],
    ['any-account', null, { library: 'harford' }, 401],
    ['any-account', provider, { library: 'harford' }, null],
    ['any-account', harford, { library: 'cecil' }, null],
    ['any-account', harfordDesk, { library: 'cecil' }, null],
    ['any-account', viewer, { library: 'cecil' }, null],
    ['any-account', provider, { library: 'nowhere' }, 404],
    ['any-account', provider, {}, null],
    ['any-person', provider, { library: 'harford' }, null],
    ['any-person', harford, { library: 'nowhere' }, 404],
    ['any-person', harfordDesk, { library: 'harford' }, 403],
    ['any-account', provider, { queue: 'state' }, null],
    ['any-account', coordinator, { queue: 'harford-desk' }, 404],
    ['any-account', harford, { queue: 'nowhere' }, 404],
    ['signed-in', provider, {}, 403],
    ['own-library', provider, { library: 'harford' }, 403],
    ['own-library', provider, { library: 'nowhere' }, 403],
    ['signed-in', viewer, {}, null],
    ['staff', viewer, {}, null],
    ['own-library', viewer, { library: 'harford' }, null],
    ['own-library', viewer, { library: 'cecil' }, 404],
    ['own-desk', viewer, { queue: 'harford-desk' }, null],
    ['coordinator', viewer, {}, 403],
  ];
  for (const [access, account, params, status] of cases) {
    test(`route access: ${account?.role ?? 'signed out'} at ${access} ${Object.values(params).join('')}: ${status ?? 'passes'}`, () => {
      assert.equal(reading(access, account, params)?.status ?? null, status);
    });
  }

  test('route access: a viewer changes nothing but their own account, whatever the route is of', () => {
    for (const access of ACCESS.filter(
      (each) => needsSession(each) && each !== 'own-account' && each !== 'coordinator',
    ))
      for (const queue of ['harford-desk', 'state']) {
        const refusal = refusalOf({ access, isWrite: true }, viewer, { library: 'harford', queue }, directory);
        assert.equal(refusal?.code, 'read-only', `${access} ${queue}`);
      }
    assert.equal(refusalOf({ access: 'own-account', isWrite: true }, viewer, {}, directory), null);
  });

  test('route access: each rule is tested with some account, except the two open routes', () => {
    for (const access of ACCESS) assert.equal(reading(access, null, {}) === null, !needsSession(access), access);
  });

  test('route access: another’s library and a missing library get the same answer', () => {
    const of = (library: string) => reading('own-library', harford, { library });
    assert.deepEqual(of('cecil'), of('nowhere'));
    const mutant = (library: string): number =>
      !directory.library(library) ? 404 : harford.libraries.includes(library) ? 200 : 403;
    assert.notEqual(mutant('cecil'), mutant('nowhere')); // Tells a stranger who is a member.
  });

  test('route access: mutant: a rule that asks only whether the library names the queue lets a liaison speak for the whole state', () => {
    const mutant = (account: Account, queue: string): boolean =>
      account.libraries.some((id) => directory.library(id)?.queues.some(({ queueId }) => queueId === queue));
    assert.equal(mutant(harford, 'state'), true);
    assert.equal(reading('attended-desk', harford, { queue: 'state' })?.code, 'shared-desk');
  });

  test('route access: an unknown rule lets only the coordinator in', () => {
    assert.equal(reading('own-shelf' as Access, harford, {})?.status, 403);
  });
});

describe('a change under a session', () => {
  const url = 'https://ask.example';
  const cases: [string, string, Record<string, string>, boolean][] = [
    ['reading needs nothing', 'GET', {}, true],
    ['our own page', 'POST', { origin: url }, true],
    [
      'our own page under another spelling',
      'POST',
      { origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' },
      true,
    ],
    [
      'a page that hides its origin, vouched for by the browser',
      'POST',
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      true,
    ],
    ['another site', 'POST', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
    [
      'a sibling host, whose requests carry Lax cookies',
      'POST',
      { origin: 'https://blog.ask.example', 'sec-fetch-site': 'same-site' },
      false,
    ],
    [
      'another site that has forged our Origin, which no browser lets it',
      'POST',
      { origin: url, 'sec-fetch-site': 'cross-site' },
      false,
    ],
    ['our own page in a browser that says no more', 'POST', { origin: url, 'sec-fetch-site': 'none' }, true],
    ['reading from another site', 'GET', { 'sec-fetch-site': 'cross-site' }, true],
    ['a look-alike', 'PUT', { origin: `${url}.evil.example` }, false],
    ['a sandboxed frame', 'DELETE', { origin: 'null' }, false],
    ['nothing said', 'POST', {}, false],
  ];
  for (const [name, method, headers, passes] of cases) {
    test(`route access: ${name}: ${passes ? 'passes' : 'is refused'}`, () =>
      assert.equal(isSameOrigin(method, headers, url), passes));
  }
  test('route access: refusing only a foreign Origin, the mutant, lets a request without one through', () => {
    const mutant = ({ origin }: { origin?: string }): boolean => origin === undefined || origin === url;
    assert.equal(mutant({}), true);
    assert.equal(isSameOrigin('POST', {}, url), false);
  });
});

test('route access: mutant: a right Origin alone passes what the browser calls another site’s', () => {
  const mutant = ({ origin }: { origin?: string }): boolean => origin === 'https://ask.example';
  const headers = { origin: 'https://ask.example', 'sec-fetch-site': 'cross-site' };
  assert.equal(mutant(headers), true);
  assert.equal(isSameOrigin('POST', headers, 'https://ask.example'), false);
});

describe('the session cookie', () => {
  const token = createToken();
  test('session cookie: closed to scripts, to other sites’ forms, and on https to sibling hosts', () => {
    assert.equal(
      setSessionCookie(token, 3_600_000, { secure: true }),
      `__Host-askusnow=${token}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure`,
    );
    assert.equal(
      setSessionCookie(token, 3_600_000, { secure: false }),
      `askusnow=${token}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax`,
    );
  });
  test('session cookie: found among others, and only under its own name', () => {
    assert.equal(readSessionCookie(`a=b; askusnow=${token}; c=d`, { secure: false }), token);
    for (const header of [
      undefined,
      '',
      `askusnow=${token}`,
      `x__Host-askusnow=${token}`,
      '__Host-askusnow=short',
      `__Host-askusnow=${token}x`,
    ]) {
      assert.equal(readSessionCookie(header, { secure: true }), undefined, header);
    }
  });
  test('session cookie: two are none, in either order; mutant: the first one is whatever a sibling host has set', () => {
    const planted = createToken();
    const pairs = [`askusnow=${token}`, `askusnow=${planted}`];
    for (const header of [pairs.join('; '), pairs.toReversed().join('; '), `${pairs[0]};askusnow=`])
      assert.equal(readSessionCookie(header, { secure: false }), undefined, header);
    const mutant = (header: string): string | undefined => /askusnow=([^;]*)/.exec(header)?.[1];
    assert.equal(mutant(pairs.toReversed().join('; ')), planted);
  });
});

test('token: has 256 bits, fits an address, and its hash reveals nothing', () => {
  const token = createToken();
  assert.ok(isToken(token));
  assert.equal(Buffer.from(token, 'base64url').length, 32);
  assert.notEqual(token, createToken());
  assert.equal(hashToken(token).length, 32);
});

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import Fastify from 'fastify';
import { needsSession } from '../../../server/src/accounts/access.ts';
import { accountsPlugin, type RouteAccess } from '../../../server/src/accounts/plugin.ts';
import { systemClock } from '../../../server/src/platform/clock.ts';
import { limitTime } from '../../../server/src/platform/http/time-limit.ts';
import { createTokenLookups } from '../../../server/src/platform/http/token-lookups.ts';
import { withApp } from '../../support/app/fixture.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';
import { EXPECTED, OF_ALL, ROLES, WHO, type Outcome, type Who } from '../../support/data/access-table.ts';
import { HANGS_AFTER_MS } from '../../support/waiting.ts';

/** Routes whose method may change something, but which change nothing. */
const READS_BY_POST =
  /^\/v1\/(?:standard|closings|liaison-messages|libraries\/:library\/(?:policies|assistance)|queues\/:queue\/(?:hours|shifts))\/(?:preview|copy)$/;
const changes = ({ method, url }: RouteAccess): boolean =>
  !['GET', 'HEAD'].includes(method) && !READS_BY_POST.test(url);

const addressOf = (url: string, library = 'harford', queue = 'harford-desk'): string =>
  url
    .replace(':library', library)
    .replace(':queue', queue)
    .replace(':topic', 'library-cards')
    .replace(/:\w+/g, 'x')
    .replace('*', 'x');

withApp({ engines: [GATE_ENGINE] }).describe('routes', (on) => {
  const cookies = new Map<Who, string>();
  async function signIn(who: Who): Promise<string | undefined> {
    const role = ROLES[who];
    if (role === null) return undefined;
    const cookie = cookies.get(who) ?? (await on.app.signIn(role[0], [...role[1]]));
    cookies.set(who, cookie);
    return cookie;
  }

  async function send(
    who: Who,
    { method, access }: RouteAccess,
    path: string,
  ): Promise<{ status: number; body: string }> {
    const cookie = await signIn(who);
    // These routes end sessions and accounts.
    if (access === 'own-account') cookies.delete(who);
    const reply = await fetch(on.app.url + path, {
      method,
      redirect: 'manual',
      headers: {
        origin: on.app.config.publicUrl,
        ...(cookie ? { cookie } : {}),
        ...(method === 'PUT' ? { 'content-type': 'application/json' } : {}),
      },
      ...(method === 'PUT' ? { body: '{}' } : {}),
      signal: AbortSignal.timeout(HANGS_AFTER_MS),
    });
    // A stream has no end to wait for.
    const isStream = reply.headers.get('content-type') === 'text/event-stream';
    if (isStream) await reply.body?.cancel();
    return { status: reply.status, body: isStream ? '' : await reply.text() };
  }

  const outcome = (status: number): Outcome => ([401, 403, 404].includes(status) ? (status as Outcome) : 'open');
  const guarded = (): RouteAccess[] => on.app.app.routeAccess.filter(({ access }) => needsSession(access));

  const expectedOf = (route: RouteAccess, who: Who): Outcome =>
    EXPECTED[route.access as keyof typeof EXPECTED][changes(route) ? 'change' : 'read'][WHO.indexOf(who)]!;

  /** As `who at route`: every account that gets another outcome at a route of harford's than the table's. */
  async function wrongOutcomes(
    routes: readonly RouteAccess[],
    ask: (who: Who, route: RouteAccess) => Promise<{ status: number; body: string }>,
    accounts: readonly Who[] = WHO,
  ): Promise<string[]> {
    const wrong: string[] = [];
    for (const route of routes)
      for (const who of accounts) {
        const { status, body } = await ask(who, route);
        const expected = expectedOf(route, who);
        if (outcome(status) !== expected)
          wrong.push(`${who} at ${route.method} ${route.url}: ${status}, not ${expected}: ${body.slice(0, 200)}`);
        if (status === 401 && route.method !== 'HEAD') assert.match(body, /"code":"signed-out"/);
      }
    return wrong;
  }

  test('routes: each guarded route admits exactly the accounts that may read or change there', async () => {
    assert.ok(guarded().length >= 15, `${guarded().length} routes`);
    // For an account whose libraries owe no hour at the desk, its clock is as for those of `own-desk`: the route itself asks.
    const routes = guarded().map((route) =>
      route.url === '/v1/queues/:queue/clock' ? { ...route, access: 'own-desk' as const } : route,
    );
    const wrong = await wrongOutcomes(routes, (who, route) =>
      send(who, route, addressOf(route.url, 'harford', route.access === 'any-account' ? 'statewide' : undefined)),
    );
    assert.deepEqual(wrong, []);
  });

  test('routes: a viewer and a provider are refused in a sentence for them', async () => {
    const closing: RouteAccess = { method: 'PUT', url: '/v1/closing', access: 'staff' };
    assert.match((await send('the viewer of harford', closing, closing.url)).body, /"code":"read-only".*liaison/);
    const answers: RouteAccess = { method: 'GET', url: '/v1/answers', access: 'staff' };
    assert.match((await send('a provider', answers, answers.url)).body, /"code":"own-account-only".*own account page/);
  });

  test('routes: mutant: a guard that lets a viewer change what a viewer reads is found at every such route', async () => {
    const routes = guarded().filter(
      (route) => changes(route) && !['own-account', 'coordinator'].includes(route.access),
    );
    const asLiaison = (_viewer: Who, route: RouteAccess) => send('the liaison of harford', route, addressOf(route.url));
    const found = await wrongOutcomes(routes, asLiaison, ['the viewer of harford']);
    assert.ok(routes.length > 20);
    // Of two routes a liaison gets 404 for want of such a thing: they are not shown to be open.
    assert.ok(found.length > routes.length / 2, `${found.length} of ${routes.length}`);
  });

  test('routes: another’s and a missing thing answer the same, byte for byte', async () => {
    const isOwn = ({ url, access }: RouteAccess): boolean => /:library|:queue/.test(url) && !OF_ALL.includes(access);
    for (const route of guarded().filter(isOwn)) {
      const foreign = await send('the liaison of cecil', route, addressOf(route.url));
      const nowhere = await send('the liaison of cecil', route, addressOf(route.url, 'nowhere', 'nowhere'));
      assert.deepEqual(nowhere, foreign, `${route.method} ${route.url}`);
      assert.equal(foreign.status, route.access === 'coordinator' ? 403 : 404);
    }
  });

  /** Something of each library on every list; only the coordinator may see both. */
  async function fillLists(): Promise<void> {
    const ask = async (path: string, body: object): Promise<void> => {
      const cookie = await on.app.signIn('coordinator');
      const headers = { cookie, origin: on.app.config.publicUrl, 'content-type': 'application/json' };
      const reply = await fetch(on.app.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
      assert.equal(reply.status, 201, `${path}: ${await reply.text()}`);
    };
    const gap = { start: new Date(Date.now() + 5 * 86_400_000).toISOString(), end: null };
    for (const library of ['harford', 'cecil']) {
      await addHelpRecipient(on.app.database, 'local', library);
      await ask(`/v1/libraries/${library}/assistance`, { queue: `${library}-desk`, reason: 'by-hand', gap });
    }
  }

  /** Which of the two libraries a reply names: their queues' ids and all names contain the library's. */
  const librariesIn = (body: string): string[] =>
    ['cecil', 'harford'].filter((name) => new RegExp(name, 'i').test(body));

  /** Whose each reply may be. */
  const SCOPES: Partial<Record<Who, string>> = {
    'the liaison of harford': 'harford',
    'the liaison of cecil': 'cecil',
    'the viewer of harford': 'harford',
    'the viewer of cecil': 'cecil',
    'a provider': 'none',
    'the desk of harford': 'harford',
    'the desk of cecil': 'cecil',
  };

  /** As `who at route`: every reply with an item outside of the reader's scope. */
  async function leaksOf(
    routes: readonly RouteAccess[],
    read: (who: Who, route: RouteAccess) => Promise<string>,
  ): Promise<string[]> {
    const leaks: string[] = [];
    for (const route of routes)
      for (const [who, library] of Object.entries(SCOPES) as [Who, string][]) {
        const seen = librariesIn(await read(who, route));
        if (seen.some((each) => each !== library)) leaks.push(`${who} at ${route.url}`);
      }
    return leaks;
  }

  describe('lists', () => {
    before(fillLists);
    const lists = (): RouteAccess[] =>
      on.app.app.routeAccess.filter(
        ({ method, url, access }) =>
          method === 'GET' && needsSession(access) && !OF_ALL.includes(access) && !/:|stream|\*/.test(url),
      );
    const read = async (who: Who, route: RouteAccess): Promise<string> => (await send(who, route, route.url)).body;

    test('lists: show no item outside of the reader’s scope, in any role', async () => {
      assert.deepEqual(await leaksOf(lists(), read), []);
    });

    test('lists: have an item of each library, and show both to the coordinator', async () => {
      for (const url of ['/v1/answers', '/v1/assistance', '/v1/coverage/now', '/v1/recipients', '/v1/session']) {
        const route = lists().find((each) => each.url === url);
        assert.ok(route, url);
        assert.deepEqual(librariesIn(await read('the coordinator', route)), ['cecil', 'harford'], url);
        assert.deepEqual(librariesIn(await read('the liaison of harford', route)), ['harford'], url);
      }
    });

    test('lists: mutant: a list that filters nothing shows every library to everybody, and is found', async () => {
      const route: RouteAccess = { method: 'GET', url: '/v1/everything', access: 'signed-in' };
      const app = Fastify();
      limitTime(app);
      await app.register(
        accountsPlugin({ ...on.app, clock: systemClock, sessionLookups: createTokenLookups(systemClock) }),
      );
      app.get(route.url, { config: { access: route.access } }, () => on.app.registry.librariesByName());
      const leaks = await leaksOf([route], async (who) => {
        const [role, ids] = ROLES[who]!;
        const headers = { cookie: await on.app.signIn(role, [...ids]), origin: on.app.config.publicUrl };
        return (await app.inject({ url: route.url, headers })).body;
      });
      await app.close();
      // A provider is refused before the handler.
      assert.equal(leaks.length, Object.keys(SCOPES).length - 1);
    });
  });

  test('routes: no public route reads the session', async () => {
    for (const route of on.app.app.routeAccess.filter(
      ({ access, url }) => access === 'anyone' && !url.includes('stream'),
    )) {
      const { status } = await send('signed out', route, addressOf(route.url));
      assert.ok(status !== 401 && status !== 500, `${route.method} ${route.url}: ${status}`);
    }
  });

  test('routes: nothing of a library or a queue is public, except what patrons see', () => {
    const open = on.app.app.routeAccess.filter(({ url, access }) => /:library|:queue/.test(url) && access === 'anyone');
    const urls = [...new Set(open.map(({ url }) => url))].filter((url) => url.startsWith('/v1/'));
    assert.deepEqual(urls.sort(), [
      '/v1/libraries/:library/availability',
      // How to ask at a branch, when chat opens next, and what a webmaster pastes.
      '/v1/libraries/:library/branches/:branch',
      '/v1/libraries/:library/next-opening.ics',
      '/v1/libraries/:library/snippets',
    ]);
  });

  test('routes: each path of the description has a route', async () => {
    const description = (await (await fetch(`${on.app.url}/openapi.json`)).json()) as {
      paths: Record<string, unknown>;
    };
    const routes = new Set(on.app.app.routeAccess.map(({ url }) => url.replace(/:(\w+)/g, '{$1}').replace('*', '{*}')));
    for (const path of Object.keys(description.paths)) assert.ok(routes.has(path), path);
  });
});

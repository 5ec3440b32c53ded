// Nothing of a policy page or an alert is public: every route that needs no session is asked, with a marker stored in both, and every link on
// what they answer is followed.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { addAlert, savePolicyPage } from '@askusnow/sdk';
import { needsSession } from '../../../server/src/accounts/access.ts';
import type { RouteAccess } from '../../../server/src/accounts/plugin.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';

const MARKER = 'zebra-47-marker';
const INTERNAL = ['/v1/libraries/:library/policies', '/v1/alerts', '/v1/libraries/:library/alerts'];
const ASSETS = 'server/dashboard/dist/assets';

let server: TestApp;
before(async () => {
  server = await startApp({ engine: 'pglite', cooperative: TWO_LIBRARIES });
  const liaison = connectionTo(server, await server.signIn('liaison', ['harford']));
  await savePolicyPage(liaison, 'harford', 'fines', {
    ...{ revision: 0, text: MARKER, owner: MARKER, isReviewed: true },
    reviewBy: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
  });
  const until = new Date(Date.now() + 86_400_000).toISOString();
  await addAlert(liaison, 'harford', { text: MARKER, until, revision: 0 });
});
after(() => server.close());

/** The start of a stream is enough: it has no end. */
async function bodyOf(path: string, headers: Record<string, string>): Promise<string> {
  const ending = new AbortController();
  const reply = await fetch(server.url + path, { headers, redirect: 'manual', signal: ending.signal });
  if (reply.headers.get('content-type') !== 'text/event-stream') return reply.text();
  const { value } = await (reply.body as ReadableStream<Uint8Array>).getReader().read();
  ending.abort();
  return new TextDecoder().decode(value);
}

const pathOf = (url: string): string =>
  url.replace(':library', 'harford').replace(':queue', 'harford-desk').replace(/:\w+/g, 'x').replace('*', 'x');

/** Those of the routes whose response has the marker in it. */
async function leaksOf(routes: readonly RouteAccess[], headers: Record<string, string> = {}): Promise<string[]> {
  const leaks: string[] = [];
  for (const { url } of routes) if ((await bodyOf(pathOf(url), headers)).includes(MARKER)) leaks.push(url);
  return leaks;
}
const reads = (): RouteAccess[] => server.app.routeAccess.filter(({ method }) => method === 'GET');
const isPublic = ({ access }: RouteAccess): boolean => !needsSession(access);

test('policy pages: no route without a session has a word of them or of an alert, nor has a file of the pages', async () => {
  const routes = reads().filter(isPublic);
  assert.ok(routes.length > 20, `${routes.length} routes`);
  assert.ok(!routes.some(({ url }) => INTERNAL.includes(url)));
  assert.deepEqual(await leaksOf(routes), []);
  for (const path of ['/go/harford', '/embed/harford', '/badge/harford.svg', '/local/harford', '/openapi.json'])
    assert.ok(!(await bodyOf(path, {})).includes(MARKER), path);
  for (const file of readdirSync(ASSETS))
    assert.ok(!(await bodyOf(`/dashboard/assets/${file}`, {})).includes(MARKER), file);
});

const LINK = /(?:href|src|action)=["']?([^"'#\s>]+)/g;

/** Pages of this server that links of `pages` lead to, and links of those, and so on: all that have the marker. */
async function walk(
  pages: ReadonlyMap<string, string>,
  headers: Record<string, string> = {},
): Promise<{ seen: string[]; leaks: string[] }> {
  const bodies = new Map(pages);
  for (const [path, body] of bodies) {
    for (const [, link = ''] of body.matchAll(LINK)) {
      const base = new URL(path, server.url);
      const { origin, pathname, search } = new URL(link.replaceAll('&amp;', '&'), base);
      const isHere = origin === base.origin || origin === server.config.publicUrl;
      // A Map's loop comes to what is added meanwhile.
      if (isHere && !bodies.has(pathname + search))
        bodies.set(pathname + search, await bodyOf(pathname + search, headers));
    }
  }
  return { seen: [...bodies.keys()], leaks: [...bodies].filter(([, body]) => body.includes(MARKER)).map(([at]) => at) };
}

test('policy pages: no page that a link on a public page leads to has a word of them', async (t) => {
  const pages = new Map<string, string>();
  for (const { url } of reads().filter(isPublic)) pages.set(pathOf(url), await bodyOf(pathOf(url), {}));
  const { seen, leaks } = await walk(pages);
  t.diagnostic(`${pages.size} public routes, ${seen.length - pages.size} more pages by their links`);
  assert.ok(seen.length > pages.size, 'no link was followed');
  assert.deepEqual(leaks, []);
});

test('policy pages: mutant: a page that a link alone leads to is found by following it, and by its own text it is not', async () => {
  const cookie = await server.signIn('provider', []);
  const middle = ['/harford', '<a href="/v1/libraries/harford/policies">Policies</a>'] as const;
  const { leaks } = await walk(new Map([middle]), { cookie });
  assert.deepEqual(leaks, ['/v1/libraries/harford/policies']);
  assert.ok(!middle[1].includes(MARKER));
});

test('policy pages: mutant: their route and those of alerts, open to everybody as they are to an account, are found', async () => {
  const cookie = await server.signIn('provider', []);
  const opened = reads().map((route) =>
    INTERNAL.includes(route.url) ? { ...route, access: 'anyone' as const } : route,
  );
  assert.deepEqual((await leaksOf(opened.filter(isPublic), { cookie })).toSorted(), INTERNAL.toSorted());
});

// Nothing of the workspace is public: every route that needs no session is asked, with a marker stored in each kind of text, and
// every link on what they answer is followed. The month's comment and a contact are on the pages that their own links open.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, test } from 'node:test';
import {
  addAlert,
  addContact,
  addReportShare,
  addScript,
  addTrainingSession,
  checkContact,
  openFollowUp,
  proposeTopic,
  publishAnnouncement,
  savePolicyPage,
  setMonthComment,
} from '@askusnow/sdk';
import { needsSession } from '../../../server/src/accounts/access.ts';
import type { RouteAccess } from '../../../server/src/accounts/plugin.ts';
import { withApp } from '../../support/app/fixture.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

const MARKER = 'zebra-47-marker';
/** What the pages behind a link show by design, by the start of their address. */
const BY_DESIGN = { '/share/': 'zebra-48-comment', '/contact-check/': 'zebra-49-contact' } as const;
const MARKS = [MARKER, ...Object.values(BY_DESIGN)];

const hasLeak = (path: string, body: string): boolean =>
  MARKS.some(
    (mark) =>
      body.includes(mark) &&
      !Object.entries(BY_DESIGN).some(([start, shown]) => mark === shown && path.startsWith(start)),
  );

const INTERNAL = ['/v1/libraries/:library/policies', '/v1/alerts', '/v1/libraries/:library/alerts'];

withApp({
  engines: [GATE_ENGINE],
  now: MONDAY_10,
  environment: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'askusnow@state.example' },
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('workspace', (on) => {
  let shareToken: string;
  let checkToken: string;
  before(async () => {
    await savePolicyPage(on.liaison, 'harford', 'fines', {
      ...{ revision: 0, text: MARKER, owner: MARKER, isReviewed: true },
      reviewBy: '2026-06-04',
    });
    await addAlert(on.liaison, 'harford', { text: MARKER, until: '2026-05-05T14:00:00.000Z', revision: 0 });
    await addScript(on.liaison, 'harford', { name: MARKER, text: MARKER, topic: MARKER, language: null, revision: 0 });
    await publishAnnouncement(on.coordinator, { text: MARKER });
    await proposeTopic(on.liaison, { title: MARKER, detail: MARKER, library: 'harford' });
    await openFollowUp(on.liaison, { library: 'harford', reference: MARKER });
    await addTrainingSession(on.liaison, 'harford', { date: '2026-01-02', topic: 'other', name: MARKER, headcount: 1 });
    await setMonthComment(on.liaison, 'harford', '2026-04', { text: BY_DESIGN['/share/'], revision: 0 });
    const { link } = await addReportShare(on.liaison, 'harford', { days: 30 });
    shareToken = new URL(link).pathname.split('/').at(-1)!;
    const { id } = await addContact(on.liaison, 'harford', {
      ...{ name: BY_DESIGN['/contact-check/'], note: MARKER, phone: '410-555-0101', page: null, revision: 0 },
      email: 'desk@harford.example',
    });
    await checkContact(on.liaison, 'harford', id, { to: 'contact' });
    const { db } = on.app.database;
    checkToken = (await db.selectFrom('contact_check').select('token').executeTakeFirstOrThrow()).token!;
  });

  /** The start of a stream is enough: it has no end. */
  async function bodyOf(path: string, headers: Record<string, string>): Promise<string> {
    const ending = new AbortController();
    const reply = await fetch(on.app.url + path, { headers, redirect: 'manual', signal: ending.signal });
    if (reply.headers.get('content-type') !== 'text/event-stream') return reply.text();
    const { value } = await (reply.body as ReadableStream<Uint8Array>).getReader().read();
    ending.abort();
    return new TextDecoder().decode(value);
  }

  const pathOf = (url: string): string =>
    url
      .replace('/share/:token', `/share/${shareToken}`)
      .replace('/contact-check/:token', `/contact-check/${checkToken}`)
      .replace(':library', 'harford')
      .replace(':queue', 'harford-desk')
      .replace(/:\w+/g, 'x')
      .replace('*', 'x');

  /** Those of the routes whose response has the marker in it. */
  async function leaksOf(routes: readonly RouteAccess[], headers: Record<string, string> = {}): Promise<string[]> {
    const leaks: string[] = [];
    for (const { url } of routes) if (hasLeak(url, await bodyOf(pathOf(url), headers))) leaks.push(url);
    return leaks;
  }
  const reads = (): RouteAccess[] => on.app.app.routeAccess.filter(({ method }) => method === 'GET');
  const isPublic = ({ access }: RouteAccess): boolean => !needsSession(access);

  test('workspace: the walk opens a report’s and a contact’s own link, and each shows what it is for', async () => {
    for (const [url, shown] of Object.entries(BY_DESIGN))
      assert.ok((await bodyOf(pathOf(`${url}:token`), {})).includes(shown), url);
  });

  test('workspace: mutant: a page behind a link that shows what it is not for is found', () => {
    assert.ok(hasLeak('/share/x', BY_DESIGN['/contact-check/']) && hasLeak('/contact-check/x', MARKER));
    assert.ok(!hasLeak('/share/x', BY_DESIGN['/share/']));
  });

  test('policy pages: no route without a session has a word of them or of the workspace, nor has a file of the pages', async () => {
    const ASSETS = 'server/dashboard/dist/assets';
    const routes = reads().filter(isPublic);
    assert.ok(routes.length > 20, `${routes.length} routes`);
    assert.ok(!routes.some(({ url }) => INTERNAL.includes(url)));
    assert.deepEqual(await leaksOf(routes), []);
    for (const path of ['/go/harford', '/embed/harford', '/badge/harford.svg', '/local/harford', '/openapi.json'])
      assert.ok(!hasLeak(path, await bodyOf(path, {})), path);
    for (const file of readdirSync(ASSETS))
      assert.ok(!hasLeak(file, await bodyOf(`/dashboard/assets/${file}`, {})), file);
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
        const base = new URL(path, on.app.url);
        // A script has parts of links, too.
        if (!URL.canParse(link, base.href)) continue;
        const { origin, pathname, search } = new URL(link.replaceAll('&amp;', '&'), base);
        const isHere = origin === base.origin || origin === on.app.config.publicUrl;
        // A Map's loop comes to what is added meanwhile.
        if (isHere && !bodies.has(pathname + search))
          bodies.set(pathname + search, await bodyOf(pathname + search, headers));
      }
    }
    return {
      seen: [...bodies.keys()],
      leaks: [...bodies].filter(([path, body]) => hasLeak(path, body)).map(([at]) => at),
    };
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
    const cookie = await on.app.signIn('provider', []);
    const middle = ['/harford', '<a href="/v1/libraries/harford/policies">Policies</a>'] as const;
    const { leaks } = await walk(new Map([middle]), { cookie });
    assert.deepEqual(leaks, ['/v1/libraries/harford/policies']);
    assert.ok(!middle[1].includes(MARKER));
  });

  test('policy pages: mutant: their route and those of alerts, open to everybody as they are to an account, are found', async () => {
    const cookie = await on.app.signIn('provider', []);
    const opened = reads().map((route) =>
      INTERNAL.includes(route.url) ? { ...route, access: 'anyone' as const } : route,
    );
    assert.deepEqual((await leaksOf(opened.filter(isPublic), { cookie })).toSorted(), INTERNAL.toSorted());
  });
});

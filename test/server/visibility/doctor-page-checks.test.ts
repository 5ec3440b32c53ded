// Key pages: checked by the job about once a week, and by a person once a minute.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import type { CheckedNow, CheckedPage, JobList, PageCheckList } from '@askusnow/sdk/contract';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { startLibrarySite } from '../../support/peers/library-site.ts';
import { HEX } from '../../support/data/doctor-pages.ts';
import { loadPageChecks } from '../../../server/src/visibility/doctor/store.ts';
import { eventually } from '../../support/waiting.ts';

const TEXT = `<p>${'Books, music and films. '.repeat(20)}</p>`;

const cooperative = (origin: string): string => `
cooperative: { name: Test Cooperative }
queues:
  - { id: desk, name: Desk, tier: local, zone: UTC, hours: { weekly: [{ days: [mo], open: '09:00', close: '17:00' }] } }
libraries:
  - id: harford
    name: Harford
    zone: UTC
    live: true
    origins: ['${origin}', 'https://*.harford.example.org']
    queues: { local: { queue: desk, chat: 'https://chat.example.org/harford' } }
    keyPages:
      - { name: Home page, origin: '${origin}', pattern: '/' }
      - { name: Home page header, origin: '${origin}', pattern: '/', placement: header }
      - { name: Contact, origin: '${origin}', pattern: '/contact' }
      - { name: Records, origin: '${origin}', pattern: '/record/:id' }
      - { name: Results, origin: '${origin}', pattern: '/search/results' }
      - { name: Anywhere, pattern: '/guides' }
      - { name: Branches, origin: 'https://*.harford.example.org', pattern: '/' }
  - id: carroll
    name: Carroll
    zone: UTC
    live: true
    origins: ['https://www.carroll.example.org']
    queues: { local: { queue: desk, chat: 'https://chat.example.org/carroll' } }
`;

withApp({
  now: '2026-05-04T12:00:00Z',
  peers: { site: () => startLibrarySite({ '/': TEXT }) },
  cooperative: ({ site }) => cooperative(site.url),
  environment: ({ site }) => ({ EGRESS_ALLOW: site.host }),
  as: { liaison: ['liaison', 'harford'] },
}).describe('page checks', (on) => {
  const ask = (library: string, body?: object): Promise<Response> =>
    fetch(`${on.app.url}/v1/libraries/${library}/page-checks`, {
      method: body ? 'POST' : 'GET',
      headers: {
        cookie: on.cookies.liaison,
        origin: on.app.config.publicUrl,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const list = async (): Promise<CheckedPage[]> => ((await (await ask('harford')).json()) as PageCheckList).pages;

  test('page checks: the job checks each page that a program can read, and no other', async () => {
    const pages = await eventually(async () => {
      const found = await list();
      return found.every(({ state }) => state !== null) ? found : null;
    });
    assert.deepEqual(
      pages.map(({ path, names, state, findings }) => ({ path, names, state, findings })),
      [
        { path: '/', names: ['Home page', 'Home page header'], state: 'absent', findings: ['tag-absent'] },
        { path: '/contact', names: ['Contact'], state: 'unreachable', findings: ['http-error'] },
      ],
    );
    assert.deepEqual(
      on.site.asked.map(({ path }) => path),
      ['/robots.txt', '/', '/contact'],
    );
  });

  test('page checks: a person checks a page now, once a minute', async () => {
    const snippet = (): string =>
      `<script type="module" src="${on.app.config.publicUrl}/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>
       <ask-us-now library="harford" style="min-height:5em"><a href="https://chat.example.org/harford">Ask</a></ask-us-now>`;
    on.site.pages.set('/', TEXT + snippet());
    const page = { origin: on.site.url, path: '/' };
    const early = await ask('harford', page);
    assert.deepEqual(
      [early.status, early.headers.get('retry-after'), ((await early.json()) as { code: string }).code],
      [429, '60', 'too-soon'],
    );
    on.clock.advance(60_000);
    const reply = await ask('harford', page);
    assert.equal(reply.status, 200);
    const { found, ...checked } = (await reply.json()) as CheckedNow;
    assert.deepEqual(found, []);
    assert.deepEqual([checked.state, checked.findings], ['found', []]);
    assert.equal(checked.checkedAt, '2026-05-04T12:01:00.000Z');
    assert.deepEqual((await list())[0], checked);
    assert.equal((await ask('harford', page)).status, 429);
  });

  test('page checks: no address but a key page is fetched, and nobody else’s library is there', async () => {
    const asked = on.site.asked.length;
    for (const [page, status] of [
      [{ origin: on.site.url, path: '/record/7' }, 404],
      [{ origin: 'http://169.254.169.254', path: '/' }, 404],
      [{ origin: on.site.url }, 422],
    ] as const)
      assert.equal((await ask('harford', page)).status, status);
    assert.equal((await ask('carroll')).status, 404);
    assert.equal((await ask('carroll', { origin: on.site.url, path: '/' })).status, 404);
    assert.equal(on.site.asked.length, asked);
  });

  test('page checks: the job reads a page again after a week, and not before', async () => {
    const askedFor = (path: string): number => on.site.asked.filter((one) => one.path === path).length;
    const before = askedFor('/contact');
    on.clock.advance(6 * DAY_MS);
    const coordinator = await on.app.signIn('coordinator');
    const lastRun = async (): Promise<string> => {
      const reply = await fetch(`${on.app.url}/v1/system/jobs`, { headers: { cookie: coordinator } });
      return ((await reply.json()) as JobList).jobs.find(({ name }) => name === 'page-checks')!.lastRunAt;
    };
    await eventually(async () => (await lastRun()) >= '2026-05-10');
    assert.equal(askedFor('/contact'), before);
    on.clock.advance(2 * DAY_MS);
    await eventually(() => Promise.resolve(askedFor('/contact') === before + 1));
  });

  test('page checks: the score reads states and codes by library', async () => {
    const checks = await loadPageChecks(on.app.database.db, ['harford', 'carroll']);
    assert.deepEqual([...checks.keys()], ['harford']);
    assert.deepEqual(
      checks.get('harford')!.map(({ path, state }) => [path, state]),
      [
        ['/', 'found'],
        ['/contact', 'unreachable'],
      ],
    );
  });

  test('page checks: another chat leaves the list when the page was read without it; mutant: the last reading loses it sooner', async () => {
    const page = { origin: on.site.url, path: '/' };
    const check = async (served: Parameters<typeof on.site.pages.set>[1]): Promise<CheckedPage> => {
      on.site.pages.set('/', served);
      on.clock.advance(60_000);
      const { found: _found, ...checked } = (await (await ask('harford', page)).json()) as CheckedNow;
      assert.deepEqual((await list())[0], checked);
      return checked;
    };
    const naive = ({ findings }: CheckedPage): boolean => findings.includes('other-widget');
    const chat = { name: 'LibChat', places: [{ element: 'div', line: 2, lastLine: 3 }] };
    const widget = `\n<div id="libchat_${HEX}">\n</div>`;
    assert.deepEqual((await check(TEXT + widget)).otherWidgets, [chat]);
    for (const [served, state] of [
      [(_: unknown, response: ServerResponse) => void response.writeHead(503).end(), 'blocked'],
      ['<div id="root"></div><script src="/app.js"></script>', 'needs-browser'],
    ] as const) {
      const checked = await check(served);
      assert.deepEqual([checked.state, checked.otherWidgets, naive(checked)], [state, [chat], false]);
    }
    assert.deepEqual((await check(`<div id="root"></div><script src="/app.js"></script>${widget}`)).otherWidgets, [
      { name: 'LibChat', places: [{ element: 'div', line: 2, lastLine: 3 }] },
    ]);
    assert.deepEqual((await check(TEXT)).otherWidgets, []);
  });
});

// However a library's page is made, patrons are answered while it is checked.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { CheckedPage } from '@askusnow/sdk/contract';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { pageOf, SCRIPT, TAG } from '../../support/data/doctor-pages.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { askusnow, temporaryFolder } from '../../support/app/process.ts';
import {
  assertHeldBriefly,
  ATTEMPTS,
  MAX_HELD_MS,
  startProbedServer,
  type ProbedServer,
} from '../../support/app/probed-server.ts';
import { startLibrarySite, type LibrarySite, type SitePage } from '../../support/peers/library-site.ts';

const MIB = 2 ** 20;

const zipped: SitePage = (_request, response) => {
  const block = gzipSync(Buffer.alloc(64 * MIB, ' '));
  response
    .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
    .end(Buffer.concat(Array.from({ length: 16 }, () => block)));
};

const PAGES: Record<string, SitePage> = {
  '/tags': pageOf(SCRIPT + TAG.repeat(10_000)),
  '/nested': '<b>'.repeat(300_000),
  '/large': `<p>${'Books '.repeat((3 * MIB - 100) / 6)}`,
  '/flood': 'x'.repeat(200 * MIB),
  '/bomb': zipped,
};

/** Each of 500 names begins a group of 30,000 rules. */
const ROBOTS = 'User-agent: a\n'.repeat(500) + 'Disallow: /a\n'.repeat(30_000);

const WARM = '/warm';

/** The server checks a page once a minute, and keeps a site's robots.txt for an hour: each attempt has its own. */
const attemptsOf = <T>(each: (attempt: number) => T): T[] =>
  Array.from({ length: ATTEMPTS }, (_, index) => each(index));
/** One word each: a digit or a hyphen would make it a page of a pattern, which no program reads. */
const addressesOf = (path: string): string[] => attemptsOf((attempt) => path + 'x'.repeat(attempt));

/** The library's key pages, in the cooperative's file: imported when the server runs, since its first job checks what is due. */
const withKeyPages = (origin: string, withRobots: string[]): string =>
  COOPERATIVE_FILE.replace(
    "'https://www.harford.example.org']",
    `'https://www.harford.example.org', ${[origin, ...withRobots].map((url) => `'${url}'`).join(', ')}]`,
  ).replace(
    'keyPages: [{ name: Home page, placement: header }]',
    `keyPages: [${[
      ...[WARM, ...Object.keys(PAGES).flatMap(addressesOf)].map(
        (path) => `{ name: 'Page ${path}', origin: '${origin}', pattern: '${path}' }`,
      ),
      ...withRobots.map((url) => `{ name: 'Rules of ${url}', origin: '${url}', pattern: /rules }`),
    ].join(', ')}]`,
  );

forEachEngineByTier((engine) => {
  describe('event loop: pages', () => {
    const files = temporaryFolder();
    let site: LibrarySite;
    let withRobots: LibrarySite[];
    let server: ProbedServer;
    const check = (path: string, { url: origin } = site): Promise<{ status: number; body: CheckedPage }> =>
      server.ask('libraries/harford/page-checks', { origin, path }, 'POST');
    before(async () => {
      const pages = Object.entries(PAGES).flatMap(([path, page]) => addressesOf(path).map((each) => [each, page]));
      const plain = pageOf(SCRIPT + TAG);
      site = await startLibrarySite({ [WARM]: plain, ...(Object.fromEntries(pages) as typeof PAGES) });
      withRobots = await Promise.all(attemptsOf(() => startLibrarySite({ '/robots.txt': ROBOTS, '/rules': plain })));
      const hosts = [site, ...withRobots].map(({ host }) => host).join(',');
      server = await startProbedServer(engine, COOPERATIVE_FILE, { EGRESS_ALLOW: hosts });
      const origins = withRobots.map(({ url }) => url);
      const file = files.write('with-key-pages.yaml', withKeyPages(site.url, origins));
      const imported = await askusnow(['import', file, '--replace'], server.environment);
      assert.equal(imported.code, 0, imported.complaints);
      assert.equal((await check(WARM)).status, 200);
    });
    after(async () => {
      await server.close();
      await site.close();
      for (const each of withRobots) await each.close();
      files.remove();
    });

    for (const path of Object.keys(PAGES)) {
      test(`event loop: held for less than ${MAX_HELD_MS} ms by the page ${path}`, async (context) => {
        const addresses = addressesOf(path);
        const { status } = await assertHeldBriefly(server, context, () => check(addresses.shift()!));
        assert.equal(status, 200);
      });
    }

    test(`event loop: held for less than ${MAX_HELD_MS} ms by a site's robots.txt`, async (context) => {
      const sites = [...withRobots];
      const { status } = await assertHeldBriefly(server, context, () => check('/rules', sites.shift()));
      assert.equal(status, 200);
    });
  });
});

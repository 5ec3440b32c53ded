// The doctor against real HTTP servers: what it asks for, what it leaves alone, and what hostile pages cost it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createManualClock } from '../../support/app/clock.ts';
import { createEgress, type Egress } from '../../../server/src/platform/egress/egress.ts';
import { createWorkerPool, type WorkerPool } from '../../../server/src/platform/worker/worker-pool.ts';
import { systemClock } from '../../../server/src/platform/clock.ts';
import { createPageChecker, type PageChecker } from '../../../server/src/visibility/doctor/check-page.ts';
import type { PageReport } from '../../../server/src/visibility/doctor/page/report.ts';
import { EXPECTED, pageOf, SCRIPT, TAG } from '../../support/data/doctor-pages.ts';
import { startLibrarySite, type LibrarySite, type SitePage } from '../../support/peers/library-site.ts';
import { LATE_MS, pause } from '../../support/waiting.ts';

const GOOD = pageOf(SCRIPT + TAG);
const BAD = pageOf('');
const GZIPPED = { 'content-type': 'text/html', 'content-encoding': 'gzip' };

let site: LibrarySite;
let other: LibrarySite;
let egress: Egress;
let workers: WorkerPool;
let checker: PageChecker;
before(async () => {
  site = await startLibrarySite();
  other = await startLibrarySite();
  egress = createEgress({ allow: [site.host, other.host] });
  workers = createWorkerPool();
});
beforeEach(() => {
  for (const one of [site, other]) {
    one.pages.clear();
    one.asked.length = 0;
  }
  checker = createPageChecker({ egress, workers, clock: systemClock });
});
after(async () => {
  workers.close();
  egress.close();
  await site.close();
  await other.close();
});

const check = (path: string): Promise<PageReport> => checker.check(site.url + path, EXPECTED);
const summary = ({ state, findings }: PageReport): unknown[] => [state, ...findings.map(({ code }) => code)];
const redirect =
  (location: string): SitePage =>
  (_request, response) =>
    void response.writeHead(302, { location }).end();
const pathsOf = ({ asked }: LibrarySite): string[] => asked.map(({ path }) => path);

test('doctor fetch: asks for robots.txt once and then for pages, with GET, and names itself', async () => {
  site.pages.set('/', GOOD).set('/about', GOOD);
  assert.deepEqual(summary(await check('/')), ['found']);
  assert.deepEqual(summary(await check('/about#team')), ['found']);
  assert.deepEqual(pathsOf(site), ['/robots.txt', '/', '/about']);
  for (const { method, headers } of site.asked) {
    assert.equal(method, 'GET');
    assert.match(headers['user-agent'] ?? '', /^AskUsNow\//);
    assert.equal(headers.cookie, undefined);
  }
});

test('doctor fetch: obeys robots.txt: our own group, else everybody’s, the longest rule', async () => {
  site.pages.set('/a', GOOD).set('/b', GOOD);
  site.pages.set('/robots.txt', 'User-agent: *\nDisallow: /\n\nUser-agent: askusnow\nDisallow: /b\n');
  assert.deepEqual(summary(await check('/a')), ['found']);
  assert.deepEqual(summary(await check('/b')), ['not-allowed', 'robots-disallowed']);
  assert.ok(!pathsOf(site).includes('/b'));
});

test('doctor fetch: a robots.txt that is refused allows, one that fails does not', async () => {
  site.pages.set('/', GOOD);
  for (const [status, state] of [
    [403, 'found'],
    [404, 'found'],
    [500, 'not-allowed'],
    [503, 'not-allowed'],
  ] as const) {
    checker = createPageChecker({ egress, workers, clock: systemClock });
    site.pages.set('/robots.txt', (_request, response) => void response.writeHead(status).end('User-agent: *'));
    assert.equal((await check('/')).state, state, String(status));
  }
});

test('doctor fetch: a robots.txt that is made to take minutes refuses, and its site costs no second wait', async () => {
  site.pages.set('/', GOOD).set('/robots.txt', 'User-agent: a\n'.repeat(1_000) + 'Disallow: /a\n'.repeat(35_000));
  const timed = async (): Promise<number> => {
    const startMs = performance.now();
    assert.deepEqual(summary(await check('/')), ['not-allowed', 'robots-disallowed']);
    return performance.now() - startMs;
  };
  const firstMs = await timed();
  assert.ok((await timed()) < firstMs / 2);
});

test('doctor fetch: asks for robots.txt again after an hour', async () => {
  const clock = createManualClock('2026-05-04T12:00:00Z');
  checker = createPageChecker({ egress, workers, clock });
  site.pages.set('/', GOOD);
  await check('/');
  site.pages.set('/robots.txt', 'User-agent: *\nDisallow: /');
  assert.equal((await check('/')).state, 'found');
  clock.advance(3_600_001);
  assert.equal((await check('/')).state, 'not-allowed');
});

test('doctor fetch: never asks for search results, neither at first nor after a redirect', async () => {
  for (const path of [
    '/cgi-bin/koha/opac-search.pl?q=made+up',
    '/Search/Results?lookfor=made+up',
    '/catalog?q=made+up&search_field=all',
    '/eg/opac/results?query=made+up',
    '/discovery/search?query=any,contains,made',
    '/search~S1/?searchtype=X&searcharg=made',
    '/polaris/search/searchresults.aspx?ctx=1&term=made',
    '/client/en_US/default/search/results?qu=made',
    '/v2/search?query=made',
    '/?s=made',
  ])
    assert.deepEqual(summary(await check(path)), ['not-allowed', 'search-page'], path);
  assert.deepEqual(site.asked, []);
  site.pages.set('/go', redirect('/Search/Results?lookfor=x'));
  assert.deepEqual(summary(await check('/go')), ['not-allowed', 'search-page']);
  assert.deepEqual(pathsOf(site), ['/robots.txt', '/go']);
});

test('doctor fetch: a redirect to another site obeys that site’s robots.txt, and resolves addresses there', async () => {
  site.pages.set('/', redirect(`${other.url}/home`));
  other.pages.set('/home', GOOD);
  assert.deepEqual(summary(await check('/')), ['found']);
  checker = createPageChecker({ egress, workers, clock: systemClock });
  other.pages.set('/robots.txt', 'User-agent: *\nDisallow: /home');
  assert.deepEqual(summary(await check('/')), ['not-allowed', 'robots-disallowed']);
});

test('doctor fetch: one request at a time for each site', async () => {
  for (let page = 0; page < 10; page++)
    site.pages.set(`/${page}`, (_request, response) => {
      void pause(10).then(() => response.writeHead(200, { 'content-type': 'text/html' }).end(GOOD));
    });
  const reports = await Promise.all(Array.from({ length: 10 }, (_, page) => check(`/${page}`)));
  assert.deepEqual(new Set(reports.map(({ state }) => state)), new Set(['found']));
  assert.equal(site.mostAtOnce(), 1);
});

test('doctor fetch: a cached copy without the tag is read again past the cache', async () => {
  site.pages.set('/', (request, response) => {
    const isFresh = request.url !== '/';
    response.writeHead(200, { 'content-type': 'text/html', ...(!isFresh && { age: '600' }) });
    response.end(isFresh ? GOOD : BAD);
  });
  assert.deepEqual(summary(await check('/')), ['found', 'stale-cache']);
  assert.equal(site.asked.at(-1)?.headers['cache-control'], 'no-cache');
});

test('doctor fetch: a page without the tag is not read twice where nothing shows a cache', async () => {
  site.pages.set('/', BAD);
  assert.deepEqual(summary(await check('/')), ['absent', 'tag-absent']);
  assert.deepEqual(pathsOf(site), ['/robots.txt', '/']);
});

test('doctor fetch: a compressed page, and pages in their own encodings, are read', async () => {
  const tag = pageOf(SCRIPT + TAG.replace('Ask a librarian', '¿Preguntas?'));
  site.pages.set('/gzip', (_request, response) => void response.writeHead(200, GZIPPED).end(gzipSync(GOOD)));
  site.pages.set('/latin1', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' }).end(Buffer.from(tag, 'latin1'));
  });
  site.pages.set('/utf16', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(Buffer.from(`\uFEFF${tag}`, 'utf16le'));
  });
  site.pages.set('/nonsense', (_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=made-up' })
      .end(Buffer.concat([Buffer.from([0xff, 0xc0, 0x80, 0x00, 0xfe]), Buffer.from(GOOD)]));
  });
  for (const path of ['/gzip', '/latin1', '/utf16', '/nonsense'])
    assert.deepEqual(summary(await check(path)), ['found'], path);
});

test('doctor fetch: a page in an encoding that no browser reads has no tag', async () => {
  site.pages.set('/hz', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=hz-gb-2312' }).end(GOOD);
  });
  site.pages.set('/meta', (_request, response) => {
    const html = GOOD.replace('<meta charset="utf-8">', '<meta charset="iso-2022-kr">');
    response.writeHead(200, { 'content-type': 'text/html' }).end(html);
  });
  for (const path of ['/hz', '/meta']) assert.deepEqual(summary(await check(path)), ['absent', 'tag-absent'], path);
});

const endless: SitePage = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  const timer = setInterval(() => response.write('<p>more'), 100);
  response.once('close', () => clearInterval(timer));
};
const flood: SitePage = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': String(200 * 2 ** 20) });
  const block = Buffer.alloc(64 * 1024, '<p>');
  const write = (): void => {
    while (!response.destroyed && response.write(block));
    if (!response.destroyed) response.once('drain', write);
  };
  write();
};

const HOSTILE: [what: string, page: SitePage, expected: string[]][] = [
  ['a page of 200 MB', flood, ['unreachable', 'too-large']],
  [
    'a gzip bomb of 1 GB',
    (_request, response) => {
      const block = gzipSync(Buffer.alloc(64 * 2 ** 20, ' '));
      response.writeHead(200, GZIPPED).end(Buffer.concat(Array.from({ length: 16 }, () => block)));
    },
    ['unreachable', 'too-large'],
  ],
  [
    'half a gzip stream',
    (_request, response) => {
      const body = gzipSync(GOOD);
      response.writeHead(200, GZIPPED).end(body.subarray(0, body.length / 2));
    },
    ['unreachable', 'unreachable'],
  ],
  ['redirects for ever', redirect('/hostile'), ['unreachable', 'unreachable']],
  ['a redirect to no address', redirect('http://['), ['unreachable', 'unreachable']],
  ['a redirect to a file', redirect('file:///etc/passwd'), ['unreachable', 'unreachable']],
  ['a redirect to a mail address', redirect('mailto:ask@library.example'), ['unreachable', 'unreachable']],
  [
    'a redirect to a private address',
    redirect('http://169.254.169.254/latest/meta-data/'),
    ['unreachable', 'unreachable'],
  ],
  ['a closed connection', (request) => void request.socket.destroy(), ['unreachable', 'unreachable']],
];
for (const [what, page, expected] of HOSTILE) {
  test(`doctor fetch: ${what} ends as ${expected.join(', ')}`, async () => {
    site.pages.set('/hostile', page);
    assert.deepEqual(summary(await check('/hostile')), expected);
  });
}

test('doctor fetch: a private host is called private where its address was asked for, by https and by http', async () => {
  for (const address of ['https://10.0.0.5/', 'http://10.0.0.5/', 'http://localhost:8080/'])
    assert.deepEqual(summary(await checker.check(address, EXPECTED)), ['unreachable', 'private-address']);
});

test('doctor fetch: each request after a redirect names who redirected, so that a public site opens no allowed host', async () => {
  site.pages.set('/', redirect(`${other.url}/home`));
  other.pages.set('/home', GOOD);
  const named: [string, string | undefined][] = [];
  const recorded: Pick<Egress, 'request'> = {
    request: (url, ask) => {
      named.push([url, ask.redirectedFrom]);
      return egress.request(url, ask);
    },
  };
  await createPageChecker({ egress: recorded, workers, clock: systemClock }).check(`${site.url}/`, EXPECTED);
  assert.deepEqual(named, [
    [`${site.url}/robots.txt`, undefined],
    [`${site.url}/`, undefined],
    [`${other.url}/robots.txt`, `${site.url}/`],
    [`${other.url}/home`, `${site.url}/`],
  ]);
  const ask = { timeoutMs: 1_000, maxBytes: 10_000, redirectedFrom: 'https://library.example/' };
  await assert.rejects(egress.request(`${other.url}/home`, ask), { code: 'private-address' });
});

test('doctor fetch: an endless page costs at most 10 s, robots.txt and redirects included', async () => {
  site.pages.set('/', redirect('/endless')).set('/endless', endless);
  const startMs = performance.now();
  assert.deepEqual(summary(await check('/')), ['unreachable', 'unreachable']);
  assert.ok(performance.now() - startMs < LATE_MS);
});

for (const [what, html, state] of [
  ['10,000 tags', pageOf(SCRIPT + TAG.repeat(10_000)), 'found'],
  ['300,000 nested elements', `${'<b>'.repeat(300_000)}${GOOD}`, null],
  ['50,000 misnested elements', `${'<a><b><table><tr>'.repeat(50_000)}${GOOD}`, null],
  ['a megabyte of attributes', `<p ${Array.from({ length: 100_000 }, (_, at) => `a${at}=1`).join(' ')}>${GOOD}`, null],
] as const) {
  test(`doctor fetch: ${what}: the check ends, and the next page is read`, async () => {
    site.pages.set('/hostile', html).set('/', GOOD);
    const report = await check('/hostile');
    // A busy machine may cut any of them by its time; what is found then has `doctor-examine-page`.
    const isCutByTime = report.findings[0]?.detail === 'timeout';
    if (state !== null && !isCutByTime) assert.equal(report.state, state);
    assert.ok(report.state === 'found' || report.findings[0]?.code === 'too-large', JSON.stringify(summary(report)));
    assert.deepEqual(summary(await check('/')), ['found']);
  });
}

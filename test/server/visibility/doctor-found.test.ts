// What the reading of a page shows that may be proposed: by a person's press alone, and stored by nobody.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, getPageChecks, getProposedAddresses, proposeAddress } from '@askusnow/sdk';
import { kindOfLink } from '../../../server/src/visibility/doctor/page/links.ts';
import { withApp } from '../../support/app/fixture.ts';
import { startLibrarySite, type LibrarySite } from '../../support/peers/library-site.ts';
import { eventually } from '../../support/waiting.ts';

const TEXT = `<p>${'Books, music and films. '.repeat(20)}</p>`;
const tagOf = (library: string): string =>
  `<ask-us-now library="${library}" placement="header"><a href="https://chat.example.org/${library}">Ask</a></ask-us-now>`;

const home = (site: LibrarySite, ours: LibrarySite, theirs: LibrarySite): string => `
<header><nav>
  <a href="/">Home</a> <a href="/contact/">Contact us</a> <a href="/teens"><b>Teens</b>\u202e and up</a>
  <a href="/teens#clubs">Teen clubs</a> <a href="/databases?page=2">Databases</a> <a href="/search?q=cats">What to read</a>
  <a href="/jobs">Jobs</a> <a href="${site.url}/guides">Research guides</a>
  <a href="javascript:void 0">Staff picks</a> <a href="http://unsafe.example/teens">Teens elsewhere</a>
</nav></header>
<main>${TEXT} <a href="/staff-picks">Staff picks</a> <a href="${theirs.url}/">Neighbors</a>
  <a href="${ours.url}/posts/1">Blog</a> <a href="${ours.url}/posts/2">Older</a></main>`;

withApp({
  now: '2026-05-04T12:00:00Z',
  peers: {
    site: () => startLibrarySite({ '/': TEXT }),
    ours: () => startLibrarySite({ '/posts/1': TEXT + tagOf('harford') }),
    theirs: () => startLibrarySite({ '/': TEXT + tagOf('carroll') }),
  },
  cooperative: ({ site }) => `
cooperative: { name: Test Cooperative }
queues:
  - { id: desk, name: Desk, tier: local, zone: UTC, hours: { weekly: [{ days: [mo], open: '09:00', close: '17:00' }] } }
libraries:
  - id: harford
    name: Harford
    zone: UTC
    live: true
    origins: ['${site.url}']
    queues: { local: { queue: desk, chat: 'https://chat.example.org/harford' } }
    keyPages:
      - { name: Home page, origin: '${site.url}', pattern: '/' }
      - { name: Contact, origin: '${site.url}', pattern: '/contact' }
`,
  environment: ({ site, ours, theirs }) => ({ EGRESS_ALLOW: [site.host, ours.host, theirs.host].join(',') }),
  as: { liaison: ['liaison', 'harford'] },
}).describe('found addresses', (on) => {
  test('found addresses: a press shows a linked site with the library’s tag and its menu’s key pages; the job reads and stores none', async () => {
    on.site.pages.set('/', home(on.site, on.ours, on.theirs));
    await eventually(async () =>
      (await getPageChecks(on.liaison, 'harford')).pages.every(({ state }) => state !== null),
    );
    assert.deepEqual([on.ours.asked, on.theirs.asked], [[], []], 'the job follows no link');
    on.clock.advance(60_000);
    const { found } = await checkPage(on.liaison, 'harford', { origin: on.site.url, path: '/' });
    assert.deepEqual(found, [
      { address: on.ours.url, kind: null, name: '' },
      { address: `${on.site.url}/teens`, kind: 'young-adult', name: 'Teens and up' },
      { address: `${on.site.url}/guides`, kind: 'guides', name: 'Research guides' },
    ]);
    assert.deepEqual(
      on.ours.asked.map(({ path }) => path),
      ['/robots.txt', '/posts/1'],
      'one page of each site',
    );
    assert.deepEqual((await getProposedAddresses(on.liaison, 'harford')).addresses, []);
    const stored = await on.app.database.db.selectFrom('page_check').select('origin').distinct().execute();
    assert.deepEqual(stored, [{ origin: on.site.url }]);
    for (const each of found) await proposeAddress(on.liaison, 'harford', each);
    assert.equal((await getProposedAddresses(on.liaison, 'harford')).addresses.length, 3);
  });

  test('found addresses: a page is of a kind by whole words of its link or its path', () => {
    const kindOf = (path: string, text = ''): string | null =>
      kindOfLink({ address: `https://www.library.example${path}`, text, isInMenu: true });
    for (const [path, text, kind] of [
      ['/about/contact-us.html', '', 'contact'],
      ['/x', 'Ask a Librarian', 'contact'],
      ['/az', 'Online Resources', 'databases'],
      ['/teen', '', 'young-adult'],
      ['/p/17', 'What to Read', 'readers-advisory'],
      ['/contactless-pickup', '', null],
      ['/canteens', '', null],
    ] as const)
      assert.equal(kindOf(path, text), kind, path + text);
  });
});

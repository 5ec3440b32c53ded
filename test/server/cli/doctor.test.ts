import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { commandLine } from '../../support/app/command-line.ts';
import { askusnow } from '../../support/app/process.ts';
import { isBroken } from '../../../server/src/visibility/doctor/page/messages.ts';
import { startLibrarySite, type LibrarySite } from '../../support/peers/library-site.ts';

const PUBLIC_URL = 'https://ask.example.org';
const TEXT = `<p>${'Books, music and films. '.repeat(20)}</p>`;
const SNIPPET = `<script type="module" src="${PUBLIC_URL}/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>
<ask-us-now library="harford" placement="header" style="min-height:5.25em"><a href="https://chat.example.org/harford">Ask</a></ask-us-now>`;

describe('askusnow doctor', () => {
  const { right, environment } = commandLine();
  let site: LibrarySite;
  before(async () => {
    site = await startLibrarySite({
      '/': TEXT + SNIPPET,
      '/new': TEXT,
      '/thin': `<div id="root"></div><script src="/app.js"></script>
<a href="https://chat.example.org/harford">Ask</a>
<div id="libchat_${'0123456789abcdef'.repeat(2)}"></div>`,
      '/both': TEXT + SNIPPET + SNIPPET.split('\n')[1]!.replace('header', 'footer'),
    });
    Object.assign(environment, { PUBLIC_URL, EGRESS_ALLOW: site.host });
    assert.equal((await askusnow(['import', right], environment)).code, 0);
  });
  after(() => site.close());

  test('askusnow doctor: a page with the tag ends with 0', async () => {
    const { code, output, complaints } = await askusnow(
      ['doctor', `${site.url}/`, '--library', 'harford'],
      environment,
    );
    assert.equal(code, 0, complaints);
    assert.equal(output, `${site.url}/: Found (tag harford "header")\n`);
  });

  test('askusnow doctor: a page without it ends with 1, and names the fault, the action and the help', async () => {
    const { code, output } = await askusnow(['doctor', `${site.url}/`, `${site.url}/new`], environment);
    assert.equal(code, 1);
    assert.match(
      output,
      /\/new: Absent\n {2}fault: The tag is not on this page\.\n {4}Paste .* https:\/\/ask\.example\.org\/help\/tag#paste\n/,
    );
  });

  test('askusnow doctor: a lost page is no absent page, and ends with 3', async () => {
    const { code, output } = await askusnow(['doctor', `${site.url}/lost`, `${site.url}/`], environment);
    assert.equal(code, 3);
    assert.match(output, /Unreachable: not read\n {2}note: [^]*\(404\)/);
  });

  test('askusnow doctor: a page that needs a browser ends with 3, and what its source shows is printed', async () => {
    const { code, output } = await askusnow(['doctor', `${site.url}/thin`, '--library', 'harford'], environment);
    assert.equal(code, 3);
    assert.match(output, /Needs a browser\n[^]*Another chat[^]*\(line 3, LibChat\)[^]*without the tag[^]*\(line 2\)/);
    assert.match(output, /To take out, where the tag replaces it:\n {4}LibChat: <div> on line 3\n$/);
  });

  test('askusnow doctor: a page without the tag ends with 1, also beside one that was not read', async () => {
    const pages = [`${site.url}/lost`, `${site.url}/new`, `${site.url}/lost`];
    assert.equal((await askusnow(['doctor', ...pages], environment)).code, 1);
    assert.equal((await askusnow(['doctor', ...pages.toReversed()], environment)).code, 1);
  });

  test('askusnow doctor: mutant: an exit code that knows faults alone calls a page that was not read sound', () => {
    const naive = (report: Parameters<typeof isBroken>[0]): number => (isBroken(report) ? 1 : 0);
    assert.equal(naive({ state: 'unreachable', findings: [{ code: 'http-error', line: null, detail: '404' }] }), 0);
  });

  test('askusnow doctor: a private host that EGRESS_ALLOW does not name is called private', async () => {
    const strict = { ...environment, EGRESS_ALLOW: '' };
    const { code, output } = await askusnow(['doctor', `${site.url}/`], strict);
    assert.equal(code, 3);
    assert.match(output, /private network, which this server does not read\. \(private-address\)\n[^]*#private\n/);
  });

  test('askusnow doctor --before --after: names what a redesign loses, and what it adds', async () => {
    const compare = (before: string, after: string) =>
      askusnow(
        ['doctor', '--before', site.url + before, '--after', site.url + after, '--library', 'harford'],
        environment,
      );
    const lost = await compare('/both', '/new');
    assert.equal(lost.code, 1);
    assert.match(lost.output, /Lost: tag harford "header", tag harford "footer"\n/);
    const gained = await compare('/', '/both');
    assert.equal(gained.code, 0);
    assert.match(gained.output, /New: tag harford "footer"\n/);
    assert.match((await compare('/', '/')).output, /The same entry points are on both\./);
    assert.equal((await compare('/', '/lost')).code, 3);
  });

  test('askusnow doctor: an address, a library or an option that cannot be meant ends with 2', async () => {
    for (const words of [
      [],
      ['www.example.org'],
      ['--before', 'https://a.example'],
      ['https://a.example', '--library', 'nowhere'],
    ])
      assert.equal((await askusnow(['doctor', ...words], environment)).code, 2, words.join(' '));
  });
});

// Forms of the entry point for sites that strip scripts: a frame, a picture, a QR code; and the HTML that names them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'parse5';
import { getSnippets } from '@askusnow/sdk';
import { snippetsSchema, type Problem } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { oneLibrary } from '../../support/app/one-library.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

const CHAT = 'https://chat.example.org/harford?a=1&b="2"';

withApp({
  engines: [GATE_ENGINE],
  cooperative: oneLibrary({ origin: 'https://www.harford.example.org', chat: CHAT.replaceAll('"', '%22') }),
}).describe('embedded page', (on) => {
  const get = async (path: string) => {
    const reply = await fetch(`${on.app.url}/${path}`);
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };

  test('embedded page: holds the live tag and the library’s own link, which leaves the frame', async () => {
    const { status, text } = await get('embed/harford?variant=button&placement=course&lang=es&label=Ask%20us');
    assert.equal(status, 200);
    assert.match(text, /<html lang="es">/);
    assert.match(text, /<base target="_top">/);
    assert.match(
      text,
      /<ask-us-now library="harford" placement="course" variant="button" lang="es"><a href="https:\/\/chat\.example\.org\/harford\?a=1&amp;b=%222%22">Ask us<\/a><\/ask-us-now>/,
    );
  });

  test('embedded page: every site may frame it, and its policy allows nothing else', async () => {
    const { headers } = await get('embed/harford');
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /frame-ancestors \*/);
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
    assert.match(policy, /require-trusted-types-for 'script'; trusted-types 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(headers.get('x-frame-options'), null);
    assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.equal(headers.get('set-cookie'), null);
    for (const other of ['dashboard', 'sign-in', 'go/nowhere']) {
      const page = await get(other);
      assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, other);
    }
  });

  test('embedded page: names each field that is not right, beside a link that works', async () => {
    const { status, text } = await get(
      'embed/harford?variant=huge&placement=Main%20Header&lang=english!&background=blue',
    );
    assert.equal(status, 422);
    for (const field of ['variant', 'placement', 'lang', 'background'])
      assert.ok(text.includes(`<code>${field}</code>`));
    assert.match(text, /should be one of card, button, link/);
    assert.match(text, /href="https:\/\/chat\.example\.org\/harford/);
    assert.equal((await get('embed/nowhere')).status, 404);
  });

  test('embedded page: the colours are in a style sheet, since its policy refuses inline styles', async () => {
    const { text } = await get('embed/harford?background=%23114b2d&backgroundClosed=%23eeeeee');
    assert.doesNotMatch(text, / style=/);
    const [, address = ''] = /href="([^"]*colours\.css[^"]*)"/.exec(text) ?? [];
    const styles = await get(address.replaceAll('&amp;', '&').slice(1));
    assert.match(styles.headers.get('content-type') ?? '', /^text\/css/);
    assert.equal(styles.text, 'ask-us-now{--ask-us-now-background:#114b2d;--ask-us-now-background-closed:#eeeeee}');
  });

  test('entry points: words of the address are escaped in page, picture and snippets', async () => {
    /** No element or attribute of the text is one that the words would have made. */
    const HOSTILE = encodeURIComponent(`"><img src=x onerror=alert(1)>'&`);
    for (const path of [`embed/harford?label=${HOSTILE}`, `badge/harford.svg?label=${HOSTILE}`]) {
      const { status, text } = await get(path);
      assert.equal(status, 200, path);
      assert.doesNotMatch(text, /<img/, path);
    }
    const { tag, tagManager, frame, badge, link } = await getSnippets({ endpoint: on.app.url }, 'harford', {
      label: `</script><img src=x onerror=alert(1)>`,
    });
    for (const html of [tag.tag, tag.strictTag, frame, link]) assert.doesNotMatch(html, /<img/);
    assert.equal(badge.match(/<img/g)?.length, 1);
    assert.equal(tagManager.match(/<\/script>/g)?.length, 1);
  });

  test('entry points: follow a change of the cooperative, also where they were asked for before', async () => {
    const rename = async (name: string): Promise<void> => {
      await on.app.database.db.updateTable('library').set({ name }).where('id', '=', 'harford').execute();
      await on.app.registry.reload();
    };
    const { name } = on.app.registry.library('harford')!;
    for (const shown of [name, 'Renamed Library', name]) {
      await rename(shown);
      for (const path of ['get', 'get?library=harford', 'embed/harford']) {
        const [first, again] = [await get(path), await get(path)];
        assert.ok(first.text.includes(shown), path);
        assert.equal(again.text, first.text, path);
      }
    }
  });

  test('picture: shows the words as wide as they need, with a text that can be read on its colour', async () => {
    const { status, headers, text } = await get(
      'badge/harford.svg?label=Ask%20a%20librarian%20now&background=%23ffee00',
    );
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^image\/svg\+xml/);
    assert.match(headers.get('cache-control') ?? '', /^public, max-age=86400/);
    assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.match(text, /role="img" aria-label="Ask a librarian now"/);
    assert.match(text, /fill="#000000"/);
    assert.doesNotMatch(text, /available|open|closed/i);
    const widthOf = (svg: string): number => Number(/width="(\d+)"/.exec(svg)?.[1]);
    assert.ok(widthOf((await get('badge/harford.svg?label=Ask')).text) < widthOf(text));
  });

  test('picture: of an unknown library, or with words that are too long, there is none', async () => {
    assert.equal((await get('badge/nowhere.svg')).status, 404);
    const refused = await get(`badge/harford.svg?label=${'x'.repeat(61)}`);
    const { errors } = JSON.parse(refused.text) as Problem;
    assert.deepEqual([refused.status, errors], [422, [{ field: 'label', message: 'should be at most 60 characters' }]]);
  });

  test('QR code: leads to the plain link, with its name', async () => {
    const { status, text } = await get('qr/harford.svg?placement=poster');
    assert.equal(status, 200);
    assert.ok(text.includes(`aria-label="QR code: ${on.app.url}/go/harford?placement=poster"`));
    assert.ok(text.includes('fill="#fff"'));
  });

  test('snippets: each form has a working link, and the frame a title', async () => {
    const wanted = { variant: 'button', placement: 'no-results', background: '#114b2d', lang: 'es' } as const;
    const snippets = await getSnippets({ endpoint: on.app.url }, 'harford', wanted);
    assert.deepEqual(snippetsSchema.parse(snippets), snippets);
    assert.match(
      snippets.tag.tag,
      /placement="no-results" variant="button" lang="es" style="[^"]*--ask-us-now-background:#114b2d"/,
    );
    assert.doesNotMatch(snippets.tag.strictTag, /style/);
    assert.match(snippets.tag.styleRule, /ask-us-now\{--ask-us-now-background:#114b2d\}$/);
    assert.equal(snippets.link, `<a href="${on.app.url}/go/harford?placement=no-results">Ask a librarian</a>`);
    assert.match(snippets.frame, /title="Ask a librarian" width="296" height="60"/);
    assert.deepEqual(snippets.colours, [{ background: '#114b2d', text: '#ffffff', ratio: 10.1 }]);
    for (const html of [snippets.frame, snippets.badge])
      for (const [, address] of html.matchAll(/src="([^"]+)"/g))
        assert.equal((await fetch(address!.replaceAll('&amp;', '&'))).status, 200, address);
    assert.ok(parse(snippets.tagManager));
  });

  test('snippets: a tab is a button in a frame, takes no room, and a tag manager puts it at the end of the page', async () => {
    const snippets = await getSnippets({ endpoint: on.app.url }, 'harford', { variant: 'tab' });
    assert.match(snippets.tag.tag, /variant="tab" role="complementary" aria-label="Ask a librarian"/);
    assert.match(
      snippets.frame,
      /variant=button&amp;label=Ask\+a\+librarian" title="Ask a librarian" width="296" height="60"/,
    );
    assert.match((await get('embed/harford?variant=tab')).text, /<ask-us-now[^>]* variant="button"/);
    for (const text of [snippets.tag.tag, snippets.tag.styleRule])
      assert.match(text, /min-height:2\.75em;margin-bottom:-2\.75em/);
    assert.match(snippets.tagManager, /document\.body;[^]*"margin-bottom", "-2\.75em"/);
  });

  test('snippets: of an unknown library, or for an unknown size, there are none', async () => {
    assert.equal((await get('v1/libraries/nowhere/snippets')).status, 404);
    const refused = await get('v1/libraries/harford/snippets?variant=huge');
    assert.deepEqual((JSON.parse(refused.text) as Problem).errors?.[0]?.field, 'variant');
  });
});

// What the README and docs/webmaster.md print for webmasters to copy runs as printed, with this test's server in the place of the example's.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine } from '../support/browser/host-visit.ts';

const PAGES_OF_WEBMASTERS = readFileSync('README.md', 'utf8') + readFileSync('docs/webmaster.md', 'utf8');
/** The code block after a phrase of either. */
const block = (phrase: string, language: string): string => {
  const code = PAGES_OF_WEBMASTERS.slice(PAGES_OF_WEBMASTERS.indexOf(phrase))
    .split(`\`\`\`${language}\n`)[1]
    ?.split('```')[0];
  assert.ok(PAGES_OF_WEBMASTERS.includes(phrase) && code, `${phrase}: no ${language} block`);
  return code;
};
const tag = (): string => block('## Paste the tag', 'html').replace(/<script[^]*?<\/script>/, '');

/** Page by path, as it is printed. */
const PAGES: Record<string, () => string> = {
  '/tag': () => aPage({ body: block('## Paste the tag', 'html') }),
  '/button': () => aPage({ body: block('Here a button for a header', 'html') }),
  '/tag-manager': () => aPage({ head: block('**Tag managers.**', 'html'), body: tag() }),
  '/xhtml': () =>
    `<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>Library</title>${block('**XHTML**', 'xml')}</head><body>${tag()}</body></html>`,
};

let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;
before(async () => {
  server = await startTagServer();
  host = await startHost((path) => {
    if (path === '/chat') return { html: CHAT_PAGE };
    const html = PAGES[path]?.().replaceAll('https://ask.example.org', server.url);
    if (html === undefined) return undefined;
    const type = path === '/xhtml' ? 'application/xhtml+xml' : 'text/html; charset=utf-8';
    // A host that gives its addresses away to everyone: the printed forms do not.
    return { html, headers: { 'content-type': type, 'referrer-policy': 'unsafe-url' } };
  });
  server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
});
after(async () => {
  await server.close();
  await host.close();
});

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    before(async () => (engine = await launch()));
    after(() => engine.close());

    for (const path of Object.keys(PAGES)) {
      test(`webmaster’s pages: the form for ${path.slice(1)} runs as printed`, async () => {
        server.edge.arrived.length = 0;
        const visit = await engine.visit();
        await visit.goto(`${host.url}${path}?q=secret`);
        const link = await visit.settled();
        assert.match(link.name, /^Ask a librarian/);
        assert.equal(link.href, `${host.url}/chat`);
        assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
        assert.deepEqual(
          visit.lines.filter((line) => line.includes('<ask-us-now>')),
          [],
        );
        const referrers = new Set(server.edge.arrived.map(({ headers }) => headers.referer ?? 'none'));
        assert.deepEqual([...referrers], ['none']);
        await visit.close();
      });
    }
  });
}

// Sites that really run, with the tag and without, in three engines: WordPress with the tag in a block of HTML, and DokuWiki with
// the tag in its template's own places. The page stays what it is, the tag looks as on a plain page, each event is counted once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { recipeOf } from '../../server/src/visibility/snippets/recipes.ts';
import { startHost } from '../support/browser/host.ts';
import { ALL_ENGINES, aPlace, aPlainPage, type AnyEngine, compareHost } from '../support/browser/host-checks.ts';
import { startCountingServer, type CountingServer } from '../support/browser/host-counts.ts';
import { aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { LISTEN } from '../support/browser/host-visit.ts';
import { startDokuWiki, type DokuWiki } from '../support/peers/dokuwiki.ts';
import { startWordPress, type WordPress } from '../support/peers/wordpress.ts';
import { eventually } from '../support/waiting.ts';

let wordpress: WordPress;
let wiki: DokuWiki;
let library: Awaited<ReturnType<typeof startHost>>;
let server: CountingServer;
let post: string;
const chat = (): string => `${library.url}/chat`;

before(async () => {
  library = await startHost((path) => {
    if (path === '/listen.js') return { html: LISTEN, headers: { 'content-type': 'text/javascript' } };
    if (path === '/chat') return { html: CHAT_PAGE };
    const [, word, fontSize = ''] = path.split('/');
    return word === 'plain' ? { html: aPlainPage(server.url, chat(), fontSize) } : { html: '' };
  });
  [wordpress, wiki] = await Promise.all([
    startWordPress(),
    startDokuWiki({ start: '====== Library ======\n\n===== Hours =====\nNine to five.\n', sidebar: '  * [[start]]\n' }),
  ]);
  server = await startCountingServer({ origin: [wordpress.url, wiki.url, library.url], chat: chat() });
  post = await wordpress.php(
    `echo wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Help' ) );`,
  );
});
after(async () => {
  await server.close();
  await wordpress.close();
  await wiki.close();
  await library.close();
});

test('running sites: the recipe of DokuWiki names the version that is tried here', () => {
  const { evidence } = recipeOf('dokuwiki')!;
  assert.equal('on' in evidence && evidence.on, `DokuWiki ${wiki.version}`);
});

const listen = (): string => `<script src="${library.url}/listen.js"></script>`;

/** Writes the tag into a page of each site, or what keeps its place; resolves to the page's address. */
const SITES: Record<string, (tag: string, script: string) => string | Promise<string>> = {
  async WordPress(tag, script) {
    const html = `<!-- wp:html -->${listen()}${script}${tag}<!-- /wp:html --><!-- wp:paragraph --><p>Hours</p><!-- /wp:paragraph -->`;
    // Only an administrator may write scripts.
    await wordpress.php(
      `wp_set_current_user( 1 ); wp_update_post( array( 'ID' => ${post}, 'post_content' => base64_decode( '${Buffer.from(html).toString('base64')}' ) ) );`,
    );
    return `${wordpress.url}/?page_id=${post}`;
  },
  DokuWiki(tag, script) {
    wiki.include({ meta: listen() + script, sidebarheader: tag });
    return `${wiki.url}/doku.php?id=start`;
  },
};

for (const [engineName, launch] of Object.entries(ALL_ENGINES))
  describe(engineName, () => {
    let engine: AnyEngine;
    let visit: Awaited<ReturnType<AnyEngine['visit']>>;
    before(async () => {
      engine = await launch();
      visit = await engine.visit();
      await visit.resize(1024, 700);
    });
    after(async () => {
      await visit.close();
      await engine.close();
    });

    for (const [name, write] of Object.entries(SITES))
      test(`running sites: ${name}: the page is the same but for the tag, the tag is the same but for the page, and each view and click is counted once`, async () => {
        const placement = `${engineName}-${name}`.toLowerCase();
        await compareHost(visit, {
          open: async (isWith) =>
            visit.goto(
              await (isWith
                ? write(aTag(chat(), 'id="ask"', placement), aScript(server.url))
                : write(aPlace('ask'), '')),
            ),
          plain: (fontSize) => `${library.url}/plain/${fontSize}`,
          link: { name: /^Ask a librarian/, href: chat() },
        });
        await eventually(async () => (await server.counts())(placement).clicks > 0);
        assert.deepEqual((await server.counts())(placement), { impressions: 1, viewable: 1, clicks: 1 });
      });
  });

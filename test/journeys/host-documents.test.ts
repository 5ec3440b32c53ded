// Kinds of documents, with the tag and without, in three engines (the gate tries some of them in Firefox and WebKit): the page stays what it is, the tag looks as on a plain page, its
// link leads where it should, and each view and click is counted once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startHost } from '../support/browser/host.ts';
import { ALL_ENGINES, aPlace, aPlainPage, type AnyEngine, compareHost } from '../support/browser/host-checks.ts';
import { startCountingServer, type CountingServer } from '../support/browser/host-counts.ts';
import { DOCUMENTS } from '../support/browser/host-documents.ts';
import { aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { LISTEN } from '../support/browser/host-visit.ts';
import { isWhole } from '../support/tier.ts';
import { eventually } from '../support/waiting.ts';

const NAMES = Object.keys(DOCUMENTS);
/** What the gate tries in every engine, for all host pages: XML, and a page in quirks mode. */
const IN_EVERY_ENGINE = ['XHTML as application/xhtml+xml', 'no doctype'];
const isTried = (engine: string, name: string): boolean =>
  isWhole || engine === 'Chromium' || IN_EVERY_ENGINE.includes(name);

let server: CountingServer;
let host: Awaited<ReturnType<typeof startHost>>;
/** The same site by another name: another origin to the browser. */
const otherOrigin = (): string => host.url.replace('127.0.0.1', 'localhost');
const placementOf = (engine: string, at: number): string => `${engine.toLowerCase()}-${at}`;

before(async () => {
  host = await startHost((path) => {
    if (path === '/listen.js') return { html: LISTEN, headers: { 'content-type': 'text/javascript' } };
    if (path === '/favicon.ico') return { html: '' };
    if (path === '/chat') return { html: CHAT_PAGE };
    const [, engine = '', at = '', kind = ''] = path.split('/');
    const found = DOCUMENTS[NAMES[Number(at)]!];
    if (!found) return undefined;
    const chat = `${host.url}/chat`;
    if (engine === 'plain') return { html: aPlainPage(server.url, chat, kind, found.plain) };
    const isWith = kind === 'with';
    return found.page({
      otherOrigin: otherOrigin(),
      module: isWith ? aScript(server.url) : '',
      classic: isWith ? `<script defer="" src="${server.url}/widget/v1/ask-us-now.js"></script>` : '',
      tag: ({ href = chat, attributes = '', label = 'Ask a librarian' } = {}) =>
        isWith
          ? aTag(href, `id="ask" ${attributes}`, placementOf(engine, Number(at))).replace('Ask a librarian', label)
          : aPlace('ask'),
    });
  });
  server = await startCountingServer({ origin: host.url, chat: `${host.url}/chat` });
});
after(async () => {
  await server.close();
  await host.close();
});

describe('documents', { concurrency: true }, () => {
  for (const [engineName, launch] of Object.entries(ALL_ENGINES))
    describe(engineName, { concurrency: 1 }, () => {
      let engine: AnyEngine;
      let visit: Awaited<ReturnType<AnyEngine['visit']>>;
      before(async () => {
        engine = await launch();
        visit = await engine.visit();
        await visit.resize(740, 600);
      });
      after(async () => {
        await visit.close();
        await engine.close();
      });

      const tried = [...NAMES.entries()].filter(([, name]) => isTried(engineName, name));
      for (const [at, name] of tried)
        test(`documents: ${name}: the page is the same but for the tag, and the tag is the same but for the page`, async () => {
          const { leadsTo, label = /^Ask a librarian/ } = DOCUMENTS[name]!;
          const address = `${host.url}/${engineName.toLowerCase()}/${at}`;
          await compareHost(visit, {
            open: (isWith) => visit.goto(`${address}/${isWith ? 'with' : 'without'}`),
            plain: (fontSize) => `${host.url}/plain/${at}/${fontSize}`,
            link: { name: label, href: leadsTo?.(otherOrigin()) ?? `${host.url}/chat` },
          });
        });

      test('documents: on each, each view and click is counted once', async () => {
        for (const [at, name] of tried) {
          const placement = placementOf(engineName, at);
          await eventually(async () => (await server.counts())(placement).clicks > 0);
          assert.deepEqual((await server.counts())(placement), { impressions: 1, viewable: 1, clicks: 1 }, name);
        }
      });
    });
});

// A fault that a webmaster can fix is one line on the console; the link works, and the page's error handlers get nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchChromium, launchFirefox, openPage, type Chromium } from '../support/browser/browser.ts';
import { startHost } from '../support/browser/host.ts';
import { oneLibrary } from '../support/app/one-library.ts';
import { startServerProcess, temporaryFolder, type ServerProcess } from '../support/app/process.ts';

let browser: Chromium;
let server: ServerProcess;
let host: Awaited<ReturnType<typeof startHost>>;
const folder = temporaryFolder();

/** Two tags with the same attributes: the same trouble twice is one line. */
const twoTags = (attributes: string): string =>
  `<ask-us-now placement="header" ${attributes}><a href="${host.url}/chat">Ask a librarian</a></ask-us-now>
   <ask-us-now placement="main" ${attributes}><a href="${host.url}/chat">Ask a librarian</a></ask-us-now>`;

/** By path: the attributes of two tags, or a page of its own, and the line. */
const PAGES: Record<string, { attributes?: string; body?: string; line: RegExp }> = {
  '/unregistered': { attributes: 'library="harford"', line: /is not registered with/ },
  '/no-library': { attributes: '', line: /library should be like/ },
  '/unknown-library': { attributes: 'library="nowhere"', line: /has no answer for "nowhere"/ },
  '/a-name-with-a-space': {
    body: '<ask-us-now library="harford" placement="Main Header"><a href="/chat">Ask a librarian</a></ask-us-now>',
    line: /placement should be like/,
  },
  '/closes-itself': {
    body: '<ask-us-now library="harford" placement="header" /><p>Read <a href="/chat">Ask a librarian</a> first</p>',
    line: /needs one <a href>, then <\/ask-us-now>$/,
  },
  '/two-links': {
    body: '<ask-us-now library="harford"><a href="/chat">Ask a librarian</a> <a href="/call">Call</a></ask-us-now>',
    line: /needs one <a href>/,
  },
  '/no-link': {
    body: '<ask-us-now library="harford"></ask-us-now><a href="/chat">Ask a librarian</a>',
    line: /needs one <a href>/,
  },
  '/not-an-address': { attributes: 'library="harford" endpoint="ask.example"', line: /endpoint should be like/ },
};

before(async () => {
  browser = await launchChromium();
  host = await startHost((path) => ({
    html: `<!doctype html><html lang="en"><title>Library</title><body>
      <script type="module" src="${server.url}/widget/v1/ask-us-now.js"></script>${PAGES[path]?.body ?? twoTags(PAGES[path]?.attributes ?? '')}`,
  }));
  const file = folder.write(
    'cooperative.yaml',
    oneLibrary({ origin: 'https://www.library.example', chat: `${host.url}/chat` }),
  );
  server = await startServerProcess({ DATA_DIR: folder.path }, ['--import', file]);
});
after(async () => {
  await browser?.close();
  await server?.signal('SIGTERM');
  await host?.close();
  folder.remove();
});

/** Our lines about a page, but for one that all of them earn as soon as something is counted. */
const about = (path: string, lines: string[]): string[] =>
  lines.filter(
    (line) => line.startsWith('<ask-us-now>') && (path === '/unregistered' || !/is not registered/.test(line)),
  );

// Some lines come after seconds: the pages wait side by side.
describe('lines on the console', { concurrency: true }, () => {
  for (const [path, { line }] of Object.entries(PAGES)) {
    test(`console: ${path.slice(1).replaceAll('-', ' ')}: one line reports it, and the link works`, async () => {
      const { page, errors, consoleLines, close } = await openPage(browser);
      const said = page.waitForEvent('console', (message) => line.test(message.text()));
      await page.goto(host.url + path);
      await said;
      assert.equal(about(path, consoleLines).length, 1, consoleLines.join('\n'));
      await page
        .getByRole('link', { name: /Ask a librarian/ })
        .first()
        .click();
      await page.waitForURL(`${host.url}/chat`);
      assert.deepEqual(errors, []);
      await close();
    });
  }

  test('console: Firefox writes each line once, too', async () => {
    const firefox = await launchFirefox();
    try {
      const openAndRead = async ([path, { line }]: [string, { line: RegExp }]): Promise<void> => {
        const page = await firefox.newPage();
        const lines: string[] = [];
        const said = new Promise<void>((resolve) => {
          page.on('console', (message) => {
            if (!message.text().startsWith('<ask-us-now>')) return;
            lines.push(message.text());
            if (line.test(message.text())) resolve();
          });
        });
        await page.goto(host.url + path);
        await said;
        assert.equal(about(path, lines).length, 1, lines.join('\n'));
        await page.close();
      };
      await Promise.all(Object.entries(PAGES).map(openAndRead));
    } finally {
      await firefox.close();
    }
  });
});

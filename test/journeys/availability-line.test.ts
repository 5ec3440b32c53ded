// The whole availability line: a changed closing reaches the words in an open page within a second.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { launchChromium, openPage, type Chromium } from '../support/browser/browser.ts';
import { startHost } from '../support/browser/host.ts';
import { oneLibrary } from '../support/app/one-library.ts';
import { askusnow, startServerProcess, temporaryFolder, type ServerProcess } from '../support/app/process.ts';

let browser: Chromium;
let server: ServerProcess;
let host: Awaited<ReturnType<typeof startHost>>;
const folder = temporaryFolder();
const environment = { DATA_DIR: folder.path };

before(async () => {
  browser = await launchChromium();
  host = await startHost(() => ({
    html: `<!doctype html><html lang="en"><title>Library</title><body>
      <script type="module" src="${server.url}/widget/v1/ask-us-now.js"></script>
      <ask-us-now library="harford" placement="header"><a href="${host.url}/chat">Ask a librarian</a></ask-us-now>`,
  }));
  const file = folder.write('cooperative.yaml', oneLibrary({ origin: host.url, chat: `${host.url}/chat` }));
  server = await startServerProcess(environment, ['--import', file]);
});
after(async () => {
  await browser?.close();
  await server?.signal('SIGTERM');
  await host?.close();
  folder.remove();
});

/** The accessible name of the link that a patron sees. */
const linkNamed = (page: Page, name: RegExp) => page.getByRole('link', { name });

test('availability: a changed closing reaches the label in an open page by its stream', async () => {
  const invited = await askusnow(['invite', '--role', 'coordinator'], { ...environment, PUBLIC_URL: server.url });
  const link = /http\S+\/sign-in\/\S+/.exec(invited.output)?.[0] ?? '';
  const desk = await openPage(browser);
  await desk.page.goto(link);
  await desk.page.getByRole('button').click();
  await desk.page.waitForURL('**/dashboard**');

  const patron = await openPage(browser);
  const streamed = patron.page.waitForResponse(/\/v1\/availability\/stream/);
  await patron.page.goto(host.url);
  await linkNamed(patron.page, /Ask a librarian\. Open/).waitFor();
  await streamed;

  const status = await desk.page.evaluate(async () => {
    const path = '/v1/queues/desk';
    const { revision } = (await (await fetch(`${path}/hours`)).json()) as { revision: number };
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const response = await fetch(`${path}/closed-until`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ until, revision, note: 'Snow' }),
    });
    return response.status;
  });
  assert.equal(status, 200);
  await linkNamed(patron.page, /Chat opens at/).waitFor();
  assert.deepEqual(patron.errors, []);
  await Promise.all([patron.close(), desk.close()]);
});

// The whole visibility line: a page of a library, a patron's click, a number on its liaison's screen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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
  host = await startHost((path) => ({
    html:
      path === '/chat'
        ? '<!doctype html><title>Chat</title>'
        : `<!doctype html><html lang="en"><title>Library</title><body>
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

test("visibility: a page event becomes the liaison's number", async () => {
  const invited = await askusnow(['invite', '--role', 'liaison', '--library', 'harford'], {
    ...environment,
    PUBLIC_URL: server.url,
  });
  const link = /http\S+\/sign-in\/\S+/.exec(invited.output)?.[0];
  assert.ok(link, invited.output + invited.complaints);

  const patron = await openPage(browser);
  await patron.page.goto(`${host.url}/catalog/b1234567?q=secret`);
  const told = patron.page.waitForResponse(
    (response) => response.url().endsWith('/v1/events') && response.status() === 202,
  );
  await told; // The impression and the viewable impression have arrived.
  const clicked = patron.page.waitForURL('**/chat');
  await patron.page.getByRole('link', { name: /Ask a librarian/ }).click();
  await clicked;
  assert.deepEqual(patron.errors, []);

  const liaison = await openPage(browser);
  await liaison.page.goto(link);
  await liaison.page.getByRole('button').click();
  await liaison.page.waitForURL('**/dashboard**');
  await liaison.page.getByRole('link', { name: 'Website', exact: true }).click();
  await liaison.page.getByRole('link', { name: 'Visibility', exact: true }).click();
  await liaison.page.getByRole('link', { name: 'Places', exact: true }).click();
  const row = liaison.page.getByRole('row', { name: /\/catalog\/…/ });
  await row.waitFor();

  const metrics = await liaison.page.evaluate(async () => {
    const response = await fetch('/v1/libraries/harford/metrics?days=7');
    return (await response.json()) as { totals: Record<string, number> };
  });
  assert.deepEqual(metrics.totals, {
    impressions: 1,
    measurable: 1,
    viewable: 1,
    firstScreen: 1,
    clicks: 1,
    follows: 0,
  });
  await row.getByRole('button', { name: 'Details: /catalog/…' }).click();
  await liaison.page.getByText('header', { exact: true }).waitFor();
  await Promise.all([patron.close(), liaison.close()]);
});

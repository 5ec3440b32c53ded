// What a reader's first page loads, and how often it asks: in a browser with an empty cache, against the real server.
import { launchChromium } from '../support/browser/browser.ts';
import { startWatchedDesks } from '../support/app/desks-watched.ts';
import { openPage } from '../support/browser/browser.ts';
import { takeSession } from '../support/browser/dashboard.ts';

/** Longer than a page's own requests follow each other. Units: ms. */
const QUIET_MS = 2_000;

export async function measureFirstLoads(): Promise<Record<string, string>> {
  const [node, browser] = await Promise.all([startWatchedDesks(), launchChromium()]);
  const readers = {
    'desk, its home': [await node.signIn('desk', ['harford-desk']), '/dashboard/'],
    'provider, its home': [await node.signIn('provider'), '/dashboard/'],
    'liaison, its home': [node.liaison, '/dashboard/'],
    'liaison, Coverage': [node.liaison, '/dashboard/harford/coverage'],
    'coordinator, its home': [node.coordinator, '/dashboard/'],
  } as const;
  const figures: Record<string, string> = {};
  for (const [reader, [cookie, path]] of Object.entries(readers)) {
    const { page, close } = await openPage(browser);
    await takeSession(page, node, cookie);
    let scriptBytes = 0;
    let requests = 0;
    page.on('requestfinished', (request) => {
      if (request.url().includes('/v1/')) requests += 1;
      if (request.resourceType() === 'script')
        void request.sizes().then(({ responseBodySize }) => (scriptBytes += responseBodySize));
    });
    await page.goto(`${node.url}${path}`);
    await page.waitForTimeout(QUIET_MS);
    figures[reader] = `${(scriptBytes / 1000).toFixed(0)} kB of script, ${requests} requests`;
    await close();
  }
  await browser.close();
  await node.close();
  return figures;
}

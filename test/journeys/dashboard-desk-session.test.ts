// A liaison at a desk, whose session ends: after signing in again they are there as before. A desk's own account keeps nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { endSession, getQueuePresence } from '@askusnow/sdk';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { oneLibrary } from '../support/app/one-library.ts';
import { connectionTo } from '../support/app/requests.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard, takeSession } from '../support/browser/dashboard.ts';
import { eventually } from '../support/waiting.ts';

const AROUND_THE_CLOCK = 'close: "24:00" }] }';
const COOPERATIVE = oneLibrary({ origin: 'https://www.library.example', chat: 'https://chat.example' }).replace(
  AROUND_THE_CLOCK,
  `${AROUND_THE_CLOCK}, presence: { kind: heartbeat }`,
);

describe('a desk and its session', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: COOPERATIVE });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('desk page: a liaison who signs in again after the session has ended is still Available', async () => {
    const cookie = await server.signIn('liaison', ['harford']);
    const liaison = connectionTo(server, cookie);
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/desk?queue=desk', cookie);
    const available = page.getByRole('button', { name: 'Available', exact: true });
    await available.press('Enter');
    await page.getByText('Last update received at').waitFor();
    const { desks } = await getQueuePresence(liaison, 'desk');
    const again = await server.signIn('liaison', ['harford']);
    await endSession(liaison);
    const send = () => page.evaluate(`window.dispatchEvent(new Event('online'))`);
    await send();
    const goOn = page.getByRole('button', { name: 'I have signed in again' });
    await goOn.waitFor();
    await takeSession(page, server, again);
    await goOn.click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await send();
    const now = await eventually(async () => {
      const [latest] = (await getQueuePresence(connectionTo(server, again), 'desk')).desks;
      return latest!.seq > desks[0]!.seq ? latest : null;
    });
    assert.equal(now.state, 'available');
    assert.equal(await available.getAttribute('aria-pressed'), 'true');
    await close();
  });

  /** Opens the desk's page with a session that ends, and gives the steps of a reader who signs in again. */
  async function openUntilEnd() {
    const cookie = await server.signIn('liaison', ['harford']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/desk?queue=desk', cookie);
    await page.locator('desk-hours').waitFor();
    const again = await server.signIn('liaison', ['harford']);
    const goOn = page.getByRole('button', { name: 'I have signed in again' });
    return {
      page,
      close,
      goOn,
      end: async () => {
        await endSession(connectionTo(server, cookie));
        await page.evaluate(`window.dispatchEvent(new Event('online'))`);
        await goOn.waitFor();
      },
      signInAgain: async () => {
        await takeSession(page, server, again);
        await goOn.click();
        await goOn.waitFor({ state: 'detached' });
      },
      answered: (path: string) =>
        page.waitForResponse((response) => response.url().includes(path) && response.status() === 200),
    };
  }

  test('desk page: a request that the ended session sent is sent again, and its late refusal signs nobody out', async () => {
    const { page, close, goOn, end, signInAgain, answered } = await openUntilEnd();
    const [refused, isSignedIn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await page.route('**/v1/coverage/now*', async (route) => {
      const response = await route.fetch();
      if (response.status() === 401) {
        refused.resolve();
        await isSignedIn.promise;
      }
      await route.fulfill({ response });
    });
    await end();
    await refused.promise;
    await signInAgain();
    const sentAgain = answered('/v1/coverage/now');
    isSignedIn.resolve();
    await sentAgain;
    assert.equal(await goOn.count(), 0);
    assert.ok(await page.getByRole('button', { name: 'Available', exact: true }).isVisible());
    await close();
  });

  test('desk page: a page whose stream of changes the ended session closed opens it again after signing in', async () => {
    const { page, close, end, signInAgain, answered } = await openUntilEnd();
    const hasEnded = Promise.withResolvers<void>();
    await page.route('**/v1/changes/stream', async (route) => {
      await hasEnded.promise;
      await route.continue();
    });
    const refused = page.waitForResponse(
      (response) => response.url().endsWith('/v1/changes/stream') && response.status() === 401,
    );
    await page.evaluate(`for (const type of ['pagehide', 'pageshow']) window.dispatchEvent(new Event(type))`);
    await end();
    hasEnded.resolve();
    await refused;
    const followed = answered('/v1/changes/stream');
    await signInAgain();
    await followed;
    await close();
  });
});

// A viewer and a provider walk every page and press every button: none leads to a change that the server refuses.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  addCampaign,
  addHandOver,
  addNote,
  addRecipient,
  addTrainingSession,
  callForHelp,
  getPlacements,
  openFollowUp,
  saveSurvey,
  setLibraryMessage,
  setPlacementRetired,
  type Connection,
  type Session,
} from '@askusnow/sdk';
import type { Page, Request } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { aDay, aPlacement } from '../support/data/counters.ts';
import { eventually } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

/** A Monday, 11 in the morning in Maryland. */
const NOW = '2026-10-05T15:00:00.000Z';
const FILE = TWO_LIBRARIES.replace('{ name: Home page,', '{ kind: home, name: Home page,');
const ACCOUNT = '/dashboard/-/account';
const OF_PROVIDERS = [
  '/dashboard',
  '/dashboard/-/shared-hours',
  '/dashboard/-/follow-ups',
  '/dashboard/-/announcements',
  '/dashboard/harford/policies',
  ACCOUNT,
];
/** Pages without a link in the navigation. */
const OTHERS = [
  '/dashboard/-/liaisons',
  '/dashboard/-/meetings',
  '/dashboard/-/desk?queue=harford-desk',
  '/dashboard/-/desk?queue=statewide',
  '/dashboard/harford?month=2026-10',
  ...['pages', 'places', 'rules', 'history', 'webmaster'].map((part) => `/dashboard/harford/visibility?part=${part}`),
];
const PAGES = 10;
/** Parts of a page ask one after the other; so long after the last answer none asks. Units: ms. */
const QUIET_MS = 300;

/** What pages offer a liaison and the server refuses a viewer. */
const REFUSED = [
  'DELETE /v1/libraries/harford/calendar 403',
  'DELETE /v1/libraries/harford/campaigns/# 403',
  'DELETE /v1/libraries/harford/hand-overs/# 403',
  'DELETE /v1/libraries/harford/message 403',
  'DELETE /v1/libraries/harford/notes/# 403',
  'DELETE /v1/libraries/harford/training/# 403',
  'DELETE /v1/recipients/# 403',
  'POST /v1/follow-ups 403',
  'POST /v1/follow-ups/#/steps 403',
  'POST /v1/follow-ups/lists 403',
  'POST /v1/libraries/harford/alerts 403',
  'POST /v1/libraries/harford/announced-closings 403',
  'POST /v1/libraries/harford/calendar 403',
  'POST /v1/libraries/harford/campaigns 403',
  'POST /v1/libraries/harford/campaigns/#/link 403',
  'POST /v1/libraries/harford/contacts 403',
  'POST /v1/libraries/harford/hand-overs 403',
  'POST /v1/libraries/harford/hand-overs/#/notes 403',
  'POST /v1/libraries/harford/notes 403',
  'POST /v1/libraries/harford/page-checks 403',
  'POST /v1/libraries/harford/proposed-addresses 403',
  'POST /v1/libraries/harford/refresher 403',
  'POST /v1/libraries/harford/scripts 403',
  'POST /v1/libraries/harford/served 403',
  'POST /v1/libraries/harford/shares 403',
  'POST /v1/libraries/harford/shift-requests 403',
  'POST /v1/libraries/harford/training 403',
  'POST /v1/proposals 403',
  'POST /v1/queues/harford-desk/swamped 403',
  'POST /v1/queues/statewide/swamped 403',
  'POST /v1/recipients 403',
  'PUT /v1/libraries/harford/comments/#-10 403',
  'PUT /v1/libraries/harford/message 403',
  'PUT /v1/libraries/harford/placements/#/retirement 403',
  'PUT /v1/libraries/harford/policies/# 403',
  'PUT /v1/libraries/harford/questions/plan 403',
  'PUT /v1/libraries/harford/statements/# 403',
  'PUT /v1/libraries/harford/survey 403',
  'PUT /v1/recipients/#/kinds 403',
];

/** Presses the next button, and opens what is folded. Null: there is none left. */
const PRESS_NEXT = `(async () => {
  const roots = [document];
  for (const root of roots) for (const each of root.querySelectorAll('*')) if (each.shadowRoot) roots.push(each.shadowRoot);
  const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  for (const each of all('details')) each.open = true;
  // An outcome that is never chosen beforehand: without one its form sends nothing.
  for (const each of all('select:required'))
    if (each.value === '') {
      each.selectedIndex = 1;
      each.dispatchEvent(new Event('change'));
    }
  // Parts render what they fold out.
  await new Promise((resolve) => setTimeout(resolve, 0));
  await new Promise(requestAnimationFrame);
  const pressed = (globalThis.pressed ??= new Map());
  const nameOf = (each) => each.getRootNode().host?.localName + ': ' + (each.ariaLabel ?? each.textContent).trim().replace(/\\s+/g, ' ');
  // A question and its answers bring each other back: each is pressed twice.
  // What a button has opened stays open.
  const isNext = (each) => !each.disabled && each.ariaExpanded !== 'true' && each.checkVisibility() && !each.closest('header.bar') && (pressed.get(nameOf(each)) ?? 0) < 2;
  const button = all('button').find(isNext);
  if (button === undefined) return null;
  const name = nameOf(button);
  pressed.set(name, (pressed.get(name) ?? 0) + 1);
  // The server is asked whatever was typed.
  if (button.form) button.form.noValidate = true;
  button.click();
  return name;
})()`;

/** What the server refuses a page from now on; and a wait for its answers, of the stream of changes for its start. */
function watch(page: Page): { refused: Set<string>; settle(quietMs: number): Promise<unknown> } {
  const refused = new Set<string>();
  let lastMs = Date.now();
  const asked = new Set<Request>();
  const ends = (request: Request): void => {
    if (asked.delete(request)) lastMs = Date.now();
  };
  page.on('request', (request) => {
    if (request.url().includes('/v1/')) asked.add(request);
  });
  page.on('requestfinished', ends);
  page.on('requestfailed', ends);
  page.on('response', (response) => {
    // The stream of changes is open: what waited for it reads now.
    if (response.url().includes('/v1/changes')) ends(response.request());
    if (response.status() < 400) return;
    const path = new URL(response.url()).pathname
      .replaceAll(/\/\d+/g, '/#')
      .replace(/(statements|policies)\/.+/, '$1/#');
    refused.add(`${response.request().method()} ${path} ${response.status()}`);
  });
  const settle = (quietMs: number): Promise<unknown> =>
    eventually(() => asked.size === 0 && Date.now() - lastMs >= quietMs);
  return { refused, settle };
}

describe('readers who change nothing', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: FILE, clock: createManualClock(NOW) });
    const { db } = server.database;
    await db
      .updateTable('queue')
      .set({ presence: JSON.stringify({ kind: 'heartbeat' }) })
      .execute();
    await server.registry.reload();
    const home = { library: 'harford', origin: 'https://www.library.example', firstSeen: NOW, lastSeen: NOW };
    const placement = await aPlacement(db, home);
    await aDay(db, { library: 'harford', placement, date: '2026-10-05', impressions: 30, viewport: 'phone' });
    await fill(connectionTo(server, await server.signIn('coordinator')));
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  /** Something on each page that a liaison could change. */
  async function fill(coordinator: Connection): Promise<void> {
    const library = 'harford';
    await openFollowUp(coordinator, { library, reference: '2-4711' });
    await addTrainingSession(coordinator, library, { date: '2026-01-02', topic: 'policies', headcount: 6 });
    const { placements } = await getPlacements(coordinator, library, { days: 30 });
    await setPlacementRetired(coordinator, library, placements[0]!.id, { retired: true });
    await addNote(coordinator, library, { date: '2026-10-01', text: 'New home page' });
    await addCampaign(coordinator, library, { name: 'Finals week', from: '2026-10-01', to: '2026-10-20', note: null });
    await addHandOver(coordinator, library, {
      page: 'https://www.library.example/',
      placement: 'header',
      platform: null,
      days: 30,
      note: null,
    });
    await setLibraryMessage(coordinator, library, {
      text: 'Ask us by phone.',
      until: '2026-10-05T20:00:00.000Z',
      revision: 0,
    });
    await addRecipient(coordinator, {
      tier: 'local',
      library,
      channel: 'atom',
      address: null,
      kinds: ['assistance-opened'],
    });
    const answers = [{ answer: 'Good', count: 9, isGood: true }];
    const rating = { question: 'How was this chat?', isRating: true, answers };
    const months = [{ month: '2026-09', chats: 40, questions: [rating], revision: 0 }];
    await saveSurvey(coordinator, library, { source: 'libanswers', months });
    await callForHelp(coordinator, 'harford-desk', {});
  }

  /** Returns what the server refused while every button of the page was pressed. `isSeeded`: the page takes the reader for a liaison. */
  async function walk(
    path: string,
    cookie: string,
    { isSeeded = false } = {},
  ): Promise<{ refused: string[]; errors: string[] }> {
    const { page, errors, close } = await openDashboard(browser, server, '/sign-in', cookie);
    const { refused, settle } = watch(page);
    if (isSeeded)
      await page.route('**/v1/session', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...((await response.json()) as Session), mayChange: true } });
      });
    await page.goto(server.url + path);
    await page.locator('h1').first().waitFor();
    await settle(QUIET_MS);
    // Twice none: what was pressed last may bring another.
    for (let none = path === ACCOUNT ? 2 : 0; none < 2;) {
      const pressed = await page.evaluate<string | null>(PRESS_NEXT);
      none = pressed === null ? none + 1 : 0;
      await settle(pressed === null ? QUIET_MS : 0);
    }
    assert.equal(await page.locator('notice-card').count(), 0, path);
    await close();
    return { refused: [...refused], errors };
  }

  async function pagesOf(cookie: string): Promise<string[]> {
    const { page, close } = await openDashboard(browser, server, '/dashboard', cookie);
    await page.locator('.library-nav a').first().waitFor();
    const links = await page.locator('header nav a').all();
    const paths = await Promise.all(links.map(async (link) => (await link.getAttribute('href'))!));
    await close();
    return [...new Set(paths), ...OTHERS, ACCOUNT];
  }

  test('read-only pages: a viewer: no button of any page leads to a refused change, and no page shows an error', async () => {
    const cookie = await server.signIn('viewer', ['harford']);
    const pages = await pagesOf(cookie);
    assert.ok(pages.length >= PAGES, pages.join(' '));
    for (const path of pages) {
      const { refused, errors } = await walk(path, cookie);
      assert.deepEqual({ path, refused, errors }, { path, refused: [], errors: [] });
    }
  });

  test('read-only pages: a viewer is shown no words of a button or form that is not there', async () => {
    const cookie = await server.signIn('viewer', ['harford']);
    for (const [page, role, name, left] of [
      ['training', 'heading', 'Practice chats', /Name nobody who would come/],
      ['follow-ups', 'rowheader', '2-4711', /^Change$/],
      ['sampling', 'heading', /^Questions of /, /One number a day/],
    ] as const) {
      const tab = await openDashboard(browser, server, `/dashboard/harford/${page}`, cookie);
      await tab.page.getByRole(role, { name }).waitFor();
      assert.equal(await tab.page.getByText(left).count(), 0, page);
      await tab.close();
    }
  });

  test('read-only pages: mutant: pages that take a viewer for a liaison are found, by each change that they offer', async () => {
    const cookie = await server.signIn('viewer', ['harford']);
    const found = new Set<string>();
    for (const path of await pagesOf(cookie))
      for (const refused of (await walk(path, cookie, { isSeeded: true })).refused) found.add(refused);
    assert.deepEqual([...found].sort(), REFUSED);
  });

  test('read-only pages: a provider: no button of a page leads to a refused change, and no page shows an error', async () => {
    const cookie = await server.signIn('provider');
    for (const path of OF_PROVIDERS) {
      const { refused, errors } = await walk(path, cookie);
      // The form of a follow-up is sent empty: the server names its fields.
      const forbidden = refused.filter((each) => !each.endsWith(' 422'));
      assert.deepEqual({ path, forbidden, errors }, { path, forbidden: [], errors: [] });
    }
  });
});

// What patrons said: a chat system's file is read in the browser, counts are seen before they are sent, and no typed word leaves it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getSurvey, type Connection } from '@askusnow/sdk';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { MARKS } from '../support/data/chat-files.ts';
import { libAnswersCsv } from '../support/data/survey-files.ts';

const NOW = '2026-11-14T15:00:00.000Z';
const QUESTIONS = '/dashboard/harford/sampling';
const MONTH = '/dashboard/harford?month=2026-10';
const RATINGS = [
  ...Array<string>(30).fill(''),
  ...Array<string>(12).fill('4'),
  ...Array<string>(7).fill('3'),
  '1',
  '2',
];
const LINE = '21 of 51 patrons answered; 90.5 % said 3 or 4';

/** The marks in the bodies that a page sends. */
function watchBodies(page: Page): { found(): string[]; saved(): string[] } {
  const bodies: { url: string; body: string }[] = [];
  page.on('request', (request) => bodies.push({ url: request.url(), body: request.postData() ?? '' }));
  const all = (): string => bodies.map(({ body }) => body.toLowerCase()).join('\n');
  return {
    found: () => MARKS.filter((mark) => all().includes(mark.toLowerCase())),
    saved: () => bodies.filter(({ url, body }) => url.endsWith('/survey') && body !== '').map(({ body }) => body),
  };
}

const choose = (page: Page, text: string): Promise<void> =>
  page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'transcripts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

describe('survey', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;
  let liaison: Connection;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock: createManualClock(NOW) });
    cookie = await server.signIn('liaison', ['harford']);
    liaison = connectionTo(server, cookie);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('survey: the liaison sees what will be sent, says which answers are good, and counts alone arrive', async () => {
    const { page, close } = await openDashboard(browser, server, QUESTIONS, cookie);
    const wire = watchBodies(page);
    await page.getByText('No answers yet.').waitFor();
    await choose(page, libAnswersCsv(RATINGS));
    await page.getByRole('button', { name: 'Count the rows' }).click();
    await page.getByText('Not read, free text: Comment').waitFor();
    await page.getByText('Rating 1: 1, 2: 1, 3: 7, 4: 12').waitFor();
    assert.equal(await page.getByRole('combobox', { name: 'Rating', exact: true }).inputValue(), 'Rating');
    for (const answer of ['3', '4']) assert.ok(await page.getByLabel(answer, { exact: true }).isChecked(), answer);
    assert.deepEqual(wire.saved(), []);
    await assertSoundInEachLook(page);
    await page.getByRole('button', { name: 'Save answers' }).click();
    await page.getByText(LINE.replaceAll(' %', '\u202f%')).waitFor();
    assert.equal(wire.saved().length, 1);
    assert.deepEqual(wire.found(), []);
    const [month] = (await getSurvey(liaison, 'harford')).months;
    assert.deepEqual([month!.month, month!.chats, month!.questions[0]!.answered], ['2026-10', 51, 21]);
    await close();
  });

  test('survey: By the Numbers of the month has the share with how few answered, and its limit on a press', async () => {
    const { page, close } = await openDashboard(browser, server, MONTH, cookie);
    await page.getByRole('heading', { name: 'What patrons said' }).waitFor();
    await page.getByText(LINE.replaceAll(' %', '\u202f%')).waitFor();
    await page.getByRole('row', { name: /^4 12/ }).waitFor();
    await page.getByText('Who answers', { exact: true }).click();
    await page.getByText('Few patrons answer, and those who do').waitFor();
    await assertSoundInEachLook(page);
    await close();
  });

  test('survey: a month that is stored is replaced only where the reader says so; few answers are not shown', async () => {
    const { page, close } = await openDashboard(browser, server, QUESTIONS, cookie);
    await choose(page, libAnswersCsv(['4', '3', ...Array<string>(9).fill('')]));
    await page.getByRole('button', { name: 'Count the rows' }).click();
    const save = page.getByRole('button', { name: 'Save answers' });
    await page.getByText('Rating 3: 1, 4: 1').waitFor();
    assert.ok(await save.isDisabled());
    await page.getByLabel('Replace what is stored for October 2026').check();
    await save.click();
    await page.getByText('Too few to show: fewer than 5 of 11 patrons answered').waitFor();
    await close();
  });

  test('survey: a month is taken back on the page, also by the keyboard, and the focus goes to the heading', async () => {
    const { page, close } = await openDashboard(browser, server, QUESTIONS, cookie);
    await page.getByRole('button', { name: 'Remove the answers of October 2026' }).press('Enter');
    await page.getByRole('button', { name: 'Yes, remove them of October 2026' }).press('Enter');
    await page.getByText('No answers yet.').waitFor();
    assert.equal((await getSurvey(liaison, 'harford')).months[0]!.chats, null);
    await page.locator('h2:focus', { hasText: 'What patrons said' }).waitFor();
    await close();
  });

  test('survey: mutant: a page that sends what patrons typed is caught by the same watch', async () => {
    const { page, close } = await openDashboard(browser, server, QUESTIONS, cookie);
    const wire = watchBodies(page);
    const text = libAnswersCsv(MARKS.map(() => '4'));
    await page.evaluate((body) => fetch('/v1/questions/plan', { method: 'POST', body }), text);
    assert.deepEqual(
      wire.found().filter((mark) => text.includes(mark)),
      MARKS.filter((mark) => text.includes(mark)),
    );
    assert.ok(wire.found().length > 0);
    await close();
  });
});

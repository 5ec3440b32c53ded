// A chat system's file is read in the browser: counts arrive, and nothing else of it is in any request.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getQuestions, saveQuestions, type Connection } from '@askusnow/sdk';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { audit } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { chatsCsv, MARKS } from '../support/data/chat-files.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const NOW = '2026-10-14T15:00:00.000Z';
const QUESTIONS = '/dashboard/harford/sampling';

/** The marks in all that a page sends: addresses, headers and bodies. */
function watchWire(page: Page): { found(): string[] } {
  const sent: string[] = [];
  page.on('request', (request) => {
    sent.push([request.url(), JSON.stringify(request.headers()), request.postData() ?? ''].join('\n'));
  });
  const isSent = (mark: string): boolean =>
    [mark, encodeURIComponent(mark)].some((form) => text().includes(form.toLowerCase()));
  const text = (): string => sent.join('\n').toLowerCase();
  return { found: () => MARKS.filter(isSent) };
}

/** What the page must not do: sends the file that it is given. */
const SEND_FILE = `(() => {
  const roots = [document];
  for (const root of roots) for (const each of root.querySelectorAll('*')) if (each.shadowRoot) roots.push(each.shadowRoot);
  const input = roots.flatMap((root) => [...root.querySelectorAll('input[type=file]')])[0];
  input.addEventListener('change', async () => {
    await fetch('/v1/questions/plan', { method: 'POST', body: await input.files[0].text() });
  });
})()`;

describe('files of chat systems', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;
  let liaison: Connection;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock: createManualClock(NOW) });
    cookie = await server.signIn('liaison', ['harford', 'cecil']);
    liaison = connectionTo(server, cookie);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const choose = (page: Page, text: string): Promise<void> =>
    page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'chats.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

  test('chat files: counts of both libraries arrive, and no name, number, address, operator or search leaves the browser', async () => {
    const days = [{ date: '2026-10-05', state: 'counted' as const, questions: 9, revision: 0 }];
    await saveQuestions(liaison, 'harford', { source: 'typed', days });
    const { page, close } = await openDashboard(browser, server, QUESTIONS, cookie);
    const wire = watchWire(page);
    await choose(page, chatsCsv(4));
    // The preview shows what is left out, to the reader alone.
    await page.getByRole('columnheader', { name: 'guest left out' }).waitFor();
    await page.getByRole('columnheader', { name: 'started used' }).waitFor();
    assert.deepEqual(await audit(page), []);
    await page.getByRole('button', { name: 'Count the rows' }).click();
    await page.getByText('6 chats in the file.').waitFor();
    // Guessed by the libraries' ids.
    assert.equal(await page.getByLabel('Library: cecil-queue').inputValue(), 'cecil');
    await page.getByLabel('Last whole day').fill('2026-10-06');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('Mon, Oct 5: now 9 questions, in the file 4 questions').waitFor();
    const save = page.getByRole('button', { name: 'Save counts' });
    assert.ok(await save.isDisabled());
    await page.getByLabel('Replace these numbers').check();
    await save.click();
    await page.getByRole('button', { name: 'Save counts' }).waitFor({ state: 'detached' });
    const { days: stored, pages } = await getQuestions(liaison, 'harford');
    assert.deepEqual(
      stored.map(({ date, questions, source }) => [date, questions, source]),
      [
        ['2026-10-05', 4, 'libraryh3lp'],
        ['2026-10-06', 0, 'libraryh3lp'],
      ],
    );
    assert.deepEqual(pages, [{ page: '/teens/:slug', questions: 4 }]);
    // Cecil's clock is three hours behind: its chat was on the 5th.
    const cecil = await getQuestions(liaison, 'cecil');
    assert.deepEqual(
      cecil.days.map(({ date, questions }) => [date, questions]),
      [
        ['2026-10-05', 1],
        ['2026-10-06', 0],
      ],
    );
    assert.deepEqual(wire.found(), []);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    assert.match(kept, /started/);
    for (const mark of MARKS) assert.ok(!kept.toLowerCase().includes(mark.toLowerCase()), mark);
    await close();
  });

  test('chat files: of two libraries one is saved and the other is stale: both are named, and the next press saves the other', async () => {
    const entry = (of: { days: { date: string; revision: number }[] }, questions: number) => {
      const revision = of.days.find(({ date }) => date === '2026-10-05')!.revision;
      return {
        source: 'typed' as const,
        days: [{ date: '2026-10-05', state: 'counted' as const, questions, revision }],
      };
    };
    const daysOf = async (library: string) => {
      const { days } = await getQuestions(liaison, library);
      return days.map(({ date, questions, source }) => [date, questions, source]).slice(0, 1);
    };
    for (const library of ['harford', 'cecil'])
      await saveQuestions(liaison, library, entry(await getQuestions(liaison, library), 7));
    const { page, close } = await openDashboard(browser, server, QUESTIONS, cookie);
    await choose(page, chatsCsv(4));
    await page.getByRole('button', { name: 'Count the rows' }).click();
    await page.getByLabel('Last whole day').fill('2026-10-06');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByLabel('Replace these numbers').check();
    await saveQuestions(liaison, 'cecil', entry(await getQuestions(liaison, 'cecil'), 8));
    const save = page.getByRole('button', { name: 'Save counts' });
    await save.click();
    await page.locator('main').getByText('Saved: =Harford, "County". Not saved: Cecil.').waitFor();
    assert.equal(await page.getByText('Nothing was saved').count(), 0);
    assert.deepEqual(await daysOf('harford'), [['2026-10-05', 4, 'libraryh3lp']]);
    // What the other person has saved is shown before it is replaced.
    await page.getByText('Mon, Oct 5: now 8 questions, in the file 1 question').waitFor();
    assert.ok(await save.isDisabled());
    await page.getByLabel('Replace these numbers').check();
    await save.click();
    await save.waitFor({ state: 'detached' });
    assert.deepEqual(await daysOf('cecil'), [['2026-10-05', 1, 'libraryh3lp']]);
    await close();
  });

  test('chat files: the mapping is remembered, and one bad row refuses the whole file by its number', async () => {
    const { page, close } = await openDashboard(browser, server, QUESTIONS, cookie);
    await page.getByRole('heading', { name: 'Enter numbers from a file' }).waitFor();
    await page.evaluate(() =>
      localStorage.setItem(
        'askusnow-chat-export',
        JSON.stringify({ columns: { when: 'started', queue: '', answered: '', page: '', read: '' }, choices: {} }),
      ),
    );
    await choose(page, chatsCsv(3).replace('2026-10-06T05:30:00Z', 'soon'));
    assert.equal(await page.getByLabel('Queue or library').inputValue(), '-1');
    await page.getByRole('button', { name: 'Count the rows' }).click();
    await page.locator('main').getByText('Row 6 cannot be read: its day').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Compare' }).count(), 0);
    await close();
  });

  test('chat files: mutant: a page that sends the file it was given is caught by the same watch', async () => {
    const { page, close } = await openDashboard(browser, server, QUESTIONS, cookie);
    const wire = watchWire(page);
    await page.getByLabel('File', { exact: true }).waitFor();
    await page.evaluate(SEND_FILE);
    const request = page.waitForRequest(
      (each) => each.method() === 'POST' && each.url().endsWith('/v1/questions/plan'),
    );
    await choose(page, chatsCsv(2));
    await request;
    assert.deepEqual(wire.found(), [...MARKS]);
    await close();
  });
});

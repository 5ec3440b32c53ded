// A liaison enters a week of questions, and two people who enter the same day see both numbers.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getQuestions, saveQuestions, saveSamplePlan, type Connection } from '@askusnow/sdk';
import { daysOf } from '../../server/src/platform/time/day-window.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { aDay, aPlacement } from '../support/data/counters.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const NOW = '2026-10-14T15:00:00.000Z';
const QUESTIONS = '/dashboard/harford/sampling';

describe('questions page', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;
  let liaison: Connection;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock: createManualClock(NOW) });
    cookie = await server.signIn('liaison', ['harford']);
    liaison = connectionTo(server, cookie);
    const placement = await aPlacement(server.database.db, { library: 'harford', firstSeen: NOW, lastSeen: NOW });
    for (const date of daysOf({ from: '2026-07-01', to: '2026-10-13' }))
      await aDay(server.database.db, { library: 'harford', placement, date, clicks: 5 });
    await saveSamplePlan(liaison, 'harford', { plan: { kind: 'four-weeks', nth: 2, firstMonth: 7 }, revision: 0 });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('questions page: a week is chosen from the plan, entered with a closed day, and the estimate follows', async () => {
    const { page, close } = await openDashboard(browser, server, QUESTIONS, cookie);
    await page.getByRole('button', { name: 'Enter the week of July 13, 2026' }).click();
    await page.getByRole('heading', { name: /^Enter Jul 13/ }).waitFor();
    for (const [day, questions] of [
      ['Mon, Jul 13', '4'],
      ['Tue, Jul 14', '5'],
      ['Wed, Jul 15', 'x'],
    ] as const)
      await page.getByLabel(`Questions on ${day}`).fill(questions);
    await page.getByRole('button', { name: 'Save numbers' }).click();
    // One bad number, and nothing is saved or lost.
    await page.locator('main').getByText('Some fields are not valid.').waitFor();
    assert.equal(await page.getByLabel('Questions on Wed, Jul 15').getAttribute('aria-invalid'), 'true');
    assert.equal((await getQuestions(liaison, 'harford')).days.length, 0);
    await page.getByLabel('Questions on Wed, Jul 15').fill('3');
    for (const day of ['Thu, Jul 16', 'Fri, Jul 17', 'Sat, Jul 18'])
      await page.getByLabel(`Questions on ${day}`).fill('2');
    await page.getByLabel('Closed on Sun, Jul 19').check();
    await page.getByRole('button', { name: 'Save numbers' }).click();
    await page.getByText('How it is estimated').click();
    await page.getByText('By clicks: questions for each click').waitFor();
    await page.getByText('18 × 52').or(page.getByText('1 whole week × 52')).first().waitFor();
    await page.getByText('No range can be given from a single week').waitFor();
    await page.getByRole('rowheader', { name: 'By weeks: in the state report' }).waitFor();
    await page.getByText('The state report takes the estimate by weeks, since').waitFor();
    const { estimate } = await getQuestions(liaison, 'harford');
    assert.equal(estimate.byWeeks?.estimate.value, 18 * 52);
    await close();
  });

  test('questions page: a day that somebody else has saved meanwhile shows both numbers, and is replaced by a second press', async () => {
    const { page, close } = await openDashboard(browser, server, QUESTIONS, cookie);
    const field = page.getByLabel('Questions on Mon, Oct 12');
    await field.fill('7');
    const save = (questions: number, revision: number): Promise<unknown> => {
      const days = [{ date: '2026-10-12', state: 'counted' as const, questions, revision }];
      return saveQuestions(liaison, 'harford', { source: 'typed', days });
    };
    await save(9, 0);
    await page.getByRole('button', { name: 'Save numbers' }).click();
    await page.getByText(/Now: 9 questions, by .+ Yours: 7 questions/).waitFor();
    assert.equal(await field.inputValue(), '7');
    const { days } = await getQuestions(liaison, 'harford');
    await save(8, days.find(({ date }) => date === '2026-10-12')!.revision);
    // The first number has been shown, and the third one not.
    await page.getByRole('button', { name: 'Save numbers' }).click();
    await page.getByText(/Now: 8 questions, by .+ Yours: 7 questions/).waitFor();
    await page.getByRole('button', { name: 'Save numbers' }).click();
    await page.getByText(/Now: 8 questions/).waitFor({ state: 'detached' });
    await page.getByLabel('Who entered what on Mon, Oct 12').click();
    await page.getByText(/^9 questions, typed by/).waitFor();
    await page.getByText(/^7 questions, typed by/).waitFor();
    await close();
  });

  test('questions page: where no week is to be counted the form is folded, and one press opens it', async () => {
    const other = await server.signIn('liaison', ['cecil']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/cecil/sampling', other);
    await page.getByText('No week is planned').waitFor();
    assert.equal(await page.getByLabel('Questions on Mon, Oct 12').isVisible(), false);
    await page.getByRole('heading', { name: /^Another week: Oct 12/ }).click();
    await page.getByLabel('Questions on Mon, Oct 12').waitFor();
    await close();
  });

  test('questions page: meets the audit in each look, without a sideways scroll', async () => {
    const { page, close } = await openDashboard(browser, server, QUESTIONS, cookie);
    await page.getByText('Change the weeks').click();
    await assertSoundInEachLook(page);
    await close();
  });
});

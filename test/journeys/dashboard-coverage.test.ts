// A liaison looks whether the hours are covered: now, in the week that was, in the days to come; asks for help, and corrects.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { addHelpRecipient } from '../support/data/assistance.ts';
import { assertSoundInEachLook, audit, overflowPx } from '../support/browser/audit.ts';
import { openDashboard, unfold } from '../support/browser/dashboard.ts';
import { focusOf, listenTo, NOW, withWatchedDesks } from '../support/app/desks-watched.ts';
import { eventually } from '../support/waiting.ts';

withWatchedDesks.describe('a liaison and the coverage of a library', (on) => {
  const open = async (options: BrowserContextOptions = {}) => {
    const tab = await openDashboard(on.browser, on.node, '/dashboard/harford/coverage', on.node.liaison, options);
    await tab.page.locator('week-picture').waitFor();
    return tab;
  };
  const desk = (page: Page, queue: string) => page.locator(`desk-now section[data-queue=${queue}]`);

  test('coverage page: the page is sound in each look, with everything unfolded', async () => {
    const { page, errors, consoleLines, close } = await open();
    await page.getByRole('heading', { name: 'What patrons saw' }).waitFor();
    await unfold(page);
    await page.getByRole('button', { name: /^Correct Late start/ }).click();
    await assertSoundInEachLook(page);
    assert.deepEqual(errors, []);
    assert.deepEqual(consoleLines, []);
    await close();
  });

  test('coverage page: says per desk who should be there, who is seen and how sure that is, nearest first', async () => {
    const { page, close } = await open();
    await page.getByText('2 shared desks').click();
    const names = await page.locator('desk-now h3').allInnerTexts();
    assert.deepEqual(
      names.map((name) => name.split(' ')[0]),
      ['Harford', 'Statewide', 'Global'],
    );
    assert.match(await page.locator('.answer').innerText(), /^Somebody can answer now \(own desk\)$/);
    const own = await desk(page, 'harford-desk').innerText();
    assert.match(own, /Scheduled now\s+Reference desk/);
    assert.match(own, /Somebody is available since 9\sAM/);
    const world = await desk(page, 'world').innerText();
    assert.match(world, /No live status[^]+Seen\s+No live status/);
    assert.doesNotMatch(world, /can answer now/);
    await close();
  });

  test('coverage page: shows the week by its own clocks, the same in the picture and in the table', async () => {
    const { page, close } = await open();
    assert.equal(await page.locator('week-picture g[data-date]').count(), 7);
    await page.getByText('The week as a table').click();
    const row = page.locator('week-table tr[data-date="2026-11-02"]');
    assert.match(await row.innerText(), /late start 9\sAM – 9:20\sAM \(20 min\); early end 4:30\sPM – 5\sPM/);
    assert.match(await row.innerText(), /not known 12(:0\d)?\sPM – 12:30\sPM/);
    const picture = page.locator('week-picture g[data-date="2026-11-02"]');
    assert.equal(await picture.locator('[data-sign=uncovered]').count(), 2);
    assert.equal(await picture.locator('[data-sign=unmonitored]').count(), 1);
    assert.match(
      await page.locator('week-table tr[data-date="2026-11-01"]').innerText(),
      /25 hours: the clocks go back/,
    );
    assert.match(await page.locator('week-picture svg[role=img]').getAttribute('aria-label').then(String), /3 gaps/);
    await page.getByText('too little seen').first().waitFor();
    await close();
  });

  test('coverage page: steps to the forecast and back by the keyboard, and the focus stays on the step', async () => {
    const { page, close } = await open();
    const later = page.getByRole('button', { name: 'Week after' });
    await later.press('Enter');
    await page.getByRole('heading', { name: /Nov 5 – 11, 2026/ }).waitFor();
    assert.equal(await focusOf(page), 'button Week after');
    assert.equal(await page.locator('week-picture [data-sign=unscheduled]').count(), 2);
    assert.equal(await page.locator('coverage-numbers').count(), 0, 'what is to come has no numbers');
    await later.press('Enter');
    await page.getByRole('heading', { name: /Nov 12 – 18, 2026/ }).waitFor();
    assert.equal(await later.getAttribute('aria-disabled'), 'true');
    await page.getByRole('button', { name: 'Last 7 days' }).press('Enter');
    await page.getByRole('heading', { name: /Oct 29 – Nov 4, 2026/ }).waitFor();
    assert.match(await focusOf(page), /^h2 Harford desk/, 'the button is gone; the focus is not lost');
    await close();
  });

  test('coverage page: one button asks for help for an upcoming gap, and the request’s state replaces it', async () => {
    const { page, close } = await open();
    const gap = page.locator('forecast-gaps li[data-gap="2026-11-05T14:00:00.000Z"]');
    const said = await listenTo(page);
    await gap.getByRole('button', { name: /^Ask for help for Harford desk, tomorrow, 9\sAM – 11\sAM$/ }).press('Enter');
    await gap.getByText('Waiting', { exact: true }).waitFor();
    assert.equal(await gap.getByRole('button').count(), 0);
    assert.equal(await focusOf(page), 'h2 Upcoming gaps', 'the button is gone; the focus is not lost');
    await eventually(async () => /Help requested: Harford desk, tomorrow/.test((await said()).join(' ')));

    const request = page.locator('help-request article');
    assert.match(await request.innerText(), /nobody is scheduled tomorrow, 9\sAM – 11\sAM/);
    await request.getByText('1 step so far').click();
    await request.getByText(/Asked the library’s own people for help · liaison harford/).waitFor();
    await request.getByLabel('Note for helpers').fill('The branch is closed');
    await request.getByRole('button', { name: 'Add the note' }).click();
    await request.getByText('“The branch is closed”').waitFor();
    await request.getByRole('button', { name: 'Close: no help needed' }).click();
    await gap.getByRole('button', { name: /^Ask for help/ }).waitFor();
    await page.getByText('1 closed request').waitFor();
    await close();
  });

  test('coverage page: without recipients, shows that in place of the buttons, before anything is pressed', async () => {
    const { page, close } = await open();
    const button = page.getByRole('button', { name: /^Ask for help for Harford desk, Sat, Nov 7/ });
    await button.waitFor();
    // The page is read again before the refusal comes: the button is gone by then, and what it had to say must not be.
    const read = Promise.withResolvers<undefined>();
    await page.route('**/v1/libraries/harford/assistance', async (route) => {
      if (route.request().method() === 'POST') await read.promise;
      await route.continue();
    });
    const said = await listenTo(page);
    await button.press('Enter');
    await on.node.database.db.deleteFrom('notice_recipient').execute();
    await on.node.database.changes.publish('recipients');
    await button.waitFor({ state: 'detached' });
    read.resolve(undefined);
    await eventually(async () => /No tier has a recipient for help requests/.test((await said()).join(' ')));
    assert.equal(await focusOf(page), 'h2 Upcoming gaps', 'the button is gone; the focus is not lost');

    const later = await open();
    const note = later.page.locator('forecast-gaps reach-note');
    await note
      .getByText(/^A help request from here would notify nobody: no recipient is listed for the library’s/)
      .waitFor();
    assert.equal(await later.page.getByRole('button', { name: /^Ask for help/ }).count(), 0);
    const link = note.getByRole('link', { name: 'Add a recipient' });
    assert.equal(await link.getAttribute('href'), '/dashboard/harford/notifications');
    assert.doesNotMatch(await later.page.locator('body').innerText(), /SMTP|_URL/);
    await assertSoundInEachLook(later.page);
    await later.close();

    await addHelpRecipient(on.node.database, 'statewide');
    await page.reload();
    await page
      .locator('forecast-gaps')
      .getByText(/a help request goes straight to the statewide service/)
      .waitFor();
    await button.press('Enter');
    await page.locator('help-request').getByText('Waiting for the statewide service').waitFor();
    await close();
  });

  test('coverage page: corrects a gap with a reason; what was observed stays beside it', async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: /^Correct No-show, yesterday/ }).click();
    assert.match(await focusOf(page), /^input/);
    assert.equal(await page.getByLabel('From').inputValue(), '2026-11-03T09:00');
    assert.equal(await page.locator('correction-form :checked').count(), 0, 'no answer is there already');
    await page.getByLabel('Reason (kept').fill('no');
    await page.getByRole('button', { name: 'Add the correction' }).click();
    assert.match(await focusOf(page), /^input/, 'the answer that is missing');
    assert.equal(await page.locator('correction-form .trouble').count(), 0);
    await page.getByRole('radio', { name: 'covered', exact: true }).check();
    await page.getByRole('button', { name: 'Add the correction' }).click();
    await page.locator('correction-form .trouble').waitFor();
    await page.getByLabel('Reason (kept').fill('The chat client was down; two of us answered by phone.');
    await page.getByRole('button', { name: 'Add the correction' }).click();
    await page.getByText(/yesterday, 9\sAM – 5\sPM reads as covered/).waitFor();
    await page.getByText(/liaison harford, 10(:0\d)?\sAM · Observed at the time: nobody/).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Correct No-show/ }).count(), 0);
    await page.getByText('1 more gap observed, corrected.').waitFor();
    assert.equal(await focusOf(page), 'h3 Incidents in this period');
    await close();
  });

  test('coverage page: a desk that libraries share is shown, and is not a liaison’s to correct', async () => {
    const { page, close } = await open();
    await page.getByRole('combobox', { name: 'Desk' }).selectOption('state');
    await page.getByRole('heading', { name: /^Statewide desk: / }).waitFor();
    await page.getByText('Only the statewide coordinator can correct a shared desk.').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Correct/ }).count(), 0);
    await page.getByText('Numbers of this period').click();
    await page.getByText('No shifts: the open hours count as scheduled.').waitFor();
    await close();
  });

  test('coverage page: on paper nothing is cut, no button is printed, and the table is there', async () => {
    const { page, close } = await open();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 720, height: 1000 });
    await page.locator('week-table tr[data-date="2026-11-02"]').waitFor();
    assert.equal(await page.locator('coverage-page button:visible').count(), 0);
    assert.equal(await overflowPx(page), 0);
    await close();
  });

  test('coverage page: an empty desk is shown at once and announced once, and the focus stays; unchanged samples announce nothing', async () => {
    const { page, close } = await open();
    // However long the tests before took, both desks are known, and the page shows it before anything is heard.
    await on.node.poll('state', 'available', NOW, new Date(on.node.clock.now()).toISOString());
    await on.node.poll('harford-desk', 'available', NOW, new Date(on.node.clock.now()).toISOString());
    await desk(page, 'harford-desk').and(page.locator('[data-kind=covered]')).waitFor();
    await page.locator('.answer').filter({ hasText: '(own desk)' }).waitFor();
    const said = await listenTo(page);
    await page.getByRole('button', { name: 'Week before' }).focus();
    await on.node.poll(
      'harford-desk',
      'nobody',
      new Date(on.node.clock.now()).toISOString(),
      new Date(on.node.clock.now() + 1).toISOString(),
    );
    await desk(page, 'harford-desk').and(page.locator('[data-kind=uncovered]')).waitFor();
    await page.getByText(/^Nobody has been seen since 10(:0\d)?\sAM\. Ask for help/).waitFor();
    await page.getByRole('button', { name: 'Ask for help for Harford desk, now' }).waitFor();
    // The answer and the desks are read one after the other.
    const answer = page.locator('.answer').filter({ hasText: '(statewide desk)' });
    await answer.waitFor();
    assert.equal(await answer.getAttribute('data-state'), 'available');
    assert.equal(await focusOf(page), 'button Week before');
    // Both at once, or one after the other where the answer changed first.
    const expected = 'Harford desk: nobody there. Harford: answered by the statewide desk.';
    await eventually(async () => (await said()).join(' ').length >= expected.length);
    assert.equal((await said()).join(' '), expected);
    assert.deepEqual(await audit(page), []);

    await page.getByRole('button', { name: 'Ask for help for Harford desk, now' }).press('Enter');
    await page.getByText('Help was requested: see below.').waitFor();
    assert.match(await focusOf(page), /^h3 Harford desk/);
    await page.getByRole('heading', { name: /^Harford: nobody is at the desk from 10(:0\d)?\sAM on$/ }).waitFor();
    await close();
  });
});

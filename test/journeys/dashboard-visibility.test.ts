// A liaison reads the library's score and states a rule; the coordinator previews and saves a change of the standard.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getScore, stateRule, withdrawStatement } from '@askusnow/sdk';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { aDay, aPlacement } from '../support/data/counters.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const NOW = '2026-10-05T15:00:00.000Z';
const FILE = TWO_LIBRARIES.replace('{ name: Home page,', '{ kind: home, name: Home page,').replace(
  '{ name: No results,',
  '{ kind: catalog-results, name: No results,',
);
const VISIBILITY = '/dashboard/harford/visibility';
const RULES = `${VISIBILITY}?part=rules`;
const STANDARD = '/dashboard/-/standard';

describe('visibility pages', () => {
  let server: TestApp;
  let browser: Chromium;
  let liaison: string;
  let coordinator: string;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: FILE, clock: createManualClock(NOW) });
    const { db } = server.database;
    const home = { library: 'harford', origin: 'https://www.library.example', firstSeen: NOW, lastSeen: NOW };
    const placement = await aPlacement(db, home);
    await aDay(db, { library: 'harford', placement, date: '2026-10-05', impressions: 30, viewport: 'phone' });
    liaison = await server.signIn('liaison', ['harford']);
    coordinator = await server.signIn('coordinator');
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('visibility page: the count, each rule with its reason behind a press, what nobody knows with its next step before it; a person marks one as done', async () => {
    const { page, close } = await openDashboard(browser, server, RULES, liaison);
    await page.getByRole('heading', { level: 1, name: 'Visibility' }).waitFor();
    await page.getByRole('link', { name: '2 rules met' }).waitFor();
    await page.getByRole('link', { name: '16 not known' }).waitFor();
    const rule = (id: string) => page.locator(`[data-rule="${id}"]`);
    await page.getByText('Met (2)', { exact: true }).click();
    await rule('home-tag').getByText('Why').click();
    await rule('home-tag').getByText('The tag on “Home page” reports.').waitFor();
    await rule('home-first-screen').getByText('What to do').click();
    await rule('home-first-screen').locator('details p').first().waitFor();
    assert.equal(await rule('phone').getByText('Mark as done').count(), 0);
    // Of what nobody knows, who finds it out stands there without a press.
    await rule('reviewed').locator('h4 + p').waitFor();
    await rule('reviewed').getByText('Mark as done').click();
    await rule('reviewed').getByRole('button', { name: 'Save statement' }).click();
    await page.getByRole('link', { name: '15 not known' }).waitFor();
    await rule('reviewed').getByText('Mark as done').click();
    await rule('reviewed').getByRole('button', { name: 'Withdraw statement' }).click();
    await page.getByRole('link', { name: '16 not known' }).waitFor();
    await close();
  });

  test('visibility page: a statement that a colleague made meanwhile is shown beside what was chosen, then replaced', async () => {
    const { page, close } = await openDashboard(browser, server, RULES, liaison);
    const rule = page.locator('[data-rule="who-answers"]');
    const save = rule.getByRole('button', { name: 'Save statement' });
    await rule.getByText('Mark as done').click();
    await rule.getByLabel('State of this rule').selectOption('It is not met');
    const colleague = connectionTo(server, await server.signIn('liaison', ['harford']));
    // Readings fail from before the colleague's statement is stored: the page reads the score again as soon as it learns of it.
    await page.route('**/score*', (route) => route.abort());
    await stateRule(colleague, 'harford', 'who-answers', { verdict: 'met', date: '2026-10-04', revision: 0 });
    await save.click();
    await rule.getByText('Somebody else has changed this statement. Look at it').waitFor();
    assert.equal(await rule.getByText(/meanwhile/).count(), 0, 'theirs was not read yet');
    await page.unroute('**/score*');
    await save.click();
    await rule.getByText(/has changed this meanwhile/).waitFor();
    await rule.getByText(/^Stated now: It is met \(.*, October 4, 2026\)\.$/).waitFor();
    assert.equal(await rule.getByLabel('State of this rule').inputValue(), 'not-met');
    await save.and(page.locator(':focus')).waitFor();
    await save.press('Enter');
    await page.locator('rule-list h2').and(page.locator(':focus')).waitFor();
    const verdictNow = async () => {
      const { rules } = await getScore(colleague, 'harford');
      return rules.find((each) => each.rule === 'who-answers')!.statement;
    };
    const mine = (await verdictNow())!;
    assert.equal(mine.verdict, 'not-met');
    await rule.getByText('Mark as done').click();
    await rule.getByText(/^Stated now: It is not met/).waitFor();
    await withdrawStatement(colleague, 'harford', 'who-answers', mine);
    await save.click();
    await rule.getByText(/has withdrawn this statement meanwhile/).waitFor();
    assert.equal(await rule.getByText(/^Stated now/).count(), 0);
    assert.equal(await verdictNow(), null);
    await close();
  });

  test('visibility page: a next step shows the tag with the name that is asked for, and hands the page over', async () => {
    const { page, close } = await openDashboard(browser, server, VISIBILITY, liaison);
    const step = page
      .locator('next-steps li')
      .filter({ hasText: 'Ask the webmaster to paste the tag on “No results”.' });
    await step.getByText('Why').click();
    await step.getByRole('paragraph').filter({ hasText: 'The button on the catalog’s results' }).waitFor();
    await step.getByText('Show the tag').click();
    const field = step.getByRole('textbox');
    await field.waitFor();
    assert.match(await field.inputValue(), /<ask-us-now library="harford" placement="no-results"/);
    await step.getByRole('link', { name: /^Hand over to the webmaster/ }).click();
    await page.getByLabel('Address of the page').and(page.locator(':focus')).waitFor();
    assert.equal(await page.getByLabel('Where on the page').inputValue(), 'no-results');
    await page.getByRole('textbox', { name: 'The tag for this library' }).waitFor();
    await close();
  });

  test('visibility page: each count of the score leads to its rules, and each key page without the button to its hand-over', async () => {
    const { page, close } = await openDashboard(browser, server, VISIBILITY, liaison);
    const focus = page.locator(':focus');
    await page.getByRole('link', { name: '2 rules met' }).click();
    await page.locator('summary[data-result=pass]').and(focus).waitFor();
    await page.locator('[data-rule="home-tag"]').waitFor();
    await page.getByRole('link', { name: '16 not known' }).click();
    await page.getByRole('heading', { name: 'Not known (16)' }).and(focus).waitFor();
    await page.goto(page.url().replace('unknown', 'pass'));
    await page.locator('[data-rule="home-tag"]').waitFor();
    await page.getByRole('link', { name: 'Key pages' }).click();
    await page.getByRole('link', { name: 'Hand over to the webmaster: No results' }).click();
    await page.getByLabel('Address of the page').and(focus).waitFor();
    assert.equal(await page.getByLabel('Where on the page').inputValue(), 'no-results');
    await close();
  });

  test('visibility page: a place shows where it is behind a press, and no variable of its address', async () => {
    const { page, close } = await openDashboard(browser, server, `${VISIBILITY}?part=places`, liaison);
    const table = page.locator('placement-table');
    await table.getByRole('button', { name: /^Details: / }).click();
    await table.getByText('www.library.example').waitFor();
    assert.doesNotMatch(await table.innerText(), /:(?:slug|id)/);
    await assertSoundInEachLook(page);
    await close();
  });

  test('visibility page: a part has an address, keeps the focus on its link and is announced; the back button leads to the one before', async () => {
    const { page, close } = await openDashboard(browser, server, VISIBILITY, liaison);
    const parts = page.getByRole('navigation', { name: 'Parts of this page' });
    const link = (name: string) => parts.getByRole('link', { name });
    await link('Next steps').and(page.locator('[aria-current=true]')).waitFor();
    await link('Key pages').click();
    await page.getByText('1 of 2 key pages has the button, 1 not known').waitFor();
    await announced(page, 'Shown: Key pages.');
    await link('Key pages').and(page.locator(':focus')).and(page.locator('[aria-current=true]')).waitFor();
    assert.equal(new URL(page.url()).search, '?part=pages');
    await link('Places').click();
    await page.getByRole('img', { name: /^12 weeks of views: 0 in the first, 30 in the last/ }).waitFor();
    await page.goBack();
    await page.getByText('1 of 2 key pages has the button, 1 not known').waitFor();
    await page.goto(`${server.url}${RULES}&rule=reviewed`);
    const rule = page.locator('[data-rule=reviewed]').and(page.locator(':focus'));
    await rule.getByRole('button', { name: 'Save statement' }).waitFor();
    await page.goto(`${server.url}${VISIBILITY}?part=nothing`);
    await page.locator('next-steps li').first().waitFor();
    await close();
  });

  test('visibility page: once the button is live, the checklist is one line, and its address unfolds it', async () => {
    const { page, close } = await openDashboard(browser, server, VISIBILITY, liaison);
    const list = page.locator('readiness-list');
    await list.getByRole('heading', { name: /^Setup: \d steps left \(.*check contacts.*\)$/ }).waitFor();
    assert.equal(await list.locator('[data-line=practice]').isVisible(), false);
    await page.goto(`${server.url}${VISIBILITY}?part=checklist`);
    await list.locator('[data-line=practice]').getByText('Not yet', { exact: true }).waitFor();
    await assertSoundInEachLook(page);
    await close();
  });

  test('standard page: a change is previewed before it can be saved', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', coordinator);
    await page.getByRole('link', { name: 'Cooperative', exact: true }).click();
    await page.getByRole('link', { name: 'Visibility standard' }).click();
    const save = page.getByRole('button', { name: 'Save standard' });
    await page.getByLabel('Seen on phones', { exact: true }).uncheck();
    assert.ok(await save.isDisabled());
    await page.getByText('Add a rule').click();
    await page.getByLabel('What the rule asks for').fill('On the library card');
    await page.getByLabel('Kind of rule').selectOption('word');
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByText('On the library card').waitFor();
    await page.getByRole('button', { name: 'Preview scores' }).click();
    await page.getByText('The score of 1 of 2 libraries would change.').waitFor();
    await save.click();
    await page.getByText(/Changed here on October 5, 2026/).waitFor();
    const { standard } = await server.database.db
      .selectFrom('cooperative')
      .select('standard')
      .executeTakeFirstOrThrow();
    assert.deepEqual(standard, {
      disabled: ['phone'],
      weights: {},
      rules: [{ id: 'on-the-library-card', title: 'On the library card', weight: 1, kind: 'word' }],
    });
    await close();
  });

  test('standard page: nobody else’s', async () => {
    const { page, close } = await openDashboard(browser, server, STANDARD, liaison);
    await page.getByRole('heading', { name: /^This page does not exist/ }).waitFor();
    await close();
  });

  for (const part of ['steps', 'pages', 'places', 'rules', 'history', 'webmaster']) {
    test(`visibility page, ${part}: passes the audit in each look, nothing wider than the window`, async () => {
      const { page, close } = await openDashboard(browser, server, `${VISIBILITY}?part=${part}`, coordinator);
      await page.locator('part-links').waitFor();
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      for (const summary of await page
        .getByText(/^(?:Show the tag|Why|What to do|Met \(2\)|Other sizes, and steps)/)
        .all())
        if (await summary.isVisible()) await summary.click();
      await assertSoundInEachLook(page);
      await close();
    });
  }

  test('standard page: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(browser, server, STANDARD, coordinator);
    await page.locator('[data-rule="reviewed"]').waitFor();
    await assertSoundInEachLook(page);
    await close();
  });
});

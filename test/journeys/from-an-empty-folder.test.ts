// From an empty folder to a month page, in real browsers on a real server: no file, and no shell after `askusnow start`.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { BROWSER_ZONE, launchChromium, openPage, type Chromium } from '../support/browser/browser.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, CHAT_PAGE } from '../support/browser/host-page.ts';
import { startServerProcess, temporaryFolder, type ServerProcess } from '../support/app/process.ts';
import { eventually } from '../support/waiting.ts';

/** What the whole way may take. Typing into a field is no press. */
const MAX_PRESSES = 60;

describe('empty folder', () => {
  let browser: Chromium;
  let server: ServerProcess;
  let host: Awaited<ReturnType<typeof startHost>>;
  /** What the webmaster has pasted. */
  let pasted = '';
  let presses = 0;
  const folder = temporaryFolder();
  const press = async (what: Locator): Promise<void> => {
    presses += 1;
    await what.click();
  };
  const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
  const link = (page: Page, name: string): Locator => page.getByRole('link', { name, exact: true });

  before(async () => {
    browser = await launchChromium();
    host = await startHost((path) => ({ html: path === '/chat' ? CHAT_PAGE : aPage({ body: pasted }) }));
    server = await startServerProcess({ DATA_DIR: folder.path });
  });
  after(async () => {
    await browser?.close();
    await server?.signal('SIGTERM');
    await host?.close();
    folder.remove();
  });

  const theLink = async (): Promise<string> => {
    const printed = (): string | undefined => /http\S+\/set-up\/[\w-]{43}/.exec(server.output())?.[0];
    await eventually(() => printed() !== undefined);
    return printed()!;
  };

  test('empty folder: the set-up page is sound in each look, with a fault too, and has the zone of the browser', async () => {
    const { page, close, errors, consoleLines } = await openPage(browser);
    await page.goto(await theLink());
    assert.equal(await page.getByLabel('Time zone').inputValue(), BROWSER_ZONE);
    await assertSoundInEachLook(page);
    await page.getByLabel('Name of the service').fill('Ask a Librarian');
    await page.getByLabel('Name of the library').fill('Kent County');
    await page.getByLabel('Website').fill('kent');
    await page.getByLabel('Chat address').fill('https://chat.example/kent');
    await button(page, 'Set up').click();
    await page.getByText('One field needs a change.').waitFor();
    assert.equal(await page.getByLabel('Website').getAttribute('aria-invalid'), 'true');
    await assertSoundInEachLook(page);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      consoleLines.filter((line) => !line.includes('422')),
      [],
    );
    await close();
  });

  test(`empty folder: in at most ${MAX_PRESSES} presses three libraries, their liaisons, a hand-over, a counted click, a true label and a month page`, async (context) => {
    const coordinator = await openPage(browser);
    const { page } = coordinator;
    await page.goto(await theLink());
    await page.getByLabel('Name of the service').fill('Ask a Librarian');
    await page.getByLabel('Name of the library').fill('Kent County');
    await page.getByLabel('Website').fill(host.url);
    await page.getByLabel('Chat address').fill(`${host.url}/chat`);
    await press(page.getByLabel('A statewide desk'));
    await press(button(page, 'Set up'));
    await page.getByRole('heading', { name: 'Ask a Librarian is set up' }).waitFor();
    assert.match(await page.getByLabel('The tag for Kent County').inputValue(), /<ask-us-now library="kent-county"/);
    await assertSoundInEachLook(page);

    await press(link(page, 'Add the next library'));
    for (const name of ['Cecil County', 'Queen Anne County']) {
      await press(page.locator('add-library summary'));
      await page.getByLabel('Name that patrons read').fill(name);
      await press(page.getByLabel('It has a desk of its own'));
      await press(button(page, 'Add a library'));
      await page.waitForURL(`**/dashboard/${name.toLowerCase().replaceAll(' ', '-')}/setup`);
      await press(link(page, 'All libraries'));
      await press(link(page, 'Partners'));
    }

    // Its hours are the statewide desk's: Kent has none of its own.
    await press(button(page, 'Details: Kent County'));
    await press(page.getByRole('link', { name: /^Set the hours/ }));
    await press(page.getByRole('button', { name: /^Change these hours/ }));
    await press(page.getByLabel('The hours of this desk are known'));
    await press(button(page, 'Add an opening'));
    for (const day of ['Sat', 'Sun']) await press(page.getByLabel(day, { exact: true }));
    await page.getByLabel('Opens').fill('00:00');
    await page.getByLabel('Closes').fill('00:00');
    await press(button(page, 'Preview the change'));
    await press(button(page, 'Save these hours'));
    await page.getByText('Saved').first().waitFor();

    const invited: string[] = [];
    await press(link(page, 'Administration'));
    for (const name of ['Kent County', 'Cecil County', 'Queen Anne County']) {
      await page.getByRole('searchbox', { name: 'Find a library' }).fill(name);
      await press(page.getByRole('checkbox', { name }));
      await press(button(page, 'Make a sign-in link'));
      const made = page.locator('invite-form invitation-card textarea');
      await eventually(async () => (await made.count()) > 0 && !invited.includes(await made.inputValue()));
      invited.push(await made.inputValue());
    }
    await coordinator.close();

    const liaison = await openPage(browser);
    await liaison.page.goto(invited[0]!);
    await press(liaison.page.getByRole('button', { name: /^Sign in as/ }));
    await press(link(liaison.page, 'Website'));
    await press(link(liaison.page, 'Visibility'));
    await press(link(liaison.page, 'Webmaster'));
    await liaison.page.getByLabel('Address of the page').last().fill(`${host.url}/`);
    await press(button(liaison.page, 'Make the link'));
    const handed = liaison.page.getByLabel('Link for the webmaster');
    await handed.waitFor();

    const webmaster = await openPage(browser);
    await webmaster.page.goto(await handed.inputValue());
    pasted = await webmaster.page.locator('#tag').inputValue();

    const patron = await openPage(browser);
    await patron.page.goto(`${host.url}/`);
    await webmaster.page.getByRole('heading', { level: 1, name: /^Live since / }).waitFor();
    // By its hours, which is all that is known of the desk.
    const tag = patron.page.getByRole('link', { name: /Librarians statewide can chat 24 hours a day/ });
    await tag.waitFor();
    const told = await (await fetch(`${server.url}/v1/libraries/kent-county/availability`)).json();
    const { state, evidence } = told as { state: string; evidence: string };
    assert.deepEqual([state, evidence], ['available', 'scheduled']);
    await press(tag);
    await patron.page.waitForURL('**/chat');

    await press(link(liaison.page, 'Website'));
    const clicks = liaison.page
      .locator('headline-numbers .panel')
      .filter({ has: liaison.page.getByText('Clicks on the button', { exact: true }) });
    await clicks.getByText('1', { exact: true }).waitFor();
    // The month page counts whole days: of a library that is new today it says since when it counts.
    await liaison.page.getByRole('combobox', { name: 'Month' }).selectOption({ index: 1 });
    await press(liaison.page.getByText('All figures beside the month before'));
    await liaison.page.getByRole('rowheader', { name: 'Clicks', exact: true }).waitFor();
    context.diagnostic(`${presses} presses`);
    assert.ok(presses <= MAX_PRESSES, `${presses} presses`);
    for (const each of [coordinator, liaison, webmaster, patron]) assert.deepEqual(each.errors, []);
    await Promise.all([liaison, webmaster, patron].map((each) => each.close()));
  });
});

// A liaison tells patrons that the catalog is down, beside the button, until 3 PM; and ends it earlier.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getLibraryMessage, setLibraryMessage } from '@askusnow/sdk';
import type { Availability } from '@askusnow/sdk/contract';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock, type ManualClock } from '../support/app/clock.ts';
import { letTick } from '../support/app/desks-watched.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook, audit } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { Hands, openTab } from '../support/browser/keyboard.ts';
import { eventually } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

/** 10 AM at the library. */
const NOW = '2026-11-24T15:00:00.000Z';
const HOURS = '/dashboard/harford/hours';
const DOWN = 'The catalog is down until 3 PM; ask us.';
const DOWN_IN_SPANISH = 'El catálogo no funciona hasta las 3; pregúntenos.';

describe('a message beside the button', () => {
  let server: TestApp;
  let browser: Chromium;
  let clock: ManualClock;
  let cookie: string;
  before(async () => {
    clock = createManualClock(NOW);
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock });
    cookie = await server.signIn('liaison', ['harford']);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = (options: BrowserContextOptions = {}) => openDashboard(browser, server, HOURS, cookie, options);
  const panelOf = (page: Page) => page.getByRole('region', { name: 'Message beside the button' });
  const messageOf = async (library: string): Promise<Availability['message']> =>
    ((await (await fetch(`${server.url}/v1/libraries/${library}/availability`)).json()) as Availability).message;
  const patronsRead = async (): Promise<string | undefined> => (await messageOf('harford'))?.text;

  test('message panel: a message ends by the library’s clock, also where its desk is in another zone', async () => {
    const { page, close } = await openDashboard(
      browser,
      server,
      '/dashboard/cecil/hours',
      await server.signIn('liaison', ['cecil']),
    );
    const panel = panelOf(page);
    await panel.getByText('Write a message').click();
    await panel.getByText('By Pacific Time.').waitFor();
    await panel.getByLabel('Sentence for patrons').fill(DOWN);
    await panel.getByLabel('Ends at').fill('15:00');
    await panel.getByRole('button', { name: 'Show this message' }).click();
    await panel.getByText(/^Shown until .*3 PM/).waitFor();
    assert.ok(await eventually(async () => (await messageOf('cecil')) !== undefined));
    assert.deepEqual(await messageOf('cecil'), { text: DOWN, until: '2026-11-24T23:00:00.000Z' });
    await close();
  });

  test('message panel: a time that is past is refused beside its field, and what was typed stays', async () => {
    const { page, close } = await open();
    const panel = panelOf(page);
    await panel.getByText('No message is shown now.').waitFor();
    await panel.getByText('Write a message').click();
    const sentence = panel.getByLabel('Sentence for patrons');
    await sentence.fill(DOWN);
    await panel.getByLabel('Ends at').fill('09:00');
    await panel.getByRole('button', { name: 'Show this message' }).click();
    const fault = panel.getByText('Choose a time that is ahead, at most 14 days from now.');
    await fault.waitFor();
    for (const label of ['Last day', 'Ends at']) {
      const input = panel.getByLabel(label);
      assert.equal(await input.getAttribute('aria-invalid'), 'true');
      assert.equal(await input.getAttribute('aria-describedby'), await fault.getAttribute('id'));
    }
    assert.equal(await sentence.inputValue(), DOWN);
    await sentence.fill('   ');
    await panel.getByLabel('Ends at').fill('15:00');
    await panel.getByRole('button', { name: 'Show this message' }).click();
    await panel.getByText('Write one sentence of at most 100 characters.').waitFor();
    assert.equal(await sentence.getAttribute('aria-invalid'), 'true');
    assert.deepEqual(await audit(page), []);
    assert.equal(await patronsRead(), undefined);
    await close();
  });

  test('message panel: is previewed, shown to patrons until its end, with who set it and when; then ended', async () => {
    const { page, close } = await open();
    const panel = panelOf(page);
    await panel.getByText('Write a message').click();
    await panel.getByLabel('Sentence for patrons').fill(DOWN);
    const preview = panel.getByRole('group', { name: 'How patrons read it' });
    assert.match(await preview.innerText(), /Ask a librarian\s+The catalog is down until 3 PM; ask us\.$/);
    assert.equal(await patronsRead(), undefined, 'a preview shows nothing to patrons');
    await panel.getByText('In other languages').click();
    await panel.getByLabel('Spanish').fill(DOWN_IN_SPANISH);
    await panel.getByLabel('Ends at').fill('15:00');
    await panel.getByRole('button', { name: 'Show this message' }).click();
    await announced(page, /Message shown until Tue, Nov 24, 3 PM EST\./);
    await panel.getByText('Shown until Tue, Nov 24, 3 PM EST').waitFor();
    await panel.getByText('Set by liaison harford, Tue, Nov 24, 10 AM EST').waitFor();
    await eventually(async () => (await patronsRead()) === DOWN);
    assert.deepEqual((await messageOf('harford'))?.translations, { es: DOWN_IN_SPANISH });
    await panel.locator('[lang=es]').getByText(DOWN_IN_SPANISH).waitFor();
    await panel.getByRole('button', { name: 'End the message now' }).click();
    await announced(page, /Message ended\./);
    await panel.getByText('No message is shown now.').waitFor();
    await eventually(async () => (await patronsRead()) === undefined);
    await panel.getByText('History of the message').click();
    assert.deepEqual(
      (await panel.getByRole('listitem').allInnerTexts()).map((text) => text.split(' · ')[0]!.trim()),
      ['Ended the message', `“${DOWN}”, in Spanish “${DOWN_IN_SPANISH}”, until Tue, Nov 24, 3 PM EST`],
    );
    await close();
  });

  test('message panel: a colleague’s message is there without a reload, and is not replaced unseen', async () => {
    const { page, close } = await open();
    const panel = panelOf(page);
    await panel.getByText('No message is shown now.').waitFor();
    await panel.getByText('Write a message').click();
    await panel.getByLabel('Sentence for patrons').fill(DOWN);
    await panel.getByLabel('Ends at').fill('15:00');
    const colleague = connectionTo(server, await server.signIn('coordinator'));
    await setLibraryMessage(colleague, 'harford', {
      text: 'Closing early today.',
      until: '2026-11-24T22:00:00Z',
      revision: 0,
    });
    const ticking = letTick({ clock });
    await panel
      .getByText('Closing early today.', { exact: true })
      .waitFor()
      .finally(() => ticking.stop());
    await panel.getByText(/^Set by coordinator/).waitFor();
    await panel.getByRole('button', { name: 'Show this message' }).click();
    await panel.getByText(/^Somebody else has changed the message meanwhile/).waitFor();
    assert.equal(await panel.getByLabel('Sentence for patrons').inputValue(), DOWN);
    const { message } = await getLibraryMessage(colleague, 'harford');
    assert.equal(message?.text, 'Closing early today.');
    await close();
  });

  test('message panel: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await open();
    const panel = panelOf(page);
    await panel.getByText('Replace the message').click();
    await panel.getByLabel('Sentence for patrons').fill('W'.repeat(100));
    await panel.getByText('In other languages').click();
    await panel.getByText('History of the message').click();
    await assertSoundInEachLook(page);
    await close();
  });

  test('message panel: by the keyboard alone, in a narrow window, and the focus is never lost', async () => {
    const tab = await openTab(browser);
    const hands = new Hands(tab);
    await hands.goto(await server.invite('liaison', ['harford']));
    await hands.tabTo(/^button Sign in/);
    await hands.press('Enter');
    await hands.waitFor(/What needs you/);
    await hands.tabTo(/^button Menu$/);
    await hands.press('Enter');
    await hands.tabTo(/^a Hours/);
    await hands.press('Enter');
    await hands.waitFor(/Message beside the button/);
    await hands.waitFor(/Closing early today/);
    await hands.tabTo(/^button End the message now/);
    await hands.press('Enter');
    await hands.hears(/^Message ended\.$/);
    await hands.focusComesTo(/^h2 Message beside the button/);
    await hands.tabTo(/^summary Write a message/);
    await hands.keepsFocus();
    await hands.close();
    const { message } = await getLibraryMessage(connectionTo(server, cookie), 'harford');
    assert.equal(message, null);
  });
});

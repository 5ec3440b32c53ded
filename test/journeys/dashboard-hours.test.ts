// A liaison changes when a desk answers: a snow day, taken back; a week, seen before it is saved; nothing typed is lost.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Availability, QueueHours } from '@askusnow/sdk/contract';
import type { BrowserContextOptions } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook, audit } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard, unfold } from '../support/browser/dashboard.ts';
import { eventually } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

/** Open at all hours, so that closing it makes a difference whenever the test runs. */
const FILE = `
cooperative: { name: Test cooperative }
queues:
  - { id: desk, name: Harford desk, tier: local, zone: America/New_York, hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "00:00", close: "24:00" }] } }
  - { id: state, name: Statewide desk, tier: statewide, zone: America/New_York, hours: { weekly: null } }
libraries:
  - id: harford
    name: Harford County Public Library
    zone: America/New_York
    live: true
    origins: ["https://www.library.example"]
    queues: { local: { queue: desk, chat: "https://chat.example/harford" }, statewide: { queue: state } }
`;

describe('a liaison and the hours of a desk', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;

  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: FILE });
    browser = await launchChromium();
    cookie = await server.signIn('liaison', ['harford']);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = (options: BrowserContextOptions = {}) =>
    openDashboard(browser, server, '/dashboard/harford/hours', cookie, options);
  const askHours = async (method: 'GET' | 'PUT', body?: object): Promise<QueueHours> => {
    const reply = await fetch(`${server.url}/v1/queues/desk/hours`, {
      method,
      headers: { cookie, origin: server.config.publicUrl, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await reply.json()) as QueueHours;
  };
  const patronSees = (state: string) =>
    eventually(async () => {
      const reply = await fetch(`${server.url}/v1/libraries/harford/availability`);
      return ((await reply.json()) as Availability).tiers[0]?.state === state;
    });

  test('hours page: a snow day is previewed, closes the desk for patrons, and is undone', async () => {
    const { page, close } = await open();
    await patronSees('available');
    await page.getByText('Close now').click();
    await page.getByLabel('Note for staff').fill('Snow');
    await page.getByRole('button', { name: 'Preview the closing' }).press('Enter');
    await page.getByRole('heading', { name: /^Closed until .*12 AM/ }).waitFor();
    await page.getByText('for patrons of Harford County Public Library').waitFor();
    assert.equal(await page.locator('hours-preview tbody tr').count(), 1, 'today alone');
    await patronSees('available');

    await page.getByRole('button', { name: 'Close until then' }).click();
    await announced(page, /Closed until .*: Harford desk\./);
    await page.getByText('Closed until').first().waitFor();
    await patronSees('closed');

    await page.getByText('History of Harford desk').click();
    await page.getByText('· Snow').waitFor();
    await page.getByRole('button', { name: 'Undo the latest change' }).click();
    await announced(page, /Latest change undone: Harford desk\./);
    await page.getByText('Undid a closing: open again').waitFor();
    await patronSees('available');
    await page.getByRole('button', { name: 'Undo the latest change' }).click();
    await announced(page, /There is no change to undo/);
    await close();
  });

  test('hours page: contradicting hours show a fault at their row, which has the focus, and nothing is lost', async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: 'Change these hours of Harford desk' }).click();
    await page.getByRole('button', { name: 'Add an opening' }).first().click();
    await page.getByRole('button', { name: 'Preview the change' }).click();
    const fault = page.getByText(/overlaps/);
    await fault.waitFor();
    const row = page.getByRole('group', { name: /^Opening/ }).filter({ has: fault });
    const opens = row.getByLabel('Opens');
    assert.equal(await opens.getAttribute('aria-invalid'), 'true');
    const described = (await opens.getAttribute('aria-describedby')) ?? '';
    assert.match(await row.locator(`#${described}`).innerText(), /overlaps/);
    assert.equal(await row.and(page.locator(':focus-within')).count(), 1);
    assert.deepEqual(await audit(page), []);
    assert.equal(await page.getByRole('button', { name: 'Save these hours' }).count(), 0);
    await page.getByRole('button', { name: 'Remove opening 2' }).click();
    await page.getByLabel('Closes').fill('20:00');
    await page.getByRole('button', { name: 'Preview the change' }).click();
    await page.getByRole('heading', { name: 'What changes' }).waitFor();
    await page.getByText('Changes 60 of the next 60 days').waitFor();
    await page.getByRole('button', { name: 'Save these hours' }).click();
    await announced(page, /Saved: the hours of Harford desk\./);
    await page.getByText('midnight – 8').waitFor();
    assert.equal((await askHours('GET')).hours.weekly?.[0]?.close, '20:00');
    await close();
  });

  test('hours page: another person’s change in between is shown, and what was typed is kept', async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: 'Change these hours of Harford desk' }).click();
    await page.getByRole('button', { name: 'Add a closing' }).click();
    await page.getByLabel('Day', { exact: true }).fill('2027-01-04');
    await page.getByRole('textbox', { name: 'Note for staff' }).last().fill('Staff training');
    await page.getByRole('button', { name: 'Preview the change' }).click();
    const { hours, revision } = await askHours('GET');
    await askHours('PUT', { hours: { ...hours, weekly: [{ ...hours.weekly?.[0], close: '19:00' }] }, revision });
    await page.getByRole('button', { name: 'Save these hours' }).click();
    await announced(page, /Somebody else has changed this desk’s hours/);
    await page.getByRole('button', { name: 'Load again and keep my edits' }).click();
    await announced(page, /Your edits are still here/);
    assert.equal(await page.getByLabel('Day', { exact: true }).inputValue(), '2027-01-04');
    await page.getByRole('button', { name: 'Preview the change' }).click();
    await page.getByRole('cell', { name: /7 PM/ }).first().waitFor();
    await page.getByRole('button', { name: 'Save these hours' }).click();
    await announced(page, /Saved/);
    await page.getByText('closed (Staff training)').waitFor();
    await close();
  });

  test('hours page: holidays are ticked by a person, and are closings once they are saved', async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: 'Change these hours of Harford desk' }).click();
    await page.getByText('Add holidays').click();
    await page.getByRole('combobox', { name: 'Year' }).selectOption({ index: 1 });
    const thanksgiving = page.getByRole('checkbox', { name: /Thanksgiving Day/ });
    await thanksgiving.check();
    await page.getByRole('button', { name: 'Add the checked days as closings' }).click();
    await announced(page, /1 closing added above/);
    assert.ok(await page.getByRole('checkbox', { name: /Thanksgiving Day \(set already\)/ }).isDisabled());
    await page.getByRole('button', { name: 'Preview the change' }).click();
    await page.getByRole('button', { name: 'Save these hours' }).click();
    await page.getByText('closed (Thanksgiving Day)').waitFor();
    await close();
  });

  test('hours page: another person’s closing appears by itself, and leaves what is being typed', async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: 'Change these hours of Harford desk' }).click();
    await page.getByLabel('Opens').first().fill('07:15');
    const closing = (until: string | null) =>
      fetch(`${server.url}/v1/closing`, {
        method: 'PUT',
        headers: { cookie, origin: server.config.publicUrl, 'content-type': 'application/json' },
        body: JSON.stringify({ queues: 'all', until }),
      });
    await closing(new Date(Date.now() + 3_600_000).toISOString());
    await page.getByText('whatever the hours say').waitFor();
    assert.equal(await page.getByLabel('Opens').first().inputValue(), '07:15');
    await closing(null);
    await page.getByText('whatever the hours say').waitFor({ state: 'detached' });
    await close();
  });

  test('hours page: a closed desk opens again by one button, or by the same form for all desks', async () => {
    const { page, close } = await open();
    for (const again of ['button', 'form'] as const) {
      await page.getByText('Close now').click();
      await page.getByLabel('The rest of today').check();
      await page.getByRole('button', { name: 'Preview the closing' }).click();
      await page.getByRole('button', { name: 'Close until then' }).click();
      await page.getByRole('button', { name: 'Open again Harford desk' }).waitFor();
      if (again === 'button') {
        await page.getByRole('button', { name: 'Open again Harford desk' }).click();
        await announced(page, /Harford desk is open again, by its hours\./);
      } else {
        await page.getByLabel('Open again now').check();
        await page.getByRole('button', { name: 'Preview the opening' }).click();
        await page.getByRole('button', { name: 'Open again now' }).click();
        await announced(page, /Open again, by the hours: Harford desk\./);
      }
      await page.getByText('whatever the hours say').waitFor({ state: 'detached' });
      await page.getByText('Close now').click();
    }
    await close();
  });

  test('hours page: a desk that libraries share is shown, with whom to ask', async () => {
    const { page, close } = await open();
    await page.getByText('Statewide desk', { exact: true }).first().click();
    await page.getByText('The statewide coordinator changes these hours.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Change these hours of Statewide desk' }).count(), 0);
    await page.getByText('Hours are not known').waitFor();
    await close();
  });

  test('hours page: is sound in each look, with everything unfolded', async () => {
    const { page, errors, consoleLines, close } = await open();
    await page.getByRole('button', { name: 'Change these hours of Harford desk' }).click();
    await unfold(page);
    await page.getByRole('button', { name: 'Add a season' }).click();
    await page.getByRole('button', { name: 'Add special hours' }).click();
    await page.getByRole('checkbox', { name: 'Mon' }).first().waitFor();
    await assertSoundInEachLook(page);
    assert.deepEqual(errors, []);
    assert.deepEqual(consoleLines, []);
    await close();
  });
});

// The coordinator adds a desk and a library on screens, without a file, and ends it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { eventually } from '../support/waiting.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook, inEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard, unfold } from '../support/browser/dashboard.ts';

describe('registration', () => {
  let server: TestApp;
  let browser: Chromium;
  let coordinator: string;
  before(async () => {
    // Somebody answers at any hour of a test.
    const cooperative = TWO_LIBRARIES.replace('open: "09:00", close: "22:00"', 'open: "00:00", close: "24:00"');
    server = await startApp({ engine: GATE_ENGINE, cooperative });
    coordinator = await server.signIn('coordinator');
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('registration: a library with a desk of its own is added, named where it is wrong, and set up', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/partners', coordinator);
    await page.getByText('Add a library').first().click();
    await page.getByLabel('Name that patrons read').fill('Cecil');
    await page.getByRole('button', { name: 'Add a library' }).click();
    await page.getByText('should be new: “Cecil” is registered already').waitFor();
    await page.getByLabel('Name that patrons read').fill('Kent County');
    await page.getByLabel('It has a desk of its own').check();
    await page.getByLabel('Chat of the own desk').fill('http://chat.example/kent');
    await page.getByRole('button', { name: 'Add a library' }).click();
    await page.getByText('should be an https address').waitFor();
    await page.getByLabel('Chat of the own desk').fill('https://chat.example/kent');
    await page.getByRole('button', { name: 'Show what patrons will see' }).click();
    await page.getByText('State:').waitFor();
    await page.getByRole('button', { name: 'Add a library' }).click();
    await page.waitForURL('**/dashboard/kent-county/setup');
    await page.getByRole('heading', { name: 'Setup', level: 1 }).waitFor();
    assert.equal(await page.getByLabel('Chat of the own desk').inputValue(), 'https://chat.example/kent');

    await page.getByLabel('One site per line').fill('https://kent.example');
    for (const [at, name, phone] of [
      [1, 'Rock Hall', '410-555-0101'],
      [2, 'Rock Hall', '410-555-0102'],
    ] as const) {
      await page.getByRole('button', { name: 'Add a branch' }).click();
      await page.getByLabel(`Branch ${at}`, { exact: true }).fill(name);
      await page.getByLabel(`Phone of branch ${at}`).fill(phone);
    }
    await page.getByRole('button', { name: 'Add a key page' }).click();
    await page.getByLabel('Key page 1').fill('Home page');
    await page.getByLabel('Site', { exact: true }).fill('https://kent.example');
    await page.getByLabel('Live: listed for patrons').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await announced(page, 'Saved. Patrons see it within seconds.');
    const listed = await (await fetch(`${server.url}/v1/libraries`)).text();
    assert.match(listed, /Kent County/);
    const branch = (id: string) => fetch(`${server.url}/v1/libraries/kent-county/branches/${id}`);
    assert.match(await (await branch('rock-hall')).text(), /410-555-0101/);
    assert.match(await (await branch('rock-hall-2')).text(), /410-555-0102/);
    await page.getByLabel('Branch 1', { exact: true }).fill('Rock Hall by the sea');
    await page.getByLabel('Phone of branch 1').fill('none');
    await page.getByRole('button', { name: 'Remove branch Rock Hall', exact: true }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('should be a telephone number').waitFor();
    await page.getByLabel('Phone of branch 1').fill('410-555-0103');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await announced(page, 'Saved. Patrons see it within seconds.');
    assert.match(await (await branch('rock-hall')).text(), /by the sea.*410-555-0103/);
    assert.equal((await branch('rock-hall-2')).status, 404);

    // What is typed while a save is under way would be given up with it.
    await page.getByRole('button', { name: 'Discard changes' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Show what patrons will see' }).click();
    await page.getByText('Leads to the address that its page gives it').waitFor();
    assert.equal(await page.getByLabel(/^Statewide desk/).inputValue(), 'statewide');
    await page.getByLabel(/^Own desk/).selectOption('');
    await page.getByLabel('Chat of the statewide desk').fill('https://chat.example/state-kent');
    await page.getByLabel('Chat of the statewide desk').blur();
    await page.getByText('Leads to https://chat.example/state-kent').waitFor();
    await assertSoundInEachLook(page);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Last change: Desks, by coordinator').waitFor();
    await page.getByRole('button', { name: 'Undo this change' }).click();
    await announced(page, 'Undone. It is as it was before.');
    await page.getByRole('button', { name: 'Undo this change' }).waitFor({ state: 'hidden' });
    assert.equal(await page.getByLabel(/^Own desk/).inputValue(), 'kent-county-desk');

    await page.getByRole('button', { name: 'End this library' }).click();
    await page.getByRole('button', { name: 'Yes, end it' }).click();
    await page.waitForURL('**/dashboard/-/partners');
    await page.getByRole('link', { name: 'Cecil', exact: true }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Kent County' }).count(), 0);
    await assertSoundInEachLook(page);
    await page.getByRole('button', { name: 'Bring Kent County back' }).click();
    await page.waitForURL('**/dashboard/kent-county/setup');
    await page.getByLabel('Branch 1', { exact: true }).waitFor();
    assert.equal(await page.getByLabel('Branch 1', { exact: true }).inputValue(), 'Rock Hall by the sea');
    await close();
  });

  test('registration: 24 libraries of a spreadsheet are added at once; a wrong row stops all of them', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/partners', coordinator);
    const rows = Array.from({ length: 24 }, (_each, at) =>
      [`Branch ${at} Library`, at % 2 ? `https://chat.example/${at}` : '', `https://b${at}.example`, 'yes'].join('\t'),
    );
    const list = (...all: string[]): string => ['Name\tChat\tSites\tLive', ...all].join('\n');
    await page.getByText('Add libraries from a list').click();
    const text = page.getByLabel('List, with a header in its first row');
    await text.fill(list(...rows, 'Wrong Library\thttp://chat.example\t\t'));
    await page.getByRole('button', { name: 'Check the list' }).click();
    await page.getByText(/Row 26, chat: .* should be an https address/).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Add \d/ }).count(), 0);
    await text.fill(list(...rows));
    await page.getByRole('button', { name: 'Check the list' }).click();
    await announced(page, '24 libraries can be added.');
    await assertSoundInEachLook(page);
    await page.getByRole('button', { name: 'Add 24 libraries' }).click();
    await announced(page, '24 libraries added.');
    await page.getByRole('link', { name: 'Branch 7 Library' }).waitFor();
    await close();
  });

  test('registration: a desk gets its live status from a source, and the page says what it lacks', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/desks', coordinator);
    await page.getByRole('searchbox', { name: 'Find a desk' }).fill('cecil');
    const desk = page.locator('[data-desk=cecil-desk]');
    await desk.locator('.chip').waitFor();
    await page.locator('[data-desk=statewide]').waitFor({ state: 'detached' });
    await desk.getByRole('heading', { name: 'Cecil desk' }).click();
    await desk.getByLabel('Live status comes from').selectOption('libraryh3lp');
    await desk.getByLabel('Server', { exact: true }).fill('libraryh3lp.com');
    await desk.getByRole('button', { name: 'Save' }).click();
    await desk.locator('[aria-invalid=true]').waitFor();
    await desk.getByRole('button', { name: 'Try it now' }).click();
    await desk.getByText('This could not be checked. The form says why.').waitFor();
    await desk.getByLabel('Server', { exact: true }).fill('presence.invalid');
    await desk.getByLabel('Queue or user').fill('cecil');
    await desk.getByRole('button', { name: 'Try it now' }).click();
    await desk.getByText('The source could not be read: it cannot be reached.').waitFor();
    await desk.getByLabel('Server', { exact: true }).fill('libraryh3lp.com');
    await desk.getByRole('button', { name: 'Save' }).click();
    await desk.getByRole('button', { name: 'Undo this change' }).waitFor();
    await assertSoundInEachLook(page);
    await desk.getByRole('button', { name: 'Undo this change' }).click();
    await eventually(async () => (await desk.getByLabel('Live status comes from').inputValue()) === '');
    await close();
  });

  test('registration: partners are narrowed to those with an open check', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/partners', coordinator);
    await page.getByText('✓ Yes · ✗ Not yet · – Not checked').waitFor();
    for (const open of ['any', 'policy', 'hours']) {
      const words = await page.locator(`option[value=${open}]`).textContent();
      const count = Number(/\((\d+)\)/.exec(words ?? '')?.[1]);
      await page.getByLabel('Show').selectOption(open);
      await eventually(async () => (await page.locator('tr[data-library]').count()) === count);
      assert.equal(new URL(page.url()).searchParams.get('show'), open);
    }
    await close();
  });

  test('registration: people whom a source names stand for libraries of a shared desk', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/desks', coordinator);
    const desk = page.locator('[data-desk=statewide]');
    await desk.getByRole('heading').click();
    await desk.getByLabel('Live status comes from').selectOption('chatwoot');
    await desk.getByLabel('Server', { exact: true }).fill('chat.example.org');
    await desk.getByLabel('Inbox').fill('made-up-token');
    await desk.getByLabel('People at the source, and their libraries').fill('Avery Sample: Nowhere');
    await desk.getByRole('button', { name: 'Save' }).click();
    await desk.getByText('Each line should be a name, a colon and the name of a library').waitFor();
    await desk.getByLabel('People at the source, and their libraries').fill('Avery Sample: cecil\nBlake Sample: Cecil');
    await assertSoundInEachLook(page, 'operators');
    await desk.getByRole('button', { name: 'Save' }).click();
    await desk.getByRole('button', { name: 'Undo this change' }).waitFor();
    assert.equal(
      await desk.getByLabel('People at the source, and their libraries').inputValue(),
      'Avery Sample: Cecil\nBlake Sample: Cecil',
    );
    await desk.getByRole('button', { name: 'Undo this change' }).click();
    await eventually(async () => (await desk.getByLabel('Live status comes from').inputValue()) === '');
    await close();
  });

  test('registration: a desk ends, and comes back; the page says before what becomes of it', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/desks', coordinator);
    await page.getByText('Add a desk').click();
    await page.getByLabel('Name', { exact: true }).first().fill('Night desk');
    await page.getByRole('button', { name: 'Add the desk' }).click();
    const desk = page.locator('[data-desk=night-desk]');
    await desk.getByRole('heading', { name: 'Night desk' }).click();
    await desk.getByText('Last change: added, by coordinator').click();
    await desk.getByText('No library asks it, and nobody was seen there: undo ends it.').waitFor();
    const harford = page.locator('[data-desk=harford-desk]');
    await harford.getByRole('heading').click();
    await harford.getByText('End desk').click();
    await harford.getByText('=Harford, "County": Statewide desk.').waitFor();
    await desk.getByText('End desk').click();
    await desk.getByText('No library asks this desk.').waitFor();
    await assertSoundInEachLook(page);
    await desk.getByRole('button', { name: 'End this desk' }).click();
    await announced(page, 'Night desk has ended.');
    await desk.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Bring Night desk back' }).click();
    await desk.waitFor();
    await close();
  });

  test('registration: a section of the settings has an address, which Back and a reload keep', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/settings', coordinator);
    const sections = page.getByRole('navigation', { name: 'Sections' });
    const inSection = (name: string) => page.getByRole('group', { name, exact: true }).locator(':focus').waitFor();
    await sections.getByRole('link', { name: 'Urgent line' }).press('Enter');
    await inSection('Urgent line');
    assert.equal(new URL(page.url()).hash, '#urgent-line');
    await sections.getByRole('link', { name: 'After closing' }).press('Enter');
    await inSection('After closing');
    await page.goBack();
    await inSection('Urgent line');
    await page.reload();
    await inSection('Urgent line');
    await close();
  });

  test('registration: settings hold for the whole cooperative', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/settings', coordinator);
    await page.getByLabel('Minutes after closing for which a desk that still answers is shown as available').fill('30');
    const save = page.getByRole('button', { name: 'Save' });
    await inEachLook(page, async (look) => {
      const [box, { height }] = [(await save.boundingBox())!, page.viewportSize()!];
      assert.ok(box.y + box.height <= height, `${look}: Save stays in the window while something is changed`);
    });
    await page.getByLabel('A library may ask the global desk at once, without waiting').check();
    await page.getByLabel('Show patrons where to find help at once').check();
    await page.getByLabel('Sentence').fill('In a crisis? Call 988.');
    await page.getByLabel('Name of the statewide hours').fill('Local');
    await page.getByLabel('Days to make up a global hour not covered').fill('14');
    await page.getByRole('button', { name: 'Add a holiday' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Thanksgiving');
    await page.getByLabel('Day', { exact: true }).fill('2027-11-25');
    await page.getByLabel('Last day, if it is longer').fill('2027-11-24');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('should be the first day or a later one').waitFor();
    await page.getByLabel('Last day, if it is longer').fill('2027-11-26');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('should have a phone').waitFor();
    await page.getByLabel('Phone').fill('988');
    await page.getByRole('button', { name: 'Save' }).click();
    await announced(page, 'Saved. Patrons see it within seconds.');
    await page.getByRole('group', { name: /^Thanksgiving: .*Nov 25/ }).waitFor();
    await assertSoundInEachLook(page);
    await page.getByRole('button', { name: 'Undo this change' }).click();
    await announced(page, 'Undone. It is as it was before.');
    await page.getByRole('group', { name: /^Thanksgiving/ }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo this change' }).waitFor({ state: 'hidden' });
    assert.equal(await page.getByLabel('Show patrons where to find help at once').isChecked(), false);
    await close();
  });

  test('registration: the federal holidays of a year are proposed, once, and are saved with the form alone', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/settings', coordinator);
    const add = page.getByRole('button', { name: /^Add the federal holidays of/ }).last();
    await add.click();
    await announced(page, /^1\d holidays added to the list\. Nothing is saved yet\.$/);
    await page.getByRole('group', { name: /^Labor Day: / }).waitFor();
    await add.click();
    await announced(page, 'Every federal holiday to come is in the list already.');
    assert.equal(await page.getByRole('group', { name: /^Labor Day: / }).count(), 1);
    const stored = async () => (await server.database.db.selectFrom('cooperative').select('holidays').execute())[0];
    assert.deepEqual(await stored(), { holidays: null });
    await page.getByRole('button', { name: 'Save' }).click();
    await announced(page, 'Saved. Patrons see it within seconds.');
    assert.ok(JSON.stringify(await stored()).includes('Labor Day'));
    await close();
  });

  for (const [path, words] of [
    ['/dashboard/harford/setup', 'Who answers patrons, in this order'],
    ['/dashboard/-/desks', 'with live status: patrons see'],
    ['/dashboard/-/settings', 'Name of the service'],
    ['/dashboard/-/partners', 'Add a library'],
  ] as const)
    test(`registration: ${path} is sound in each look`, async () => {
      const { page, close } = await openDashboard(browser, server, path, coordinator);
      await page.getByText(words).first().waitFor();
      await unfold(page);
      await assertSoundInEachLook(page);
      await close();
    });
});

// A library that owes hours at a shared desk which it does not name: its clock and its calendar are the library's all the same.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { getDeskClock, makeLibraryCalendarLink, pressDeskClock, type Connection } from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf } from '../../support/app/requests.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { hourAt, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';
import { eventually } from '../../support/waiting.ts';

const HOURS = 'hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "00:00", close: "24:00" }] }';
const OWED =
  '[{ library: kent, days: [mo], start: "11:00", end: "13:00" }, { library: harford, days: [mo], start: "20:00", end: "21:00" }]';
/** Harford names the global desk; kent and cecil do not. */
const FILE = SHARED_HOURS_FILE.replace(
  'libraries:\n',
  `  - { id: world, name: World desk, tier: global, zone: America/New_York, shifts: ${OWED}, ${HOURS} }\nlibraries:\n`,
).replace(
  'local: { queue: harford-desk, chat: "https://chat.example/harford" },',
  'local: { queue: harford-desk, chat: "https://chat.example/harford" }, global: { queue: world, chat: "https://chat.example/world" },',
);

withApp({
  now: MONDAY_10,
  cooperative: FILE,
  as: {
    kent: ['liaison', 'kent'],
    viewer: ['viewer', 'kent'],
    provider: ['provider', 'kent'],
    cecil: ['liaison', 'cecil'],
    harford: ['liaison', 'harford'],
    desk: ['desk', 'statewide'],
    coordinator: ['coordinator'],
  },
}).describe('a desk that its library does not name', (on) => {
  const press = (by: Connection, library: string, isHere = true) =>
    pressDeskClock(by, { queue: 'world', library, isHere });
  const mine = async (by: Connection) =>
    (await getDeskClock(by, 'world')).libraries.map(({ library, duty }) => [library, duty?.start, duty?.end]);
  const here = async (by: Connection) => (await getDeskClock(by, 'world')).here.map(({ library }) => library);

  before(async () => {
    await hoursWritten(on.app);
    await eventually(async () => (await mine(on.coordinator)).length === 2);
  });

  test('desk clock: a library that owes hours at a desk which it does not name reads its clock, and presses it for itself', async () => {
    assert.deepEqual(await mine(on.kent), [['kent', hourAt(11), hourAt(13)]]);
    assert.deepEqual([await mine(on.viewer), await here(on.viewer)], [[], []]);
    assert.deepEqual(
      (await press(on.kent, 'kent')).here.map(({ library, until }) => [library, until]),
      [['kent', hourAt(13)]],
    );
    for (const by of [on.kent, on.viewer, on.harford]) assert.deepEqual(await here(by), ['kent']);
    assert.deepEqual((await press(on.kent, 'kent', false)).here, []);
  });

  test('desk clock: nobody else reads or presses it: no library that owes nothing there, no other desk, none for others', async () => {
    for (const by of [on.cecil, on.desk]) {
      assert.equal(await codeOf(getDeskClock(by, 'world')), '404 unknown-queue');
      assert.equal(await codeOf(press(by, 'kent')), '422 invalid-request');
    }
    assert.equal(await codeOf(getDeskClock(on.provider, 'world')), '403 own-account-only');
    assert.equal(await codeOf(getDeskClock(on.kent, 'harford-desk')), '404 unknown-queue');
    assert.equal(await codeOf(getDeskClock(on.kent, 'nowhere')), '404 unknown-queue');
    assert.equal(await codeOf(press(on.cecil, 'cecil')), '422 invalid-request');
    assert.equal(await codeOf(press(on.kent, 'harford')), '422 invalid-request');
    assert.equal(await codeOf(press(on.viewer, 'kent')), '403 read-only');
    assert.deepEqual(await here(on.coordinator), []);
  });

  test('library calendar: has the hours at a desk that its library does not name, and nothing of one at which it owes none', async () => {
    const calendarOf = async (library: string): Promise<string> => {
      const { url } = await makeLibraryCalendarLink(on.coordinator, library);
      return (await fetch(`${on.app.url}${new URL(url).pathname}`)).text();
    };
    assert.match(await calendarOf('kent'), /SUMMARY:World desk\r\n/);
    assert.doesNotMatch(await calendarOf('cecil'), /World desk/);
  });
});

// The checklist, line by line: each event is sent as pages, desks and people send it, and its day is read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getPartners, getReadiness } from '@askusnow/sdk';
import {
  readinessListSchema,
  readinessSchema,
  WEEKDAYS,
  type QueueHours,
  type QueueShifts,
  type ReadinessKey,
  type ReadinessLine,
} from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { BROWSER } from '../../support/app/ingest.ts';
import { problemOf, sendRequest } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { eventually } from '../../support/waiting.ts';

/** Still the 5th in New York. */
const NOW = '2026-10-06T02:00:00.000Z';
const TODAY = '2026-10-05';
/** Days without shifts: more than a week. */
const AWAY = [19, 20, 21, 22, 23, 24, 25, 26].map((day) => `2026-10-${day}`);
const FILE = TWO_LIBRARIES.replace('name: Harford desk,', 'name: Harford desk, presence: { kind: heartbeat },')
  .replace('cooperative:\n', 'cooperative:\n  policyTopics: [{ id: fines, name: Fines }, { id: holds, name: Holds }]\n')
  .replace('    origins: ["https://www', '    fallback: { phone: "410-555-0100" }\n    origins: ["https://www');

withApp({ now: NOW, cooperative: FILE, as: { liaison: ['liaison', 'harford'] } }).describe('readiness', (on) => {
  const desk = 'queues/harford-desk';
  const lineOf = async (key: ReadinessKey): Promise<ReadinessLine> => {
    const { lines } = readinessSchema.parse(await getReadiness(on.liaison, 'harford'));
    return lines.find((line) => line.key === key)!;
  };
  const stateOf = async (key: ReadinessKey) => {
    const { state, on: since } = await lineOf(key);
    return [state, since];
  };
  const send = async (origin: string, more: Parameters<typeof aBatch>[0] = {}): Promise<void> => {
    const reply = await fetch(`${on.app.url}/v1/events`, {
      method: 'POST',
      headers: { origin, 'user-agent': BROWSER, 'content-type': 'text/plain' },
      body: JSON.stringify(aBatch({ at: on.clock.now(), ...more })),
    });
    assert.equal(reply.status, 202, await reply.text());
  };

  const setShifts = async (from: string, except: string[]): Promise<void> => {
    const shift = { label: 'Desk', days: WEEKDAYS, start: '09:00', end: '12:00', from, except };
    const { revision } = (await sendRequest<QueueShifts>(on.app, on.cookies.liaison, `${desk}/shifts`)).body;
    const set = await sendRequest(on.app, on.cookies.liaison, `${desk}/shifts`, { shifts: [shift], revision }, 'PUT');
    assert.equal(set.status, 200, JSON.stringify(set.body));
  };

  test('readiness: before anything is seen, settings alone prove no line', async () => {
    await eventually(async () => (await stateOf('hours'))[0] === 'met');
    const { met, unmet, unknown } = await getReadiness(on.liaison, 'harford');
    // The fallback is a setting: it has no day.
    assert.deepEqual([met, unmet, unknown], [2, 7, 0]);
    assert.deepEqual(await stateOf('hours'), ['met', TODAY]);
    assert.deepEqual(await stateOf('fallback'), ['met', null]);
    // Cecil's desk has a schedule, and nothing that sees it.
    const cecil = await on.signIn('liaison', ['cecil']);
    const { lines } = await getReadiness(cecil, 'cecil');
    assert.equal(lines.find(({ key }) => key === 'presence')!.state, 'unknown');
  });

  test('readiness: a refused event proves neither the tag nor a site', async () => {
    const refused = await fetch(`${on.app.url}/v1/events`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example', 'user-agent': BROWSER, 'content-type': 'text/plain' },
      body: JSON.stringify(aBatch({ at: on.clock.now() })),
    });
    assert.equal(refused.status, 403);
    assert.deepEqual(
      [await stateOf('tag'), await stateOf('origins')],
      [
        ['unmet', null],
        ['unmet', null],
      ],
    );
  });

  test('readiness: an event of one site proves the tag, and of the last one every site', async () => {
    await send('https://www.library.example');
    assert.deepEqual(await stateOf('tag'), ['met', TODAY]);
    const { state, why } = await lineOf('origins');
    assert.deepEqual([state, why], ['unmet', 'Nothing has been received from catalog.library.example.']);
    await send('https://catalog.library.example');
    assert.deepEqual(await stateOf('origins'), ['met', TODAY]);
  });

  test('readiness: a patron’s click is no trial; one of staff is', async () => {
    assert.deepEqual(await stateOf('practice'), ['unmet', null]);
    const crawled = await fetch(`${on.app.url}/v1/events`, {
      method: 'POST',
      headers: { origin: 'https://www.library.example', 'user-agent': 'Googlebot/2.1', 'content-type': 'text/plain' },
      body: JSON.stringify(aBatch({ at: on.clock.now(), practice: true })),
    });
    assert.equal(crawled.status, 202);
    assert.deepEqual(await stateOf('practice'), ['unmet', null], 'nor is one of a crawler');
    await send('https://www.library.example', { practice: true });
    assert.deepEqual(await stateOf('practice'), ['met', TODAY]);
  });

  test('readiness: a sample of the desk proves that it can be seen, for a week', async () => {
    assert.deepEqual(await stateOf('presence'), ['unmet', null]);
    await on.app.presence.record('harford-desk', { state: 'available' }, on.clock.now());
    assert.deepEqual(await stateOf('presence'), ['met', TODAY]);
  });

  test('readiness: a recipient of help requests is one; a recipient of other notices is none', async () => {
    const add = (kinds: string[]) =>
      sendRequest(on.app, on.cookies.liaison, 'recipients', {
        tier: 'local',
        library: 'harford',
        channel: 'atom',
        address: null,
        kinds,
      });
    assert.equal((await add(['feed-failing'])).status, 201);
    assert.deepEqual(await stateOf('recipients'), ['unmet', null]);
    assert.equal((await add(['assistance-opened'])).status, 201);
    assert.deepEqual(await stateOf('recipients'), ['met', TODAY]);
  });

  test('readiness: each topic’s policy page is reviewed when the coordinator says so of its text, until its date', async () => {
    const nothing = await lineOf('policy');
    assert.deepEqual([nothing.state, nothing.why], ['unmet', '2 policy pages are not written yet.']);
    const page = { text: 'Cards are free.', owner: null, reviewBy: '2027-10-01', isReviewed: true };
    const save = async (by: string, topic: string, revision: number, text = page.text) => {
      const path = `libraries/harford/policies/${topic}`;
      assert.equal((await sendRequest(on.app, by, path, { ...page, text, revision }, 'PUT')).status, 200);
    };
    const coordinator = await on.app.signIn('coordinator');
    await save(on.cookies.liaison, 'fines', 0);
    assert.deepEqual(await stateOf('policy'), ['unmet', null]);
    await save(coordinator, 'fines', 1);
    const { state, why, path } = await lineOf('policy');
    assert.deepEqual([state, why, path], ['unmet', 'One policy page is not written yet.', '/dashboard/harford/local']);
    await save(coordinator, 'holds', 0);
    assert.deepEqual(await stateOf('policy'), ['met', TODAY]);
    // A topic that the cooperative has no more does not count.
    const old = { library_id: 'harford', topic: 'parking', revision: 1, text: 'Free.', at: NOW, by: 'Staff' };
    await on.app.database.db.insertInto('policy_revision').values(old).execute();
    assert.deepEqual(await stateOf('policy'), ['met', TODAY]);
    await save(on.cookies.liaison, 'holds', 1, 'Holds cost one dollar.');
    assert.equal((await lineOf('policy')).why, 'One policy page waits for the coordinator’s review.');
    await save(coordinator, 'holds', 2, 'Holds cost one dollar.');
    assert.deepEqual(await stateOf('policy'), ['met', TODAY]);
    await on.app.database.db.updateTable('policy_revision').set({ review_by: '2026-10-04' }).execute();
    assert.deepEqual(await stateOf('policy'), ['unmet', TODAY]);
    // A page that was emptied is not written, whatever its last review was.
    for (const [topic, revision] of [
      ['fines', 2],
      ['holds', 3],
    ] as const) {
      const change = { ...page, text: ' \n\t', isReviewed: false, revision };
      const path = `libraries/harford/policies/${topic}`;
      assert.equal((await sendRequest(on.app, on.cookies.liaison, path, change, 'PUT')).status, 200);
    }
    const emptied = await lineOf('policy');
    assert.deepEqual([emptied.state, emptied.why], ['unmet', '2 policy pages are not written yet.']);
  });

  test('readiness: contacts are right once they are written down, for half a year', async () => {
    const none = await lineOf('contacts');
    assert.deepEqual(
      [none.state, none.why, none.action],
      ['unmet', 'No contact has been written down yet.', 'Add a contact'],
    );
    const contact = {
      name: 'Reference desk',
      phone: '410-555-0100',
      email: null,
      page: null,
      note: null,
      revision: 0,
    };
    assert.equal((await sendRequest(on.app, on.cookies.liaison, 'libraries/harford/contacts', contact)).status, 201);
    assert.deepEqual(await stateOf('contacts'), ['met', TODAY]);
    await on.app.database.db.updateTable('contact').set({ verified_at: '2026-04-01T12:00:00.000Z' }).execute();
    const { state, on: since, path } = await lineOf('contacts');
    assert.deepEqual([state, since, path], ['unmet', '2026-04-01', '/dashboard/harford/local?show=contacts']);
  });

  test('readiness: a shift after day 30 alone schedules nobody before; nor do shifts that leave a week out', async () => {
    const whyIs = (words: string) => eventually(async () => (await lineOf('hours')).why === words);
    await setShifts('2026-11-09', []);
    await whyIs('Nobody is scheduled in the week from October 6, 2026.');
    await setShifts('2026-10-05', AWAY);
    await whyIs('Nobody is scheduled in the week from October 19, 2026.');
    assert.equal((await lineOf('hours')).path, '/dashboard/harford/shifts');
    // A gap of a day is on the page of shifts.
    await setShifts('2026-10-05', ['2026-10-21']);
    await eventually(async () => (await stateOf('hours'))[0] === 'met');
    await setShifts('2026-10-05', []);
    await eventually(async () => (await stateOf('hours'))[0] === 'met');
  });

  test('readiness: a desk that is open around the clock, with a week between two shifts, has it unscheduled', async () => {
    const setHours = async (weekly: object[]): Promise<object[]> => {
      const { hours, revision } = (await sendRequest<QueueHours>(on.app, on.cookies.liaison, `${desk}/hours`)).body;
      const set = await sendRequest(
        on.app,
        on.cookies.liaison,
        `${desk}/hours`,
        { hours: { ...hours, weekly }, revision },
        'PUT',
      );
      assert.equal(set.status, 200, JSON.stringify(set.body));
      return hours.weekly!;
    };
    const usual = await setHours([{ days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], open: '00:00', close: '24:00' }]);
    await eventually(async () => (await stateOf('hours'))[0] === 'met');
    await setShifts('2026-10-05', AWAY);
    await eventually(
      async () => (await lineOf('hours')).why === 'Nobody is scheduled in the week from October 18, 2026.',
    );
    await setShifts('2026-10-05', []);
    await setHours(usual);
    await eventually(async () => (await stateOf('hours'))[0] === 'met');
  });

  test('readiness: hours that end in 20 days are no longer valid for 30', async () => {
    const path = `${desk}/hours`;
    const { hours, revision } = (await sendRequest<QueueHours>(on.app, on.cookies.liaison, path)).body;
    const closed = { name: 'No staff', from: '2026-10-26', to: '2027-06-30', weekly: [] };
    const changed = await sendRequest(
      on.app,
      on.cookies.liaison,
      path,
      { hours: { ...hours, seasons: [closed] }, revision },
      'PUT',
    );
    assert.equal(changed.status, 200);
    await eventually(async () => (await stateOf('hours'))[0] === 'unmet');
    const { why, path: where } = await lineOf('hours');
    assert.deepEqual([why, where], ['The service hours end on October 23, 2026.', '/dashboard/harford/hours']);
  });

  test('readiness: the coordinator reads all partners, the worst first, and finds one; a liaison reads no other', async () => {
    const coordinator = await on.signIn('coordinator');
    const all = readinessListSchema.parse(await getPartners(coordinator));
    assert.deepEqual(
      [all.total, all.notReady, all.libraries.map(({ library }) => library)],
      [2, 2, ['cecil', 'harford']],
    );
    const { libraries, total, of } = await getPartners(coordinator, { q: 'cec' });
    assert.deepEqual([total, of, libraries[0]?.library], [1, 2, 'cecil']);
    for (const [key, met] of Object.entries(all.met)) {
      const open = await getPartners(coordinator, { open: key as ReadinessKey });
      assert.equal(open.total, 2 - met, key);
    }
    assert.equal((await getPartners(coordinator, { open: 'any' })).total, 2);
    assert.equal((await problemOf(getReadiness(on.liaison, 'cecil'))).status, 404);
    assert.equal((await problemOf(getPartners(on.liaison))).status, 403);
  });
});

// A queue's calendar is set by those who may change its shifts, asked at once, and scheduled within a second.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  changeQueueShifts,
  changeShiftFeed,
  getQueueAudit,
  getQueueShifts,
  getSchedule,
  ProblemError,
} from '@askusnow/sdk';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { serving, startCalendarServer } from '../../support/peers/calendar-server.ts';
import { calendar, event } from '../../support/data/calendars.ts';
import { eventually } from '../../support/waiting.ts';

const inHours = (hours: number) => new Date(Math.ceil(Date.now() / HOUR_MS + hours) * HOUR_MS).toISOString();
const basic = (iso: string) => iso.replaceAll(/[-:]|\.000/g, '');
const desk = (uid: string, start: string, end: string) =>
  event(`UID:${uid}@example.org`, `SUMMARY:Desk ${uid}`, `DTSTART:${basic(start)}`, `DTEND:${basic(end)}`);

withApp({
  peers: { peer: () => startCalendarServer(serving(calendar(desk('a', inHours(5), inHours(8))))) },
  desks: true,
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
  environment: ({ peer }) => ({ EGRESS_ALLOW: peer.host }),
}).describe('calendar routes', (on) => {
  const refusal = async (asking: Promise<unknown>) => {
    const problem = await asking.then(
      () => assert.fail('was let through'),
      (error: unknown) => error,
    );
    assert.ok(problem instanceof ProblemError);
    return problem.problem;
  };
  const revisionOf = async (queue: string) => (await getQueueShifts(on.coordinator, queue)).revision;
  const scheduled = async (queue: string) =>
    (await getSchedule(on.coordinator, queue)).shifts.map(({ start, end, source }) => [start, end, source]);

  beforeEach(() => (on.peer.answer = serving(calendar(desk('a', inHours(5), inHours(8))))));

  test('calendar routes: a new address is asked at once, and its shifts are scheduled beside the queue’s own', async () => {
    const own = { label: 'Desk b', date: inHours(48).slice(0, 10), start: '09:00', end: '12:00' };
    const { revision } = await changeQueueShifts(on.liaison, 'harford-desk', {
      shifts: [own],
      revision: await revisionOf('harford-desk'),
    });
    const set = await changeShiftFeed(on.liaison, 'harford-desk', { url: on.peer.url, revision });
    assert.deepEqual(set.feed, {
      url: on.peer.url,
      checkedAt: null,
      goodAt: null,
      fault: null,
      events: 0,
      leftOut: null,
      owners: [],
    });
    assert.equal(set.revision, revision + 1);
    const read = await eventually(async () => {
      const { feed } = await getQueueShifts(on.liaison, 'harford-desk');
      return feed?.goodAt === null ? null : feed;
    });
    assert.deepEqual([read.events, read.fault, read.goodAt], [1, null, read.checkedAt]);
    await eventually(async () => (await scheduled('harford-desk')).length === 2);
    const [feed] = (await scheduled('harford-desk')).filter(([, , source]) => source === 'feed');
    assert.deepEqual(feed?.slice(0, 2), [inHours(5), inHours(8)]);
  });

  test('calendar routes: the change is kept with who made it, and without a calendar nothing of it stays', async () => {
    const revision = await revisionOf('harford-desk');
    assert.equal((await changeShiftFeed(on.liaison, 'harford-desk', { url: null, revision })).feed, null);
    await eventually(async () => (await scheduled('harford-desk')).every(([, , source]) => source === 'rules'));
    const { entries } = await getQueueAudit(on.liaison, 'harford-desk');
    const told = entries.slice(0, 2).map(({ by, action, before, after }) => ({ by, action, before, after }));
    const trace = told[0]?.before as { host: string; digest: string };
    assert.deepEqual(told, [
      { by: 'liaison harford', action: 'shift-feed-changed', before: trace, after: null },
      { by: 'liaison harford', action: 'shift-feed-changed', before: null, after: trace },
    ]);
    // The address may be as good as a password, and a history outlives it.
    assert.deepEqual([trace.host, trace.digest.length], [on.peer.host, 8]);
    assert.ok(!JSON.stringify(entries).includes(new URL(on.peer.url).pathname));
  });

  test('calendar routes: an address that was changed wears nothing of the old one’s success, whose shifts stay in force', async () => {
    const set = async (url: string) => {
      const revision = await revisionOf('world');
      return (await changeShiftFeed(on.coordinator, 'world', { url, revision })).feed;
    };
    await set(on.peer.url);
    await eventually(async () => (await getQueueShifts(on.coordinator, 'world')).feed?.goodAt);
    assert.ok((await set(on.peer.url))?.goodAt, 'the same address again is the same calendar');
    on.peer.answer = (_request, response) => void response.writeHead(404).end();
    const other = await set(`http://${on.peer.host}/other.ics`);
    assert.deepEqual([other?.goodAt, other?.events], [null, 1]);
    const failed = await eventually(async () => {
      const { feed } = await getQueueShifts(on.coordinator, 'world');
      return feed?.fault ? feed : null;
    });
    assert.deepEqual([failed.goodAt, failed.events], [null, 1]);
    assert.equal((await scheduled('world')).length, 1);
  });

  test('calendar routes: who may not change a calendar sees only its host, and no open port by its fault', async () => {
    const revision = await revisionOf('state');
    await changeShiftFeed(on.coordinator, 'state', { url: on.peer.url, revision });
    assert.equal((await getQueueShifts(on.coordinator, 'state')).feed?.url, on.peer.url);
    assert.equal((await getQueueShifts(on.liaison, 'state')).feed?.url, `http://${on.peer.host}`);
    on.peer.answer = (request) => void request.socket.destroy();
    const wordsOf = async (url: string) => {
      const change = { url, revision: await revisionOf('harford-desk') };
      await changeShiftFeed(on.liaison, 'harford-desk', change);
      return eventually(async () => (await getQueueShifts(on.liaison, 'harford-desk')).feed?.fault);
    };
    const open = await wordsOf(on.peer.url);
    await changeShiftFeed(on.liaison, 'harford-desk', { url: null, revision: await revisionOf('harford-desk') });
    assert.deepEqual(await wordsOf('https://nowhere.invalid/desk.ics'), open);
    assert.deepEqual(open, { code: 'unreachable', detail: 'cannot be reached' });
  });

  test('calendar routes: the calendar’s fault is beside it, and its shifts stay', async () => {
    const set = await changeShiftFeed(on.coordinator, 'state', {
      url: on.peer.url,
      revision: await revisionOf('state'),
    });
    await eventually(async () => (await scheduled('state')).length === 1);
    on.peer.answer = serving('<html>');
    // The same address again: ask now.
    await changeShiftFeed(on.coordinator, 'state', { url: on.peer.url, revision: set.revision });
    const { fault, events } = await eventually(async () => {
      const { feed } = await getQueueShifts(on.coordinator, 'state');
      return feed?.fault ? feed : null;
    });
    assert.deepEqual([fault?.code, events], ['not-a-calendar', 1]);
    assert.equal((await scheduled('state')).length, 1);
  });

  test('calendar routes: webcal is https by another name', async () => {
    const revision = await revisionOf('world');
    const url = 'webcal://calendar.invalid/desk.ics';
    const { feed } = await changeShiftFeed(on.coordinator, 'world', { url, revision });
    assert.equal(feed?.url, 'https://calendar.invalid/desk.ics');
    await changeShiftFeed(on.coordinator, 'world', { url: null, revision: revision + 1 });
  });

  test('calendar routes: an address that is none, or private, or not the web’s, is refused by its field', async () => {
    const revision = await revisionOf('harford-desk');
    for (const url of [
      '',
      'desk.ics',
      'http://calendar.example.org/desk.ics',
      'https://10.0.0.5/desk.ics',
      'https://[::ffff:127.0.0.1]/desk.ics',
      'https://2130706433/desk.ics',
      'webcal://localhost/desk.ics',
      'file:///etc/passwd',
      'https://user:secret@calendar.example.org/desk.ics',
    ]) {
      const { status, code, errors } = await refusal(changeShiftFeed(on.liaison, 'harford-desk', { url, revision }));
      assert.deepEqual([status, code, errors?.map(({ field }) => field)], [422, 'invalid-feed', ['url']], url);
      assert.match(errors?.[0]?.message ?? '', /^should /);
    }
    assert.equal(await revisionOf('harford-desk'), revision);
  });

  test('calendar routes: another library’s desk does not exist, a shared one is the coordinator’s, and nobody writes over another', async () => {
    const change = { url: on.peer.url, revision: 0 };
    assert.equal((await refusal(changeShiftFeed(on.liaison, 'garrett-desk', change))).status, 404);
    assert.equal((await refusal(changeShiftFeed(on.coordinator, 'nowhere', change))).status, 404);
    assert.equal((await refusal(changeShiftFeed({ endpoint: on.app.url }, 'state', change))).status, 401);
    assert.equal((await refusal(changeShiftFeed(on.liaison, 'state', change))).code, 'not-editable');
    const revision = (await revisionOf('state')) - 1;
    assert.equal(
      (await refusal(changeShiftFeed(on.coordinator, 'state', { ...change, revision }))).code,
      'stale-revision',
    );
  });

  test('calendar routes: no line of the log has the address of a calendar', () => {
    assert.ok(on.app.log.length > 0);
    assert.deepEqual(
      on.app.log.filter((line) => line.includes(on.peer.host) || line.includes('calendar.invalid')),
      [],
    );
  });
});

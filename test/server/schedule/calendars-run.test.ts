// Calendars are loaded on a timer; a failed load keeps the last good one and reports the fault; nothing is announced without a change.
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { startFeeds, type Feeds, type FeedsDeps } from '../../../server/src/schedule/calendars/run.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { createEgress } from '../../../server/src/platform/egress/egress.ts';
import { loadScheduled } from '../../../server/src/schedule/expansion/expansion-store.ts';
import { loadShifts } from '../../../server/src/schedule/shifts/store.ts';
import { createWorkerPool } from '../../../server/src/platform/worker/worker-pool.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { serving, startCalendarServer, type CalendarServer } from '../../support/peers/calendar-server.ts';
import { calendar, event, shift } from '../../support/data/calendars.ts';
import { untilCaughtUp } from '../../support/app/changes.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { addDesks, MONDAY_10 } from '../../support/data/desks.ts';
import { HANGS_AFTER_MS, eventually } from '../../support/waiting.ts';

const MORNING = shift('20260505T090000', '20260505T120000');
const EVENING = shift('20260505T170000', '20260505T200000');
const GOOD = calendar(MORNING);
/** Rules that have to be counted off from long ago, and come to nothing. */
const COSTLY = event(
  'UID:costly',
  'DTSTART:10000101T090000Z',
  'DTEND:10000101T100000Z',
  ...Array.from({ length: 100 }, () => 'RRULE:FREQ=YEARLY;COUNT=1;BYMONTH=2;BYMONTHDAY=30'),
);

forEachEngineByTier((_engine, open) => {
  describe('calendars on a timer', () => {
    let database: Database;
    let peer: CalendarServer;
    let clock: ManualClock;
    let heard: string[];
    let stopHearing: () => void;
    const running: Feeds[] = [];
    const workers = createWorkerPool();
    const errors: Error[] = [];

    const follow = (more: Partial<FeedsDeps> = {}): Feeds => {
      const egress = createEgress({ allow: [peer.host] });
      const onError = (error: Error) => void errors.push(error);
      const feeds = startFeeds({ database, egress, workers, clock, onError, random: () => 0.5, ...more });
      running.push(feeds);
      return feeds;
    };
    const state = async (queue = 'state') => {
      const { feed } = (await loadShifts(database.db, queue)) ?? {};
      const { body } =
        (await database.db.selectFrom('shift_feed').select('body').where('queue_id', '=', queue).executeTakeFirst()) ??
        {};
      return { ...feed, body };
    };
    const isChecked = () => eventually(async () => (await state()).checkedAt === new Date(clock.now()).toISOString());
    const isHeard = async (times: number) => {
      await eventually(() => heard.length >= times);
      assert.deepEqual(heard, Array<string>(times).fill('shifts:state'));
    };
    /** As time goes by until the calendar is asked again. */
    const askAgain = async () => {
      clock.advance(2 * HOUR_MS + HOUR_MS / 2);
      await isChecked();
    };
    const addFeed = (queue_id: string, url: string) =>
      database.db
        .insertInto('shift_feed')
        .values({ queue_id, url, next_at: new Date(clock.now()) })
        .execute();

    beforeEach(async () => {
      database ??= await open().then(async (opened) => (await addDesks(opened), opened));
      await database.db.deleteFrom('shift_feed').execute();
      peer = await startCalendarServer(serving(GOOD));
      clock = createManualClock(MONDAY_10);
      heard = [];
      await untilCaughtUp(database);
      stopHearing = database.changes.subscribe((payload) => void heard.push(payload));
    });
    afterEach(async () => {
      for (const feeds of running.splice(0)) await feeds.close();
      stopHearing();
      await peer.close();
      assert.deepEqual(errors.splice(0), []);
    });
    after(() => {
      workers.close();
      return database.close();
    });

    test('calendars: a bad reading keeps the last good one and says why, until a good one comes', async () => {
      await addFeed('state', peer.url);
      follow();
      await isChecked();
      const good = await state();
      assert.deepEqual([good.goodAt, good.events, good.fault], [MONDAY_10, 1, null]);
      await isHeard(1);
      const bad: [code: string, answer: CalendarServer['answer']][] = [
        ['not-a-calendar', serving('<!doctype html><title>Sign in</title>')],
        ['truncated', serving(GOOD.slice(0, -30))],
        ['empty-now', serving(calendar())],
        ['empty-now', serving(calendar(MORNING.replace('END:', 'STATUS:CANCELLED\r\nEND:')))],
        ['no-events', serving(calendar('BEGIN:VTODO\r\nUID:a\r\nEND:VTODO\r\n'.repeat(3_000)))],
        ['end-before-start', serving(calendar(MORNING, shift('20260505T120000', '20260505T090000')))],
        ['unknown-zone', serving(GOOD.replaceAll('America/New_York', 'America/Baltimore'))],
        ['too-large', serving(`${GOOD}${' '.repeat(10_000_000)}`)],
        [
          'too-many-events',
          serving(calendar('BEGIN:VEVENT\r\nDTSTART:20260505T120000Z\r\nEND:VEVENT\r\n'.repeat(25_000))),
        ],
        ['too-large-line', serving(calendar(MORNING, `X-A${';P=1'.repeat(900_000)}:1\r\n`))],
        ['unreadable-time', serving(GOOD.replace('DTEND;TZID=America/New_York:20260505T1200', 'DTEND:20260505T12000'))],
        ['too-costly', serving(calendar(COSTLY))],
        ['bad-status', (_request, response) => void response.writeHead(404).end()],
        [
          'private-address',
          (_request, response) => void response.writeHead(302, { location: 'https://192.168.0.9/' }).end(),
        ],
        ['unreachable', (request) => void request.socket.destroy()],
      ];
      for (const [code, answer] of bad) {
        peer.answer = answer;
        await askAgain();
        const { fault, goodAt, events, body } = await state();
        assert.deepEqual([fault?.code, goodAt, events, body], [code, MONDAY_10, 1, good.body]);
        assert.ok(fault?.detail);
      }
      assert.deepEqual(heard, ['shifts:state']);
      peer.answer = serving(calendar(MORNING, EVENING));
      await askAgain();
      const { fault, goodAt, events } = await state();
      assert.deepEqual([fault, goodAt, events], [null, new Date(clock.now()).toISOString(), 2]);
      await isHeard(2);
    });

    test('calendars: a calendar that turns empty keeps its events in force and says what to do; a new address may begin empty', async () => {
      await addFeed('state', peer.url);
      follow();
      await isChecked();
      peer.answer = serving(calendar());
      await askAgain();
      assert.deepEqual((await state()).fault, {
        code: 'empty-now',
        detail:
          'is empty now; the one event read on 2026-05-04 is kept. If nobody is scheduled any more, remove the calendar’s address',
      });
      assert.equal((await loadScheduled(database.db, 'state'))?.scheduledBy, 'shifts');
      // As a person sets another address: what the old one said confirms nothing of it.
      await database.db
        .updateTable('shift_feed')
        .set({ url: `http://${peer.host}/other.ics`, confirmed_at: null })
        .execute();
      await askAgain();
      const { fault, goodAt, events } = await state();
      assert.deepEqual([fault, goodAt, events], [null, new Date(clock.now()).toISOString(), 0]);
    });

    test('calendars: a reading says how many events are no shifts and why, also where all else is as it was', async () => {
      const free = shift('20260506T090000', '20260506T120000', 'TRANSP:TRANSPARENT');
      const day = event('UID:day', 'DTSTART;VALUE=DATE:20260507');
      await addFeed('state', peer.url);
      follow();
      await isChecked();
      assert.deepEqual((await state()).leftOut, { allDay: 0, free: 0, tentative: 0, cancelled: 0 });
      peer.answer = serving(calendar(MORNING, free, day));
      await askAgain();
      const { leftOut, events, fault } = await state();
      assert.deepEqual([leftOut, events, fault], [{ allDay: 1, free: 1, tentative: 0, cancelled: 0 }, 1, null]);
      await isHeard(1);
    });

    test('calendars: a new calendar of all-day events alone is a fault', async () => {
      peer.answer = serving(calendar(event('UID:day', 'SUMMARY:Kim', 'DTSTART;VALUE=DATE:20260507')));
      await addFeed('state', peer.url);
      follow();
      const { fault, goodAt } = await eventually(async () => ((await state()).fault ? state() : null));
      assert.deepEqual([fault?.code, goodAt], ['no-events', null]);
      assert.match(fault?.detail ?? '', /no shift among its entries: 1 all-day/);
    });

    test('calendars: an unchanged one is not sent again, and no change is announced', async () => {
      peer.answer = serving(GOOD, '"one"');
      await addFeed('state', peer.url);
      follow();
      await isChecked();
      await askAgain();
      assert.deepEqual(
        peer.asked.map(({ headers }) => headers['if-none-match']),
        [undefined, '"one"'],
      );
      const { goodAt, events, fault } = await state();
      assert.deepEqual([goodAt, events, fault], [new Date(clock.now()).toISOString(), 1, null]);
      // The same shifts written anew say nothing new.
      peer.answer = serving(GOOD.replaceAll('SUMMARY', 'DTSTAMP:20260505T000000Z\r\nSUMMARY'), '"two"');
      await askAgain();
      assert.deepEqual(heard, ['shifts:state']);
    });

    test('calendars: a kept calendar that can be read no longer is replaced by the next good one', async () => {
      await addFeed('state', peer.url);
      await database.db.updateTable('shift_feed').set({ body: 'of another time', events: 1 }).execute();
      follow();
      await isChecked();
      const { fault, goodAt, body } = await state();
      assert.deepEqual([fault, goodAt], [null, MONDAY_10]);
      assert.match(body ?? '', /^BEGIN:VCALENDAR/);
      await isHeard(1);
    });

    test('calendars: a host with Last-Modified alone is asked by that', async () => {
      const modified = 'Mon, 04 May 2026 12:00:00 GMT';
      peer.answer = (_request, response) => void response.writeHead(200, { 'last-modified': modified }).end(GOOD);
      await addFeed('state', peer.url);
      follow();
      await isChecked();
      await askAgain();
      assert.deepEqual(
        peer.asked.map(({ headers }) => headers['if-modified-since']),
        [undefined, modified],
      );
    });

    test('calendars: a calendar that hangs is a fault after its time, and holds up no other', async () => {
      peer.answer = (request, response) =>
        request.url === '/hangs.ics' ? undefined : serving(GOOD)(request, response);
      await addFeed('state', `http://${peer.host}/hangs.ics`);
      await addFeed('world', peer.url);
      follow({ timeoutMs: 1_000 });
      await eventually(async () => (await state('world')).goodAt);
      assert.equal((await state('state')).checkedAt, null);
      assert.equal((await eventually(async () => (await state('state')).fault)).code, 'timeout');
    });

    test('calendars: a server that closes waits for no calendar', async () => {
      peer.answer = () => undefined;
      await addFeed('state', peer.url);
      const feeds = follow({ timeoutMs: HANGS_AFTER_MS });
      await eventually(() => peer.asked.length);
      const closingAtMs = performance.now();
      await feeds.close();
      assert.ok(performance.now() - closingAtMs < HANGS_AFTER_MS / 2);
      // Nobody settled it: another node finds it when the claim has run out.
      peer.answer = serving(GOOD);
      clock.advance(119_000);
      follow();
      clock.advance(30_000);
      await isChecked();
      assert.equal(peer.asked.length, 2);
    });

    test('calendars: a node that was overtaken while it read does not write over the other', async () => {
      let answerLate = (): void => undefined;
      peer.answer = (request, response) => void (answerLate = () => serving(GOOD)(request, response));
      await addFeed('state', peer.url);
      follow();
      await eventually(() => peer.asked.length);
      clock.advance(121_000);
      peer.answer = serving(calendar(MORNING, EVENING));
      follow();
      await eventually(async () => (await state()).events === 2);
      answerLate();
      clock.advance(20 * 60_000);
      await isChecked();
      assert.deepEqual([(await state()).events, peer.asked.length], [2, 3]);
    });

    test('calendars: one of two nodes polls', async () => {
      for (const queue of ['state', 'world', 'harford-desk', 'garrett-desk']) await addFeed(queue, peer.url);
      follow();
      follow();
      const areRead = () =>
        eventually(async () =>
          (await database.db.selectFrom('shift_feed').select('checked_at').execute()).every(
            ({ checked_at }) => checked_at?.getTime() === clock.now(),
          ),
        );
      await areRead();
      assert.equal(peer.asked.length, 4);
      clock.advance(16 * 60_000);
      await areRead();
      assert.equal(peer.asked.length, 8);
    });

    test('calendars: an address that is replaced while it is read leaves nothing behind', async () => {
      let answerLate = (): void => undefined;
      peer.answer = (request, response) => void (answerLate = () => serving(GOOD)(request, response));
      await addFeed('state', peer.url);
      follow();
      await eventually(() => peer.asked.length);
      const other = { url: `http://${peer.host}/other.ics`, next_at: new Date(clock.now()) };
      await database.db.updateTable('shift_feed').set(other).execute();
      answerLate();
      peer.answer = serving('none');
      clock.advance(30_000);
      assert.equal((await eventually(async () => (await state()).fault)).code, 'not-a-calendar');
      assert.equal((await state()).body, null);
      assert.deepEqual(heard, []);
    });
  });
});

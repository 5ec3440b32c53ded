// A queue's shifts and gaps can be read by any calendar program at an address of its own, and stay the same events there.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import ICAL from 'ical.js';
import { dropCalendarLinks, getSchedule, makeCalendarLink, ProblemError, type Connection } from '@askusnow/sdk';
import type { ShiftRule } from '@askusnow/sdk/contract';
import { feedShifts } from '../../../server/src/schedule/calendars/expand.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { createTestStore, ENGINES_BY_TIER, type TestStore } from '../../support/app/database.ts';
import { addDesks, MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const morning: ShiftRule = { label: 'Reference, desk; "east"', days: ['mo', 'tu', 'we'], start: '09:00', end: '12:00' };
const evening: ShiftRule = { label: `Chat ${'é'.repeat(70)}`, days: ['tu'], start: '14:00', end: '16:00' };

interface Entry {
  uid: string;
  summary: string;
  kind: unknown;
  start: string;
  end: string;
}

/** As a calendar program reads it. */
const entriesIn = (body: string): Entry[] =>
  new ICAL.Component(ICAL.parse(body) as unknown[]).getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, startDate, endDate } = new ICAL.Event(component);
    assert.equal(startDate.zone?.tzid, 'UTC');
    return {
      uid,
      summary,
      kind: component.getFirstPropertyValue('categories'),
      start: startDate.toJSDate().toISOString(),
      end: endDate.toJSDate().toISOString(),
    };
  });

for (const engine of ENGINES_BY_TIER) {
  describe(`a queue's calendar on ${engine}`, () => {
    let store: TestStore;
    let clock: ManualClock;
    let node: TestApp;
    let liaison: Connection;
    let coordinator: Connection;
    let url: string;
    const start = async (): Promise<void> => {
      node = await startApp({ engine, store, clock });
    };
    const signIn = async (): Promise<void> => {
      liaison = connectionTo(node, await node.signIn('liaison', ['harford']));
      coordinator = connectionTo(node, await node.signIn('coordinator'));
    };
    /** Each node has a port of its own; the address outlives them. */
    const here = (address = url): string => `${node.url}${new URL(address).pathname}`;
    const read = async (headers: Record<string, string> = {}, address = url) => {
      const reply = await fetch(here(address), { headers });
      return { status: reply.status, headers: reply.headers, body: await reply.text() };
    };
    const setShifts = async (shifts: ShiftRule[]): Promise<void> => {
      const { db, changes } = node.database;
      const { shifts_revision } = await db
        .updateTable('queue')
        .set((row) => ({ shifts: JSON.stringify(shifts), shifts_revision: row('shifts_revision', '+', 1) }))
        .where('id', '=', 'harford-desk')
        .returning('shifts_revision')
        .executeTakeFirstOrThrow();
      await changes.publish('shifts:harford-desk');
      await eventually(async () => {
        const row = await db
          .selectFrom('schedule_expansion')
          .select('shifts_revision')
          .where('queue_id', '=', 'harford-desk')
          .executeTakeFirst();
        return row?.shifts_revision === shifts_revision;
      });
    };
    const window = () => ({
      from: new Date(clock.now()).toISOString(),
      to: new Date(clock.now() + 14 * 24 * HOUR_MS).toISOString(),
    });

    before(async () => {
      store = await createTestStore(engine);
      clock = createManualClock(MONDAY_10);
      await start();
      await addDesks(node.database);
      await node.registry.reload();
      await signIn();
      await setShifts([morning]);
      url = (await makeCalendarLink(liaison, 'harford-desk')).url;
    });
    after(async () => {
      await node.close();
      await store.remove();
    });

    test('calendar export: has the schedule’s content, for other programs and for our own reader', async () => {
      const { status, headers, body } = await read();
      assert.deepEqual([status, headers.get('content-type')], [200, 'text/calendar; charset=utf-8']);
      const schedule = await getSchedule(liaison, 'harford-desk', window());
      const entries = entriesIn(body);
      const { from, to } = window();
      const shown = (kind: string) =>
        entries
          .filter((entry) => entry.kind === kind && entry.start < to && entry.end > from)
          .map((entry) => [entry.start, entry.end]);
      assert.deepEqual(
        shown('SHIFT'),
        schedule.shifts.map((each) => [each.start, each.end]),
      );
      assert.ok(schedule.gaps.length >= 14);
      assert.deepEqual(shown('GAP').slice(0, 14), schedule.gaps.slice(0, 14));
      assert.equal(entries[0]?.summary, morning.label);
      const all = { startMs: 0, endMs: Number.MAX_SAFE_INTEGER / 4 };
      // A gap makes nobody busy, so whoever reads it here does not take it for a shift.
      const own = feedShifts(body, 'Asia/Tokyo', all);
      assert.deepEqual(
        own.map(({ startMs, endMs, label, uid }) => [startMs, endMs, label, uid]),
        entries
          .filter(({ kind }) => kind === 'SHIFT')
          .map((entry) => [Date.parse(entry.start), Date.parse(entry.end), entry.summary, entry.uid]),
      );
    });

    test('calendar export: written as RFC 5545 requires: folded, escaped, in UTC, with a name and an interval', async () => {
      await setShifts([morning, evening]);
      const { body } = await read();
      assert.ok(body.endsWith('END:VCALENDAR\r\n'));
      for (const line of body.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75 && !line.includes('\n'), line);
      assert.match(body, /^SUMMARY:Reference\\, desk\\; "east"\r$/m);
      assert.match(body, /^X-WR-CALNAME:Harford desk: shifts and gaps\r$/m);
      assert.match(body, /^REFRESH-INTERVAL;VALUE=DURATION:PT15M\r$/m);
      assert.match(body, /^DTSTAMP:20260504T140000Z\r$/m);
      assert.ok(entriesIn(body).some(({ summary }) => summary === evening.label));
    });

    test('calendar export: the same stretch has the same UID when another comes beside, later, and after a restart', async () => {
      await setShifts([morning]);
      const uids = async () => new Map(entriesIn((await read()).body).map((entry) => [entry.uid, entry]));
      const first = await uids();
      const isKept = (now: Map<string, Entry>) => {
        for (const [uid, entry] of first) {
          if (entry.kind === 'SHIFT' && entry.start > new Date(clock.now()).toISOString())
            assert.deepEqual(now.get(uid), entry);
        }
      };
      await setShifts([morning, evening]);
      const beside = await uids();
      isKept(beside);
      assert.ok([...beside.keys()].some((uid) => !first.has(uid)));
      await setShifts([morning]);
      assert.deepEqual([...(await uids()).keys()], [...first.keys()]);
      await node.close();
      clock.advance(24 * HOUR_MS);
      await start();
      await signIn();
      isKept(await uids());
    });

    test('calendar export: what is unchanged is not sent again', async () => {
      const etag = (await read()).headers.get('etag') ?? '';
      assert.match(etag, /^W\/".+"$/);
      clock.advance(60_000);
      assert.deepEqual(
        [(await read({ 'if-none-match': etag })).status, (await read()).headers.get('etag')],
        [304, etag],
      );
      await setShifts([evening]);
      assert.equal((await read({ 'if-none-match': etag })).status, 200);
    });

    test('calendar export: the address works with .ics, and no other does; who may make one may end them all', async () => {
      const isProblem = (status: number) => (error: unknown) =>
        error instanceof ProblemError && error.problem.status === status;
      assert.equal((await read({}, `${url}.ics`)).status, 200);
      const wrong = [`${node.url}/v1/calendars/${'A'.repeat(43)}`, `${url}x`, `${node.url}/v1/calendars/harford-desk`];
      for (const address of wrong) assert.equal((await read({}, address)).status, 404, address);
      await assert.rejects(makeCalendarLink(liaison, 'garrett-desk'), isProblem(404));
      await assert.rejects(makeCalendarLink({ endpoint: node.url }, 'harford-desk'), isProblem(401));
      // The statewide desk is everybody's: one library neither gives its calendar away nor ends another's address.
      await assert.rejects(makeCalendarLink(liaison, 'state'), isProblem(403));
      const shared = (await makeCalendarLink(coordinator, 'state')).url;
      await assert.rejects(dropCalendarLinks(liaison, 'state'), isProblem(403));
      assert.equal((await read({}, shared)).status, 200);
      const other = (await makeCalendarLink(liaison, 'harford-desk')).url;
      assert.notEqual(other, url);
      const hashes = await node.database.db.selectFrom('calendar_token').selectAll().execute();
      assert.ok(!JSON.stringify(hashes).includes(new URL(url).pathname.split('/').at(-1) ?? ''));
      await dropCalendarLinks(liaison, 'harford-desk');
      for (const address of [url, other]) assert.equal((await read({}, address)).status, 404);
    });
  });
}

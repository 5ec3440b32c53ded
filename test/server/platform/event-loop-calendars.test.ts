// However a calendar is made, patrons are answered meanwhile: nothing that a feed holds may hold the event loop.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import ICAL from 'ical.js';
import type { JobList, QueueShifts } from '@askusnow/sdk/contract';
import { serving, startCalendarServer, type CalendarServer } from '../../support/peers/calendar-server.ts';
import { calendar } from '../../support/data/calendars.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { HOSTILE_FEEDS } from '../../support/data/hostile-feeds.ts';
import {
  assertHeldBriefly,
  MAX_HELD_MS,
  startProbedServer,
  type ProbedServer,
} from '../../support/app/probed-server.ts';
import { eventually } from '../../support/waiting.ts';

forEachEngineByTier((engine) => {
  describe('event loop: hostile calendars', () => {
    let peer: CalendarServer;
    let server: ProbedServer;
    let calendars = 0;
    before(async () => {
      peer = await startCalendarServer(serving(calendar()));
      server = await startProbedServer(engine, COOPERATIVE_FILE, { EGRESS_ALLOW: peer.host });
      // What runs for the first time is compiled first.
      await read(HOSTILE_FEEDS[4]!.body());
    });
    after(async () => {
      await server.close();
      await peer.close();
    });

    /**
     * Until a calendar at a new address was read, and the schedule rests on what is kept. Its events are others each time:
     * where a calendar is the one that is kept, no schedule is written.
     */
    async function read(body: string): Promise<QueueShifts['feed']> {
      calendars += 1;
      peer.answer = serving(body.replaceAll('\nUID:', `\nUID:${calendars}-`));
      const url = `http://${peer.host}/${calendars}.ics`;
      // While a long schedule is written, on a busy machine, a change is asked to come again later (503).
      await eventually(async () => {
        const { revision } = (await server.ask('queues/statewide/shifts')).body as QueueShifts;
        return (await server.ask('queues/statewide/shift-feed', { url, revision })).status === 200;
      });
      const feed = await eventually(async () => {
        const found = ((await server.ask('queues/statewide/shifts')).body as QueueShifts).feed;
        return found?.checkedAt ? found : null;
      });
      // An expansion that began before the calendar was kept may have read it already.
      await eventually(async () => {
        const { jobs } = (await server.ask('system/jobs')).body as JobList;
        const expandedAt = jobs.find(({ name }) => name === 'schedule')?.lastSuccessAt ?? '';
        const schedule = await server.schedule('statewide');
        return feed.goodAt === null || (schedule?.scheduledBy === 'shifts' && expandedAt >= feed.goodAt);
      });
      return feed;
    }

    for (const { title, fault, body } of HOSTILE_FEEDS) {
      test(`event loop: held for less than ${MAX_HELD_MS} ms by ${title}`, async (context) => {
        const text = body();
        const feed = await assertHeldBriefly(server, context, () => read(text));
        assert.equal(feed?.fault?.code ?? null, fault, feed?.fault?.detail);
      });
    }
  });
});

test('event loop: mutant: a tenth of that line, parsed in the thread that answers, holds its loop for longer than that', () => {
  const before = process.threadCpuUsage();
  ICAL.parse(calendar(`X-A${';P=1'.repeat(90_000)}:1\r\n`));
  const { user, system } = process.threadCpuUsage(before);
  assert.ok(user + system > MAX_HELD_MS * 1000);
});

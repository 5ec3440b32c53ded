// A script against the real app: which of its events count, and what the liaison's and the coordinator's pages show, and when.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metricsSchema, monthReportSchema, overviewSchema, type EventBatch } from '@askusnow/sdk/contract';
import { HOURLY_CAP } from '../../../server/src/visibility/ingest/abuse-cap.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { startApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { withApp } from '../../support/app/fixture.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';
import { BROWSER } from '../../support/app/ingest.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';

const NOW = '2026-11-24T20:20:00.000Z';

withApp({ now: NOW }).describe('doubts', (on) => {
  const send = async (address: string, batch: Partial<EventBatch>) => {
    const whole = aBatch({ at: on.clock.now(), ...batch });
    const origin = on.app.registry.library(whole.library)!.origins[0]!.origin;
    const outcome = await on.app.ingest.submit(JSON.stringify(whole), {
      origin,
      userAgent: BROWSER,
      address,
      gpc: false,
    });
    assert.ok('receipt' in outcome, JSON.stringify(outcome));
  };
  const views = (count: number) => [
    ...Array.from({ length: count }, () => anEvent({ kind: 'impression', measurable: true })),
    ...Array.from({ length: count }, () => anEvent({ kind: 'viewable', firstScreen: true })),
  ];
  const read = async (path: string, cookie: string): Promise<unknown> =>
    (await fetch(`${on.app.url}${path}`, { headers: { cookie } })).json();
  const metrics = async () => {
    const cookie = await on.app.signIn('liaison', ['harford']);
    return metricsSchema.parse(await read('/v1/libraries/harford/metrics?days=30', cookie));
  };
  const overview = async () =>
    overviewSchema.parse(await read('/v1/overview?days=30', await on.app.signIn('coordinator')));

  test('doubts: an ordinary day is not doubted', async () => {
    for (let n = 0; n < 12; n++) await send(`198.18.${n}.7`, { events: [...views(5), anEvent()] });
    assert.deepEqual((await metrics()).doubts, []);
    assert.equal((await overview()).oneAddress, false);
  });

  test('doubts: a script’s clicks are flagged in the same hour: those without a view, and those that no history explains', async () => {
    const clicks = Array.from({ length: 50 }, () => anEvent());
    for (let n = 0; n < 20; n++) await send('203.0.113.9', { placement: `slot-${n}`, events: clicks });
    const { doubts, totals, excluded } = await metrics();
    assert.equal(totals.clicks, 12 + HOURLY_CAP.click);
    assert.equal(excluded.suspect, 1_000 - HOURLY_CAP.click);
    assert.deepEqual(doubts, [
      { date: '2026-11-24', hour: null, reason: 'clicks-unseen', count: totals.clicks - totals.viewable, usual: 0 },
      { date: '2026-11-24', hour: 15, reason: 'clicks-above-usual', count: totals.clicks, usual: 0 },
    ]);
    assert.equal((await overview()).oneAddress, false);
  });

  test('doubts: the report of the month has those of its whole days, as the days have them', async () => {
    const report = async () => {
      const cookie = await on.app.signIn('liaison', ['harford']);
      return monthReportSchema.parse(await read('/v1/libraries/harford/report?month=2026-11', cookie));
    };
    assert.deepEqual((await report()).doubts, [], 'today is not over');
    const { doubts } = await metrics();
    on.clock.advance(DAY_MS);
    assert.equal(doubts.length, 2);
    assert.deepEqual((await report()).doubts, doubts);
  });
});

test('all traffic through one address: the coordinator is warned, the log once, with the setting’s name', async () => {
  const clock = createManualClock(NOW);
  const server = await startApp({ engine: 'pglite', cooperative: TWO_LIBRARIES, clock });
  try {
    for (let n = 0; n < 120; n++) {
      const library = server.registry.libraries()[n % 2]!;
      const events = [
        anEvent({ kind: 'impression', measurable: true }),
        anEvent({ kind: 'viewable', firstScreen: true }),
      ];
      await server.ingest.submit(JSON.stringify(aBatch({ at: NOW, library: library.id, events })), {
        origin: library.origins[0]!.origin,
        userAgent: BROWSER,
        address: '10.0.0.2',
        gpc: false,
      });
    }
    const cookie = await server.signIn('coordinator');
    const look = async () =>
      overviewSchema.parse(await (await fetch(`${server.url}/v1/overview?days=30`, { headers: { cookie } })).json());
    assert.deepEqual([(await look()).oneAddress, (await look()).oneAddress], [true, true]);
    const lines = server.log.filter((line) => line.includes('TRUSTED_PROXIES'));
    assert.equal(lines.length, 1);
    assert.doesNotMatch(lines[0]!, /10\.0\.0/);
    assert.match(await server.metrics(), /^askusnow_event_limit_suspended 1$/m);
  } finally {
    await server.close();
  }
});

// All queues at this moment, worst first; the gaps that call for help.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { CoverageNow, QueuePresence } from '@askusnow/sdk/contract';
import { openGaps } from '../../../server/src/coverage/ledger/open-gaps.ts';
import { saveSample } from '../../../server/src/coverage/presence/sample-store.ts';
import { withStarted } from '../../support/app/fixture.ts';
import { sendRequest } from '../../support/app/requests.ts';
import { startCoverage } from '../../support/app/coverage-node.ts';
import { eventually } from '../../support/waiting.ts';

/** A Monday, noon in New York. */
const NOW = '2026-05-04T16:00:00.000Z';
const NOW_MS = Date.parse(NOW);
const A_MINUTE_AGO = '2026-05-04T15:59:00.000Z';
const EVERY_DAY = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;

withStarted({
  node: (engine) =>
    startCoverage(engine, NOW, {
      'harford-desk': [{ label: 'Reference desk', days: [...EVERY_DAY], start: '08:30', end: '16:00' }],
    }),
}).describe('coverage now', (on) => {
  /** As they were told a minute ago, and a moment. */
  let young: Awaited<ReturnType<typeof openGaps>>;
  const now = async (cookie: string) => (await on.node.ask<CoverageNow>(cookie, 'coverage/now')).body.queues;
  const gaps = async (atMs = on.node.clock.now()) =>
    (await openGaps(on.node.database, atMs)).sort((one, other) => one.queue.localeCompare(other.queue));

  before(async () => {
    await on.node.poll('state', 'nobody', '2026-05-04T11:30:00.000Z', A_MINUTE_AGO); // Since before it opens, at 12:00Z.
    await on.node.poll('harford-desk', 'available', '2026-05-04T13:00:00.000Z', '2026-05-04T15:54:00.000Z');
    await on.node.poll('harford-desk', 'nobody', '2026-05-04T15:54:00.000Z', A_MINUTE_AGO);
    young = await gaps(Date.parse(A_MINUTE_AGO) - 1);
    for (const queue of ['state', 'harford-desk']) await on.node.poll(queue, 'nobody', A_MINUTE_AGO, NOW);
    await eventually(async () => (await now(on.node.coordinator))[0]?.kind === 'uncovered');
  });

  test('coverage now: the coordinator sees every queue, worst first: uncovered longest, then unmonitored, then what is off', async () => {
    const queues = await now(on.node.coordinator);
    assert.deepEqual(
      queues.map(({ queue, kind, hours, uncoveredSince, libraries }) => [
        queue,
        kind,
        hours,
        uncoveredSince,
        libraries,
      ]),
      [
        ['state', 'uncovered', 'open', '2026-05-04T12:00:00.000Z', 2],
        ['harford-desk', 'uncovered', 'open', '2026-05-04T15:54:00.000Z', 1],
        ['world', 'unmonitored', 'open', null, 2],
        ['garrett-desk', 'off', 'unknown', null, 1],
      ],
    );
    const desk = queues.find(({ queue }) => queue === 'harford-desk')!;
    assert.deepEqual([desk.scheduled, desk.hasShifts, desk.observed], [['Reference desk'], true, 'nobody']);
    assert.deepEqual([desk.since, desk.sampledAt], ['2026-05-04T15:54:00.000Z', '2026-05-04T15:59:30.000Z']);
    assert.deepEqual([desk.nextChange, desk.scheduledNext], ['2026-05-04T20:00:00.000Z', []]);
    assert.equal(desk.forecastGaps.length, 14, 'the last hour of each of the next 14 days has nobody scheduled');
    assert.deepEqual(desk.forecastGaps[0], ['2026-05-04T20:00:00.000Z', '2026-05-04T21:00:00.000Z']);
    assert.deepEqual([desk.closesAt, desk.opensAt], ['2026-05-04T21:00:00.000Z', null], 'its hours, not its shifts');
    assert.deepEqual([queues[2]?.observed, queues[2]?.since, queues[2]?.hasShifts], [null, null, false]);
  });

  test('coverage now: a liaison sees the queues that their libraries name, a desk its own', async () => {
    assert.deepEqual(
      (await now(on.node.liaison)).map(({ queue, mayAsk }) => [queue, mayAsk]),
      [
        ['state', false],
        ['harford-desk', true],
        ['world', false],
      ],
      'help at a desk that libraries share is the coordinator’s to ask for',
    );
    assert.ok((await now(on.node.coordinator)).every(({ mayAsk }) => mayAsk));
    const desk = await on.node.signIn('desk', ['harford-desk']);
    assert.deepEqual(
      (await now(desk)).map(({ queue }) => queue),
      ['harford-desk'],
    );
    assert.equal((await on.node.ask(desk, 'answers')).status, 403);
  });

  test('coverage now: open gaps that raise an alarm have their start, and the end of the scheduled time', async () => {
    assert.deepEqual(await gaps(), [
      {
        queue: 'harford-desk',
        startMs: Date.parse('2026-05-04T15:54:00.000Z'),
        endMs: Date.parse('2026-05-04T20:00:00.000Z'),
      },
      {
        queue: 'state',
        startMs: Date.parse('2026-05-04T12:00:00.000Z'),
        endMs: Date.parse('2026-05-05T02:00:00.000Z'),
      },
    ]);
  });

  test('coverage now: a gap is no alarm before it is five minutes old, and its start stays where it is', async () => {
    assert.deepEqual(
      young.map(({ queue }) => queue),
      ['state'],
    );
    assert.equal((await gaps(NOW_MS + 45_000))[0]?.startMs, Date.parse('2026-05-04T15:54:00.000Z'));
  });

  test('coverage now: a silent source is no gap: it is not known', async () => {
    assert.deepEqual(await gaps(NOW_MS + 90_000), []);
  });

  test('coverage now: a desk where somebody is back is no gap, nor is one that a person closed', async () => {
    await saveSample(on.node.database, 'harford-desk', { state: 'available', atMs: NOW_MS });
    assert.deepEqual(
      (await gaps()).map(({ queue }) => queue),
      ['state'],
    );
    const state = (await on.node.ask<{ revision: number }>(on.node.coordinator, 'queues/state/hours')).body;
    const until = new Date(NOW_MS + 3_600_000).toISOString();
    const change = { until, revision: state.revision };
    await sendRequest(on.node, on.node.coordinator, 'queues/state/closed-until', change, 'PUT');
    await eventually(async () => (await gaps()).length === 0);
    const queues = await now(on.node.coordinator);
    assert.deepEqual(queues.find(({ queue }) => queue === 'state')?.kind, 'off');
    // Back for less than a minute: the desk is covered, and patrons are not shown it yet.
    const desk = queues.find(({ queue }) => queue === 'harford-desk')!;
    assert.deepEqual([desk.kind, desk.observed, desk.since, desk.uncoveredSince], ['covered', 'available', NOW, null]);
    const {
      state: told,
      since,
      heldUntil,
    } = (await on.node.ask<QueuePresence>(on.node.coordinator, 'queues/harford-desk/presence')).body;
    assert.deepEqual([told, since, heldUntil], ['nobody', '2026-05-04T15:54:00.000Z', '2026-05-04T16:00:30.000Z']);
    assert.equal(desk.heldUntil, heldUntil);
    on.node.clock.advance(30_000);
    const shown = (await now(on.node.coordinator)).find(({ queue }) => queue === 'harford-desk')!;
    assert.deepEqual([shown.kind, shown.observed, shown.since, shown.heldUntil], ['covered', 'available', NOW, null]);
  });
  test('coverage now: a closed desk opens when its hours begin, whichever shift begins before', async () => {
    on.node.clock.advance(Date.parse('2026-05-05T04:00:00.000Z') - on.node.clock.now());
    const desk = (await now(on.node.coordinator)).find(({ queue }) => queue === 'harford-desk')!;
    assert.deepEqual([desk.hours, desk.closesAt], ['closed', null]);
    assert.deepEqual([desk.nextChange, desk.opensAt], ['2026-05-05T12:30:00.000Z', '2026-05-05T13:00:00.000Z']);
    assert.deepEqual([desk.scheduled, desk.scheduledNext], [[], ['Reference desk']]);
  });
});

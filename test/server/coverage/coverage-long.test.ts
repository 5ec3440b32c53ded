// A desk whose source has turned every half minute for months, asked for all of it at once.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { LEDGER_DAYS, type LibraryCoverage, type QueueCoverage } from '@askusnow/sdk/contract';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { startCoverage } from '../../support/app/coverage-node.ts';
import { withStarted } from '../../support/app/fixture.ts';

const NOW = '2026-05-04T22:00:00.000Z';
/** Of the turning. */
const DAYS = 40;
const back = (days: number, ms = 0): string => new Date(Date.parse(NOW) - days * DAY_MS + ms).toISOString();
const coverageSince = (from: string): string => `queues/harford-desk/coverage?from=${from}`;

withStarted({ node: (engine) => startCoverage(engine, NOW) }).describe('a desk that turns for months', (on) => {
  before(async () => {
    const { db } = on.node.database;
    await sql`insert into schedule_range (queue_id, kind, starts_at, ends_at, source)
        select 'harford-desk', kind, ${back(DAYS)}::timestamptz, ${back(36)}::timestamptz, 'hours' from unnest(array['hours', 'shift']) as kind`.execute(
      db,
    );
    await sql`insert into presence_interval (queue_id, started_at, ended_at, state)
        select 'harford-desk', at, at + interval '30 seconds',
          case when extract(epoch from at)::bigint / 30 % 2 = 0 then 'available' else 'nobody' end
        from generate_series(${back(DAYS)}::timestamptz, ${back(0, -30_000)}::timestamptz, interval '30 seconds') as at`.execute(
      db,
    );
    await sql`insert into availability_interval (library_id, started_at, ended_at, state, tier, evidence)
        select 'harford', at, at + interval '1 minute', 'available',
          case when extract(epoch from at)::bigint / 60 % 2 = 0 then 'local' else 'statewide' end, 'observed'
        from generate_series(${back(DAYS)}::timestamptz, ${back(1)}::timestamptz, interval '1 minute') as at`.execute(
      db,
    );
  });

  test('long period: has numbers in total and by day, and marks that its ledger is left out', async () => {
    const { body } = await on.node.ask<QueueCoverage>(on.node.liaison, coverageSince(back(DAYS)));
    assert.deepEqual([body.ledger, body.intervals, body.observed, body.gaps], [false, [], [], []]);
    const { sum, byDay } = body;
    assert.ok(sum.scheduled > 4 * 24 * 60);
    assert.deepEqual([sum.covered, sum.uncovered, sum.value], [sum.scheduled / 2, sum.scheduled / 2, 0.5]);
    assert.equal(byDay.length, DAYS + 1);
    assert.equal(
      byDay.reduce((total, day) => total + day.sum.scheduled, 0),
      sum.scheduled,
    );
  });

  test('long period: 31 days, an hour more for the night in which the clocks go back, have their ledger, and a longer period has not', async () => {
    const query = (ms: number): string => `${coverageSince(back(DAYS))}&to=${back(DAYS, ms)}`;
    const whole = (await on.node.ask<QueueCoverage>(on.node.liaison, query(LEDGER_DAYS * DAY_MS + HOUR_MS))).body;
    assert.equal(whole.ledger, true);
    assert.equal(whole.observed.length, (LEDGER_DAYS * DAY_MS + HOUR_MS) / 30_000);
    assert.ok(whole.gaps.length > 1000 && whole.intervals.length > 2000);
    const longer = (await on.node.ask<QueueCoverage>(on.node.liaison, query(LEDGER_DAYS * DAY_MS + HOUR_MS + 1))).body;
    assert.deepEqual([longer.ledger, longer.observed, longer.gaps], [false, [], []]);
    assert.equal(longer.sum.covered, whole.sum.covered);
  });

  test('long period: what patrons saw adds up to the whole', async () => {
    const { told, accuracy } = (
      await on.node.ask<LibraryCoverage>(on.node.liaison, `libraries/harford/coverage?from=${back(DAYS)}`)
    ).body;
    assert.equal(told.availability, 1);
    assert.equal(accuracy.length, DAYS + 1);
    assert.ok(accuracy.slice(1, -2).every(({ shownOpenSec }) => shownOpenSec === 6 * 3600));
  });
});

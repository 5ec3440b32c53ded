// Every figure of a month's contributions, computed again minute by minute from the stored rows by a program of its own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql, type RawBuilder } from 'kysely';
import type { ContributionFigures } from '@askusnow/sdk/contract';
import { createRegistry, type Registry } from '../../../server/src/cooperative/registry.ts';
import {
  readContribution,
  readContributions,
  readContributionsOfDays,
  totalOf,
} from '../../../server/src/coverage/contribution/read-contributions.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { addDays } from '../../../server/src/platform/time/day-window.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { contributionByMinute, type MinuteDuty } from '../../support/data/contribution-minutes.ts';
import { addDesksAndLibraries, anyMonth, storeMonth, type Month } from '../../support/data/drawn-months.ts';
import { timesByTier } from '../../support/tier.ts';

const toDuties = (duties: readonly MinuteDuty[]): string[] =>
  duties.map(({ start, end, outcome, late, early }) => `${start} ${end} ${outcome} ${late} ${early}`).sort();

forEachEngineByTier((_engine, open) => {
  let database: Database;
  let registry: Registry;
  before(async () => {
    database = await open();
    await addDesksAndLibraries(database);
    registry = await createRegistry(database);
  });
  after(() => registry.close());

  /** `mutate`: makes the stored rows what a naive server would take them for, once the program has read them. */
  const agrees = async (drawn: Month, mutate?: RawBuilder<unknown>): Promise<void> => {
    const nowMs = await storeMonth(database, drawn);
    const current = new Date(nowMs - 6 * HOUR_MS).toISOString().slice(0, 7);
    const deps = { database, registry };
    for (const month of drawn.beginning.months.filter((each) => each <= current)) {
      const expected = await contributionByMinute(database.db, { from: `${month}-01`, to: `${month}-31` }, nowMs);
      await mutate?.execute(database.db);
      const { libraries } = await readContributions(deps, month, nowMs);
      const sum = [...expected.values()].reduce((given, { figures }) => given + (figures?.given ?? 0), 0);
      for (const { library, figures, services, value } of libraries) {
        const own = expected.get(library)!;
        assert.deepEqual(figures, own.figures, `${library}, ${month}`);
        if (figures === null) continue;
        const { given, owed, unmonitoredOwed } = own.figures!;
        assert.equal(value, owed === unmonitoredOwed ? null : given / (owed - unmonitoredOwed));
        assert.ok(given <= sum);
        for (const key of Object.keys(figures) as (keyof ContributionFigures)[])
          assert.equal(
            services.reduce((total, each) => total + each.figures[key], 0),
            figures[key],
            key,
          );
        const shown = await readContribution(deps, registry.library(library)!, month, nowMs);
        const duties = shown!.duties.map(({ lateMinutes, earlyMinutes, ...duty }) => ({
          ...duty,
          late: lateMinutes,
          early: earlyMinutes,
        }));
        assert.deepEqual(toDuties(duties), toDuties(own.duties), `${library}, ${month}`);
      }
    }
  };

  /** As the Monday mail and the state report read them. */
  const agreesOfDays = async (drawn: Month): Promise<void> => {
    const nowMs = await storeMonth(database, drawn);
    const from = drawn.beginning.from.slice(0, 10);
    const days = { from, to: addDays(from, 2) };
    const expected = await contributionByMinute(database.db, days, nowMs);
    const read = await readContributionsOfDays({ database, registry }, days, nowMs);
    for (const { library, figures } of read.libraries) assert.deepEqual(figures, expected.get(library)!.figures);
    const all = [...expected.values()].flatMap(({ figures }) => figures ?? []);
    const sum = (key: keyof ContributionFigures): number => all.reduce((total, figures) => total + figures[key], 0);
    const { figures, value } = totalOf(read);
    assert.equal(figures === null, all.length === 0);
    for (const key of ['owed', 'given', 'missed', 'unmonitored', 'unmonitoredOwed'] as const)
      assert.equal(figures?.[key] ?? 0, sum(key), key);
    const known = sum('owed') - sum('unmonitoredOwed');
    assert.equal(value, known === 0 ? null : sum('given') / known);
  };

  test('contributions: of any days, as the Monday mail and the state report have them, and of all libraries together: the program gives the same', async () => {
    await fc.assert(fc.asyncProperty(anyMonth, agreesOfDays), { numRuns: timesByTier(30, 300) });
  });

  test('contributions: a program that walks the stored rows minute by minute gives the same figures, over midnight and nights when clocks change', async () => {
    await fc.assert(
      fc.asyncProperty(anyMonth, (drawn) => agrees(drawn)),
      { numRuns: timesByTier(40, 400) },
    );
  });

  test('contributions: mutant: a press beats the source or never ends, what is owed moves, no clock is absence, the first correction counts: each is found', async () => {
    const mutants = [
      sql`delete from presence_interval`,
      sql`update desk_press set ended_at = started_at + interval '5 days', ended_by = 'shift' where ended_at is null`,
      sql`delete from schedule_range as r using cover_offer as o
        where o.queue_id = r.queue_id and o.library_id = r.library_id and o.state <> 'withdrawn' and o.starts_at = r.starts_at`,
      sql`insert into desk_press (queue_id, library_id, started_at, ended_at, ended_by, via, by)
        select distinct queue_id, library_id, timestamptz '2026-10-30', timestamptz '2026-10-30 00:00:01', 'press', 'press', 'test'
        from schedule_range where library_id is not null and starts_at < '2026-12-01'`,
      sql`delete from duty_correction as later using duty_correction as first
        where (later.queue_id, later.library_id, later.service, later.starts_at, later.ends_at) =
          (first.queue_id, first.library_id, first.service, first.starts_at, first.ends_at) and later.id > first.id`,
      sql`delete from duty_correction where said = 'taken-back'`,
    ];
    for (const mutant of mutants)
      await assert.rejects(
        fc.assert(
          fc.asyncProperty(anyMonth, (drawn) => agrees(drawn, mutant)),
          { endOnFailure: true, numRuns: 1000 },
        ),
      );
  });
});

// A second engine: the database's own multiranges, which share no line with server/src/coverage.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { coverageOf } from '../../../server/src/coverage/ledger/sums.ts';
import type { CoverageFacts } from '../../../server/src/coverage/ledger/timeline.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { randomFacts } from '../../support/data/coverage-facts.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';

const PERIOD = { startMs: Date.parse('2026-10-30T12:00:00Z'), endMs: Date.parse('2026-11-03T12:00:00Z') };

interface Minutes {
  scheduled: number;
  covered: number;
  unmonitored: number;
  uncovered: number;
  unscheduled: number;
}

/** S, S*A, S*U and what is left, as domain.md writes them; corrections cut out, then put in by kind. */
async function byMultiranges({ db }: Database, facts: CoverageFacts, nowMs: number): Promise<Minutes> {
  const json = (list: readonly object[]): string => JSON.stringify(list);
  const range = sql`tstzrange(at("startMs"), at("endMs"))`;
  const { rows } = await sql<Minutes>`
    with past as (select tstzmultirange(tstzrange(at(${PERIOD.startMs}), at(${nowMs}))) as r),
    shift as (select coalesce(range_agg(${range}), '{}') as r
      from jsonb_to_recordset(${json(facts.shifts)}::jsonb) as each ("startMs" float8, "endMs" float8)),
    hours as (select coalesce(range_agg(${range}), '{}') as r
      from jsonb_to_recordset(${json(facts.hours)}::jsonb) as each ("startMs" float8, "endMs" float8)),
    s as (select past.r * case when isempty(shift.r) then hours.r else shift.r end as r from past, shift, hours),
    seen as (select coalesce(range_agg(${range}) filter (where state in ('available', 'busy')), '{}') as a,
        coalesce(range_agg(${range}) filter (where state = 'nobody'), '{}') as n
      from jsonb_to_recordset(${json(facts.presence)}::jsonb) as each ("startMs" float8, "endMs" float8, state text)),
    word as (select id, kind, ${range} as r
      from jsonb_to_recordset(${json(facts.corrections)}::jsonb) as each (id int, "startMs" float8, "endMs" float8, kind text)),
    counts as (select kind, tstzmultirange(word.r) - coalesce((select range_agg(later.r) from word as later where later.id > word.id), '{}') as r
      from word),
    corrected as (select coalesce(range_agg(r), '{}') as r,
        coalesce(range_agg(r) filter (where kind = 'covered'), '{}') as c,
        coalesce(range_agg(r) filter (where kind = 'unmonitored'), '{}') as u from counts),
    parts as (select s.r as s, past.r * hours.r - s.r as unscheduled,
        s.r * (seen.a - corrected.r) + s.r * corrected.c as covered,
        (s.r - seen.a - seen.n - corrected.r) + s.r * corrected.u as unmonitored
      from s, past, hours, seen, corrected)
    select minutes(s) as scheduled, minutes(covered) as covered, minutes(unmonitored) as unmonitored,
      minutes(s - covered - unmonitored) as uncovered, minutes(unscheduled) as unscheduled from parts`.execute(db);
  return rows[0]!;
}

forEachEngineByTier((_engine, open) => {
  let database: Database;
  before(async () => {
    database = await open();
    await sql`create function at(ms float8) returns timestamptz language sql immutable
      return timestamptz 'epoch' + ms * interval '1 millisecond'`.execute(database.db);
    await sql`create function minutes(r tstzmultirange) returns float8 language sql immutable
      return (select coalesce(sum(extract(epoch from upper(part) - lower(part))), 0)::float8 / 60 from unnest(r) as part)`.execute(
      database.db,
    );
  });

  const agrees = async (facts: CoverageFacts, nowMs: number, { sum } = coverageOf(facts, PERIOD, [], nowMs)) => {
    const minutes = await byMultiranges(database, facts, nowMs);
    for (const [name, value] of Object.entries(minutes))
      assert.ok(
        Math.abs(value - sum[name as keyof Minutes]) < 1e-6,
        `${name}: ${value} and ${sum[name as keyof Minutes]}`,
      );
  };
  const anyNow = fc.integer({ min: PERIOD.startMs, max: PERIOD.endMs });

  test('coverage: the database’s multiranges give the same minutes, whatever was scheduled, seen and corrected', async () => {
    await fc.assert(
      fc.asyncProperty(randomFacts(PERIOD), anyNow, (facts, nowMs) => agrees(facts, nowMs)),
      { numRuns: 300 },
    );
  });

  test('coverage: mutant: unknown as covered or as uncovered, and the first correction instead of the latest, are found', async () => {
    const mutants: ((facts: CoverageFacts) => CoverageFacts)[] = [
      (facts) => ({
        ...facts,
        presence: facts.presence.map((each) => (each.state === 'unknown' ? { ...each, state: 'busy' } : each)),
      }),
      (facts) => ({
        ...facts,
        presence: facts.presence.map((each) => (each.state === 'unknown' ? { ...each, state: 'nobody' } : each)),
      }),
      (facts) => ({ ...facts, corrections: facts.corrections.map((each) => ({ ...each, id: 100 - each.id })) }),
    ];
    for (const mutant of mutants) {
      const wrong = (facts: CoverageFacts, nowMs: number) =>
        agrees(facts, nowMs, coverageOf(mutant(facts), PERIOD, [], nowMs));
      await assert.rejects(
        fc.assert(fc.asyncProperty(randomFacts(PERIOD), anyNow, wrong), { endOnFailure: true, numRuns: 300 }),
      );
    }
  });
});

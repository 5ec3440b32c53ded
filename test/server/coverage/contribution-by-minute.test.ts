// Every figure of a month's contributions, computed again minute by minute from the stored rows by a program of its own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql, type Insertable, type RawBuilder } from 'kysely';
import type { ContributionFigures } from '@askusnow/sdk/contract';
import { createRegistry, type Registry } from '../../../server/src/cooperative/registry.ts';
import {
  readContribution,
  readContributions,
  readContributionsOfDays,
  totalOf,
} from '../../../server/src/coverage/contribution/read-contributions.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { addDays } from '../../../server/src/platform/time/day-window.ts';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { forEachRouteEngine } from '../../support/app/database.ts';
import { contributionByMinute, type MinuteDuty } from '../../support/data/contribution-minutes.ts';
import { anyCorrections, storeCorrections } from '../../support/data/drawn-corrections.ts';
import { timesByTier } from '../../support/tier.ts';

const HALF_HOUR = HOUR_MS / 2;
/** Four days: over the end of a month and a night of 25 hours in both zones, and over one of 23 hours. */
const BEGINNINGS = [
  { from: '2026-10-30T12:00:00Z', months: ['2026-10', '2026-11'] },
  { from: '2027-03-12T12:00:00Z', months: ['2027-03'] },
] as const;
const SLOTS = 4 * 48;
const LIBRARIES = { harford: 'America/New_York', cecil: 'America/Los_Angeles', carroll: 'America/New_York' };
const DESKS = ['state', 'world'];

const slots = { start: fc.nat(SLOTS), length: fc.integer({ min: 1, max: 8 }) };
const at = {
  queue: fc.constantFrom(...DESKS),
  library: fc.constantFrom(...Object.keys(LIBRARIES)),
  service: fc.constantFrom('statewide' as const, 'global' as const),
};
const SECONDS = SLOTS * 1800;
const anyMonth = fc.record({
  beginning: fc.constantFrom(...BEGINNINGS),
  nowSec: fc.integer({ min: (SECONDS * 3) / 4, max: SECONDS + 3600 }),
  shifts: fc.array(fc.record({ ...at, ...slots, people: fc.integer({ min: 1, max: 2 }), closing: fc.boolean() }), {
    maxLength: 8,
  }),
  offers: fc.array(
    fc.record({
      shift: fc.nat(5),
      skip: fc.nat(3),
      length: fc.integer({ min: 1, max: 4 }),
      taker: fc.option(at.library, { freq: 3 }),
      isWithdrawn: fc.boolean(),
      /** Whether its taker comes, and how much too early. */
      workedSec: fc.option(fc.integer({ min: -1200, max: 1200 }), { freq: 4 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  madeUp: fc.array(fc.record({ ...at, ...slots, isRemoved: fc.boolean() }), { maxLength: 3 }),
  hours: fc.array(fc.record({ queue: at.queue, start: fc.nat(SLOTS), length: fc.integer({ min: 4, max: 30 }) }), {
    maxLength: 8,
  }),
  /** Most follow a shift: a press at random is seldom in one. */
  presses: fc.array(
    fc.record({
      ...at,
      shift: fc.option(fc.nat(5), { freq: 6 }),
      /** As one that took the shift's hour does. */
      isOther: fc.boolean(),
      startSec: fc.nat(SECONDS),
      earlySec: fc.integer({ min: -2400, max: 2400 }),
      lengthSec: fc.integer({ min: 1, max: 5 * 3600 }),
      isOpen: fc.boolean(),
      beatSec: fc.option(fc.nat(7200)),
      viaHeartbeat: fc.boolean(),
      daysBefore: fc.constantFrom(0, 0, 0, 0, 26, 27, 28, 29),
    }),
    { maxLength: 16, size: '+1' },
  ),
  corrections: anyCorrections,
  presence: fc.array(
    fc.record({ queue: at.queue, startSec: fc.nat(SECONDS), state: fc.constantFrom('available', 'nobody', 'unknown') }),
    { maxLength: 30 },
  ),
});
type Month = typeof anyMonth extends fc.Arbitrary<infer Value> ? Value : never;

async function store({ db }: Database, month: Month): Promise<number> {
  const startMs = Date.parse(month.beginning.from);
  const slot = (count: number): Date => new Date(startMs + count * HALF_HOUR);
  const span = ({ start, length }: { start: number; length: number }) => ({
    starts_at: slot(start),
    ends_at: slot(start + length),
  });
  for (const table of [
    'schedule_range',
    'cover_offer',
    'made_up_hour',
    'desk_press',
    'presence_interval',
    'duty_correction',
  ] as const)
    await db.deleteFrom(table).execute();
  const ranges = [
    ...month.shifts.map(({ queue, library, service, people, closing, ...each }) => ({
      ...{ queue_id: queue, kind: 'shift' as const, source: 'rules' as const, library_id: library, service, people },
      ...{ ends_at_closing: closing, ...span(each) },
    })),
    ...month.hours.map(({ queue, ...each }) => ({
      ...{ queue_id: queue, kind: 'hours' as const, source: 'rules' as const, library_id: null, service: null },
      ...{ people: 1, ends_at_closing: false, ...span(each) },
    })),
  ];
  if (ranges.length > 0) await db.insertInto('schedule_range').values(ranges).execute();
  /** As the store keeps them: no two parts of one library's hours at once. */
  const taken = new Set<string>();
  const offers: Insertable<Tables['cover_offer']>[] = [];
  const presses: Insertable<Tables['desk_press']>[] = [];
  for (const { shift: index, skip, length, taker, isWithdrawn, workedSec } of month.offers) {
    const shift = month.shifts[index];
    if (!shift || taker === shift.library) continue;
    const start = shift.start + skip;
    const keys = Array.from(
      { length },
      (_, part) => `${shift.queue} ${shift.library} ${shift.service} ${start + part}`,
    );
    if (keys.some((key) => taken.has(key))) continue;
    for (const key of keys) taken.add(key);
    const state = taker === null ? (isWithdrawn ? 'withdrawn' : 'expired') : 'accepted';
    const came = slot(start).getTime() + (workedSec ?? 0) * 1000;
    if (taker !== null && workedSec !== null)
      presses.push({
        ...{ queue_id: shift.queue, library_id: taker, started_at: new Date(came), via: 'press', by: 'test' },
        ...{ ended_at: new Date(came + length * HALF_HOUR), ended_by: 'press' },
      });
    offers.push({
      ...{ queue_id: shift.queue, library_id: shift.library, service: shift.service, ...span({ start, length }) },
      ...{ reason: 'other', state, taken_by: taker, offered_at: slot(0), decided_at: slot(1), by: 'test' },
    });
  }
  if (offers.length > 0) await db.insertInto('cover_offer').values(offers).execute();
  for (const { queue, library, service, isRemoved, ...each } of month.madeUp)
    await db
      .insertInto('made_up_hour')
      .values({
        ...{ queue_id: queue, library_id: library, service, ...span(each), for_starts_at: slot(0), by: 'test' },
        ...{ picked_at: slot(0), removed_at: isRemoved ? slot(1) : null },
      })
      .execute();
  const open = new Set<string>();
  for (const {
    shift: index,
    isOther,
    startSec,
    earlySec,
    lengthSec,
    isOpen,
    beatSec,
    viaHeartbeat,
    daysBefore,
    ...where
  } of month.presses) {
    const shift = index === null ? undefined : month.shifts[index];
    const { queue } = shift ?? where;
    const library = isOther || !shift ? where.library : shift.library;
    const ofShiftMs = shift && startMs + shift.start * HALF_HOUR + earlySec * 1000;
    const fromMs = (ofShiftMs ?? startMs + startSec * 1000) - daysBefore * DAY_MS;
    const stays = isOpen && !open.has(`${queue} ${library}`);
    if (stays) open.add(`${queue} ${library}`);
    const beat = beatSec ?? (viaHeartbeat ? 0 : null);
    presses.push({
      ...{ queue_id: queue, library_id: library, started_at: new Date(fromMs), by: 'test' },
      ...{ ended_at: stays ? null : new Date(fromMs + lengthSec * 1000), ended_by: stays ? null : 'press' },
      ...{ via: viaHeartbeat ? 'heartbeat' : 'press', beat_at: beat === null ? null : new Date(fromMs + beat * 1000) },
    });
  }
  if (presses.length > 0) await db.insertInto('desk_press').values(presses).execute();
  const seen: Insertable<Tables['presence_interval']>[] = [];
  for (const queue of DESKS) {
    // As transitions are kept: no two alike in a row.
    const all = month.presence
      .filter((each) => each.queue === queue)
      .sort((one, other) => one.startSec - other.startSec);
    const turns = all.filter(
      (each, place) =>
        place === 0 || (each.state !== all[place - 1]!.state && each.startSec !== all[place - 1]!.startSec),
    );
    for (const [place, { startSec, state }] of turns.entries()) {
      const endSec = turns[place + 1]?.startSec ?? SECONDS;
      if (endSec <= startSec || state === turns[place - 1]?.state) continue;
      seen.push({
        ...{ queue_id: queue, state },
        ...{ started_at: new Date(startMs + startSec * 1000), ended_at: new Date(startMs + endSec * 1000) },
      });
    }
  }
  if (seen.length > 0) await db.insertInto('presence_interval').values(seen).execute();
  const nowMs = startMs + month.nowSec * 1000;
  await storeCorrections(db, month.corrections, nowMs);
  return nowMs;
}

const toDuties = (duties: readonly MinuteDuty[]): string[] =>
  duties.map(({ start, end, outcome, late, early }) => `${start} ${end} ${outcome} ${late} ${early}`).sort();

forEachRouteEngine((_engine, open) => {
  let database: Database;
  let registry: Registry;
  before(async () => {
    database = await open();
    const queue = { zone: 'America/New_York', seasons: '[]', exceptions: '[]', closed_until: null, edited_at: null };
    for (const [index, id] of DESKS.entries())
      await database.db
        .insertInto('queue')
        .values({ ...queue, id, name: id, tier: index === 0 ? 'statewide' : 'global', weekly: null })
        .execute();
    for (const [id, zone] of Object.entries(LIBRARIES))
      await database.db
        .insertInto('library')
        .values({ id, name: id, zone, live: true, fallback_phone: null, fallback_form: null, fallback_page: null })
        .execute();
    registry = await createRegistry(database);
  });
  after(() => registry.close());

  /** `mutate`: makes the stored rows what a naive server would take them for, once the program has read them. */
  const agrees = async (drawn: Month, mutate?: RawBuilder<unknown>): Promise<void> => {
    const nowMs = await store(database, drawn);
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
    const nowMs = await store(database, drawn);
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

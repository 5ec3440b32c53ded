// Months of shared desks, drawn by chance and stored as the server keeps them: shifts, hours given and made up, presses, presence.
import fc from 'fast-check';
import type { Insertable } from 'kysely';
import type { Database } from '../../../server/src/platform/db/database.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { anyCorrections, storeCorrections } from './drawn-corrections.ts';

const HALF_HOUR = HOUR_MS / 2;
/** Four days: over the end of a month and a night of 25 hours in both zones, and over one of 23 hours. */
const BEGINNINGS = [
  { from: '2026-10-30T12:00:00Z', months: ['2026-10', '2026-11'] },
  { from: '2027-03-12T12:00:00Z', months: ['2027-03'] },
] as const;
const SLOTS = 4 * 48;
export const LIBRARIES = { harford: 'America/New_York', cecil: 'America/Los_Angeles', carroll: 'America/New_York' };
export const DESKS = ['state', 'world'];

/** The desks and libraries that months are drawn of. */
export async function addDesksAndLibraries({ db }: Database): Promise<void> {
  const queue = { zone: 'America/New_York', seasons: '[]', exceptions: '[]', closed_until: null, edited_at: null };
  for (const [index, id] of DESKS.entries())
    await db
      .insertInto('queue')
      .values({ ...queue, id, name: id, tier: index === 0 ? 'statewide' : 'global', weekly: null })
      .execute();
  for (const [id, zone] of Object.entries(LIBRARIES))
    await db
      .insertInto('library')
      .values({ id, name: id, zone, live: true, fallback_phone: null, fallback_form: null, fallback_page: null })
      .execute();
}

const slots = { start: fc.nat(SLOTS), length: fc.integer({ min: 1, max: 8 }) };
const at = {
  queue: fc.constantFrom(...DESKS),
  library: fc.constantFrom(...Object.keys(LIBRARIES)),
  service: fc.constantFrom('statewide' as const, 'global' as const),
};
const SECONDS = SLOTS * 1800;
/** Some minutes and a part of one: of a half hour more than ten minutes are left. */
const anyCutMs = fc.option(fc.integer({ min: 1, max: 9 * 60_000 }), { nil: 0, freq: 2 });
export const anyMonth = fc.record({
  beginning: fc.constantFrom(...BEGINNINGS),
  nowSec: fc.integer({ min: (SECONDS * 3) / 4, max: SECONDS + 3600 }),
  shifts: fc.array(
    fc.record({
      ...at,
      ...slots,
      people: fc.integer({ min: 1, max: 2 }),
      closing: fc.boolean(),
      /** Where a closing cut it within a minute. */
      startCutMs: anyCutMs,
      endCutMs: anyCutMs,
    }),
    { maxLength: 8 },
  ),
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
export type Month = typeof anyMonth extends fc.Arbitrary<infer Value> ? Value : never;

/** Replaces what is stored. Returns now. */
export async function storeMonth({ db }: Database, month: Month): Promise<number> {
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
    ...month.shifts.map(({ queue, library, service, people, closing, startCutMs, endCutMs, ...each }) => {
      const { starts_at, ends_at } = span(each);
      return {
        ...{ queue_id: queue, kind: 'shift' as const, source: 'rules' as const, library_id: library, service, people },
        ...{ ends_at_closing: closing, starts_at: new Date(starts_at.getTime() + startCutMs) },
        ends_at: new Date(ends_at.getTime() - endCutMs),
      };
    }),
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

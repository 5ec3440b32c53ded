// Hours that libraries give and take at once, in interleavings by seed: some order of the steps explains what came of each.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { unlessRefused } from '../../../server/src/platform/refusal.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { expireCovers, moveCover, offerCover } from '../../../server/src/schedule/covers/store.ts';
import { createTestStore, type TestStore } from '../../support/app/database.ts';
import { explain, type Hour, type ModelOffer, type Op, type Outcome } from '../../support/data/cover-oracle.ts';
import { addDesks } from '../../support/data/desks.ts';
import { aRandom } from '../../support/data/random.ts';
import { timesByTier } from '../../support/tier.ts';

/** Steps that meet, in one world, before the next one begins. */
const MEETINGS = 20;
const WORLDS = timesByTier(10, 100);
const SEED = 20261130;
const LIBRARIES = ['harford', 'carroll', 'garrett'];
/** Minutes after the world begins. */
const OWED: Hour[] = [
  { library: 'harford', from: 60, to: 240 },
  { library: 'carroll', from: 60, to: 120 },
  { library: 'carroll', from: 180, to: 240 },
  { library: 'garrett', from: 120, to: 180 },
  { library: 'garrett', from: 240, to: 300 },
];
const START_MS = Date.parse('2026-05-04T14:00:00.000Z');
const at = (minute: number): string => new Date(START_MS + minute * MINUTE_MS).toISOString();

describe('interleavings', () => {
  let store: TestStore;
  let database: Database;
  const accounts = new Map<string, number>();
  const deps = () => ({ database, name: (id: string) => id });

  before(async () => {
    store = await createTestStore('postgres');
    database = await openDatabase(store.config, assert.fail);
    await addDesks(database);
    for (const label of LIBRARIES) {
      const row = { label, role: 'liaison', ended_at: null } as const;
      const { id } = await database.db.insertInto('account').values(row).returning('id').executeTakeFirstOrThrow();
      accounts.set(label, id);
    }
    const shift = { queue_id: 'state', kind: 'shift', source: 'rules', label: null, uid: null } as const;
    const owed = { ...shift, service: 'statewide', people: 1, ends_at_closing: false } as const;
    const rows = OWED.map(({ library, from, to }) => ({
      ...owed,
      library_id: library,
      starts_at: at(from),
      ends_at: at(to),
    }));
    await database.db.insertInto('schedule_range').values(rows).execute();
  });
  beforeEach(() => database.db.deleteFrom('cover_offer').execute());
  after(async () => {
    await database.close();
    await store.remove();
  });

  async function take(op: Op, now: number): Promise<Outcome> {
    const atMs = START_MS + now * MINUTE_MS;
    if (op.kind === 'expire') return expireCovers(deps(), atMs).then(() => 0);
    const by = { id: accounts.get(op.library)!, label: op.library, role: 'liaison' } as const;
    const made =
      op.kind === 'offer'
        ? offerCover(
            deps(),
            op.library,
            { queue: 'state', service: 'statewide', start: at(op.from), end: at(op.to), reason: 'other' },
            { by, atMs },
          )
        : moveCover(deps(), { id: op.id, library: op.library, step: op.kind }, { by, atMs });
    return (await unlessRefused(made))?.id ?? null;
  }
  const stored = async () =>
    await database.db.selectFrom('cover_offer').select(['id', 'state', 'taken_by as taker']).execute();

  type Random = ReturnType<typeof aRandom>;
  const oneOf = <Each>(random: Random, all: readonly Each[]): Each => all[Math.floor(random() * all.length)]!;
  /** `rusher`: a library that accepts whatever it can; null: any does. */
  function anOp(random: Random, offers: readonly ModelOffer[], rusher: string | null): Op {
    const open = offers.filter(({ state }) => state === 'open');
    if (rusher !== null && open.length > 0) return { kind: 'accepted', id: oneOf(random, open).id, library: rusher };
    const kind = oneOf(random, ['offer', 'accepted', 'accepted', 'accepted', 'withdrawn', 'undone', 'expire'] as const);
    if (kind === 'expire') return { kind };
    if (kind === 'offer' || offers.length === 0) {
      const { library, from, to } = oneOf(random, OWED);
      const halves = (to - from) / 30;
      const first = Math.floor(random() * halves);
      const length = 1 + Math.floor(random() * (halves - first));
      return { kind: 'offer', library, from: from + first * 30, to: from + (first + length) * 30 };
    }
    // Of few hours: steps should meet.
    const { id, library, taker } = oneOf(random, offers.slice(-3));
    const theirs = kind === 'withdrawn' ? library : (taker ?? library);
    return { kind, id, library: kind === 'accepted' || random() < 0.2 ? oneOf(random, LIBRARIES) : theirs };
  }

  test(`interleavings: in ${WORLDS * MEETINGS}, no hour has two takers, none is lost, and no library has two hours at once`, async () => {
    const random = aRandom(SEED);
    const seen = new Map<string, number>();
    for (let world = 0; world < WORLDS; world += 1) {
      await database.db.deleteFrom('cover_offer').execute();
      let [offers, now]: [ModelOffer[], number] = [[], 0];
      for (let meeting = 0; meeting < MEETINGS; meeting += 1) {
        const rusher = random() < 0.3 ? oneOf(random, LIBRARIES) : null;
        const ops = Array.from({ length: 2 + Math.floor(random() * 3) }, () => anOp(random, offers, rusher));
        const outcomes = await Promise.all(ops.map((op) => take(op, now)));
        const taken = ops.map((op, index) => [op, outcomes[index]!] as const);
        const rows = await stored();
        const after = explain(offers, OWED, taken, now, rows);
        assert.ok(after, JSON.stringify({ SEED, world, meeting, now, offers, taken, rows }));
        for (const [{ kind }, outcome] of taken) {
          const word = `${kind} ${outcome === null ? 'refused' : 'done'}`;
          seen.set(word, (seen.get(word) ?? 0) + 1);
        }
        offers = after;
        now += Math.floor(random() * 16);
      }
    }
    // Each step was taken, and each was refused: the walk shows something.
    for (const kind of ['offer', 'accepted', 'withdrawn', 'undone'])
      for (const what of ['done', 'refused']) assert.ok((seen.get(`${kind} ${what}`) ?? 0) > 0, `${kind} ${what}`);
  });

  test('interleavings: mutant: accepts that all look before any of them writes have no order that explains them', async () => {
    const { library, from, to } = { library: 'garrett', from: 240, to: 300 };
    const id = (await take({ kind: 'offer', library, from, to }, 0))!;
    const offers: ModelOffer[] = [{ id, library, from, to, state: 'open', taker: null, decidedAt: 0 }];
    const ops = ['harford', 'carroll'].map((each) => ({ kind: 'accepted', id, library: each }) as const);
    const { db } = database;
    const looks = await Promise.all(
      ops.map(() => db.selectFrom('cover_offer').select('state').where('id', '=', id).executeTakeFirstOrThrow()),
    );
    const outcomes = await Promise.all(
      ops.map(async (op, index): Promise<Outcome> => {
        if (looks[index]!.state !== 'open') return null;
        const set = { state: 'accepted', taken_by: op.library, decided_at: at(0) } as const;
        await db.updateTable('cover_offer').set(set).where('id', '=', id).execute();
        return id;
      }),
    );
    const taken = ops.map((op, index) => [op, outcomes[index]!] as const);
    assert.equal(explain(offers, OWED, taken, 0, await stored()), undefined);
  });
});

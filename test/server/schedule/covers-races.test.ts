// Presses that meet, in the middle of their transactions, on three nodes: one library has the hour, and each is told so.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { moveCover, offerHour, type Connection, type Cover } from '@askusnow/sdk';
import { expireCovers } from '../../../server/src/schedule/covers/store.ts';
import { loadDuties } from '../../../server/src/schedule/covers/duties-store.ts';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { createTestStore, type TestStore } from '../../support/app/database.ts';
import { codeOf, connectionTo } from '../../support/app/requests.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { anHour, hourAt, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';

describe('shared hours on three nodes', () => {
  let store: TestStore;
  let clock: ManualClock;
  let nodes: TestApp[];
  const cookies: Record<string, string> = {};
  const LIBRARIES = ['harford', 'cecil', 'carroll'];

  before(async () => {
    store = await createTestStore('postgres');
    clock = createManualClock(MONDAY_10);
    const start = () => startApp({ engine: 'postgres', store, clock });
    nodes = [await start(), await start(), await start()];
    await importCooperative(nodes[0]!.database, SHARED_HOURS_FILE, { ...importOptions, replace: false });
    await hoursWritten(nodes[0]!);
    await Promise.all(nodes.map(({ registry }) => registry.reload()));
    for (const library of LIBRARIES) cookies[library] = await nodes[0]!.signIn('liaison', [library]);
  });
  after(async () => {
    for (const node of nodes) await node.close();
    await store.remove();
  });
  afterEach(() => nodes[0]!.database.db.deleteFrom('cover_offer').execute());

  const at = (node: number, library: string): Connection => connectionTo(nodes[node]!, cookies[library]!);
  const offer = (from: number, to: number, library = 'harford') => offerHour(at(0, library), library, anHour(from, to));
  const accept =
    (node: number, library: string, { id }: Cover) =>
    () =>
      codeOf(moveCover(at(node, library), library, id, { step: 'accepted' }));
  const withdraw =
    (node: number, { id }: Cover) =>
    () =>
      codeOf(moveCover(at(node, 'harford'), 'harford', id, { step: 'withdrawn' }));
  const stored = () =>
    nodes[0]!.database.db.selectFrom('cover_offer').select(['state', 'taken_by', 'revision']).orderBy('id').execute();
  /** All wait for the hour's lock, as behind another node's change of it. */
  const meet = (cover: Cover, requests: (() => Promise<string>)[]) =>
    meetUnderWay(
      nodes[0]!,
      async (trx) =>
        void (await trx.selectFrom('cover_offer').select('id').where('id', '=', cover.id).forUpdate().execute()),
      requests,
    );
  const done = (outcomes: readonly string[]) => outcomes.filter((each) => each === 'done').length;
  /** Libraries that are to be at the desk twice at once. */
  const doubled = async (): Promise<string[]> => {
    const day = { startMs: Date.parse(hourAt(0)), endMs: Date.parse(hourAt(48)) };
    const { duties } = (await loadDuties(nodes[0]!.database.db, ['statewide'], day)).get('statewide')!;
    return duties.flatMap((one, index) =>
      duties
        .slice(index + 1)
        .filter((other) => other.library === one.library && one.startMs < other.endMs && other.startMs < one.endMs)
        .map(({ library }) => library),
    );
  };

  test('races: of two libraries that accept at once, one has the hour and the other is told who; each entry once', async () => {
    for (const order of [
      ['cecil', 'carroll'],
      ['carroll', 'cecil'],
    ] as const) {
      const cover = await offer(14, 16);
      const outcomes = await meet(
        cover,
        order.map((library, node) => accept(node, library, cover)),
      );
      assert.deepEqual(outcomes.toSorted(), ['409 not-now', 'done']);
      const winner = order[outcomes.indexOf('done')];
      assert.deepEqual(await stored(), [{ state: 'accepted', taken_by: winner, revision: 2 }]);
      const entries = await nodes[0]!.database.db
        .selectFrom('audit_entry')
        .select('subject')
        .where('action', '=', 'cover-accepted')
        .orderBy('id', 'desc')
        .execute();
      assert.equal(entries[0]?.subject, `library:${winner}`);
      await nodes[0]!.database.db.deleteFrom('cover_offer').execute();
    }
    const { count } = await nodes[0]!.database.db
      .selectFrom('audit_entry')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('action', '=', 'cover-accepted')
      .executeTakeFirstOrThrow();
    assert.equal(count, 2);
  });

  test('races: pressed three times by one library, an hour is accepted once, and each press is told that it is theirs', async () => {
    const cover = await offer(14, 16);
    const outcomes = await meet(
      cover,
      [0, 1, 2].map((node) => accept(node, 'cecil', cover)),
    );
    assert.deepEqual(outcomes, ['done', 'done', 'done']);
    assert.deepEqual(await stored(), [{ state: 'accepted', taken_by: 'cecil', revision: 2 }]);
  });

  test('races: accepted and withdrawn at once, it is one of them, and the other is refused', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const cover = await offer(14, 16);
      const requests = [accept(1, 'cecil', cover), withdraw(2, cover)];
      const outcomes = await meet(
        cover,
        order.map((index) => requests[index]!),
      );
      assert.deepEqual(outcomes.toSorted(), ['409 not-now', 'done']);
      const [row] = await stored();
      const isTaken = order[outcomes.indexOf('done')] === 0;
      assert.deepEqual([row?.state, row?.taken_by], isTaken ? ['accepted', 'cecil'] : ['withdrawn', null]);
      await nodes[0]!.database.db.deleteFrom('cover_offer').execute();
    }
  });

  test('races: accepted as the hour begins, it is taken or expired, never both', async () => {
    for (const isFirst of [true, false]) {
      const cover = await offer(14, 16);
      const expire = () => expireCovers(nodes[1]!, Date.parse(cover.start)).then(() => 'expired');
      const requests = [accept(2, 'cecil', cover), expire];
      const [first, second] = await meet(cover, isFirst ? requests : requests.toReversed());
      const outcome = isFirst ? first : second;
      const [row] = await stored();
      assert.deepEqual(
        [outcome, row?.state, row?.taken_by],
        outcome === 'done' ? ['done', 'accepted', 'cecil'] : ['409 hour-begun', 'expired', null],
      );
      await nodes[0]!.database.db.deleteFrom('cover_offer').execute();
    }
  });

  test('races: one library that accepts two hours of one time, on two nodes, has one of them', async () => {
    const [one, other] = [await offer(38, 40), await offer(39, 40, 'carroll')];
    const outcomes = await meetUnderWay(
      nodes[0]!,
      async (trx) =>
        void (await trx.selectFrom('library').select('id').where('id', '=', 'cecil').forUpdate().execute()),
      [accept(1, 'cecil', one), accept(2, 'cecil', other)],
    );
    assert.deepEqual(outcomes.toSorted(), ['409 on-duty', 'done']);
    assert.deepEqual(await doubled(), []);
  });

  /** What an accept would be that looks first and writes then; `look`: what happens between the two. */
  const looksThenWrites = async (library: string, { id }: Cover, look: () => Promise<unknown>): Promise<string> => {
    const { db } = nodes[0]!.database;
    const { state } = await db.selectFrom('cover_offer').select('state').where('id', '=', id).executeTakeFirstOrThrow();
    if (state !== 'open') return '409 not-now';
    await look();
    const set = { state: 'accepted', taken_by: library, decided_at: new Date(clock.now()) } as const;
    await db.updateTable('cover_offer').set(set).where('id', '=', id).execute();
    return 'done';
  };

  test('races: mutant: an accept that looks first and writes then tells two libraries that the hour is theirs', async () => {
    const cover = await offer(14, 16);
    let inner: Promise<string> | undefined;
    const outer = await looksThenWrites(
      'cecil',
      cover,
      () => (inner = looksThenWrites('carroll', cover, async () => {})),
    );
    assert.equal(done([outer, await inner!]), 2);
  });

  test('races: mutant: an accept that does not look at the taker’s own hours has it at the desk twice at once', async () => {
    const cover = await offer(38, 40);
    assert.equal(await accept(1, 'carroll', cover)(), '409 on-duty');
    assert.equal(await looksThenWrites('carroll', cover, async () => {}), 'done');
    assert.deepEqual(await doubled(), ['carroll']);
  });
});

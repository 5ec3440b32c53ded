// A schedule is evidence for an hour after it was last confirmed: with a database, ends move on; without one, claims end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Availability } from '@askusnow/sdk/contract';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { createNodes, type Nodes } from '../../../server/src/platform/nodes/nodes.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { addDesks, closeQueue, MONDAY_10, startAnswering, type AnsweringNode } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const MIN_MS = 60_000;

forEachEngineByTier((_engine, open) => {
  let database: Database;
  let clock: ManualClock;
  let nodes: Nodes;
  let node: AnsweringNode;
  let mutant: AnsweringNode;
  const faults: Error[] = [];

  before(async () => {
    database = await open();
    await addDesks(database);
    clock = createManualClock(MONDAY_10);
    nodes = await createNodes({
      database,
      clock,
      version: '1.2.3',
      publicUrl: 'https://ask.example',
      onError: (error) => faults.push(error),
      onWarning: () => undefined,
    });
    await eventually(() => nodes.caughtUpAtMs() === clock.now());
    node = await startAnswering(database, clock, { changeFeed: nodes });
    mutant = await startAnswering(database, clock);
  });
  after(async () => {
    await node.close();
    await mutant.close();
    await nodes.close();
  });

  /** The global desk of carroll is open round the clock, and has no source. */
  const read = async ({ url }: AnsweringNode): Promise<{ etag: string | null; answer: Availability }> => {
    const reply = await fetch(`${url}/v1/libraries/carroll/availability`);
    return { etag: reply.headers.get('etag'), answer: (await reply.json()) as Availability };
  };
  const isCarroll = (library: string): boolean => library === 'carroll';
  /** A beat that was slower than this test sets its next timer late: the clock goes on until that one is due. */
  const passAMinute = async (isCaughtUp: boolean): Promise<void> => {
    for (let second = 0; second < 60; second += 15) {
      const [faultCount, startedAtMs] = [faults.length, clock.now()];
      clock.advance(15_000);
      await eventually(() => {
        const isDone = isCaughtUp ? nodes.caughtUpAtMs() >= startedAtMs : faults.length > faultCount;
        if (!isDone) clock.advance(1_000);
        return isDone;
      });
    }
  };

  test('availability: while the database is there an end lies 45 minutes ahead or more, by a new body four times an hour', async () => {
    const pushed: string[] = [];
    await read(node);
    const stop = node.live.onChange(({ library }) => pushed.push(library), isCarroll);
    const etags = new Set<string | null>();
    const startedAtMs = clock.now();
    for (let minute = 0; minute < 120; minute += 1) {
      await passAMinute(true);
      const { etag, answer } = await read(node);
      etags.add(etag);
      assert.deepEqual([answer.state, answer.unconfirmedSince], ['available', undefined]);
      const leftMs = Date.parse(answer.validUntil) - clock.now();
      assert.ok(leftMs > 44 * MIN_MS && leftMs <= HOUR_MS, answer.validUntil);
    }
    // On a busy machine a minute here may last longer.
    const quarters = Math.ceil((clock.now() - startedAtMs) / (15 * MIN_MS));
    assert.ok(etags.size <= quarters + 1, `${etags.size} bodies in ${quarters} quarters of an hour`);
    assert.deepEqual(pushed, [], 'no stream is woken');
    stop();
  });

  test('availability: without a database it says since when it is unconfirmed, and after an hour nothing is claimed', async () => {
    await sql`alter table node rename to node_away`.execute(database.db);
    await passAMinute(false);
    const caughtUpAtMs = nodes.caughtUpAtMs();
    // From before the hour is over: on a busy machine a minute here may last longer.
    const turned: string[] = [];
    const stop = node.live.onChange(({ availability: { state } }) => turned.push(state), isCarroll);
    const bodies = new Set<string | null>();
    for (; clock.now() < caughtUpAtMs + HOUR_MS - MIN_MS; await passAMinute(false)) {
      const { etag, answer } = await read(node);
      bodies.add(etag);
      const isLong = clock.now() - caughtUpAtMs > 2 * MIN_MS;
      assert.deepEqual(
        [answer.state, answer.unconfirmedSince],
        ['available', isLong ? new Date(caughtUpAtMs).toISOString() : undefined],
      );
      assert.ok(clock.now() < Date.parse(answer.validUntil));
      assert.ok(Date.parse(answer.validUntil) <= caughtUpAtMs + HOUR_MS, 'a tag without updates stops by then');
    }
    assert.ok(bodies.size <= 2, `${bodies.size} bodies`);
    while (clock.now() < caughtUpAtMs + HOUR_MS) await passAMinute(false);
    await eventually(() => turned.includes('unknown'));
    const { answer } = await read(node);
    assert.deepEqual(
      [answer.state, answer.tier, answer.chat, answer.unconfirmedSince],
      ['unknown', null, null, new Date(caughtUpAtMs).toISOString()],
    );
    const unclaimed = turned.filter((state) => state !== 'available');
    assert.deepEqual(unclaimed, ['unknown'], 'streams are notified, once');
    stop();
  });

  test('availability: mutant: a schedule that holds for a day is shown as open an hour after the database has gone', async () => {
    const { answer } = await read(mutant);
    assert.deepEqual([answer.state, answer.evidence], ['available', 'scheduled']);
    assert.ok(clock.now() - nodes.caughtUpAtMs() >= HOUR_MS);
  });

  test('availability: as soon as the database is back the schedule counts again, and changes arrive', async () => {
    await sql`alter table node_away rename to node`.execute(database.db);
    await passAMinute(true);
    const { answer } = await read(node);
    assert.deepEqual([answer.state, answer.tier, answer.unconfirmedSince], ['available', 'statewide', undefined]);
    await closeQueue(database, 'state', '2026-05-05T04:00:00.000Z');
    await eventually(async () => (await read(node)).answer.tier === 'global');
  });
});

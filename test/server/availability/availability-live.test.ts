// Frames follow the clock, the hours and the file, and end where the evidence ends.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Availability } from '@askusnow/sdk/contract';
import type { Frame } from '../../../server/src/availability/live.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngine, openTestDatabase } from '../../support/app/database.ts';
import { addDesks, closeQueue, MONDAY_10, startAnswering } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const told = ({ state, tier }: Availability) => [state, tier].filter(Boolean).join(' ');
const heard = (frames: Frame[]) => frames.map(({ library, availability }) => `${library}: ${told(availability)}`);

forEachEngine((_engine, open) => {
  test('live availability: every library is answered from its queues from the first moment on', async () => {
    const database = await open();
    await addDesks(database);
    const node = await startAnswering(database, createManualClock(MONDAY_10));
    const harford = node.live.frame('harford')?.availability;
    assert.ok(harford);
    assert.deepEqual(
      [
        harford.state,
        harford.tier,
        harford.evidence,
        harford.chat?.url,
        harford.asOf,
        harford.validUntil,
        harford.nextChange,
      ],
      [
        'available',
        'local',
        'scheduled',
        'https://chat.example.org/harford',
        MONDAY_10,
        '2026-05-04T15:00:00.000Z',
        '2026-05-04T21:00:00.000Z',
      ],
    );
    assert.deepEqual(
      harford.tiers.map(({ tier, state }) => `${tier} ${state}`),
      ['local available', 'statewide available', 'global available'],
    );
    assert.deepEqual(harford.tiers[0]?.open?.[0], ['2026-05-04T13:00:00.000Z', '2026-05-04T21:00:00.000Z']);
    assert.ok((harford.tiers[0]?.open?.length ?? 0) >= 8);
    assert.equal('now' in harford, false);
    assert.equal(told(node.live.frame('garrett')!.availability), 'unknown');
    assert.equal(node.live.frame('garrett')?.availability.tiers[0]?.open, null);
    assert.equal(node.live.frame('nowhere'), undefined);
    await node.close();
    await database.close();
  });

  test('live availability: a change of a queue reaches the frames that name it, on every node, and no other frame', async () => {
    const database = await open();
    await addDesks(database);
    const clock = createManualClock(MONDAY_10);
    const [here, there] = [await startAnswering(database, clock), await startAnswering(database, clock)];
    const changes = [here, there].map(({ live }) => {
      const frames: Frame[] = [];
      live.onChange((frame) => frames.push(frame));
      return frames;
    });
    await closeQueue(database, 'harford-desk', '2026-05-04T15:30:00.000Z');
    await eventually(() => changes.every((frames) => frames.length > 0));
    for (const frames of changes) assert.deepEqual(heard(frames), ['harford: available statewide']);
    assert.equal(here.live.frame('harford')?.availability.nextChange, '2026-05-04T15:30:00.000Z');
    clock.set('2026-05-04T15:30:00.000Z');
    // A slow machine takes the libraries of one instant in several turns.
    for (const { live } of [here, there]) await live.refresh([]);
    for (const frames of changes) assert.deepEqual(heard(frames).slice(1), ['harford: available local']);
    await Promise.all([here.close(), there.close()]);
    await database.close();
  });

  test('live availability: while a change cannot be read the schedule holds for an hour, then nothing is claimed; a cache that forgets the end lies', async () => {
    const database = await open();
    await addDesks(database);
    const clock = createManualClock(MONDAY_10);
    const node = await startAnswering(database, clock);
    const forgetful = new Map(['harford', 'carroll'].map((id) => [id, node.live.frame(id)!]));
    await sql`alter table queue rename to queue_away`.execute(database.db);
    await database.changes.publish('queue:garrett-desk');
    await eventually(() => node.errors.length > 0);
    const neverPastItsEnd = (frameOf: (id: string) => Frame | undefined): boolean =>
      ['harford', 'carroll'].every((id) => {
        const { state, validUntil } = frameOf(id)!.availability;
        return state === 'unknown' || clock.now() < Date.parse(validUntil);
      });
    for (let minutes = 5; minutes < 60; minutes += 5) {
      clock.advance(HOUR_MS / 12);
      assert.ok(
        neverPastItsEnd((id) => node.live.frame(id)),
        `minute ${minutes}`,
      );
      assert.equal(node.live.frame('harford')?.availability.state, 'available');
    }
    clock.advance(HOUR_MS / 12);
    assert.deepEqual(
      ['harford', 'carroll'].map((id) => told(node.live.frame(id)!.availability)),
      ['unknown', 'unknown'],
    );
    assert.equal(node.live.frame('harford')?.availability.chat, null);
    assert.equal(
      neverPastItsEnd((id) => forgetful.get(id)),
      false,
      'the mutant tells the last hour’s answer',
    );
    await sql`alter table queue_away rename to queue`.execute(database.db);
    await eventually(() => {
      clock.advance(1_000);
      return told(node.live.frame('harford')!.availability) === 'available local';
    });
    await node.close();
    await database.close();
  });

  test('live availability: a library that the file takes away or adds goes and comes with the next import', async () => {
    const database = await open();
    await addDesks(database);
    const node = await startAnswering(database, createManualClock(MONDAY_10));
    await database.db.deleteFrom('library').where('id', '=', 'carroll').execute();
    await database.db
      .insertInto('library')
      .values({
        id: 'talbot',
        name: 'Talbot',
        zone: 'America/New_York',
        live: true,
        fallback_phone: '+1 410 555 0100',
        fallback_form: null,
        fallback_page: null,
      })
      .execute();
    await database.changes.publish('cooperative');
    await eventually(() => node.live.frame('carroll') === undefined && node.live.frame('talbot'));
    assert.equal(told(node.live.frame('talbot')!.availability), 'unknown');
    await node.close();
    await database.close();
  });
});

describe('by the clock alone', () => {
  test('live availability by the clock: each boundary turns the frames that it concerns, once, at its instant', async () => {
    const database = await openTestDatabase('pglite');
    await addDesks(database);
    const clock = createManualClock(MONDAY_10);
    const node = await startAnswering(database, clock);
    const changes: string[] = [];
    const last = new Map(['carroll', 'garrett', 'harford'].map((id) => [id, told(node.live.frame(id)!.availability)]));
    node.live.onChange(({ library, availability }) => {
      // When the hours of the next days are read, a frame is sent with them, and answers as before.
      if (last.get(library) === told(availability)) return;
      last.set(library, told(availability));
      changes.push(`${new Date(clock.now()).toISOString().slice(11, 16)} ${library}: ${told(availability)}`);
    });
    // A slow machine takes the libraries of one instant in several turns: the next instant waits for them.
    for (const end = Date.parse('2026-05-05T13:30:00.000Z'); clock.now() < end; await node.live.refresh([]))
      clock.advance(HOUR_MS / 4);
    assert.deepEqual(changes, [
      '21:00 harford: available statewide',
      '02:00 carroll: available global',
      '02:00 harford: available global',
      '12:00 carroll: available statewide',
      '12:00 harford: available statewide',
      '13:00 harford: available local',
    ]);
    await node.close();
    await database.close();
  });

  test('live availability by the clock: a desk open round the clock is promised for 45 minutes at least, day after day', async () => {
    const database = await openTestDatabase('pglite');
    await addDesks(database);
    await database.db.deleteFrom('library_queue').where('queue_id', '=', 'state').execute();
    const clock = createManualClock(MONDAY_10);
    const node = await startAnswering(database, clock);
    for (let hour = 0; hour < 72; hour += 1) {
      clock.advance(HOUR_MS);
      await node.live.refresh([]);
      const { validUntil, state, nextChange } = node.live.frame('carroll')!.availability;
      assert.deepEqual([state, nextChange], ['available', null]);
      const leftMs = Date.parse(validUntil) - clock.now();
      assert.ok(leftMs >= 0.75 * HOUR_MS && leftMs <= HOUR_MS, `hour ${hour + 1}: ${validUntil}`);
    }
    await node.close();
    await database.close();
  });

  test('live availability by the clock: a timer that never fires, as on a machine that slept, does not make a frame lie', async () => {
    const database = await openTestDatabase('pglite');
    await addDesks(database);
    let nowMs = Date.parse(MONDAY_10);
    let caughtUpAtMs = nowMs;
    const asleep = { now: () => nowMs, after: () => ({ cancel: () => {} }) };
    const node = await startAnswering(database, asleep, {
      changeFeed: { caughtUpAtMs: () => caughtUpAtMs, onCaughtUp: () => () => undefined },
    });
    nowMs += 7 * HOUR_MS;
    caughtUpAtMs = nowMs;
    assert.equal(told(node.live.frame('harford')!.availability), 'available statewide');
    caughtUpAtMs = nowMs;
    nowMs += HOUR_MS;
    assert.equal(told(node.live.frame('harford')!.availability), 'unknown');
    await node.close();
    await database.close();
  });
});

// A tick never makes an answer true again whose evidence has ended, neither for the tag nor for one that was pinned years ago.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { type AvailabilityWatch, createAvailabilityWatcher } from '@askusnow/sdk';
import { WEEKDAYS, type Availability, type Tick } from '@askusnow/sdk/contract';
import type { Database } from '../../../server/src/platform/db/open.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { GATE_ENGINE, openTestDatabase } from '../../support/app/database.ts';
import { addDesks, closeQueue, startAnswering, type AnsweringNode } from '../../support/data/desks.ts';
import { readStream } from '../../support/data/event-stream.ts';
import { aRandom } from '../../support/data/random.ts';
import { createHandClock } from '../../support/peers/edge.ts';
import { timesByTier } from '../../support/tier.ts';
import { eventually } from '../../support/waiting.ts';

const PAUSES = timesByTier(20, 200);
/** 16:59:45 in New York: harford's own desk closes at 17:00. */
const BEFORE_CLOSING = '2026-05-04T20:59:45.000Z';

describe('ticks', () => {
  let database: Database;
  let clock: ManualClock;
  let node: AnsweringNode;
  before(async () => {
    database = await openTestDatabase(GATE_ENGINE);
    await addDesks(database);
  });
  beforeEach(async () => {
    clock = createManualClock(BEFORE_CLOSING);
    // As a machine's timers: nothing is called in the same turn.
    const timers = { ...clock, after: (ms: number, run: () => void) => clock.after(Math.max(ms, 1), run) };
    node = await startAnswering(database, timers);
  });
  afterEach(() => node.close());
  after(() => database.close());

  test('tick: has no end for a library whose change waits; mutant: the newest frame’s end makes the former answer true again', async () => {
    const CLOSING = '2026-05-04T21:00:00.000Z';
    const reader = readStream(node.port, '/v1/availability/stream?library=harford&library=carroll');
    const dataOf = <Data>(name: string) =>
      reader.events.filter(({ event }) => event === name).map(({ data }) => data as Data);
    await eventually(() => dataOf('tick').length === 1);
    clock.advance(14_900);
    const revisions = () => ['harford', 'carroll'].map((library) => node.live.frame(library)!.revision);
    const [ofHarford, ofCarroll] = revisions();
    await closeQueue(database, 'state', '2026-05-05T04:00:00.000Z');
    // Each library is read in a turn of its own: a change that came after the flush would wait for the next one.
    await eventually(() => revisions()[0] !== ofHarford && revisions()[1] !== ofCarroll);
    clock.advance(1);
    await eventually(() => dataOf('availability').length === 4);
    clock.advance(99);
    await eventually(() => dataOf('tick').length === 2);
    assert.equal(dataOf('availability').length, 4, 'the change at closing waits');
    const written = dataOf<Availability>('availability').findLast(({ library }) => library === 'harford')!;
    const tick = dataOf<Tick>('tick')[1]!;
    assert.deepEqual([tick.now, written.tier, written.validUntil], [CLOSING, 'local', CLOSING]);
    assert.deepEqual(Object.keys(tick.validUntil), ['carroll']);
    assert.deepEqual(Object.keys(tick.revision!), ['carroll']);
    const mutantEnd = node.live.frame('harford')!.validUntil;
    assert.ok(Date.parse(mutantEnd) > clock.now(), 'the mutant extends what was written');
    clock.advance(151);
    await eventually(() => dataOf('availability').length === 5);
    assert.equal(dataOf<Availability>('availability')[4]?.tier, 'global');
    clock.advance(15_000);
    await eventually(() => dataOf('tick').length === 3);
    assert.deepEqual(dataOf<Tick>('tick')[2]?.revision?.['harford'], dataOf<Availability>('availability')[4]?.revision);
    reader.close();
    await closeQueue(database, 'state', null);
  });

  /** The network's edge: `rewrite` changes each event, and each answer, on its way to a tag. */
  const through =
    (rewrite: (event: string) => string, onEvent: () => void): typeof fetch =>
    async (...request) => {
      const response = await fetch(...request);
      const { headers } = response;
      if (headers.get('content-type') !== 'text/event-stream')
        return new Response(rewrite(await response.text()), { headers });
      let rest = '';
      const events = new TransformStream<string, string>({
        transform(text, controller) {
          const parts = (rest + text).split('\n\n');
          rest = parts.pop()!;
          for (const event of parts) {
            controller.enqueue(`${rewrite(event)}\n\n`);
            onEvent();
          }
        },
      });
      const body = response
        .body!.pipeThrough(new TextDecoderStream())
        .pipeThrough(events)
        .pipeThrough(new TextEncoderStream());
      return new Response(body, { headers });
    };
  const withoutRevisions = (text: string): string => text.replaceAll(/,"revision":("[^"]*"|\{[^}]*\})/g, '');
  /** Ticks as they once were: with the end of the newest frame, written or not. */
  const withNewestEnd = (event: string): string => {
    if (!event.startsWith('event: tick')) return event;
    const { validUntil, revision } = node.live.frame('harford')!;
    const tick = { ...(JSON.parse(event.split('data: ')[1]!) as Tick), validUntil: { harford: validUntil } };
    return `event: tick\ndata: ${JSON.stringify({ ...tick, revision: { harford: revision } } satisfies Tick)}`;
  };
  const TAGS: Record<string, (event: string) => string> = {
    'a tag': (event) => event,
    'a pinned tag without revisions': withoutRevisions,
    'a tag whose server ticks too early': withNewestEnd,
    'mutant: a pinned tag whose server ticks too early': (event) => withoutRevisions(withNewestEnd(event)),
  };

  test(`tick: under ${PAUSES} pauses no tag claims ended evidence for a millisecond; mutant: with the newest frame’s end one does for minutes`, async (t) => {
    // Open for the first half of each hour, and nobody else answers: 24 times a day evidence ends.
    const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
    const weekly = JSON.stringify(hours.map((h) => ({ days: [...WEEKDAYS], open: `${h}:00`, close: `${h}:30` })));
    await database.db.updateTable('queue').set({ weekly }).where('id', '=', 'harford-desk').execute();
    await database.db.deleteFrom('library_queue').where('tier', '!=', 'local').execute();
    await node.registry.reload();
    await node.live.refresh();
    const random = aRandom(20);
    const claimedMs = Object.fromEntries(Object.keys(TAGS).map((tag) => [tag, 0]));

    for (let pause = 0; pause < PAUSES; pause += 1) {
      const endMs = Math.ceil((clock.now() + HOUR_MS / 2) / HOUR_MS) * HOUR_MS + HOUR_MS / 2;
      clock.set(new Date(endMs - 5_000).toISOString());
      await node.live.refresh([]);
      const hand = createHandClock(new Date(clock.now()).toISOString());
      let eventCount = 0;
      const watches: AvailabilityWatch[] = [];
      const states = new Map<string, string>();
      for (const [tag, rewrite] of Object.entries(TAGS)) {
        const fetch = through(rewrite, () => (eventCount += 1));
        const watcher = createAvailabilityWatcher({ endpoint: node.url, clock: hand, fetch });
        watches.push(watcher.watch('harford', ({ state }) => states.set(tag, state)));
      }
      const tagCount = watches.length;
      // To each its `retry`, a snapshot and a tick.
      await eventually(() => eventCount === 3 * tagCount);
      /** The node stands still, and the pages go on. */
      const stop = (ms: number): void => {
        for (let leftMs = ms; leftMs > 0; leftMs -= 100) {
          for (const [tag, state] of states)
            if (state === 'available' && hand.now() >= endMs) claimedMs[tag]! += Math.min(leftMs, 100);
          hand.hand.advance(Math.min(leftMs, 100));
        }
        clock.stop(ms);
      };
      assert.deepEqual(new Set(states.values()), new Set(['available']));
      stop(18_000);
      // Awake for the tick, and not for the change: it stops again.
      await eventually(() => eventCount === 4 * tagCount);
      stop(Math.ceil(random() * 34_000));
      await eventually(() => [...states.values()].every((state) => state === 'closed'));
      for (const watch of watches) watch.close();
      await eventually(() => node.push.streamCount() === 0);
    }
    const mutant = Object.keys(TAGS).at(-1)!;
    t.diagnostic(`claimed, in ms: ${JSON.stringify(claimedMs)}`);
    assert.ok(claimedMs[mutant]! > 60_000, `${claimedMs[mutant]} ms`);
    assert.deepEqual({ ...claimedMs, [mutant]: 0 }, Object.fromEntries(Object.keys(TAGS).map((tag) => [tag, 0])));
  });
});

// A server that ends a stream with a `retry` comes back: its silence is no evidence, and no claim outlives `validUntil`.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createAvailabilityWatcher, type AvailabilityWatch } from '@askusnow/sdk';
import {
  anAvailability,
  answering,
  asEvent,
  aTick,
  createHandClock,
  resetting,
  startEdge,
  type Answer,
  type Edge,
} from '../../support/peers/edge.ts';
import { eventually, pause } from '../../support/waiting.ts';

const SEC = 1000;
const GRACE_SEC = 60;
const SILENCE_SEC = 35;

let edge: Edge;
let clock: ReturnType<typeof createHandClock>;
let states: string[];
let watch: AvailabilityWatch;
let streaming: Answer;

/** Each reply has the clock's own Date. */
const well: Answer = (arrived, response) =>
  answering(200, anAvailability(), { date: new Date(clock.now()).toISOString() })(arrived, response);
const down = (): void => {
  edge.availability = edge.stream = resetting;
};
const up = (): void => {
  edge.availability = well;
  edge.stream = streaming;
};
/** Seconds pass one by one; requests are answered in between. */
const pass = async (seconds: number): Promise<void> => {
  for (let second = 0; second < seconds; second += 1) {
    clock.hand.advance(SEC);
    await edge.settled();
  }
};
const open = async (validForSec = 3600): Promise<void> => {
  states = [];
  watch = createAvailabilityWatcher({ endpoint: edge.url, clock, fetch: edge.fetch }).watch('harford', ({ state }) =>
    states.push(state),
  );
  await eventually(() => edge.streams.size === 1);
  const now = new Date(clock.now()).toISOString();
  const validUntil = new Date(clock.now() + validForSec * SEC).toISOString();
  edge.say(`retry: 30000\n\n${aTick(now, { harford: validUntil })}`);
  edge.say(asEvent(anAvailability({ state: 'busy', validUntil })) + asEvent(anAvailability({ validUntil })));
  await eventually(() => states.join() === 'available,busy,available');
};
/** Ends the streams as a server does that shuts down, or, without a wait to name, as a proxy does that is restarted. */
const end = async (retrySec?: number): Promise<void> => {
  for (const response of edge.streams) response.end(retrySec === undefined ? '' : `retry: ${retrySec * SEC}\n\n`);
  await eventually(() => edge.streams.size === 0);
  await pause(20);
};

beforeEach(async () => {
  edge = await startEdge();
  streaming = edge.stream;
  clock = createHandClock();
  up();
});
afterEach(async () => {
  watch.close();
  await edge.close();
});

for (const [retrySec, downSec] of [
  [1, 8],
  [15, 12],
  [30, 3],
  [29, 40],
] as const) {
  test(`watch restart: a page that is asked to wait ${retrySec} s through a restart of ${downSec} s keeps its answer`, async () => {
    await open();
    await pass(14);
    down();
    await end(retrySec);
    await pass(downSec);
    up();
    await eventually(async () => (await pass(1), edge.streams.size === 1));
    assert.deepEqual(states, ['available', 'busy', 'available']);
  });
}

test('watch restart: an attempt that fails in the last second of the restart is followed by one in time', async (t) => {
  // 29 s as asked, then 11 of 30 s: the second attempt is made in second 40, and the server is up right after it.
  t.mock.method(Math, 'random', () => 11 / 30);
  await open();
  await pass(14);
  down();
  await end(29);
  await pass(40);
  up();
  await eventually(async () => (await pass(1), edge.streams.size === 1));
  assert.deepEqual(states, ['available', 'busy', 'available']);
});

test('watch restart: mutant: silence counted from the last tick makes every page unknown whose wait and whose last tick are long ago', () => {
  const isUnknown = (sinceTickSec: number, retrySec: number, allowed: (sinceTickSec: number) => number): boolean =>
    sinceTickSec + retrySec > allowed(sinceTickSec);
  let mutant = 0;
  let ours = 0;
  for (let sinceTickSec = 0; sinceTickSec < 15; sinceTickSec += 1)
    for (let retrySec = 1; retrySec <= 30; retrySec += 1) {
      if (isUnknown(sinceTickSec, retrySec, () => SILENCE_SEC)) mutant += 1;
      if (isUnknown(sinceTickSec, retrySec, () => sinceTickSec + GRACE_SEC)) ours += 1;
    }
  assert.deepEqual([mutant, ours], [45, 0]);
});

test('watch restart: a server that does not come back is unknown a minute after its announcement, no later', async () => {
  await open();
  await pass(5);
  down();
  await end(20);
  await pass(GRACE_SEC - 1);
  assert.equal(states.at(-1), 'available');
  await pass(2);
  assert.equal(states.at(-1), 'unknown');
});

test('watch restart: an answer that ends meanwhile is unknown when it ends: the announcement lengthens no answer', async () => {
  await open(20);
  down();
  await end(20);
  await pass(19);
  assert.equal(states.at(-1), 'available');
  await pass(2);
  assert.equal(states.at(-1), 'unknown');
});

test('watch restart: a connection cut without an announcement is opened again before two ticks are missed', async () => {
  await open();
  await pass(12);
  await end();
  await eventually(async () => (await pass(1), edge.streams.size === 1));
  assert.deepEqual(states, ['available', 'busy', 'available']);
});

test('watch restart: a server that is cut off without an announcement is unknown when two ticks are missed', async () => {
  await open();
  down();
  await end();
  await pass(SILENCE_SEC - 1);
  assert.equal(states.at(-1), 'available');
  await pass(2);
  assert.equal(states.at(-1), 'unknown');
});

test('watch restart: a server that asks for a longer wait is left alone as long, and is unknown meanwhile', async () => {
  await open();
  const before = edge.count('/harford/availability');
  await end(300);
  await pass(299);
  assert.equal(states.at(-1), 'unknown');
  assert.equal(edge.count('/harford/availability'), before);
  await eventually(async () => (await pass(1), states.at(-1) === 'available'));
});

test('watch restart: pages that wait for a server come back spread, also when it stays away and they try once more', async () => {
  const PAGES = 120;
  const triedAtSec: number[] = [];
  const pages = Array.from({ length: PAGES }, () =>
    createAvailabilityWatcher({ endpoint: edge.url, clock, fetch: edge.fetch }).watch('harford', () => undefined),
  );
  watch = { close: () => pages.forEach((page) => page.close()) };
  await eventually(() => edge.streams.size === PAGES);
  edge.say(asEvent(anAvailability()));
  await pass(1);
  const endedAtMs = clock.now();
  edge.stream = resetting;
  edge.availability = (arrived, response) => {
    triedAtSec.push(Math.floor((clock.now() - endedAtMs) / SEC));
    resetting(arrived, response);
  };
  for (const response of edge.streams) response.end(`retry: ${Math.ceil(1_000 + Math.random() * 29_000)}\n\n`);
  await eventually(() => edge.streams.size === 0);
  await pass(GRACE_SEC);
  const perSecond = [...Map.groupBy(triedAtSec, (second) => second).values()].map(({ length }) => length);
  assert.ok(triedAtSec.length > PAGES, `${triedAtSec.length} attempts`);
  assert.ok(Math.max(...perSecond) <= PAGES / 4, `${Math.max(...perSecond)} in a second`);
});

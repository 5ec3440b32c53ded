import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type AvailabilitySnapshot, type AvailabilityWatch, createAvailabilityWatcher } from '@askusnow/sdk';
import {
  anAvailability,
  type Answer,
  answering,
  asEvent,
  aTick,
  createHandClock,
  type Edge,
  NOON,
  resetting,
  silent,
  startEdge,
} from '../../support/peers/edge.ts';
import { eventually, pause } from '../../support/waiting.ts';

let edge: Edge;
let clock: ReturnType<typeof createHandClock>;
let told: AvailabilitySnapshot[];
let watch: AvailabilityWatch | undefined;
const open = (): void => {
  watch = createAvailabilityWatcher({ endpoint: edge.url, clock, fetch: edge.fetch }).watch('harford', (snapshot) =>
    told.push(snapshot),
  );
};
const states = (): string[] => told.map(({ state }) => state);
const advanceUntil = async (look: () => unknown): Promise<void> => {
  for (let seconds = 0; seconds < 900; seconds++) {
    if (look()) return;
    clock.hand.advance(1000);
    await edge.settled();
  }
  throw new Error(`never: ${look.toString()}`);
};

beforeEach(async () => {
  edge = await startEdge();
  clock = createHandClock();
  told = [];
});
afterEach(async () => {
  watch?.close();
  await edge.close();
});

const FAULTS: [what: string, answer: Answer][] = [
  ['down', resetting],
  ['failing', answering(500, 'Internal server error')],
  ['busy', answering(503, { code: 'busy' }, { 'retry-after': '5' })],
  ['slow beyond patience', silent],
  [
    'without this library',
    answering(404, { type: 'about:blank', title: 'Not found', status: 404, code: 'unknown-library' }),
  ],
  ['a guest network’s login page', answering(200, '<!doctype html><title>Sign in</title>')],
  [
    'speaking half a body',
    (_, response) => (
      response.writeHead(200, { 'content-length': '999' }),
      response.write('{"library":'),
      response.destroy()
    ),
  ],
  [
    'an answer that ended long ago',
    answering(200, anAvailability({ validUntil: '2026-11-23T12:00:00.000Z' }), { date: NOON }),
  ],
  ['leading to a script', answering(200, anAvailability({ chat: { url: 'javascript:alert(1)' } }))],
];

for (const [what, answer] of FAULTS) {
  test(`watch faults: a server that is ${what} is unknown, once, and known again when it works`, async () => {
    edge.availability = answer;
    open();
    await advanceUntil(() => told.length === 1 && edge.count('/harford/availability') > 2);
    assert.deepEqual(states(), ['unknown']);
    edge.availability = answering(200, anAvailability({ validUntil: '2026-11-25T12:00:00.000Z' }));
    await advanceUntil(() => told.length === 2);
    assert.deepEqual(states(), ['unknown', 'available']);
  });
}

test('watch faults: a server that fails after it was well is believed until two polls are missed, no longer', async () => {
  edge.availability = answering(200, anAvailability({ updates: { mode: 'poll', everySec: 10 } }));
  open();
  await eventually(() => told.length === 1);
  edge.availability = answering(500, '');
  clock.hand.advance(14_000);
  await eventually(() => edge.count('/harford/availability') > 1 || clock.hand.advance(1000));
  assert.deepEqual(states(), ['available']);
  await advanceUntil(() => told.length === 2);
  assert.deepEqual(states(), ['available', 'unknown']);
  assert.ok(clock.now() - Date.parse(NOON) <= 60_000);
});

test('watch faults: an invalid event of the stream is dropped for the next GET', async () => {
  open();
  await eventually(() => edge.streams.size === 1);
  edge.availability = answering(200, anAvailability({ state: 'closed', tier: null, asOf: '2026-11-24T12:00:05.000Z' }));
  edge.say(asEvent({ library: 'harford', state: 'available' }));
  await advanceUntil(() => told.length === 2);
  assert.deepEqual(states(), ['available', 'closed']);
});

test('watch faults: pages do not request at once after a server stops: its retry is kept', async () => {
  open();
  await eventually(() => edge.streams.size === 1);
  edge.say('retry: 20000\n\n' + asEvent(anAvailability({ state: 'busy' })));
  await eventually(() => told.length === 2);
  for (const response of edge.streams) response.end();
  await eventually(() => edge.streams.size === 0);
  await pause(20);
  clock.hand.advance(19_000);
  await pause(20);
  assert.equal(edge.count('/harford/availability'), 1);
  clock.hand.advance(1_100);
  await eventually(() => edge.count('/harford/availability') === 2);
});

test('watch faults: a tick that names a library whose body made no sense is survived: it stays unknown', async () => {
  edge.availability = ({ path }, response) =>
    answering(200, path.includes('cecil') ? '{"state":"open"}' : anAvailability())({} as never, response);
  const watcher = createAvailabilityWatcher({ endpoint: edge.url, clock, fetch: edge.fetch });
  const harford = watcher.watch('harford', (snapshot) => told.push(snapshot));
  const cecil: AvailabilitySnapshot[] = [];
  const other = watcher.watch('cecil', (snapshot) => cecil.push(snapshot));
  await eventually(() => edge.streams.size === 1);
  const end = '2026-11-24T13:00:00.000Z';
  edge.say(aTick(NOON, { harford: end, cecil: end }));
  edge.say(asEvent(anAvailability({ state: 'busy' })));
  await eventually(() => states().at(-1) === 'busy');
  assert.deepEqual(
    cecil.map(({ state }) => state),
    ['unknown'],
  );
  harford.close();
  other.close();
});

test('watch faults: a library’s id is a value in the stream’s address, whatever is in it', async () => {
  edge.availability = answering(200, anAvailability({ library: 'a&library=b' }));
  const odd = createAvailabilityWatcher({ endpoint: edge.url, clock, fetch: edge.fetch }).watch(
    'a&library=b',
    () => {},
  );
  await eventually(() => edge.streams.size === 1);
  const asked = edge.arrived.find(({ path }) => path.includes('/stream'))!;
  assert.deepEqual(new URL(asked.path, edge.url).searchParams.getAll('library'), ['a&library=b']);
  odd.close();
});

test('watch faults: no unhandled rejection, and a closed watch leaves no timer and no connection', async () => {
  const rejections: unknown[] = [];
  const hear = (reason: unknown): void => void rejections.push(reason);
  process.on('unhandledRejection', hear);
  const timers = new Set<object>();
  const counting = {
    now: () => clock.now(),
    after(delayMs: number, run: () => void) {
      const key = {};
      timers.add(key);
      const cancel = clock.after(delayMs, () => (timers.delete(key), run()));
      return () => (timers.delete(key), cancel());
    },
  };
  const watcher = createAvailabilityWatcher({ endpoint: edge.url, clock: counting, fetch: edge.fetch });
  for (const answer of [resetting, silent, answering(200, anAvailability()), answering(200, 'x')]) {
    edge.availability = answer;
    const opened = watcher.watch('harford', () => {});
    const before = edge.count('/harford/availability');
    await eventually(() => edge.count('/harford/availability') > before);
    opened.close();
    await eventually(() => timers.size === 0 && edge.streams.size === 0);
  }
  process.off('unhandledRejection', hear);
  assert.deepEqual(rejections, []);
});

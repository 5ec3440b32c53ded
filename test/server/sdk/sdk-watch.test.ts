import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type AvailabilitySnapshot, type AvailabilityWatcher, createAvailabilityWatcher } from '@askusnow/sdk';
import {
  anAvailability,
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
import { eventually } from '../../support/waiting.ts';

const at = (ms: number): string => new Date(Date.parse(NOON) + ms).toISOString();
const busy = anAvailability({ state: 'busy', asOf: at(1000) });

let edge: Edge;
let clock: ReturnType<typeof createHandClock>;
let watcher: AvailabilityWatcher;
let told: AvailabilitySnapshot[];
const states = (): string[] => told.map(({ state }) => state);
const watch = (library = 'harford') => watcher.watch(library, (snapshot) => told.push(snapshot));
/** Until the stream stands and has said that all is well. */
const untilStreaming = async (): Promise<void> => {
  await eventually(() => edge.streams.size === 1);
  edge.say(aTick(NOON, { harford: at(3_600_000) }));
};
/** Moves the clock on, a second at a time with requests answered in between, until something is so. */
const advanceUntil = async (look: () => unknown): Promise<number> => {
  for (let seconds = 0; seconds < 1500; seconds++) {
    if (look()) return seconds;
    clock.hand.advance(1000);
    await edge.settled();
  }
  throw new Error(`never: ${look.toString()}`);
};

beforeEach(async () => {
  edge = await startEdge();
  clock = createHandClock();
  edge.availability = answering(200, anAvailability(), { date: NOON });
  watcher = createAvailabilityWatcher({ endpoint: edge.url, clock, fetch: edge.fetch });
  told = [];
});
const watches: { close(): void }[] = [];
const kept = <T extends { close(): void }>(opened: T): T => (watches.push(opened), opened);
afterEach(async () => {
  for (const opened of watches.splice(0)) opened.close();
  await edge.close();
});

test('watch: a listener gets a GET first, then each change from the stream, once', async () => {
  kept(watch());
  await eventually(() => told.length === 1);
  assert.equal(told[0]?.state, 'available');
  assert.deepEqual(told[0]?.availability, anAvailability());
  await untilStreaming();
  edge.say(asEvent(anAvailability()) + asEvent(busy) + asEvent(busy));
  await eventually(() => told.length > 1);
  edge.say(asEvent(anAvailability({ asOf: at(2000) })));
  await eventually(() => told.length > 2);
  assert.deepEqual(states(), ['available', 'busy', 'available']);
});

test('watch: neither cookies nor an address go along', async () => {
  kept(watch());
  await untilStreaming();
  for (const { headers } of edge.arrived) {
    assert.equal(headers.cookie, undefined);
    assert.equal(headers.referer, undefined);
  }
});

test('watch: many callers of several libraries share one connection, which ends with the last', async () => {
  const opened = [kept(watch()), kept(watch()), kept(watch('cecil')), kept(watch())];
  await eventually(() => edge.streams.size === 1);
  assert.equal(edge.count('/harford/availability'), 1);
  assert.equal(edge.count('/cecil/availability'), 1);
  const [{ path } = { path: '' }] = edge.arrived.filter((one) => one.path.includes('/stream'));
  assert.deepEqual(new URL(path, edge.url).searchParams.getAll('library'), ['harford', 'cecil']);
  for (const one of opened.slice(1)) one.close();
  edge.say(aTick(NOON));
  edge.say(asEvent(busy));
  await eventually(() => states().includes('busy'));
  assert.equal(states().filter((state) => state === 'busy').length, 1);
  opened[0]!.close();
  await eventually(() => edge.streams.size === 0);
});

test('watch: a later listener is called at once, without a request', async () => {
  kept(watch());
  await untilStreaming();
  const before = edge.arrived.length;
  let late: string | undefined;
  kept(watcher.watch('harford', ({ state }) => (late = state)));
  await eventually(() => late === 'available');
  assert.equal(edge.arrived.length, before);
});

test('watch: one that is closed before its first call is never called, though the library is known', async () => {
  kept(watch());
  await untilStreaming();
  const called: string[] = [];
  const listen = (name: string) => kept(watcher.watch('harford', ({ state }) => called.push(`${name} ${state}`)));
  listen('closed').close();
  listen('open');
  await eventually(() => called.length > 0);
  edge.say(asEvent(busy));
  await eventually(() => called.includes('open busy'));
  assert.deepEqual(called, ['open available', 'open busy']);
});

test('watch: an element that is moved, closed and opened in one go, costs no request', async () => {
  const first = kept(watch());
  await untilStreaming();
  const before = edge.arrived.length;
  first.close();
  kept(watch());
  edge.say(asEvent(busy));
  await eventually(() => states().includes('busy'));
  assert.equal(edge.arrived.length, before);
});

test('watch: a listener that throws affects no other', async (t) => {
  const complaints = t.mock.method(console, 'error', () => {});
  kept(
    watcher.watch('harford', () => {
      throw new Error('mine');
    }),
  );
  kept(watch());
  await eventually(() => told.length === 1);
  assert.equal(complaints.mock.callCount(), 1);
});

test('watch: an answer that has ended by the server’s clock is unknown by itself, whatever this machine’s clock says', async () => {
  clock.hand.set('2026-11-24T07:30:00.000Z');
  edge.availability = answering(200, anAvailability({ validUntil: at(60_000) }), { date: NOON, age: '20' });
  edge.stream = silent;
  kept(watch());
  await eventually(() => told.length === 1);
  assert.equal(told[0]?.state, 'available');
  assert.equal(told[0]?.clockOffsetMs, Date.parse(NOON) + 21_000 - Date.parse('2026-11-24T07:30:00.000Z'));
  assert.equal(watcher.now(), clock.now() + told[0].clockOffsetMs);
  clock.hand.advance(38_900);
  assert.deepEqual(states(), ['available']);
  clock.hand.advance(200);
  assert.deepEqual(states(), ['available', 'unknown']);
  // The mutant that goes by this machine's clock would claim it for hours.
  const mutant = (localMs: number): string => (localMs < Date.parse(at(60_000)) ? 'available' : 'unknown');
  assert.equal(mutant(clock.now()), 'available');
});

test('watch: a tick extends an answer, and carries the clock', async () => {
  edge.availability = answering(200, anAvailability({ validUntil: at(60_000) }), { date: NOON });
  kept(watch());
  await untilStreaming();
  await eventually(() => watcher.now() === Date.parse(NOON));
  for (let seconds = 0; seconds < 120; seconds += 15) {
    clock.hand.advance(15_000);
    const validUntil = new Date(clock.now() + 60_000).toISOString();
    edge.say(aTick(new Date(clock.now()).toISOString(), { harford: validUntil }));
    await eventually(() => told[0]?.availability?.validUntil === validUntil);
  }
  assert.deepEqual(states(), ['available']);
  // What a listener holds is good for as long: the widget goes by its end.
  const { validUntil } = told[0]!.availability!;
  assert.ok(Date.parse(validUntil) > clock.now(), validUntil);
});

test('watch: a tick extends the answer whose revision it names; mutant: extended by any tick, an ended answer is claimed', async () => {
  const endsAt = at(60_000);
  edge.availability = answering(200, anAvailability({ validUntil: endsAt, revision: 'first' }), { date: NOON });
  kept(watch());
  await untilStreaming();
  await eventually(() => watcher.now() === Date.parse(NOON));
  let skewMs = 0;
  const tick = async (validUntil: string, revision?: Record<string, string>): Promise<void> => {
    clock.hand.advance(12_000);
    skewMs += 1;
    edge.say(aTick(new Date(clock.now() + skewMs).toISOString(), { harford: validUntil }, revision));
    await eventually(() => watcher.now() === clock.now() + skewMs);
  };
  for (const revision of [{ harford: 'second' }, undefined, {}]) await tick(at(3_600_000), revision);
  assert.equal(told[0]?.availability?.validUntil, endsAt);
  await tick(at(70_000), { harford: 'first' });
  assert.equal(told[0]?.availability?.validUntil, at(70_000));
  for (let count = 0; count < 2; count += 1) await tick(at(3_600_000), { harford: 'second' });
  assert.deepEqual(states(), ['available', 'unknown']);
  const mutantEnd = at(3_600_000);
  assert.ok(watcher.now() < Date.parse(mutantEnd), 'available for an hour');
});

test('watch: two missed ticks of a half-open stream are unknown; one is not', async () => {
  kept(watch());
  await untilStreaming();
  await eventually(() => watcher.now() === Date.parse(NOON));
  edge.availability = silent;
  clock.hand.advance(29_000);
  assert.deepEqual(states(), ['available']);
  clock.hand.advance(6_000);
  assert.deepEqual(states(), ['available', 'unknown']);
});

test('watch: after a half-open stream the next GET answers, and a new stream is opened', async () => {
  kept(watch());
  await untilStreaming();
  await advanceUntil(() => states().includes('unknown'));
  await advanceUntil(() => edge.count('/stream') === 2);
  assert.equal(states().at(-1), 'available');
});

for (const [what, stream] of [
  ['are refused', answering(503, { code: 'busy' })],
  ['are missing', answering(404, 'Not found')],
  ['are reset', resetting],
  ['are gathered up by a proxy', silent],
  ['are nonsense', answering(200, 'data: <html>\n\n')],
] as const) {
  test(`watch: if streams ${what}, polls bring a change`, async () => {
    edge.stream = stream;
    kept(watch());
    await eventually(() => told.length === 1);
    edge.availability = answering(200, busy);
    await advanceUntil(() => states().includes('busy'));
    assert.deepEqual(states(), ['available', 'busy']);
  });
}

test('watch: where the server asks for polls there is no stream, and the interval is kept', async () => {
  edge.availability = answering(200, anAvailability({ updates: { mode: 'poll', everySec: 60 } }));
  kept(watch());
  await advanceUntil(() => edge.count('/harford/availability') === 11);
  const seconds = (clock.now() - Date.parse(NOON)) / 1000;
  assert.ok(seconds > 300 && seconds < 950, `${seconds} s`);
  assert.equal(edge.count('/stream'), 0);
});

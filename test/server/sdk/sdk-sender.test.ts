import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type AskEvent, createEventSender, type EventContext, type EventSender } from '@askusnow/sdk';
import { eventBatchSchema } from '@askusnow/sdk/contract';
import { answering, createHandClock, type Edge, NOON, resetting, silent, startEdge } from '../../support/peers/edge.ts';
import { eventually, pause } from '../../support/waiting.ts';

const context: EventContext = {
  library: 'harford',
  page: '/catalog',
  placement: 'header',
  form: 'tag',
  widget: '0.1.0',
  practice: false,
  viewport: 'phone',
};
const shown: AskEvent = { kind: 'impression', state: 'available', tier: 'local', measurable: true };
const clicked: AskEvent = { kind: 'click', state: 'available', tier: 'local' };

let edge: Edge;
let clock: ReturnType<typeof createHandClock>;
let sender: EventSender;
const bodies = () => edge.arrived.map(({ body }) => eventBatchSchema.parse(JSON.parse(body)));
const settle = (): Promise<void> => pause(20);
/** The answer to what has arrived was read: its limit waits no more. */
const untilAnswered = (): Promise<boolean> => eventually(() => !clock.delaysMs().includes(15_000));

beforeEach(async () => {
  edge = await startEdge();
  clock = createHandClock();
  sender = createEventSender({ endpoint: edge.url, clock });
});
afterEach(async () => {
  sender.close();
  await edge.close();
});

test('sender: impressions are gathered for a moment and leave in one batch', async () => {
  sender.send(context, shown);
  sender.send(context, { kind: 'viewable', state: 'available', tier: 'local', firstScreen: true });
  clock.hand.advance(2000);
  await settle();
  assert.equal(edge.arrived.length, 0);
  clock.hand.advance(600);
  await eventually(() => edge.arrived.length === 1);
  assert.equal(bodies()[0]?.events.length, 2);
});

test('sender: a click leaves at once and takes along what waits', async () => {
  sender.send(context, shown);
  sender.send(context, clicked);
  await eventually(() => edge.arrived.length === 1);
  assert.deepEqual(bodies()[0]?.events, [shown, clicked]);
});

test('sender: the request is a simple one with neither cookie nor address', async () => {
  sender.send(context, clicked);
  await eventually(() => edge.arrived.length === 1);
  const [{ method, path, headers } = { method: '', path: '', headers: {} }] = edge.arrived;
  assert.deepEqual([method, path], ['POST', '/v1/events']);
  assert.match(headers['content-type'] ?? '', /^text\/plain/);
  assert.equal(headers.cookie ?? headers.referer, undefined);
});

for (const [what, answer] of [
  ['was reset', resetting],
  ['met a failing server', answering(500, '')],
  ['met a busy server', answering(503, '')],
  ['met a limit', answering(429, '')],
  ['got no answer', silent],
] as const) {
  test(`sender: a batch that ${what} is sent again under the same id, a few times, then dropped`, async () => {
    edge.events = answer;
    const sent = (sender.send(context, shown), sender.flush());
    let settled = false;
    void sent.then(() => (settled = true));
    await eventually(() => {
      clock.hand.advance(1000);
      return settled;
    });
    assert.equal(edge.arrived.length, 4);
    assert.equal(new Set(edge.arrived.map(({ body }) => body)).size, 1);
  });
}

test('sender: nothing is waited for after the last attempt', async () => {
  edge.events = resetting;
  let waits = 0;
  const counting = createEventSender({
    endpoint: edge.url,
    clock: { now: clock.now, after: (delayMs, run) => clock.after(delayMs, () => (waits++, run())) },
  });
  counting.send(context, shown);
  let settled = false;
  void counting.flush().then(() => (settled = true));
  await eventually(() => {
    clock.hand.advance(1000);
    return settled;
  });
  // The pauses before attempts 2, 3 and 4.
  assert.deepEqual([edge.arrived.length, waits], [4, 3]);
  counting.close();
});

test('sender: an answer is waited for as long as by every request of the SDK, and no longer', async () => {
  edge.events = silent;
  sender.send(context, clicked);
  await eventually(() => edge.arrived.length === 1);
  clock.hand.advance(14_999);
  await settle();
  assert.deepEqual([edge.arrived.length, clock.delaysMs()], [1, [15_000]]);
  edge.events = answering(202, { accepted: 1, dropped: {} });
  clock.hand.advance(1);
  await eventually(() => {
    clock.hand.advance(1000);
    return edge.arrived.length === 2;
  });
  assert.equal(new Set(edge.arrived.map(({ body }) => body)).size, 1);
  // No timer keeps a script open that is done.
  await untilAnswered();
});

test('sender: Retry-After is an hour at most', async () => {
  edge.events = answering(503, '', { 'retry-after': '99999999' });
  sender.send(context, clicked);
  await eventually(() => edge.arrived.length === 1);
  await untilAnswered();
  clock.hand.advance(3_600_000 + 15_000);
  await eventually(() => edge.arrived.length === 2);
});

test('sender: a batch is sent no more once it is acknowledged', async () => {
  edge.events = resetting;
  sender.send(context, clicked);
  await eventually(() => edge.arrived.length === 1);
  edge.events = answering(202, { accepted: 1, dropped: {} });
  await eventually(() => {
    clock.hand.advance(1000);
    return edge.arrived.length === 2;
  });
  await untilAnswered();
  for (let minute = 0; minute < 10; minute++) {
    clock.hand.advance(60_000);
    await settle();
  }
  assert.equal(edge.arrived.length, 2);
});

for (const status of [400, 403, 404, 413, 422]) {
  test(`sender: a batch that is refused with ${status} is not sent again`, async () => {
    edge.events = answering(status, '');
    sender.send(context, shown);
    await sender.flush();
    assert.equal(edge.arrived.length, 1);
  });
}

test('sender: Retry-After is waited for', async () => {
  edge.events = answering(503, '', { 'retry-after': '120' });
  sender.send(context, clicked);
  await eventually(() => edge.arrived.length === 1);
  await untilAnswered();
  clock.hand.advance(119_000);
  await settle();
  assert.equal(edge.arrived.length, 1);
  await eventually(() => {
    clock.hand.advance(1000);
    return edge.arrived.length === 2;
  });
});

test('sender: the batch’s day is the server’s, also where this machine’s clock is days off', async () => {
  clock.hand.set('2031-01-01T00:00:00.000Z');
  sender.close();
  sender = createEventSender({ endpoint: edge.url, clock, now: () => Date.parse(NOON) });
  sender.send(context, clicked);
  await eventually(() => edge.arrived.length === 1);
  assert.match(bodies()[0]!.batch, /^20261124-/);
});

test('a click never waits: sending returns nothing to wait for, though its request never ends', () => {
  sender.close();
  let asked = 0;
  const fetch = (): Promise<Response> => ((asked += 1), new Promise(() => undefined));
  sender = createEventSender({ endpoint: edge.url, clock, fetch });
  for (let count = 0; count < 20; count++) assert.equal(sender.send(context, clicked), undefined);
  assert.ok(asked > 0);
});

test('sender: a fetch that throws synchronously does not reach the caller', async () => {
  sender.close();
  const thrower = createEventSender({
    endpoint: edge.url,
    clock,
    fetch: () => {
      throw new Error('replaced by the page');
    },
  });
  thrower.send(context, clicked);
  let settled = false;
  void thrower.flush().then(() => (settled = true));
  await eventually(() => settled);
  thrower.close();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  ANSWER_STATES,
  EVENTS_BODY_LIMIT_BYTES,
  EVENTS_PER_BATCH,
  eventBatchSchema,
  eventSchema,
  TIERS,
} from '@askusnow/sdk/contract';
import { type AskEvent, type EventBatch, type EventContext, toBatchId } from '@askusnow/sdk';
import { createEventQueue } from '../../../sdk/dist/events/queue.js';

const aContext = (more: Partial<EventContext> = {}): EventContext => ({
  library: 'harford',
  page: '/catalog/b1234567',
  placement: 'header',
  form: 'tag',
  widget: '0.1.0',
  practice: false,
  viewport: 'desktop',
  ...more,
});
const aClick: AskEvent = { kind: 'click', state: 'available', tier: 'local' };
const read = (body: string | undefined): EventBatch => JSON.parse(body ?? '') as EventBatch;
const nextId = (): (() => string) => {
  let sent = 0;
  return () => `20261124-${String(sent++).padStart(32, '0')}`;
};
const drain = (fill: (add: (context: EventContext, event: AskEvent) => void) => void): string[] => {
  const queue = createEventQueue();
  fill(queue.add);
  return queue.drain(nextId());
};

test('event queue: a body is a batch of the contract, with the page’s pattern in place of its path', () => {
  const [body, ...more] = drain((add) => add(aContext({ page: '/patron/1234567?card=21982' }), aClick));
  assert.deepEqual(more, []);
  const batch = eventBatchSchema.parse(JSON.parse(body!));
  assert.deepEqual(batch, { batch: `20261124-${'0'.repeat(32)}`, ...aContext({ page: '/patron' }), events: [aClick] });
});

test('event queue: any number of events of any kind fits into bodies within the route’s limits, none lost, none twice', () => {
  const state = fc.constantFrom(...ANSWER_STATES);
  const tier = fc.option(fc.constantFrom(...TIERS));
  const event = fc.oneof(
    fc.record({ kind: fc.constant('impression' as const), state, tier, measurable: fc.boolean() }),
    fc.record({ kind: fc.constant('viewable' as const), state, tier, firstScreen: fc.boolean() }),
    fc.record({ kind: fc.constant('click' as const), state, tier }),
  );
  const longest = aContext({
    library: 'a'.repeat(40),
    placement: 'p'.repeat(32),
    page: '/searchresults.aspx'.repeat(8),
    widget: '1111.1111.1111',
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(aContext(), longest), event), { maxLength: 160 }), (visits) => {
      const bodies = drain((add) => visits.forEach(([context, given]) => add(context, given)));
      const events: unknown[] = [];
      for (const body of bodies) {
        assert.ok(Buffer.byteLength(body) <= EVENTS_BODY_LIMIT_BYTES, `${Buffer.byteLength(body)} bytes`);
        const batch = eventBatchSchema.parse(JSON.parse(body));
        assert.ok(batch.events.length <= EVENTS_PER_BATCH);
        for (const one of batch.events) events.push(eventSchema.parse(one));
      }
      const inOrder = (list: unknown[]) => list.map((one) => JSON.stringify(one)).sort();
      assert.deepEqual(inOrder(events), inOrder(visits.map(([, given]) => eventSchema.parse(given))));
      assert.equal(new Set(bodies.map((body) => read(body).batch)).size, bodies.length);
    }),
    { numRuns: 60 },
  );
});

test('event queue: a drained queue is empty', () => {
  const queue = createEventQueue();
  queue.add(aContext(), aClick);
  assert.equal(queue.drain(nextId()).length, 1);
  assert.deepEqual(queue.drain(nextId()), []);
});

test('event queue: what the page does to the objects afterwards has no effect', () => {
  const context = aContext();
  const [body] = drain((add) => {
    add(context, aClick);
    context.placement = 'somewhere-else';
  });
  assert.equal(read(body).placement, 'header');
});

test('event queue: a member without a value is left out, of what a batch shares and of an event', () => {
  const bodies = drain((add) => {
    add(aContext({ page: '/catalog', branch: undefined }), Object.assign({ later: undefined }, aClick));
    add(aContext({ page: '/catalog' }), aClick);
  });
  const [batch, ...more] = bodies.map(read);
  assert.deepEqual(more, []);
  assert.deepEqual(batch, { batch: batch!.batch, ...aContext({ page: '/catalog' }), events: [aClick, aClick] });
});

test('event queue: text that no field may hold cannot break out of it', () => {
  const [body] = drain((add) => add(aContext({ placement: 'a","library":"cecil\u2028\\\u0000é' }), aClick));
  const batch = read(body);
  assert.equal(batch.library, 'harford');
  assert.equal(batch.placement, 'a,library:cecil');
});

test('event queue: a page whose script library gives arrays a toJSON sends the same body; the mutant with JSON.stringify does not', () => {
  const fill = (add: (context: EventContext, event: AskEvent) => void): void => add(aContext(), aClick);
  const before = drain(fill);
  const naive = (): string => JSON.stringify({ ...aContext(), events: [aClick] });
  const whole = naive();
  const bent = Array.prototype as { toJSON?: () => string };
  bent.toJSON = function (this: unknown[]) {
    return `[${this.map((one) => JSON.stringify(one)).join(', ')}]`;
  };
  try {
    assert.deepEqual(drain(fill), before);
    assert.notEqual(naive(), whole);
    assert.equal(typeof read(naive()).events, 'string');
  } finally {
    delete bent.toJSON;
  }
});

test('event queue: a batch id names the UTC day and 128 random bits', () => {
  assert.match(toBatchId(Date.parse('2026-01-09T23:59:59.999Z')), /^20260109-[0-9a-f]{32}$/);
  const ids = new Set(Array.from({ length: 1000 }, () => toBatchId(0)));
  assert.equal(ids.size, 1000);
});

test('event queue: a page whose date library bends toISOString and Date.parse names the same day', () => {
  const native = Object.getOwnPropertyDescriptor(Date.prototype, 'toISOString')!;
  Date.prototype.toISOString = () => '"2008-04-13T06:50:23Z"';
  try {
    assert.match(toBatchId(Date.parse('2026-12-31T00:00:00Z')), /^20261231-/);
  } finally {
    Object.defineProperty(Date.prototype, 'toISOString', native);
  }
});

// What is kept of a long calendar is short enough for a database that works on the thread that answers patrons.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { FeedFault } from '../../../server/src/schedule/calendars/fault.ts';
import { fromKept, toKept } from '../../../server/src/schedule/calendars/kept-body.ts';
import { run } from '../../../server/src/schedule/calendars/read-task.ts';
import { calendar, shift } from '../../support/data/calendars.ts';

test('calendars: a short body is kept as it is, a long one packed, and each reads the same again', () => {
  for (const body of [calendar(shift('20260504T090000', '20260504T120000')), 'Ü\r\n'.repeat(100_000)]) {
    const kept = toKept(body);
    assert.ok(kept.length <= 64_000);
    assert.equal(fromKept(kept), body);
    assert.equal(toKept(body), kept);
  }
});

test('calendars: events with too much text to be kept are a fault', () => {
  const events = Array.from({ length: 8_000 }, (_, at) =>
    shift('20260504T090000', '20260504T120000', `UID:${at}-${randomBytes(120).toString('hex')}`),
  );
  const found = run({
    bytes: new TextEncoder().encode(calendar(...events)),
    zone: 'UTC',
    nowMs: 0,
    naming: { tier: 'local', owners: [] },
    known: { body: null, events: 0, goodAtMs: null },
  });
  assert.ok('fault' in found);
  assert.equal(found.fault.code, 'too-many-events');
  assert.throws(() => toKept(randomBytes(1_000_000).toString('hex')), FeedFault);
});

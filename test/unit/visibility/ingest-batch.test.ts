import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readBatch } from '../../../server/src/visibility/ingest/batch.ts';
import { EVENT_COLUMNS, toCells } from '../../../server/src/visibility/ingest/counts.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';

const read = (batch: unknown) => readBatch(JSON.stringify(batch));

test('batch: a batch of the contract is read whole', () => {
  const batch = aBatch({ events: [anEvent(), anEvent({ kind: 'viewable', firstScreen: true })] });
  assert.deepEqual(read(batch), { batch, dropped: {} });
});

test('an unknown kind is dropped by itself: pinned tags live for years', () => {
  const batch = aBatch({ events: [anEvent({ kind: 'hover', depth: 3 }), anEvent()] });
  const result = read(batch);
  assert.ok('batch' in result);
  assert.deepEqual(result.batch.events, [anEvent()]);
  assert.deepEqual(result.dropped, { 'unknown-kind': 1 });
});

test('batch: a known kind in a wrong shape is dropped by itself', () => {
  const events = [
    anEvent({ state: 'open' }),
    anEvent({ title: 'My page' }),
    anEvent({ kind: 'impression' }),
    anEvent({ tier: 4 }),
  ];
  const result = read(aBatch({ events: [...events, anEvent()] }));
  assert.ok('batch' in result);
  assert.equal(result.batch.events.length, 1);
  assert.deepEqual(result.dropped, { 'malformed-event': 4 });
});

test('batch: a diagnosis of a value that is not known is dropped by itself: a newer tag may know more', () => {
  const known = anEvent({ kind: 'diagnosis', value: 'covered' });
  const result = read(aBatch({ events: [anEvent({ kind: 'diagnosis', value: 'upside-down' }), known] }));
  assert.ok('batch' in result);
  assert.deepEqual(result.batch.events, [known]);
  assert.deepEqual(result.dropped, { 'malformed-event': 1 });
});

const WRONG: Record<string, unknown> = {
  'an array': [],
  'a string': 'batch',
  null: null,
  'no events': aBatch({ events: [] }),
  '51 events': aBatch({ events: Array.from({ length: 51 }, () => anEvent()) }),
  'a field more': { ...aBatch(), referrer: 'https://www.example.org/?q=x' },
  'a field less': { ...aBatch(), viewport: undefined },
  'a page with its query': { ...aBatch(), page: '/search?q=private' },
  'a page with an escape': { ...aBatch(), page: '/search/%41' },
  'a page in capitals': { ...aBatch(), page: '/Search' },
  'a page of 300 characters': { ...aBatch(), page: `/${'a'.repeat(300)}` },
  'a page with a line break': { ...aBatch(), page: '/search\n' },
  'a placement with a space': { ...aBatch(), placement: 'top bar' },
  'a batch id of another shape': { ...aBatch(), batch: 'x' },
  'a wide number as version': { ...aBatch(), widget: '0.1.0-beta' },
  'practice as a word': { ...aBatch(), practice: 'yes' },
};
for (const [name, batch] of Object.entries(WRONG)) {
  test(`batch: ${name}: is malformed, and the answer says what would be right`, () => {
    const result = read(batch);
    assert.ok('malformed' in result);
    assert.ok(result.malformed.length > 0);
    for (const { field, message } of result.malformed) assert.ok(field.length > 0 && message.length > 0);
  });
}

test('batch: the answer does not repeat a field that the contract does not know', () => {
  assert.doesNotMatch(JSON.stringify(read({ ...aBatch(), 'jane.doe@example.org': 1 })), /jane/);
});

test('batch: deep and wide bodies are malformed, and a full batch is not', () => {
  assert.ok('malformed' in readBatch('['.repeat(5)));
  assert.ok('malformed' in readBatch(`{${'"a":1,'.repeat(601)}"b":1}`));
  assert.ok('batch' in read(aBatch({ events: Array.from({ length: 50 }, () => anEvent()) })));
});

test('batch: a repeated key is refused by its field, whether its values differ or not', () => {
  const batch = JSON.stringify(aBatch({ events: [anEvent(), anEvent()] }));
  const twice: [text: string, field: string][] = [
    [batch.replace('{', '{"practice":true,'), 'practice'],
    [batch.replace(/"kind":"click"(?=[^}]*}\])/, '"kind":"click","kind":"click"'), 'events.1.kind'],
  ];
  for (const [text, field] of twice) {
    const result = readBatch(text);
    assert.ok('malformed' in result);
    assert.equal(result.malformed[0]?.field, field);
    assert.match(result.malformed[0].message, /^is a repeated key/);
  }
});

test('batch: whatever a page sends, reading it does not throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readBatch(text)));
  fc.assert(fc.property(fc.jsonValue(), (value) => void read(value)));
  const anyField = fc.constantFrom(...Object.keys(aBatch()), '__proto__', 'constructor', 'toString');
  fc.assert(
    fc.property(anyField, fc.jsonValue(), (field, value) => {
      const text = JSON.stringify(aBatch()).replace('{', `{${JSON.stringify(field)}:${JSON.stringify(value)},`);
      void readBatch(text);
    }),
  );
});

test('batch: an event grows the columns of its kind and viewport', () => {
  const events = [
    anEvent({ kind: 'impression', measurable: true }),
    anEvent({ kind: 'impression', measurable: false }),
    anEvent({ kind: 'viewable', firstScreen: true }),
    anEvent({ kind: 'viewable', firstScreen: false }),
    anEvent(),
    anEvent({ state: 'closed', tier: null }),
  ];
  const [open, closed, ...more] = toCells(events, 'tablet', () => 'counted');
  assert.equal(more.length, 0);
  const grown = (counts: number[] = []): Record<string, number> => {
    const columns: Record<string, number> = {};
    counts.forEach((count, index) => {
      if (count !== 0) columns[EVENT_COLUMNS[index]!] = count;
    });
    return columns;
  };
  assert.deepEqual(grown(open?.counts), {
    impression_tablet: 2,
    unmeasurable_tablet: 1,
    viewable_tablet: 2,
    first_screen_tablet: 1,
    click_tablet: 1,
  });
  assert.deepEqual(
    { ...closed, counts: grown(closed?.counts) },
    { state: 'closed', tier: 'none', class: 'counted', counts: { click_tablet: 1 } },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ANSWER_STATES, eventBatchSchema, eventSchema, FORMS, TIERS, VIEWPORTS } from '@askusnow/sdk/contract';
import { countKeysIn } from '../../../server/src/platform/http/strict-json.ts';
import { BATCH_LIMITS, readBatch } from '../../../server/src/visibility/ingest/batch.ts';
import { isPlainBatch } from '../../../server/src/visibility/ingest/fast-validate.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';

const RUNS = { numRuns: 2_000 };

/** A right value with one of its fields gone, changed or added. */
const bent = (right: fc.Arbitrary<object>, fields: string[]): fc.Arbitrary<unknown> => {
  const anyField = fc.constantFrom(...fields, '__proto__', 'constructor', 'title');
  const anyValue = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('', 'null', 'click', ['bel-air'], 'diagnosis', 'hidden', 'viewable', '/', '/a\n', 'a b', '0.1.0'),
  );
  return fc.oneof(
    right,
    fc.jsonValue(),
    fc
      .tuple(right, anyField)
      .map(([value, field]) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== field))),
    fc
      .tuple(right, anyField, anyValue)
      .map(
        ([value, field, other]) =>
          JSON.parse(
            `{${JSON.stringify(value).slice(1, -1)},${JSON.stringify(field)}:${JSON.stringify(other)}}`,
          ) as unknown,
      ),
  );
};

const rightEvent = fc
  .tuple(
    fc.constantFrom(
      { kind: 'click' },
      { kind: 'impression', measurable: true },
      { kind: 'viewable', firstScreen: false },
      { kind: 'diagnosis', value: 'covered' },
    ),
    fc.constantFrom(...ANSWER_STATES),
    fc.constantFrom(...TIERS, null),
  )
  .map(([own, state, tier]) => ({ ...own, state, tier }));
const event = bent(rightEvent, ['kind', 'state', 'tier', 'measurable', 'firstScreen', 'value']);
const rightBatch = fc
  .record({
    form: fc.constantFrom(...FORMS),
    viewport: fc.constantFrom(...VIEWPORTS),
    events: fc.array(rightEvent, { minLength: 1, maxLength: 50 }),
  })
  .chain((more) => fc.constantFrom({}, { branch: 'bel-air' }).map((branch) => aBatch({ ...more, ...branch })));

/** The schemas' own reading: which events are taken, or null where the batch is not. */
function readBySchema(text: string): object | null {
  if (typeof countKeysIn(text, BATCH_LIMITS) !== 'number') return null;
  const parsed = eventBatchSchema.safeParse(JSON.parse(text));
  if (!parsed.success) return null;
  return { ...parsed.data, events: parsed.data.events.flatMap((one) => eventSchema.safeParse(one).data ?? []) };
}

test('fast validation: reads a batch as the schemas do, mostly without them', () => {
  const batch = bent(rightBatch, Object.keys(aBatch({ branch: 'bel-air' })));
  const withOneEvent = fc.tuple(rightBatch, event).map(([right, one]) => ({ ...right, events: [one] }));
  let byHand = 0;
  const property = fc.property(fc.oneof(batch, withOneEvent), (value) => {
    const text = JSON.stringify(value);
    if (isPlainBatch(JSON.parse(text))) byHand++;
    const read = readBatch(text);
    assert.deepEqual('batch' in read ? read.batch : null, readBySchema(text));
  });
  fc.assert(property, RUNS);
  assert.ok(byHand > RUNS.numRuns / 10, `only ${byHand} were read by hand`);
});

test('fast validation: reads what a tag sends without the schemas', () => {
  fc.assert(fc.property(rightBatch, (value) => isPlainBatch(value)));
});

test('fast validation: a check that overlooks further fields, kept as a mutant, takes what the schemas do not', () => {
  const mutant = (batch: { events: object[] }): boolean =>
    batch.events.every((one) => 'kind' in one && 'state' in one && 'tier' in one);
  const batch = aBatch({ events: [anEvent({ title: 'My account' })] });
  const text = JSON.stringify(batch);
  assert.ok(mutant(batch));
  assert.ok(!isPlainBatch(JSON.parse(text)));
  assert.deepEqual(readBatch(text), { batch: { ...batch, events: [] }, dropped: { 'malformed-event': 1 } });
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { ANSWER_STATES, FORMS, pagePatternSchema, TIERS, VIEWPORTS } from '@askusnow/sdk/contract';
import { toPagePattern } from '@askusnow/sdk/page-pattern';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { aBatchId } from '../../support/data/event-batch.ts';
import { addLibraries, countersOf, ORIGIN, startNode, sumOf, type Node } from '../../support/app/ingest.ts';

const NOW = '2026-11-24T15:20:00.000Z';

const word = fc.stringMatching(/^[a-z0-9._~=$:-]{1,12}$/);
const path = fc.array(word, { maxLength: 10 }).map((segments) => `/${segments.join('/')}`);
const event = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('click'),
      state: fc.constantFrom(...ANSWER_STATES),
      tier: fc.constantFrom(...TIERS, null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.oneof(fc.string(), fc.constant('viewable')),
      state: fc.jsonValue(),
      firstScreen: fc.jsonValue(),
    }),
  },
);
const batch = fc.record({
  batch: fc.oneof({ weight: 9, arbitrary: fc.constant(0).map(() => aBatchId(NOW)) }, fc.string()),
  library: fc.constantFrom('harford', 'harford', 'harford', 'lakeside', 'nowhere', '__proto__'),
  page: fc.oneof({ weight: 4, arbitrary: path }, { weight: 1, arbitrary: fc.string() }),
  placement: fc.oneof(
    { weight: 4, arbitrary: fc.stringMatching(/^[a-z0-9-]{1,32}$/) },
    { weight: 1, arbitrary: fc.string() },
  ),
  form: fc.constantFrom(...FORMS),
  widget: fc.stringMatching(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/),
  practice: fc.boolean(),
  viewport: fc.constantFrom(...VIEWPORTS),
  events: fc.array(event, { minLength: 1, maxLength: 5 }),
});
const anything = fc.oneof(
  { weight: 6, arbitrary: batch.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 9000 }) },
);

forEachEngineByTier((_engine, open) => {
  let database: Database;
  let node: Node;
  before(async () => {
    database = await open();
    await addLibraries(database);
    node = await startNode(database, createManualClock(NOW));
  });
  after(() => node.close());

  test('ingest: whatever a page sends, the answer is one of those that the contract lists, and every row is within the grammar', async () => {
    const EXPECTED = [202, 400, 403, 404, 413, 422];
    let accepted = 0;
    const origin = fc.constantFrom(
      ORIGIN,
      ORIGIN,
      ORIGIN,
      'https://guides.pages.example.org',
      'null',
      'x',
      `${ORIGIN}:1`,
    );
    const send = async ([body, sentFrom]: [string, string]) => {
      const reply = await node.send(body, { headers: { origin: sentFrom } });
      assert.ok(EXPECTED.includes(reply.status), `${reply.status} for ${body}`);
      accepted += reply.body.accepted ?? 0;
    };
    // Ten at a time, so that batches meet in one transaction.
    const property = fc.asyncProperty(
      fc.array(fc.tuple(anything, origin), { minLength: 10, maxLength: 10 }),
      async (sends) => {
        await Promise.all(sends.map(send));
      },
    );
    await fc.assert(property, { numRuns: 100 });
    await node.ingest.settle();
    assert.deepEqual(node.errors, []);
    assert.ok(accepted > 100, `only ${accepted} events were accepted`);

    const { placement } = await countersOf(database);
    for (const { pattern, name } of placement) {
      assert.match(String(name), /^[a-z0-9-]{1,32}$/);
      if (pattern === '(other)') continue;
      assert.ok(pagePatternSchema.safeParse(pattern).success, String(pattern));
      assert.equal(toPagePattern(String(pattern)), pattern);
    }
    const { practice = 0, counted = 0, suspect = 0 } = await sumOf(database, 'click');
    assert.equal(practice + counted + suspect, accepted);
  });
});

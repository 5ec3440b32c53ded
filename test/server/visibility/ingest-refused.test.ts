import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { aBatch, aBatchId, anEvent } from '../../support/data/event-batch.ts';
import {
  addLibraries,
  countersOf,
  ORIGIN,
  refusalsOf,
  startNode,
  type Node,
  type SentWith,
} from '../../support/app/ingest.ts';

const NOW = '2026-11-24T04:30:00.000Z'; // still the 23rd in New York
const batch = (more: object = {}) => ({ ...aBatch({ at: NOW }), ...more });
const from = (origin: string | undefined): SentWith => ({ headers: { origin } });

interface Case {
  when: string;
  sent: object | string;
  with?: SentWith;
  status: number;
  code: string;
  /** Null: not ours to count. */
  refusal: string | null;
}

const CASES: Case[] = [
  { when: 'is too big', sent: 'x'.repeat(8193), status: 413, code: 'too-large', refusal: '- 2026-11-24 too-large' },
  {
    when: 'is too deep',
    sent: '['.repeat(8000),
    status: 400,
    code: 'malformed-batch',
    refusal: '- 2026-11-24 malformed-batch',
  },
  {
    when: 'has too many keys',
    sent: `{${'"a":1,'.repeat(1300)}"b":1}`,
    status: 400,
    code: 'malformed-batch',
    refusal: '- 2026-11-24 malformed-batch',
  },
  { when: 'is empty', sent: '', status: 400, code: 'malformed-batch', refusal: '- 2026-11-24 malformed-batch' },
  {
    when: 'is not JSON',
    sent: 'batch=1&library=harford',
    status: 400,
    code: 'malformed-batch',
    refusal: '- 2026-11-24 malformed-batch',
  },
  {
    when: 'is of the wrong type',
    sent: '[1,2]',
    status: 400,
    code: 'malformed-batch',
    refusal: '- 2026-11-24 malformed-batch',
  },
  {
    when: 'has a field of the wrong type',
    sent: batch({ practice: 1 }),
    status: 400,
    code: 'malformed-batch',
    refusal: 'harford 2026-11-23 malformed-batch',
  },
  {
    when: 'has a field more',
    sent: batch({ title: 'x' }),
    status: 400,
    code: 'malformed-batch',
    refusal: 'harford 2026-11-23 malformed-batch',
  },
  {
    when: 'has 51 events',
    sent: batch({ events: Array(51).fill(anEvent()) }),
    status: 400,
    code: 'malformed-batch',
    refusal: 'harford 2026-11-23 malformed-batch',
  },
  {
    when: 'carries a query in its page',
    sent: batch({ page: '/search?q=private' }),
    status: 400,
    code: 'malformed-batch',
    refusal: 'harford 2026-11-23 malformed-batch',
  },
  {
    when: 'names an unknown library',
    sent: batch({ library: 'nowhere' }),
    status: 404,
    code: 'unknown-library',
    refusal: '- 2026-11-24 unknown-library',
  },
  {
    when: 'comes from a foreign origin',
    sent: batch(),
    with: from('https://www.example.net'),
    status: 403,
    code: 'origin-not-registered',
    refusal: 'harford 2026-11-23 origin-not-registered',
  },
  {
    when: "comes from another library's origin",
    sent: batch(),
    with: from('https://lakeside.example.org'),
    status: 403,
    code: 'origin-not-registered',
    refusal: 'harford 2026-11-23 origin-not-registered',
  },
  {
    when: 'comes from a look-alike suffix',
    sent: batch(),
    with: from(`${ORIGIN}.evil.example`),
    status: 403,
    code: 'origin-not-registered',
    refusal: 'harford 2026-11-23 origin-not-registered',
  },
  {
    when: 'comes from a look-alike of a wildcard',
    sent: batch(),
    with: from('https://evilpages.example.org'),
    status: 403,
    code: 'origin-not-registered',
    refusal: 'harford 2026-11-23 origin-not-registered',
  },
  {
    when: 'comes by http where https is registered',
    sent: batch(),
    with: from(ORIGIN.replace('https', 'http')),
    status: 403,
    code: 'origin-not-registered',
    refusal: 'harford 2026-11-23 origin-not-registered',
  },
  {
    when: 'comes from an opaque origin',
    sent: batch(),
    with: from('null'),
    status: 403,
    code: 'origin-not-registered',
    refusal: 'harford 2026-11-23 origin-not-registered',
  },
  {
    when: 'comes without an origin',
    sent: batch(),
    with: from(undefined),
    status: 403,
    code: 'origin-not-registered',
    refusal: 'harford 2026-11-23 origin-not-registered',
  },
  {
    when: 'is two days old',
    sent: batch({ batch: aBatchId('2026-11-22T23:59:59.999Z') }),
    status: 422,
    code: 'batch-day',
    refusal: 'harford 2026-11-23 batch-day',
  },
  {
    when: 'is of the day after tomorrow',
    sent: batch({ batch: aBatchId('2026-11-26T00:00:00.000Z') }),
    status: 422,
    code: 'batch-day',
    refusal: 'harford 2026-11-23 batch-day',
  },
  {
    when: 'is of a day that does not exist',
    sent: batch({ batch: aBatchId(NOW).replace('20261124', '20261331') }),
    status: 422,
    code: 'batch-day',
    refusal: 'harford 2026-11-23 batch-day',
  },
  {
    when: 'comes as JSON by its type',
    sent: batch(),
    with: { headers: { 'content-type': 'application/json' } },
    status: 415,
    code: 'media-type',
    refusal: null,
  },
];

forEachEngine((_engine, open) => {
  let database: Database;
  let node: Node;
  before(async () => {
    database = await open();
    await addLibraries(database);
    node = await startNode(database, createManualClock(NOW));
    assert.equal((await node.send(batch())).status, 202);
  });
  after(() => node.close());

  for (const { when, sent, with: sentWith, status, code, refusal } of CASES) {
    test(`refusals: a batch that ${when} is answered ${status} ${code} and changes nothing but the refusal's count`, async () => {
      await node.ingest.settle();
      const [counters, refusals] = [await countersOf(database), await refusalsOf(database)];
      const reply = await node.send(sent, sentWith);
      await node.ingest.settle();
      assert.deepEqual([reply.status, reply.body.code, reply.body.status], [status, code, status]);
      assert.match(String(reply.headers['content-type']), /^application\/problem\+json/);
      assert.equal(reply.headers['access-control-allow-origin'], '*');
      assert.ok((reply.body.detail ?? '').length > 10);
      assert.deepEqual(await countersOf(database), counters);
      assert.deepEqual(
        await refusalsOf(database),
        refusal === null ? refusals : { ...refusals, [refusal]: (refusals[refusal] ?? 0) + 1 },
      );
    });
  }

  test('refusals: a batch of which nothing can be counted is received, dropped by reason, and makes no placement', async () => {
    const counters = await countersOf(database);
    const reply = await node.send(
      batch({ page: '/never-seen', events: [{ kind: 'hover' }, { kind: 'click', state: 'open', tier: null }] }),
    );
    assert.deepEqual(
      [reply.status, reply.body],
      [202, { accepted: 0, dropped: { 'unknown-kind': 1, 'malformed-event': 1 } }],
    );
    assert.deepEqual(await countersOf(database), counters);
  });

  test('refusals: the wildcard origin is one of the registered ones, and its row is what is kept', async () => {
    const reply = await node.send(batch(), from('https://guides.pages.example.org'));
    assert.equal(reply.status, 202);
    assert.doesNotMatch(JSON.stringify(await countersOf(database)), /guides/);
  });

  test('refusals: refusals are summed, with no text kept, and wait for a database that is away', async () => {
    const before = (await refusalsOf(database))['- 2026-11-24 unknown-library'] ?? 0;
    await Promise.all(Array.from({ length: 50 }, () => node.send(batch({ library: 'jane-doe' }))));
    await node.ingest.settle();
    const refusals = await refusalsOf(database);
    assert.equal(refusals['- 2026-11-24 unknown-library'], before + 50);
    assert.doesNotMatch(JSON.stringify(refusals), /jane/);
  });
});

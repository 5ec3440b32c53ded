// Forty dashboards that read slowly, and pages whose events are counted meanwhile. The longest gap between two
// acknowledgements is printed for each engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { ENGINES, type Engine } from '../../support/app/database.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { BROWSER, ORIGIN } from '../../support/app/ingest.ts';

/** An account has four requests under way at most; a node two heavy ones. */
const ACCOUNTS = 10;
const READS_PER_ACCOUNT = 4;
/** Generous: on a free machine the gap is a third of it. */
const MAX_GAP_MS = 2_000;

interface Measured {
  gapMs: number;
  /** The longest that a reply of 503 took. */
  heldMs: number;
  statuses: Set<number>;
}

/** A desk that has turned every half minute for six days: on PGlite a heavy read is one that has much to read. */
const fill = ({ db }: Database) =>
  sql`insert into presence_interval (queue_id, started_at, ended_at, state)
  select 'harford-desk', at, at + interval '30 seconds',
    case when extract(epoch from at)::bigint / 30 % 2 = 0 then 'available' else 'nobody' end
  from generate_series(now() - interval '6 days', now() - interval '1 hour', interval '30 seconds') as at`.execute(db);

/** On Postgres each waits for a lock; on PGlite there is much to read. */
const pathOf = (engine: Engine): string => {
  if (engine === 'postgres') return '/v1/queues/harford-desk/presence';
  return `/v1/queues/harford-desk/coverage?from=${new Date(Date.now() - 6 * 86_400_000).toISOString()}`;
};

async function read(node: TestApp, path: string, cookie: string): Promise<{ status: number; tookMs: number }> {
  const startedAt = performance.now();
  const reply = await fetch(node.url + path, { headers: { cookie } });
  await reply.arrayBuffer();
  if (reply.status === 503) assert.ok(Number(reply.headers.get('retry-after')) > 0);
  return { status: reply.status, tookMs: performance.now() - startedAt };
}

async function isAcknowledged(node: TestApp): Promise<boolean> {
  const headers = { origin: ORIGIN, 'user-agent': BROWSER, 'content-type': 'text/plain' };
  const reply = await fetch(`${node.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(aBatch()) });
  await reply.arrayBuffer();
  return reply.status === 202;
}

async function measure(engine: Engine, wrapDatabase?: (database: Database) => Database): Promise<Measured> {
  const node = await startApp({ engine, cooperative: COOPERATIVE_FILE, ...(wrapDatabase && { wrapDatabase }) });
  const rival = engine === 'postgres' ? new pg.Client({ connectionString: node.config.databaseUrl! }) : null;
  try {
    await fill(node.database);
    const cookies: string[] = [];
    for (let account = 0; account < ACCOUNTS; account++) cookies.push(await node.signIn('coordinator'));
    assert.ok(await isAcknowledged(node));
    await rival?.connect();
    await rival?.query('begin; lock table queue_presence in access exclusive mode');

    let isReading = true;
    const startedAt = performance.now();
    const reads = Promise.all(
      cookies.flatMap((cookie) => Array.from({ length: READS_PER_ACCOUNT }, () => read(node, pathOf(engine), cookie))),
    ).finally(() => (isReading = false));
    let gapMs = 0;
    let lastAt = startedAt;
    while (isReading) {
      if (!(await isAcknowledged(node))) continue;
      gapMs = Math.max(gapMs, performance.now() - lastAt);
      lastAt = performance.now();
    }
    const replies = await reads;
    gapMs = Math.max(gapMs, performance.now() - lastAt);
    const held = replies.filter(({ status }) => status === 503).map(({ tookMs }) => tookMs);
    return { gapMs, heldMs: Math.max(0, ...held), statuses: new Set(replies.map(({ status }) => status)) };
  } finally {
    await rival?.end();
    await node.close();
  }
}

const ms = (value: number): string => `${Math.round(value).toLocaleString('en-US')} ms`;

for (const engine of ENGINES)
  test(`slow reads: forty slow reads on ${engine} do not stop counting`, async () => {
    /** A request is answered within 8 s; the rest is a busy machine's. */
    const ANSWER_MS = 12_000;
    const { gapMs, heldMs, statuses } = await measure(engine);
    console.log(
      `${engine}: longest ingest gap ${ms(gapMs)}, longest 503 ${ms(heldMs)}; replies ${[...statuses].join(' ')}`,
    );
    assert.ok(gapMs < MAX_GAP_MS, ms(gapMs));
    assert.ok(heldMs < ANSWER_MS, ms(heldMs));
    assert.ok([...statuses].every((status) => status === 200 || status === 503));
  });

/** As it was: one pool for everything, that of `jobs`, whose connections see all rows. */
function withOnePool(database: Database): Database {
  const { db, changes } = database.for('jobs');
  const one: Database = {
    ...database,
    db,
    changes,
    for: (purpose) => (purpose === 'maintenance' ? database.for(purpose) : { ...one, db, changes }),
  };
  return one;
}

// On PGlite the limit of two heavy reads is enough by itself.
test('slow reads: mutant: with one pool for everything, forty slow reads stop counting on Postgres', async () => {
  /** With one pool the gap is far longer, on the same machine at the same time. */
  const MIN_TIMES_LONGER = 2;
  const measured = await measure('postgres');
  const mutant = await measure('postgres', withOnePool);
  assert.ok(mutant.gapMs > MIN_TIMES_LONGER * measured.gapMs, `${ms(mutant.gapMs)} with one pool`);
  assert.ok(mutant.gapMs > MAX_GAP_MS, `${ms(mutant.gapMs)} with one pool`);
});

// Two nodes behind nginx on a replicated Postgres through PgBouncer, all from Debian: each part is lost under load.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import type { Purpose } from '../../../server/src/platform/db/purpose.ts';
import { startCluster, type Cluster } from '../../support/app/cluster.ts';
import { queryOnce } from '../../support/app/database-pair.ts';
import {
  acknowledgedClicks,
  countedClicks,
  startClusterLoad,
  type ClusterLoad,
} from '../../support/peers/cluster-load.ts';
import { PROXY_ORIGIN } from '../../support/peers/sample-proxy.ts';
import { eventually, pause } from '../../support/waiting.ts';

const SAME_WITHIN_MS = 2_000;
const WRITES_WITHIN_MS = 30_000;
const STREAMS = 6;
/** After so long, what was committed before has been answered. */
const ON_THE_WAY_MS = 500;
const CUT_OFF_MS = 3_000;
const WITHOUT_POOLER_MS = 1_000;
/** Long enough for the nodes to try again at their longest pauses. */
const WITHOUT_DATABASE_MS = 5_000;
const WITHOUT_NODE_MS = 2_000;

interface Run {
  name: string;
  startMs: number;
  endMs: number;
}

/** Asks the job table again and again, and keeps each run that it has shown. */
function watchJobs(urlNow: () => string): { stop(): Promise<Run[]> } {
  const runs = new Map<string, Run>();
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const rows = await queryOnce<{ name: string; last_run_at: Date; duration_ms: number }>(
        urlNow(),
        'select name, last_run_at, duration_ms from job',
      ).catch(() => []);
      for (const { name, last_run_at, duration_ms } of rows) {
        const startMs = last_run_at.getTime();
        runs.set(`${name} ${startMs}`, { name, startMs, endMs: startMs + duration_ms });
      }
      await pause(100);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await watching;
      return [...runs.values()].sort((a, b) => a.startMs - b.startMs);
    },
  };
}

const startLoad = ({ proxy }: Cluster): ClusterLoad =>
  startClusterLoad(proxy.url, PROXY_ORIGIN, { pages: 6, readers: 4, streams: STREAMS });

/** How long it takes from now until every page has been acknowledged twice: at least one of the batches was sent after the call. */
async function untilWritten({ seen: { acknowledgedAt } }: ClusterLoad): Promise<number> {
  const fromMs = Date.now();
  const before = acknowledgedAt.length;
  await eventually(() => acknowledgedAt.length > before + 12, WRITES_WITHIN_MS);
  return acknowledgedAt[before]! - fromMs;
}

/** The standby is cut off and the primary goes for good. Returns how many batches were acknowledged in between. */
async function failOver({ pair, pooler }: Cluster, { seen: { acknowledgedAt } }: ClusterLoad): Promise<number> {
  await pair.disconnectStandby();
  await pause(ON_THE_WAY_MS);
  const before = acknowledgedAt.length;
  await pause(CUT_OFF_MS);
  const between = acknowledgedAt.length - before;
  await pair.stopPrimary();
  await pause(WITHOUT_DATABASE_MS);
  await pair.promoteStandby();
  pooler.repoint(pair.standbyUrl);
  return between;
}

describe('two nodes on a database with a synchronous standby', () => {
  let cluster: Cluster;
  let load: ClusterLoad;
  let jobs: ReturnType<typeof watchJobs>;
  let databaseUrl: string;

  before(async () => {
    cluster = await startCluster({ isSynchronous: true });
    databaseUrl = cluster.pair.primaryUrl;
    jobs = watchJobs(() => databaseUrl);
    load = startLoad(cluster);
  });
  after(() => cluster.close());

  const messageAt = async (url: string): Promise<string | undefined> => {
    const reply = await fetch(`${url}/v1/libraries/harford/availability`);
    return ((await reply.json()) as { message?: { text: string } }).message?.text;
  };
  async function untilBothShow(text: string): Promise<string> {
    await eventually(async () => (await cluster.setMessage(text)) === 200, WRITES_WITHIN_MS);
    const fromMs = performance.now();
    const isShown = async () => (await Promise.all(cluster.nodeUrls.map(messageAt))).every((shown) => shown === text);
    await eventually(isShown, SAME_WITHIN_MS);
    return `both nodes show a change after ${Math.round(performance.now() - fromMs)} ms`;
  }

  test('cluster: a session through the pooler has the limits of its purpose', async () => {
    const database = await openDatabase({ databaseUrl: cluster.pooler.url, dataDir: '' }, () => undefined);
    const limitOf = async (purpose: Purpose): Promise<unknown> => {
      const setting = sql`select current_setting('statement_timeout') as limit`;
      return (await setting.execute(database.for(purpose).db)).rows[0];
    };
    assert.deepEqual(await limitOf('ingest'), { limit: '3s' });
    assert.deepEqual(await limitOf('people'), { limit: '5s' });
    await database.close();
  });

  test('cluster: while both nodes live, both show a change within 2 s', async (t) => {
    await untilWritten(load);
    t.diagnostic(await untilBothShow('Both nodes live.'));
  });

  test('cluster: a node is killed: its leases are taken when they end, and not before', async (t) => {
    const held = await cluster.leasesOfFirst();
    await cluster.killFirst();
    t.diagnostic(`written again ${await untilWritten(load)} ms after a node was killed`);
    await pause(WITHOUT_NODE_MS);
    const left = await cluster.leasesOfFirst();
    const nowMs = Date.now();
    assert.ok(left.size > 0);
    for (const [name, endMs] of held) assert.ok(left.has(name) || endMs <= nowMs, `${name} was taken before its end`);
    await cluster.restartFirst();
    t.diagnostic(`the node being back, ${await untilBothShow('The node is back.')}`);
  });

  test('cluster: the pooler is restarted: both nodes connect again by themselves', async (t) => {
    await cluster.pooler.stop();
    await pause(WITHOUT_POOLER_MS);
    await cluster.pooler.start();
    t.diagnostic(`written again ${await untilWritten(load)} ms after the pooler was back`);
    t.diagnostic(await untilBothShow('The pooler is back.'));
  });

  test('cluster: the standby lags: what it has and does not show is acknowledged, what it has not is not', async (t) => {
    await cluster.pair.pauseReplay();
    await untilWritten(load);
    assert.equal(await failOver(cluster, load), 0, 'acknowledged while the standby was cut off');
    databaseUrl = cluster.pair.standbyUrl;
    t.diagnostic(`written again ${await untilWritten(load)} ms after the promotion`);
    t.diagnostic(await untilBothShow('The standby has taken over.'));
  });

  test('cluster: after all of it each acknowledged event is counted once, by placement and by hour', async (t) => {
    await load.finish();
    const acknowledged = acknowledgedClicks(load);
    assert.deepEqual(await countedClicks(databaseUrl, 'placement_day'), acknowledged);
    assert.deepEqual(await countedClicks(databaseUrl, 'library_hour'), acknowledged);
    const { acknowledgedAt, refused } = load.seen;
    t.diagnostic(`${acknowledgedAt.length} batches acknowledged; other answers: ${JSON.stringify([...refused])}`);
  });

  test('cluster: availability was served throughout, and streams were back within 5 s', (t) => {
    const { reads, failedReads, slowestReadMs, streamsOpened, longestWithoutStreamMs } = load.seen;
    assert.deepEqual(failedReads, []);
    assert.ok(streamsOpened > STREAMS, 'some streams were broken off');
    assert.ok(longestWithoutStreamMs < 5_000);
    t.diagnostic(`${reads} reads, the slowest in ${Math.round(slowestReadMs)} ms`);
    t.diagnostic(`${streamsOpened} streams, the longest time without one ${Math.round(longestWithoutStreamMs)} ms`);
  });

  test('cluster: no job ran twice at a time', async (t) => {
    const runs = await jobs.stop();
    for (const [n, run] of runs.entries()) {
      const next = runs.slice(n + 1).find(({ name }) => name === run.name);
      assert.ok(!next || next.startMs >= run.endMs, JSON.stringify({ run, next }));
    }
    t.diagnostic(`${runs.length} runs of ${new Set(runs.map(({ name }) => name)).size} jobs`);
  });
});

test('cluster: mutant: with an asynchronous standby acknowledged events are lost', async (t) => {
  const cluster = await startCluster({ isSynchronous: false });
  t.after(() => cluster.close());
  const load = startLoad(cluster);
  await untilWritten(load);
  const between = await failOver(cluster, load);
  await untilWritten(load);
  await load.finish();
  const counted = await countedClicks(cluster.pair.standbyUrl, 'placement_day');
  const missing = Object.entries(acknowledgedClicks(load)).map(([library, clicks]) => clicks - counted[library]!);
  assert.ok(between > 0 && missing.every((clicks) => clicks > 0), JSON.stringify({ between, missing }));
  t.diagnostic(`${missing.reduce((sum, clicks) => sum + clicks, 0)} acknowledged events are missing`);
});

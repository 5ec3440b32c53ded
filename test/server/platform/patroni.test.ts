// The example's cluster promotes by itself: its leader is lost in three ways, under load through two nodes and HAProxy.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { queryOnce } from '../../support/app/database-pair.ts';
import { startTwoNodes, type TwoNodes } from '../../support/app/two-nodes.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import {
  acknowledgedClicks,
  countedClicks,
  LIBRARIES,
  startClusterLoad,
  type ClusterLoad,
} from '../../support/peers/cluster-load.ts';
import { startPatroni, type Member, type PatroniCluster } from '../../support/peers/patroni.ts';
import { startPresencePeer, type PresencePeer } from '../../support/peers/presence-peer.ts';
import { PROXY_ORIGIN } from '../../support/peers/sample-proxy.ts';
import { eventually, untilUp } from '../../support/waiting.ts';

const WRITES_WITHIN_MS = 45_000;
/** `wal_sender_timeout`: what a leader waits at least for a silent standby that it depends on. */
const REPLICATION_LIMIT_MS = 10_000;
const PAGES = 6;

const startLoad = ({ proxy }: TwoNodes): ClusterLoad =>
  startClusterLoad(proxy.url, PROXY_ORIGIN, { pages: PAGES, readers: 4, streams: 6 });

/** Until every page has been acknowledged twice: at least one of the batches was sent after the call. */
async function untilWritten({ seen: { acknowledgedAt } }: ClusterLoad): Promise<void> {
  const before = acknowledgedAt.length;
  await eventually(() => acknowledgedAt.length > before + 2 * PAGES);
}

/** When the longest time without an acknowledgement ended, after a fault. What was under way is answered before it. Units: ms. */
function resumedAfter(faultMs: number, { seen: { acknowledgedAt } }: ClusterLoad): number {
  const at = [faultMs, ...acknowledgedAt.filter((ms) => ms > faultMs)];
  const gaps = at.slice(1).map((ms, n) => ({ ms: ms - at[n]!, endMs: ms }));
  return gaps.reduce((longest, gap) => (gap.ms > longest.ms ? gap : longest)).endMs - faultMs;
}

const FAULTS: readonly { what: string; strike(leader: Member): void; mend(leader: Member): void }[] = [
  { what: 'is killed', strike: (leader) => leader.signal('SIGKILL'), mend: (leader) => leader.start() },
  { what: 'is frozen', strike: (leader) => leader.signal('SIGSTOP'), mend: (leader) => leader.signal('SIGCONT') },
  {
    what: 'is cut off',
    strike: (leader) => leader.setOnNetwork(false),
    mend: (leader) => leader.setOnNetwork(true),
  },
];

describe('two nodes on three members that promote by themselves', () => {
  let cluster: PatroniCluster;
  let peer: PresencePeer;
  let nodes: TwoNodes;
  let load: ClusterLoad;

  before(async () => {
    cluster = await startPatroni({ isSynchronous: true });
    peer = await startPresencePeer();
    const watched = `presence: ${JSON.stringify(peer.source('desk'))}\nlibraries:`;
    nodes = await startTwoNodes(cluster.urls, {
      cooperative: COOPERATIVE_FILE.replace('libraries:', `    ${watched}`),
      settings: { EGRESS_ALLOW: peer.host },
    });
    load = startLoad(nodes);
    await eventually(() => load.seen.available > 0);
  });
  after(async () => {
    await nodes.close();
    await peer.close();
    await cluster.close();
  });

  for (const { what, strike, mend } of FAULTS)
    test(`patroni: the leader ${what}: another acknowledges events within 45 s, and it acknowledges none and follows`, async (t) => {
      const leader = await cluster.whole();
      await untilWritten(load);
      assert.ok(await leader.acknowledgesWrite());
      const faultMs = Date.now();
      strike(leader);
      const acknowledges = leader.acknowledgesWrite();
      await untilWritten(load);
      const resumedMs = resumedAfter(faultMs, load);
      mend(leader);
      assert.equal(await acknowledges, false);
      assert.notEqual(await cluster.whole(leader), leader);
      const seconds = [resumedMs, Date.now() - faultMs].map((ms) => (ms / 1_000).toFixed(1));
      t.diagnostic(`acknowledged again after ${seconds[0]} s, followed after ${seconds[1]} s`);
      assert.ok(resumedMs <= WRITES_WITHIN_MS, `${resumedMs} ms`);
    });

  test('patroni: a standby is frozen, each once: events are acknowledged by the other, without waiting for a limit', async (t) => {
    const leader = await cluster.whole();
    for (const standby of cluster.members.filter((member) => member !== leader)) {
      const faultMs = Date.now();
      standby.signal('SIGSTOP');
      await untilWritten(load);
      const pausedMs = resumedAfter(faultMs, load);
      standby.signal('SIGCONT');
      t.diagnostic(`acknowledged after ${pausedMs} ms`);
      assert.ok(pausedMs < REPLICATION_LIMIT_MS, `${pausedMs} ms`);
      assert.equal(await cluster.whole(standby), leader);
    }
  });

  test('patroni: a member whose data is gone copies the leader, and follows', async () => {
    const leader = await cluster.whole();
    const lost = cluster.members.find((member) => member !== leader)!;
    lost.signal('SIGKILL');
    lost.removeData();
    lost.start();
    await untilUp(`${lost.url}/replica`);
    assert.equal(await cluster.whole(lost), leader);
  });

  test('patroni: after all of it each acknowledged event is counted once, by placement and by hour', async (t) => {
    await load.finish();
    const acknowledged = acknowledgedClicks(load);
    const { owner } = cluster.urls;
    assert.deepEqual(await countedClicks(owner, 'placement_day'), acknowledged);
    assert.deepEqual(await countedClicks(owner, 'library_hour'), acknowledged);
    const rows = await queryOnce<{ id: string }>(owner, 'select id from event_batch');
    const stored = rows.map(({ id }) => id.replaceAll('-', ''));
    const lost = LIBRARIES.flatMap((library) => [...load.seen.acknowledged[library]])
      .map((batch) => batch.split('-')[1])
      .filter((id) => !stored.includes(id!));
    assert.deepEqual([lost, stored.length, new Set(stored).size], [[], load.seen.acknowledgedAt.length, stored.length]);
    t.diagnostic(`events acknowledged and counted: ${JSON.stringify(acknowledged)}`);
    t.diagnostic(`other answers: ${JSON.stringify([...load.seen.refused])}`);
  });

  test('patroni: availability was served throughout, and never by evidence that had run out', (t) => {
    const { reads, failedReads, available, slowestReadMs } = load.seen;
    t.diagnostic(`${reads} reads, ${available} said available, the slowest in ${Math.round(slowestReadMs)} ms`);
    assert.deepEqual(failedReads, []);
  });
});

test('patroni: mutant: where a commit waits for no standby, acknowledged events are lost with the leader', async (t) => {
  const cluster = await startPatroni({ isSynchronous: false });
  t.after(() => cluster.close());
  const nodes = await startTwoNodes(cluster.urls);
  t.after(() => nodes.close());
  const load = startLoad(nodes);
  const leader = await cluster.whole();
  leader.stopReplication();
  await untilWritten(load);
  leader.signal('SIGKILL');
  await untilWritten(load);
  await load.finish();
  const counted = await countedClicks(cluster.urls.owner, 'placement_day');
  const missing = Object.entries(acknowledgedClicks(load)).map(([library, clicks]) => clicks - (counted[library] ?? 0));
  t.diagnostic(`missing: ${JSON.stringify(missing)}`);
  assert.ok(missing.some((clicks) => clicks > 0));
});

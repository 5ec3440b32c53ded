// In:    the database, its connections, ingest and the write check.
// Out:   gauges for /metrics: whether this node can write, waiting requests, due work, partitions made in advance.
// Never: makes a scrape wait for an unreachable database: unreadable gauges are absent, and askusnow_ready is 0.
import { Counter, Gauge, type Metric } from 'prom-client';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Ingest } from '../../visibility/ingest/ingest.ts';
import type { Nodes } from '../../platform/nodes/nodes.ts';
import { loadStoredState, type StoredJob, type StoredState } from './state-store.ts';
import type { WriteCheck } from '../health/write-check.ts';

export interface StateDeps {
  database: Database;
  clock: Clock;
  nodes: Pick<Nodes, 'liveCount' | 'clock'>;
  writeCheck: WriteCheck;
  ingest: Pick<Ingest, 'state'>;
}

const CACHED_MS = 5_000;
const TIMEOUT_MS = 1_000;

/** The last reading, or null if the database does not answer in time. */
function createReader({ database, clock }: StateDeps): () => Promise<StoredState | null> {
  const jobs = database.for('jobs');
  let readAtMs = -Infinity;
  let reading: Promise<StoredState | null> = Promise.resolve(null);
  return () => {
    if (Math.abs(clock.now() - readAtMs) >= CACHED_MS) {
      readAtMs = clock.now();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, TIMEOUT_MS, null)));
      const read = loadStoredState(jobs, clock.now()).catch(() => null);
      reading = Promise.race([read, late]).finally(() => clearTimeout(timer));
    }
    return reading;
  };
}

export function createStateMeters(deps: StateDeps): Metric[] {
  const { clock, nodes, writeCheck, ingest, database } = deps;
  const read = createReader(deps);
  const seen = new Set<string>();
  const registers: [] = [];
  const gauge = (name: string, help: string, value: () => Promise<number | null> | number | null): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const now = await value();
        if (now === null) this.remove();
        else this.set(now);
      },
    });
  const stored = (name: string, help: string, value: (state: StoredState) => number | null): Gauge =>
    gauge(name, help, async () => {
      const state = await read();
      return state && value(state);
    });
  /** From the database, and so the same on every node. */
  const perJob = (name: string, help: string, value: (job: StoredJob) => number | null): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: ['job'],
      registers,
      async collect() {
        this.reset();
        for (const job of (await read())?.jobs ?? []) {
          const now = value(job);
          if (now !== null) this.set({ job: job.name }, now);
        }
      },
    });
  const secondsSince = (atMs: number | null): number | null =>
    atMs === null ? null : Math.max(0, clock.now() - atMs) / 1000;

  const secondsOf = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

  return [
    gauge('askusnow_ready', '1 while the database takes writes, as /health/ready says.', async () =>
      (await writeCheck.fault()) === null ? 1 : 0,
    ),
    gauge('askusnow_nodes', 'Nodes that share the database, this one included.', () => nodes.liveCount()),
    gauge(
      'askusnow_clock_skew_seconds',
      "How far this machine's clock is ahead of the database's; absent until it is known.",
      () => secondsOf(nodes.clock().skewMs),
    ),
    gauge('askusnow_last_commit_age_seconds', 'Since this node last committed events; absent until it has.', () =>
      secondsSince(ingest.state().lastCommitAtMs),
    ),
    gauge(
      'askusnow_ingest_stalled_writes',
      'Transactions of events that were given up and have not ended yet.',
      () => ingest.state().stalledWrites,
    ),
    new Gauge({
      name: 'askusnow_database_waiting',
      help: 'Requests that wait for a connection, by what they are for.',
      labelNames: ['purpose'],
      registers,
      collect() {
        for (const { purpose, waiting } of database.load()) this.set({ purpose }, waiting);
      },
    }),
    new Counter({
      name: 'askusnow_database_refused_total',
      help: 'Requests that got no connection in time, by what they are for.',
      labelNames: ['purpose'],
      registers,
      collect() {
        this.reset();
        for (const { purpose, refused } of database.load()) this.inc({ purpose }, refused);
      },
    }),
    new Counter({
      name: 'askusnow_database_destroyed_total',
      help: 'Connections ended because their peer did not answer in time, by what they were for.',
      labelNames: ['purpose'],
      registers,
      collect() {
        this.reset();
        for (const { purpose, destroyed } of database.load()) this.inc({ purpose }, destroyed);
      },
    }),
    new Gauge({
      name: 'askusnow_lease_held',
      help: '1 while a node does this periodic work, by name.',
      labelNames: ['lease'],
      registers,
      async collect() {
        this.reset();
        const state = await read();
        if (state === null) return;
        for (const name of Object.keys(state.leases)) seen.add(name);
        // A released lease has no row.
        for (const lease of seen) this.set({ lease }, state.leases[lease] ? 1 : 0);
      },
    }),
    perJob(
      'askusnow_job_last_run_seconds',
      'When the last run of this periodic job began, on whichever node. Units: Unix time.',
      ({ lastRunSec }) => lastRunSec,
    ),
    perJob(
      'askusnow_job_last_success_seconds',
      'When its last successful run began; absent until there is one. Units: Unix time.',
      ({ lastSuccessSec }) => lastSuccessSec,
    ),
    perJob('askusnow_job_duration_seconds', 'How long its last run took.', ({ durationSec }) => durationSec),
    new Counter({
      name: 'askusnow_job_failures_total',
      help: 'Failed runs of this periodic job, on any node.',
      labelNames: ['job'],
      registers,
      async collect() {
        this.reset();
        for (const { name, failures } of (await read())?.jobs ?? []) this.inc({ job: name }, failures);
      },
    }),
    stored('askusnow_notices_due', 'Notices whose time to be sent has come.', ({ noticesDue }) => noticesDue),
    stored('askusnow_notices_due_age_seconds', 'How long the oldest of them is due.', ({ oldestDueAtMs }) =>
      oldestDueAtMs === null ? 0 : secondsSince(oldestDueAtMs),
    ),
    stored(
      'askusnow_partition_days_ahead_batches',
      'Days for which there is a partition of batch ids, beyond today.',
      ({ batchDaysAhead }) => batchDaysAhead,
    ),
    stored(
      'askusnow_partition_days_ahead_hours',
      'Days from today to the first day of the last partition of hours.',
      ({ hourDaysAhead }) => hourDaysAhead,
    ),
  ];
}

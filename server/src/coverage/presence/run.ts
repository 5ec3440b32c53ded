// In:    every queue with a source to poll; the clock.
// Out:   each source is polled every 30 s, by one node for all; its reply or fault is recorded, and libraries whose operators
//        it has seen are counted as being there.
// Never: polls because of a request, exceeds its concurrency limit, or stops polling a source.
import type { PresenceSource } from '@askusnow/sdk/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { startJob } from '../../platform/jobs/jobs.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import type { Adapter } from './adapter.ts';
import { adapterOf } from './adapters/index.ts';
import { askSource } from './ask-source.ts';
import type { Presence } from './presence.ts';
import { isFresh } from './sample.ts';
import { UP_AGAIN_MS } from './hysteresis.ts';

/** What a source that names operators does at a shared desk's clock. */
export interface SourceClock {
  /** Counts these libraries as being there, as far as they owe hours at the desk. */
  keepSeen(queue: string, libraries: readonly string[], atMs: number): Promise<void>;
}

export interface PollingDeps {
  database: Database;
  registry: Pick<Registry, 'queues' | 'onReload'>;
  presence: Pick<Presence, 'observation' | 'record'>;
  deskClock: SourceClock;
  egress: Pick<Egress, 'request'>;
  clock: Clock;
  holder?: LeaseHolder | undefined;
  onError?: (error: Error) => void;
  /** In [0, 1): the jitter of polls. */
  random?: () => number;
}

/** Max time between polls, so that two fit into the minute of the hysteresis. */
const EVERY_MS = 30_000;
/** A source that is held as "just returned" is polled often: each poll halves the chance of a flapping source to pass. */
const CLOSELY_MS = 4_000;
const RARELY_MS = 300_000;
const MAX_CONCURRENT = 50;
/** Overdue polls of a new lease holder are spread over this time. */
const OVERDUE_SPREAD_MS = 10_000;

/** Both together are the max time until another node takes over from a dead one. */
const LEASE_MS = 40_000;
const LEASE_EVERY_MS = 10_000;

/** A queue's source, and the time of its next poll. */
interface Plan {
  source: PresenceSource;
  adapter: Adapter;
  dueAtMs: number;
  isAsked: boolean;
  /** Consecutive failures. */
  failures: number;
  nobodyAtMs: number;
}

/**
 * Pause until the next poll. Back-off begins with the second consecutive failure: after one lost reply the sample is
 * still fresh.
 */
function pauseMs({ failures, nobodyAtMs }: Plan, isUp: boolean, nowMs: number, random: number): number {
  if (isUp && nowMs < nobodyAtMs + UP_AGAIN_MS) return CLOSELY_MS * (1 - random / 2);
  return Math.min(EVERY_MS * 2 ** Math.max(failures - 1, 0), RARELY_MS) * (1 - random / 10);
}

export function createPolling({
  database,
  registry,
  presence,
  deskClock,
  egress,
  clock,
  holder,
  onError = () => {},
  random = Math.random,
}: PollingDeps): {
  close(): Promise<void>;
} {
  const plans = new Map<string, Plan>();
  const recording = new Set<Promise<void>>();
  let askedCount = 0;
  let wokenAtMs = -Infinity;
  let waking: { cancel(): void } | undefined;
  let isClosed = false;

  /** In step with the last node's polls if they are fresh; otherwise at a random moment of the next half minute. */
  const firstDueMs = (queue: string, nowMs: number): number => {
    const sampledAtMs = presence.observation(queue)?.sampledAtMs ?? 0;
    return isFresh(sampledAtMs, nowMs)
      ? Math.max(sampledAtMs + EVERY_MS, nowMs + random() * OVERDUE_SPREAD_MS)
      : nowMs + random() * EVERY_MS;
  };

  /** Follows the registry's sources; a changed source counts as a new one. */
  const follow = (): void => {
    const nowMs = clock.now();
    const asked = registry.queues().flatMap(({ id, presence: source }) => {
      const adapter = source && adapterOf(source.kind);
      return adapter ? [{ id, source, adapter }] : [];
    });
    const ids = new Set(asked.map(({ id }) => id));
    for (const id of [...plans.keys()]) if (!ids.has(id)) plans.delete(id);
    for (const { id, source, adapter } of asked) {
      if (JSON.stringify(plans.get(id)?.source) === JSON.stringify(source)) continue;
      const dueAtMs = firstDueMs(id, nowMs);
      plans.set(id, { source, adapter, dueAtMs, isAsked: false, failures: 0, nobodyAtMs: -Infinity });
    }
    wake();
  };

  const wake = (): void => {
    waking?.cancel();
    if (isClosed || !job.holds()) return;
    const nowMs = clock.now();
    // Otherwise a clock that was set back would delay all polls.
    if (nowMs < wokenAtMs)
      for (const plan of plans.values()) plan.dueAtMs = Math.min(plan.dueAtMs, nowMs + random() * EVERY_MS);
    wokenAtMs = nowMs;
    let nextMs = Infinity;
    for (const [id, plan] of plans) {
      if (plan.isAsked) continue;
      if (plan.dueAtMs > nowMs) nextMs = Math.min(nextMs, plan.dueAtMs);
      else if (askedCount < MAX_CONCURRENT) void ask(id, plan);
    }
    if (nextMs < Infinity) waking = clock.after(nextMs - nowMs, wake);
  };

  const ask = async (id: string, plan: Plan): Promise<void> => {
    plan.isAsked = true;
    askedCount += 1;
    // The evidence dates from the request, not from the reply.
    const askedAtMs = clock.now();
    const reading = await askSource(egress, plan.adapter, plan.source);
    // The reply of a replaced source is ignored.
    if (!isClosed && plans.get(id) === plan) {
      plan.failures = 'fault' in reading ? plan.failures + 1 : 0;
      if ('state' in reading && reading.state === 'nobody') plan.nobodyAtMs = askedAtMs;
      const libraries = 'state' in reading ? (reading.libraries ?? []) : [];
      const written = presence
        .record(id, reading, askedAtMs, plan.source)
        .then(() => (libraries.length === 0 ? undefined : deskClock.keepSeen(id, libraries, askedAtMs)))
        .catch(onError);
      recording.add(written);
      await written;
      recording.delete(written);
    }
    const isUp = 'state' in reading && reading.state !== 'nobody';
    plan.dueAtMs = clock.now() + pauseMs(plan, isUp, clock.now(), random());
    plan.isAsked = false;
    askedCount -= 1;
    wake();
  };

  const job = startJob(
    { database, clock, holder, onError },
    {
      name: 'presence',
      everyMs: LEASE_EVERY_MS,
      leaseMs: LEASE_MS,
      run({ isTakenOver }) {
        if (isTakenOver) for (const [id, plan] of plans) plan.dueAtMs = firstDueMs(id, clock.now());
        wake();
        return Promise.resolve();
      },
    },
  );
  const stopFollowing = registry.onReload(follow);
  follow();
  return {
    async close() {
      isClosed = true;
      stopFollowing();
      waking?.cancel();
      await Promise.all(recording);
      await job.close();
    },
  };
}

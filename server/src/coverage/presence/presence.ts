// In:    samples of all nodes, by the channel.
// Out:   each queue's presence, in memory; notifications of samples and of changes of the observed or shown state.
// Never: applies a local sample directly; waits for its notification, like all other nodes.
import type { PresenceSource } from '@askusnow/sdk/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { createLiveSnapshot } from '../../platform/live-snapshot/live-snapshot.ts';
import type { Reading } from './adapter.ts';
import { isAhead, type Seen } from './sample.ts';
import { seenAt, shownAt, toObservation, type Observation } from './hysteresis.ts';
import { saveFault, type Fault } from './fault-store.ts';
import { onSample } from './sample-channel-store.ts';
import { saveSample } from './sample-store.ts';
import { loadSeen } from './seen-store.ts';

export interface Presence {
  /** A queue's last sample with its hysteresis; null: it has no source. */
  observation(queue: string): Observation | null;
  /** Called with the sampled queue, or null if any may have been. Returns how to unsubscribe. */
  onChange(listener: (queue: string | null) => void): () => void;
  /** Called with the queue whose observed or shown state has changed, by a sample or by the clock. Returns how to unsubscribe. */
  onTransition(listener: (queue: string) => void): () => void;
  /** Records a source's reply, or the fault that it gave none: that is no sample. */
  record(queue: string, reading: Reading | { fault: Fault }, askedAtMs: number, source?: PresenceSource): Promise<void>;
  close(): Promise<void>;
}

export interface PresenceDeps {
  database: Database;
  registry: Pick<Registry, 'queue' | 'queues' | 'onReload'>;
  clock: Clock;
  /** Called with errors that belong to no request. */
  onError?: (error: Error) => void;
}

export async function createPresence({
  database,
  registry,
  clock,
  onError = () => {},
}: PresenceDeps): Promise<Presence> {
  const seen = new Map<string, Seen>();
  /** The last observed and shown state of each queue. */
  const known = new Map<string, string | null>();
  const listeners = new Set<(queue: string | null) => void>();
  const turnListeners = new Set<(queue: string) => void>();
  /** Queues sampled since the last load began: their samples are newer than its result. */
  const sampled = new Set<string>();
  let timer: { cancel(): void } | undefined;
  let isClosed = false;

  const observation = (queue: string): Observation | null =>
    registry.queue(queue)?.presence ? toObservation(seen.get(queue) ?? null) : null;

  /** Notifies of changed states, and sets the one timer to the next change by time. */
  const judge = (): void => {
    if (isClosed) return;
    const nowMs = clock.now();
    let nextMs = Infinity;
    const turned: string[] = [];
    for (const { id } of registry.queues()) {
      // Otherwise it would count later, though no new sample has come.
      if (isAhead(seen.get(id)?.sampledAtMs ?? 0, nowMs)) seen.delete(id);
      const observed = observation(id);
      const now = observed && shownAt(observed, nowMs);
      nextMs = Math.min(nextMs, now?.turnsAtMs ?? Infinity);
      // Staff see a person who is back but held before patrons do.
      const state = now && `${seenAt(observed, nowMs)} ${now.state}`;
      if (known.has(id) && known.get(id) !== state) turned.push(id);
      known.set(id, state);
    }
    timer?.cancel();
    if (nextMs < Infinity) timer = clock.after(Math.max(nextMs - nowMs, 1), judge);
    for (const queue of turned) for (const listener of turnListeners) listener(queue);
  };

  const notify = (queue: string | null): void => {
    for (const listener of listeners) listener(queue);
    judge();
  };

  const snapshot = await createLiveSnapshot({
    clock,
    load() {
      sampled.clear();
      return loadSeen(database);
    },
    apply(rows) {
      for (const queue of seen.keys()) if (!sampled.has(queue)) seen.delete(queue);
      for (const [queue, row] of rows) if (!sampled.has(queue)) seen.set(queue, row);
      notify(null);
    },
    // A sample's payload has the whole row; without a payload any row may have changed.
    subscribe: (changed) =>
      onSample(database, (sample) => {
        if (sample === null) return changed();
        sampled.add(sample.queue);
        if (sample.seen === null) seen.delete(sample.queue);
        else seen.set(sample.queue, sample.seen);
        notify(sample.queue);
      }),
    onError,
  });
  const stopFollowing = registry.onReload(judge);

  return {
    observation,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onTransition(listener) {
      turnListeners.add(listener);
      return () => turnListeners.delete(listener);
    },
    record: (queue, reading, askedAtMs, source) =>
      'fault' in reading
        ? saveFault(database, queue, reading.fault, askedAtMs, source)
        : saveSample(database, queue, { state: reading.state, atMs: askedAtMs }, clock.now(), source),
    async close() {
      isClosed = true;
      timer?.cancel();
      stopFollowing();
      await snapshot.close();
    },
  };
}

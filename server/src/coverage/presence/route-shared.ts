// In:    a queue's stored presence and desks.
// Out:   shared by the presence routes: their dependencies, and both as responses.
// Never: runs a query; returns a token, except in the response that creates it.
import type { AfterClosing, Desk, QueuePresence } from '@askusnow/sdk/contract';
import type { Clock } from '../../platform/clock.ts';
import type { RegisteredQueue } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { maySetStatus } from '../../accounts/scope.ts';
import type { Account } from '../../platform/http/access.ts';
import { Refusal } from '../../platform/refusal.ts';
import { toInstant } from '../../platform/time/instants.ts';
import type { DeskRecord } from './desk-store.ts';
import { isThere, shownAt, shownSinceMs, toObservation } from './hysteresis.ts';
import type { loadPresence } from './seen-store.ts';

export interface PresenceRouteDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'queue' | 'afterClosingMs' | 'holidays'>;
}

/** Whether desks report their own state. Errors: Refusal 409. */
export function checkHeartbeats(queue: RegisteredQueue | undefined): void {
  if (queue?.presence?.kind === 'heartbeat') return;
  throw new Refusal(
    409,
    'not-a-heartbeat-queue',
    'This queue does not use heartbeats. Its presence source in the cooperative’s file should be { kind: heartbeat }.',
  );
}

/** An expired session counts as none. */
export const toDesk = ({ beatAtMs, signedInUntilMs, ...desk }: DeskRecord, nowMs: number): Desk => ({
  ...desk,
  beatAt: toInstant(beatAtMs),
  signedInUntil: toInstant(signedInUntilMs !== null && signedInUntilMs > nowMs ? signedInUntilMs : null),
});

export function toQueuePresence(
  { id, tier, presence: source }: RegisteredQueue,
  { seen, nobodySinceMs, failing }: Awaited<ReturnType<typeof loadPresence>>,
  desks: readonly DeskRecord[],
  reader: Account | null,
  afterClosing: AfterClosing,
  nowMs: number,
): QueuePresence {
  const shown = shownAt(toObservation(seen), nowMs);
  return {
    queue: id,
    source: source && { kind: source.kind, at: 'host' in source ? source.host : null },
    state: source && shown.state,
    since: source && toInstant(shownSinceMs(seen, nobodySinceMs, nowMs)),
    sampledAt: toInstant(seen?.sampledAtMs ?? null),
    heldUntil: toInstant(shown.heldUntilMs),
    failing: failing && { since: toInstant(failing.sinceMs), code: failing.code, detail: failing.detail },
    afterClosing: source && isThere(shown.state) ? afterClosing : null,
    desks: desks.map((desk) => toDesk(desk, nowMs)),
    settable: maySetStatus(reader, { id, tier }),
  };
}

// In:    the clock; gaps that are seen, and where somebody is seen again.
// Out:   requests opened, moved on and ended, each step once, however many nodes there are.
// Never: a deadline kept in memory: what fell due while nothing ran is found in the database.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { RegisteredLibrary } from '../cooperative/registry.ts';
import { withLease } from '../db/lease.ts';
import type { Presence } from '../presence/presence.ts';
import { SAMPLE_LIFE_MS } from '../presence/sample.ts';
import type { Observation } from '../presence/shown.ts';
import { dueStep } from './machine.ts';
import { whoseDesk } from './opening.ts';
import { CLOCK, type HelpRequest } from './record.ts';
import { openHelp, takeStep, type StoreDeps } from './store.ts';
import { loadOpen } from './view-store.ts';

/** A gap that is worth an alert. */
export interface SeenGap {
  queue: string;
  startMs: number;
  /** When its scheduled time ends, if nobody comes; null: not known. */
  endMs: number | null;
}

export interface RoundDeps extends StoreDeps {
  clock: Clock;
  registry: { libraries(): Pick<RegisteredLibrary, 'id' | 'queues'>[] };
  presence: Pick<Presence, 'observation'>;
  /** Gaps of all queues that are open now. */
  openGaps(nowMs: number): Promise<readonly SeenGap[]>;
  onError: (error: Error) => void;
}

const EVERY_MS = 15_000;
/** Shorter than the pause, so that the same node may go on; another one finds the round done. */
const LEASE_MS = EVERY_MS - 1_000;

const WAITING = ['open', 'acknowledged', 'taken'];

/** Somebody is there, by a fresh sample. */
const isStaffed = (observed: Observation | null, nowMs: number): boolean =>
  (observed?.state === 'available' || observed?.state === 'busy') && nowMs < observed.sampledAtMs + SAMPLE_LIFE_MS;

function nextStep({ reason, queue, standing }: HelpRequest, presence: RoundDeps['presence'], nowMs: number) {
  const mayBeBack = reason === 'observed-gap' && WAITING.includes(standing.state);
  return mayBeBack && isStaffed(presence.observation(queue), nowMs) ? 'covered' : dueStep(standing, nowMs);
}

/**
 * One look at everything. A gap at the statewide or the global desk is every library's and no library's: their answers pass
 * over it by themselves, and it stands first on the coordinator's screen; no request is opened for it.
 */
export async function runRound(deps: RoundDeps): Promise<void> {
  const { database, clock, registry, presence, openGaps, onError } = deps;
  // One that cannot be written must not keep the others from their turn.
  const each = async <Item>(items: readonly Item[], run: (item: Item) => Promise<unknown>): Promise<void> => {
    for (const item of items) await run(item).catch(onError);
  };
  await each(await loadOpen(database), async (request) => {
    const step = nextStep(request, presence, clock.now());
    if (step === null) return;
    const { version } = request.standing;
    // Refused where somebody has moved it since: the next round looks again.
    await takeStep(deps, { id: request.id, made: { step }, version, by: CLOCK, note: null }, clock.now());
  });
  await each(await openGaps(clock.now()), async ({ queue, startMs, endMs }) => {
    for (const { id: library } of whoseDesk(registry.libraries(), queue)) {
      const opening = { library, queue, reason: 'observed-gap', startMs, endMs, note: null } as const;
      await openHelp(deps, opening, CLOCK, clock.now(), true);
    }
  });
}

/** Runs rounds until it is closed; closing waits for the one under way. */
export function startRounds(deps: RoundDeps): { close(): Promise<void> } {
  const { database, clock, onError } = deps;
  const holder = randomUUID();
  let timer: { cancel(): void } | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const run = (): void => {
    running = withLease(database.db, clock, 'assistance', holder, LEASE_MS, () => runRound(deps))
      .catch(onError)
      .then(() => {
        if (!isClosed) timer = clock.after(EVERY_MS, run);
      });
  };
  run();
  return {
    async close() {
      isClosed = true;
      timer?.cancel();
      await running;
    },
  };
}

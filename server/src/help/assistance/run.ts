// In:    the clock; open gaps, and presence that ends them; the schedule.
// Out:   requests opened, moved on and ended, each step once, on any number of nodes.
// Never: keeps a deadline in memory: after a downtime the database shows what is due.
import type { Clock } from '../../platform/clock.ts';
import type { RegisteredQueue } from '../../cooperative/registered.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { startJob, type RunningJob } from '../../platform/jobs/jobs.ts';
import { unlessRefused } from '../../platform/refusal.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import type { Presence } from '../../coverage/presence/presence.ts';
import { isFresh } from '../../coverage/presence/sample.ts';
import type { Observation } from '../../coverage/presence/hysteresis.ts';
import { isStaffed } from './cover.ts';
import { loadCoverState } from '../../schedule/covers/store.ts';
import { dueStep, endsBy, type RequestState } from './machine.ts';
import { loadCloseReason } from './load-close-reason.ts';
import { messages } from './messages.ts';
import { callersAt, type LibrariesByQueue } from './opening.ts';
import { CLOCK, type HelpRequest } from './record.ts';
import { dropOldNotes, openHelp, takeStep, type StoreDeps } from './store.ts';
import { isCoveredByClock, loadOpen } from './view-store.ts';

/** A gap that deserves an alarm. */
export interface SeenGap {
  queue: string;
  startMs: number;
  /** When its scheduled time ends if nobody comes; null: not known. */
  endMs: number | null;
}

export interface RoundDeps extends StoreDeps {
  clock: Clock;
  holder?: LeaseHolder;
  registry: LibrariesByQueue & {
    queue(id: string): Pick<RegisteredQueue, 'id' | 'tier'> | undefined;
  };
  presence: Pick<Presence, 'observation'>;
  /** Open gaps of all queues. */
  openGaps(nowMs: number): Promise<readonly SeenGap[]>;
  onError: (error: Error) => void;
}

const EVERY_MS = 15_000;

const WAITING = ['open', 'acknowledged', 'taken'];

/** Nobody is there when the request would close: a flapping desk is one incident. */
const isEmptyAgain = (standing: RequestState, observed: Observation | null, nowMs: number): boolean =>
  standing.state === 'covered' &&
  nowMs < endsBy(standing) &&
  observed?.state === 'nobody' &&
  isFresh(observed.sampledAtMs, nowMs);

/**
 * An hour that was given and is accepted or withdrawn is covered; undone, it is open again. What a person has covered stays
 * so: people may have agreed on it outside of the list. Null: neither has happened.
 */
async function loadCoverStep({ database }: RoundDeps, { id, cover, standing }: HelpRequest) {
  const state = cover === null ? undefined : await loadCoverState(database.db, cover);
  const isWaiting = WAITING.includes(standing.state);
  if (isWaiting && state === 'accepted') return { step: 'covered', note: messages.isAccepted } as const;
  if (isWaiting && state === 'withdrawn') return { step: 'covered', note: messages.isWithdrawn } as const;
  const isAgain = standing.state === 'covered' && state === 'open' && (await isCoveredByClock(database, id));
  return isAgain ? ({ step: 'uncovered', note: messages.openAgain } as const) : null;
}

/** The clock's next step, with its reason for the record; a null step: none. */
async function loadNextStep(deps: RoundDeps, request: HelpRequest, nowMs: number) {
  const { database, presence } = deps;
  const ofCover = await loadCoverStep(deps, request);
  if (ofCover !== null) return ofCover;
  const { reason, queue, standing } = request;
  if (WAITING.includes(standing.state)) {
    const isBack = reason === 'observed-gap' && isStaffed(presence.observation(queue), nowMs);
    if (isBack) return { step: 'covered', note: null } as const;
    const need = { reason, queue, startMs: standing.startMs, endMs: endsBy(standing) };
    const note = await loadCloseReason(database.db, need, nowMs);
    if (note !== null) return { step: 'closed', note } as const;
  }
  const step = dueStep(standing, nowMs);
  const isGone =
    step === 'closed' && reason === 'observed-gap' && isEmptyAgain(standing, presence.observation(queue), nowMs);
  return isGone ? ({ step: 'uncovered', note: messages.emptyAgain } as const) : { step, note: null };
}

/** One check of all gaps and requests. */
export async function runRound(deps: RoundDeps): Promise<void> {
  const { database, clock, registry, openGaps } = deps;
  const move = async (request: HelpRequest): Promise<void> => {
    const { step, note } = await loadNextStep(deps, request, clock.now());
    if (step === null) return;
    const { revision } = request.standing;
    // Refused if it has changed meanwhile: the next round checks again.
    await unlessRefused(takeStep(deps, { id: request.id, made: { step }, revision, by: CLOCK, note }, clock.now()));
  };
  const openFor = async ({ queue, startMs, endMs }: SeenGap): Promise<void> => {
    const desk = registry.queue(queue);
    await runEach(desk === undefined ? [] : callersAt(desk, registry), async (library) => {
      const opening = { library, queue, reason: 'observed-gap', startMs, endMs, note: null } as const;
      await unlessRefused(openHelp(deps, opening, CLOCK, clock.now(), true));
    });
  };
  // A failed write must not prevent the others.
  const steps = [
    async () => runEach(await loadOpen(database), move),
    async () => runEach(await openGaps(clock.now()), openFor),
    () => dropOldNotes(database, clock.now()),
  ];
  await runEach(steps, (step) => step());
}

export const startHelpRounds = (deps: RoundDeps): RunningJob =>
  startJob(deps, { name: 'assistance', everyMs: EVERY_MS, run: () => runRound(deps) });

import fc from 'fast-check';
import {
  escalationSchema,
  TIERS,
  type AssistanceState,
  type AssistanceStep,
  type Taker,
  type Tier,
} from '@askusnow/sdk/contract';
import {
  dueStep,
  endsBy,
  move,
  openRequest,
  type Move,
  type Recorded,
  type Rules,
  type RequestState,
} from '../../../server/src/help/assistance/machine.ts';

/** What a walk may get wrong on purpose. */
export interface Faults {
  /** Writes what follows from what was read, whatever has happened since. */
  ignoresRevisions?: boolean;
  /** Knows only the deadlines that it has seen set since it started. */
  forgetsAtRestart?: boolean;
}

interface Kept {
  standing: RequestState;
  log: (Recorded & { atMs: number })[];
}

const MIN = 60_000;
const minutes = escalationSchema.parse({});

/** Requests, people who have read some of them, clocks of several nodes, and time that jumps. */
export class World {
  nowMs = Date.parse('2026-05-04T14:00:00.000Z');
  kept: Kept[] = [];
  steps = 0;
  #rules: Rules = { minutes, hasRecipient: { local: true, statewide: true, global: true } };
  #read = new Map<number, { index: number; standing: RequestState }>();
  #watched = new Set<number>();
  readonly #faults: Faults;

  constructor(faults: Faults = {}) {
    this.#faults = faults;
  }

  setRecipients(hasRecipient: Rules['hasRecipient']): void {
    this.#rules = { minutes, hasRecipient };
  }

  open(tier: Tier, startMin: number, lengthMin: number | null): void {
    const startMs = this.nowMs + startMin * MIN;
    const gap = { startMs, endMs: lengthMin === null ? null : startMs + lengthMin * MIN };
    if (gap.endMs !== null && gap.endMs <= this.nowMs) return;
    const { standing, recorded } = openRequest(tier, gap, this.nowMs, this.#rules);
    this.#watched.add(this.kept.length);
    this.kept.push({ standing, log: recorded.map((each) => ({ ...each, atMs: this.nowMs })) });
    this.steps += 1;
  }

  /** Somebody opens the page; what they do later rests on this. */
  look(who: number, index: number): void {
    const kept = this.kept[index % Math.max(this.kept.length, 1)];
    if (kept) this.#read.set(who, { index: this.kept.indexOf(kept), standing: kept.standing });
  }

  act(who: number, made: Move): void {
    const read = this.#read.get(who);
    if (read) this.#step(read.index, read.standing, made);
  }

  /** All of it, as one node does it. */
  round(): void {
    this.kept.forEach(({ standing }, index) => {
      const step = dueStep(standing, this.nowMs);
      const isKnown = !this.#faults.forgetsAtRestart || this.#watched.has(index);
      if (step === null || !isKnown) return;
      // Whoever had come is gone again at every third.
      const isGone = standing.state === 'covered' && this.nowMs < endsBy(standing) && this.steps % 3 === 0;
      this.#step(index, standing, { step: isGone ? 'uncovered' : step });
    });
  }

  restart(): void {
    this.#watched.clear();
  }

  #step(index: number, read: RequestState, made: Move): void {
    const kept = this.kept[index]!;
    if (!this.#faults.ignoresRevisions && read.revision !== kept.standing.revision) return;
    const moved = move(read, made, this.nowMs, this.#rules);
    if (moved === null) return;
    kept.log.push(...moved.recorded.map((each) => ({ ...each, atMs: this.nowMs })));
    // A store that does not look at revisions may still count them rightly.
    const revision = this.#faults.ignoresRevisions ? kept.log.length : moved.standing.revision;
    kept.standing = { ...moved.standing, revision };
    this.#watched.add(index);
    this.steps += 1;
  }
}

const STATE_AFTER: Partial<Record<AssistanceStep, AssistanceState>> = {
  opened: 'open',
  released: 'open',
  escalated: 'open',
  acknowledged: 'acknowledged',
  taken: 'taken',
  covered: 'covered',
  closed: 'closed',
  expired: 'expired',
};

const HOUR = 60 * MIN;
/** How long before a gap farther tiers are asked at the earliest: of the lead time this share, never more than so much. */
const ASKED_AHEAD: Partial<Record<Tier, { share: number; maxMs: number }>> = {
  statewide: { share: 1 / 2, maxMs: 24 * HOUR },
  global: { share: 1 / 12, maxMs: 4 * HOUR },
};

/**
 * The first tier that was notified before its time; null: none. An opening may skip tiers without recipients.
 */
export function askedTooEarly(
  { openedMs, startMs }: Pick<RequestState, 'openedMs' | 'startMs'>,
  log: readonly { step: AssistanceStep; owner: Tier; atMs: number }[],
): Tier | null {
  const early = log.find(({ step, owner, atMs }) => {
    const { share, maxMs } = ASKED_AHEAD[owner] ?? { share: 0, maxMs: 0 };
    const earliestMs = startMs - Math.min(Math.max(startMs - openedMs, 0) * share, maxMs);
    return step === 'escalated' && atMs > openedMs && atMs < earliestMs;
  });
  return early?.owner ?? null;
}

/** What must hold of a request whatever has happened, by its record alone: the first thing that does not. */
export function faultOf({ standing, log }: Kept): string | null {
  const early = askedTooEarly(standing, log);
  if (early !== null) return `the ${early} tier was asked too early`;
  let state: AssistanceState | null = null;
  let owner = TIERS.indexOf(log[0]?.owner ?? 'local');
  let isTaken = false;
  for (const { step, owner: tier } of log) {
    if (state === 'taken' && step === 'taken') return 'taken twice';
    if (state === 'closed' || state === 'expired') return `${step} after it was over`;
    if (step === 'taken' || step === 'released') isTaken = step === 'taken';
    state = step === 'uncovered' ? (isTaken ? 'taken' : 'open') : (STATE_AFTER[step] ?? state);
    if (TIERS.indexOf(tier) < owner) return 'went back to a nearer tier';
    owner = TIERS.indexOf(tier);
  }
  if (standing.revision !== log.length) return `revision ${standing.revision} after ${log.length} recorded steps`;
  if (state !== standing.state) return `${standing.state}, and recorded as ${state}`;
  const isOver = state === 'closed' || state === 'expired';
  if (isOver !== (standing.deadlineMs === null) || isOver !== (standing.overAtMs !== null)) return 'no deadline';
  return (standing.taker !== null) !== log.some(({ step }) => step === 'taken') && standing.state === 'taken'
    ? 'taken by nobody'
    : null;
}

class Step implements fc.Command<object, World> {
  readonly run;
  readonly #name: string;
  constructor(name: string, does: (world: World) => void) {
    this.#name = name;
    this.run = (_model: object, world: World): void => {
      const revisions = world.kept.map(({ standing }) => standing.revision);
      const logs = world.kept.map(({ log }) => log.length);
      does(world);
      for (const [index, kept] of world.kept.entries()) {
        const fault = faultOf(kept);
        if (fault !== null) throw new Error(`request ${index}: ${fault}`);
        const grown = kept.log.length > (logs[index] ?? 0);
        if (grown !== kept.standing.revision > (revisions[index] ?? 0)) throw new Error('a revision that did not grow');
      }
    };
  }
  check = (): boolean => true;
  toString = (): string => this.#name;
}

const person = fc.nat(3);
const taker: fc.Arbitrary<Taker> = fc.constantFrom<Taker[]>(
  { tier: 'statewide' },
  { tier: 'global' },
  { library: 'carroll' },
);
const made: fc.Arbitrary<Move> = fc.oneof(
  taker.map((by): Move => ({ step: 'taken', taker: by })),
  fc.constantFrom<Move[]>(
    { step: 'acknowledged' },
    { step: 'released' },
    { step: 'covered' },
    { step: 'noted' },
    { step: 'closed' },
  ),
);
const jump = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 1_500 }));

const lookAndAct = fc.tuple(person, fc.nat(5), made).map(
  ([who, index, does]) =>
    new Step(`${who} reads ${index}: ${does.step}`, (world) => {
      world.look(who, index);
      world.act(who, does);
    }),
);

/** After each round nothing may be past its deadline. */
const round = fc.constant(
  new Step('round', (world) => {
    world.round();
    const late = world.kept.find(({ standing }) => (standing.deadlineMs ?? Infinity) <= world.nowMs);
    if (late) throw new Error(`left past its deadline: ${JSON.stringify(late.standing)}`);
  }),
);

export const walks = (maxCommands: number) =>
  fc.commands(
    [
      fc
        .tuple(
          fc.constantFrom(...TIERS),
          fc.integer({ min: -60, max: 3_000 }),
          fc.option(fc.integer({ min: 1, max: 600 })),
        )
        .map(
          ([tier, start, length]) =>
            new Step(`open ${tier} ${start} ${length}`, (world) => world.open(tier, start, length)),
        ),
      fc
        .tuple(person, fc.nat(5))
        .map(([who, index]) => new Step(`${who} reads ${index}`, (world) => world.look(who, index))),
      fc.tuple(person, made).map(([who, does]) => new Step(`${who}: ${does.step}`, (world) => world.act(who, does))),
      lookAndAct,
      lookAndAct,
      jump.map((minute) => new Step(`${minute} min`, (world) => void (world.nowMs += minute * MIN))),
      fc
        .record({ local: fc.boolean(), statewide: fc.boolean(), global: fc.boolean() })
        .map((hasRecipient) => new Step('recipients change', (world) => world.setRecipients(hasRecipient))),
      fc.constant(new Step('restart', (world) => world.restart())),
      round,
      round,
    ],
    { maxCommands, size: 'max' },
  );

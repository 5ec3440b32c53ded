// In:    a request as it stands, a step that somebody or the clock would take, who would hear at each tier, now.
// Out:   how it stands then, and the steps to record; or why not.
// Never: a request that is not over without an instant at which it moves on by itself.
import {
  TIERS,
  type AssistanceState,
  type AssistanceStep,
  type Escalation,
  type Taker,
  type Tier,
} from '@askusnow/sdk/contract';
import { HOUR_MS, MINUTE_MS } from '../../platform/time/instants.ts';

/** A request as it stands. */
export interface Standing {
  state: AssistanceState;
  openedMs: number;
  startMs: number;
  /** Null: until it is covered; see endsBy. */
  endMs: number | null;
  /** Whose turn it is. */
  owner: Tier;
  /** When it moves on by itself; null once it is over, and only then. */
  deadlineMs: number | null;
  taker: Taker | null;
  overAtMs: number | null;
  /** Counts its recorded steps. */
  version: number;
}

/** A step that is taken. `taken` says who. */
export type Move =
  | { step: 'taken'; taker: Taker }
  | { step: 'acknowledged' | 'released' | 'covered' | 'uncovered' | 'closed' | 'noted' | 'escalated' | 'expired' };

/** What goes into the record, in order. `owner`: whose turn it was after it. `remark`: the clock's own reason. */
export interface Recorded {
  step: AssistanceStep;
  owner: Tier;
  remark: string | null;
}

export interface Moved {
  standing: Standing;
  recorded: Recorded[];
}

/** What rules the clock of a request. */
export interface Rules {
  minutes: Escalation;
  /** Whether anybody would be told at each tier. */
  hasRecipient: Record<Tier, boolean>;
}

/** A request without an end lasts so long at most: a forgotten one must not send patrons past their own desk for weeks. */
export const OPEN_ENDED_MS = 12 * 60 * MINUTE_MS;
/** Somebody has been there for so long: it is over. */
export const COVERED_MS = 10 * MINUTE_MS;

/** When help is asked for, and since when. */
export type Need = Pick<Standing, 'openedMs' | 'startMs' | 'endMs'>;

/** When help is needed no longer, whatever happens. */
export const endsBy = ({ openedMs, startMs, endMs }: Need): number =>
  endMs ?? Math.max(openedMs, startMs) + OPEN_ENDED_MS;

/** Which steps each state has. A person takes them, but for `escalated`, `expired` and `uncovered`. */
const STEPS: Record<AssistanceState, readonly Move['step'][]> = {
  open: ['acknowledged', 'taken', 'covered', 'closed', 'noted', 'escalated', 'expired'],
  acknowledged: ['taken', 'released', 'covered', 'closed', 'noted', 'escalated', 'expired'],
  taken: ['released', 'covered', 'closed', 'noted'],
  covered: ['uncovered', 'closed', 'noted'],
  closed: [],
  expired: [],
};

export const hasStep = (state: AssistanceState, step: Move['step']): boolean => STEPS[state].includes(step);

/**
 * Until how long before the gap a request that is asked for ahead of it is a tier's own: the library's people have half of the
 * lead time, farther tiers the rest, and the global one its last twelfth; never more than 24 h and 4 h. So from 48 h ahead on
 * it is the library's own until 24 h before. Source: the cooperative's practice, which finds a substitute the day before.
 */
const OWN_UNTIL: Record<Exclude<Tier, 'global'>, { share: number; maxMs: number }> = {
  local: { share: 1 / 2, maxMs: 24 * HOUR_MS },
  statewide: { share: 1 / 12, maxMs: 4 * HOUR_MS },
};

/**
 * When the request stops being the tier's own by its lead time: at the start of a gap that had begun when help was asked for.
 * Exact hours: over a change of clocks the wall clock shows one more or one less.
 */
function ownUntilMs(tier: Exclude<Tier, 'global'>, { openedMs, startMs }: Need): number {
  const { share, maxMs } = OWN_UNTIL[tier];
  return startMs - Math.min(Math.max(startMs - openedMs, 0) * share, maxMs);
}

/**
 * How long a tier has, from now: its minutes, and ahead of a gap at least until it is no longer the tier's own. The last one
 * has its time from when help is needed: nobody gives up on a gap that has not begun. No tier has longer than the gap lasts.
 */
function deadlineOf(owner: Tier, need: Need, nowMs: number, minutes: Escalation): number {
  const { localMin, statewideMin, globalMin } = minutes;
  const dueMs = {
    local: Math.max(nowMs + localMin * MINUTE_MS, ownUntilMs('local', need)),
    statewide: Math.max(nowMs + statewideMin * MINUTE_MS, ownUntilMs('statewide', need)),
    global: Math.max(nowMs, need.startMs) + globalMin * MINUTE_MS,
  }[owner];
  return Math.min(dueMs, endsBy(need));
}

/** Every recorded step is a version. */
const record = (standing: Standing, recorded: readonly Recorded[]): Moved => ({
  standing: { ...standing, version: standing.version + recorded.length },
  recorded: [...recorded],
});

/** Of the tiers ahead those up to the first that is not passed; the last one stands even unheard, on the coordinator's screen. */
function tiersTo(ahead: readonly Tier[], isPassed: (tier: Tier) => boolean): Tier[] {
  const found = ahead.findIndex((tier) => !isPassed(tier));
  return found < 0 ? [...ahead] : ahead.slice(0, found + 1);
}

/** The desk's own tier and those beyond it: nearer ones have no part in a call of its. */
export const tiersFrom = (tier: Tier): Tier[] => TIERS.slice(TIERS.indexOf(tier));

const passed = (tier: Tier): string => `Nobody is told at the ${tier} tier: passed at once.`;

/** One `escalated` for each level on the way, the passed ones too. */
const escalations = (tiers: readonly Tier[]): Recorded[] =>
  tiers.map((owner, index) => {
    const before = index === 0 ? undefined : tiers[index - 1];
    return { step: 'escalated', owner, remark: before === undefined ? null : passed(before) };
  });

/**
 * A request that has just been asked for. It is first the turn of the desk's own tier; where nobody would hear there, at once
 * of the next, however far ahead: somebody is to know.
 */
export function openRequest(
  tier: Tier,
  gap: { startMs: number; endMs: number | null },
  nowMs: number,
  rules: Rules,
): Moved {
  const tiers = tiersTo(tiersFrom(tier), (each) => !rules.hasRecipient[each]);
  const owner = tiers.at(-1) ?? tier;
  const need = { openedMs: nowMs, ...gap };
  const standing: Standing = {
    state: 'open',
    ...need,
    owner,
    deadlineMs: deadlineOf(owner, need, nowMs, rules.minutes),
    taker: null,
    overAtMs: null,
    version: 0,
  };
  const opened: Recorded = { step: 'opened', owner: tier, remark: null };
  return record(standing, [opened, ...escalations(tiers).slice(1)]);
}

/** Null: the state has no such step. */
export function move(standing: Standing, made: Move, nowMs: number, rules: Rules): Moved | null {
  if (!hasStep(standing.state, made.step)) return null;
  const { owner } = standing;
  const step = (change: Partial<Standing>): Moved =>
    record({ ...standing, ...change }, [{ step: made.step, owner, remark: null }]);
  const fresh = (at: Tier): number => deadlineOf(at, standing, nowMs, rules.minutes);
  switch (made.step) {
    case 'acknowledged':
      // Somebody is at it: one more span of the owner's time, and no longer.
      return step({ state: 'acknowledged', deadlineMs: fresh(owner) });
    case 'taken':
      return step({ state: 'taken', taker: made.taker, deadlineMs: endsBy(standing) });
    case 'released':
      return step({ state: 'open', taker: null, deadlineMs: fresh(owner) });
    case 'covered':
      return step({ state: 'covered', deadlineMs: nowMs + COVERED_MS });
    case 'uncovered':
      // It is the same incident: whoever had taken it has it still.
      return standing.taker === null
        ? step({ state: 'open', deadlineMs: fresh(owner) })
        : step({ state: 'taken', deadlineMs: endsBy(standing) });
    case 'closed':
    case 'expired':
      return step({ state: made.step, deadlineMs: null, overAtMs: nowMs });
    case 'noted':
      return step({});
    case 'escalated': {
      // Nearer people have been told: ahead of a gap no tier is asked before its time, even if nobody hears at the one between.
      const lacksRecipient = (tier: Tier): tier is 'local' | 'statewide' =>
        tier !== 'global' && !rules.hasRecipient[tier];
      const isPassed = (tier: Tier): boolean => lacksRecipient(tier) && ownUntilMs(tier, standing) <= nowMs;
      const tiers = tiersTo(tiersFrom(owner).slice(1), isPassed);
      const next = tiers.at(-1);
      if (next === undefined) return null; // Nowhere to go from the last tier: it expires.
      // Minutes are for people: where nobody hears, it waits for the next tier's time alone.
      const deadlineMs = lacksRecipient(next) ? ownUntilMs(next, standing) : fresh(next);
      return record({ ...standing, state: 'open', owner: next, deadlineMs }, escalations(tiers));
    }
  }
}

/**
 * What falls due by the clock; null: nothing yet. However late it looks, it is one step: the next tier's time counts from
 * when its people were told, not from when they should have been.
 */
export function dueStep(standing: Standing, nowMs: number): 'escalated' | 'expired' | 'closed' | null {
  if (standing.deadlineMs === null || nowMs < standing.deadlineMs) return null;
  if (standing.state === 'taken' || standing.state === 'covered') return 'closed';
  return nowMs >= endsBy(standing) || standing.owner === TIERS.at(-1) ? 'expired' : 'escalated';
}

// In:    a request's state, a step of a person or of the clock, which tiers have recipients, now.
// Out:   its new state, and the steps to record; or why not.
// Never: leaves an open request without a deadline.
import {
  TIERS,
  type AssistanceState,
  type AssistanceStep,
  type Escalation,
  type Taker,
  type Tier,
} from '@askusnow/sdk/contract';
import { HOUR_MS, MINUTE_MS } from '../../platform/time/instants.ts';
import { messages } from './messages.ts';

/** The state of a request. */
export interface RequestState {
  state: AssistanceState;
  openedMs: number;
  startMs: number;
  /** Null: until it is covered; see endsBy. */
  endMs: number | null;
  /** The tier that must act. */
  owner: Tier;
  /** When the clock takes the next step; null only once it is over. */
  deadlineMs: number | null;
  taker: Taker | null;
  overAtMs: number | null;
  /** Number of recorded steps. */
  revision: number;
}

/** A step to take. `taken` names the taker. */
export type Move =
  | { step: 'taken'; taker: Taker }
  | { step: 'acknowledged' | 'released' | 'covered' | 'uncovered' | 'closed' | 'noted' | 'escalated' | 'expired' };

/** The steps to record, in order. `owner`: the owner after the step. `remark`: the clock's reason. */
export interface Recorded {
  step: AssistanceStep;
  owner: Tier;
  remark: string | null;
}

export interface Moved {
  standing: RequestState;
  recorded: Recorded[];
}

/** The rules of deadlines. */
export interface Rules {
  minutes: Escalation;
  /** Whether a tier has recipients for a help request. */
  hasRecipient: Record<Tier, boolean>;
}

/** Max duration of a request without an end: a forgotten one must not send patrons past their own desk for weeks. */
export const OPEN_ENDED_MS = 12 * 60 * MINUTE_MS;
/** The request is over when somebody has been there for this long. */
export const COVERED_MS = 10 * MINUTE_MS;

/** The time of the need, and when help was asked for. */
export type Need = Pick<RequestState, 'openedMs' | 'startMs' | 'endMs'>;

/** When help is no longer needed in any case. */
export const endsBy = ({ openedMs, startMs, endMs }: Need): number =>
  endMs ?? Math.max(openedMs, startMs) + OPEN_ENDED_MS;

/** The steps of each state. People take all except `escalated`, `expired` and `uncovered`. */
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
 * How long before a gap a tier stops owning a request made ahead of it: the library's people own half of the lead time,
 * farther tiers the rest, and the global tier its last twelfth; at most until 24 h and 4 h before. So a request made more
 * than 48 h ahead is the library's own until 24 h before. Source: the cooperative's practice of finding a substitute the
 * day before.
 */
const OWN_UNTIL: Record<Exclude<Tier, 'global'>, { share: number; maxMs: number }> = {
  local: { share: 1 / 2, maxMs: 24 * HOUR_MS },
  statewide: { share: 1 / 12, maxMs: 4 * HOUR_MS },
};

/**
 * When lead time ends a tier's ownership: at the gap's start, if the gap had begun when help was asked for. Exact hours:
 * across a clock change the local time differs by one.
 */
function ownUntilMs(tier: Exclude<Tier, 'global'>, { openedMs, startMs }: Need): number {
  const { share, maxMs } = OWN_UNTIL[tier];
  return startMs - Math.min(Math.max(startMs - openedMs, 0) * share, maxMs);
}

/**
 * A tier's deadline: its minutes from now and, ahead of a gap, at least until its ownership ends. The last tier's time
 * begins with the need: nobody gives up on a gap that has not begun. No deadline is after the gap's end.
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

/** Each recorded step is a revision. */
const record = (standing: RequestState, recorded: readonly Recorded[]): Moved => ({
  standing: { ...standing, revision: standing.revision + recorded.length },
  recorded: [...recorded],
});

/**
 * The tiers ahead up to the first that is not skipped. The last tier is never skipped: the coordinator sees the request
 * even without recipients.
 */
function tiersTo(ahead: readonly Tier[], isSkipped: (tier: Tier) => boolean): Tier[] {
  const found = ahead.findIndex((tier) => !isSkipped(tier));
  return found < 0 ? [...ahead] : ahead.slice(0, found + 1);
}

/** The desk's own tier and farther ones: nearer tiers have no part in its requests. */
export const tiersFrom = (tier: Tier): Tier[] => TIERS.slice(TIERS.indexOf(tier));

/** One `escalated` for each tier on the way, including skipped ones. */
const escalations = (tiers: readonly Tier[]): Recorded[] =>
  tiers.map((owner, index) => {
    const before = index === 0 ? undefined : tiers[index - 1];
    return { step: 'escalated', owner, remark: before === undefined ? null : messages.skipped(before) };
  });

/** What a person may choose beyond the rules: who is asked first, and who at once. */
export interface Choice {
  /** The desk's own people are not asked. */
  skipOwn?: boolean | undefined;
  /** The tiers up to this one are asked at once. */
  atOnce?: Tier | undefined;
}

/**
 * A new request. It starts at the desk's own tier or, if that has no recipients, at once at the next one, however far
 * ahead the gap is: somebody must be notified. `tier`: the desk's; `skipOwn` needs a farther one.
 */
export function openRequest(
  tier: Tier,
  gap: { startMs: number; endMs: number | null },
  nowMs: number,
  rules: Rules,
  { skipOwn = false, atOnce = tier }: Choice = {},
): Moved {
  const asked = tiersFrom(tier).slice(skipOwn ? 1 : 0);
  const first = asked[0] ?? tier;
  const tiers = tiersTo(asked, (each) => !rules.hasRecipient[each]);
  const owner = tiers.at(-1) ?? first;
  const need = { openedMs: nowMs, ...gap };
  const standing: RequestState = {
    state: 'open',
    ...need,
    owner,
    deadlineMs: deadlineOf(owner, need, nowMs, rules.minutes),
    taker: null,
    overAtMs: null,
    revision: 0,
  };
  const opened: Recorded = { step: 'opened', owner: first, remark: null };
  let moved = record(standing, [opened, ...escalations(tiers).slice(1)]);
  while (TIERS.indexOf(moved.standing.owner) < TIERS.indexOf(atOnce)) {
    const next = move(moved.standing, { step: 'escalated' }, nowMs, rules);
    if (next === null) break;
    moved = { standing: next.standing, recorded: [...moved.recorded, ...next.recorded] };
  }
  return moved;
}

/** Null: the state has no such step. */
export function move(standing: RequestState, made: Move, nowMs: number, rules: Rules): Moved | null {
  if (!hasStep(standing.state, made.step)) return null;
  const { owner } = standing;
  const step = (change: Partial<RequestState>): Moved =>
    record({ ...standing, ...change }, [{ step: made.step, owner, remark: null }]);
  const fresh = (at: Tier): number => deadlineOf(at, standing, nowMs, rules.minutes);
  switch (made.step) {
    case 'acknowledged':
      // Somebody works on it: the owner gets its time once more, and not again.
      return step({ state: 'acknowledged', deadlineMs: fresh(owner) });
    case 'taken':
      return step({ state: 'taken', taker: made.taker, deadlineMs: endsBy(standing) });
    case 'released':
      return step({ state: 'open', taker: null, deadlineMs: fresh(owner) });
    case 'covered':
      return step({ state: 'covered', deadlineMs: nowMs + COVERED_MS });
    case 'uncovered':
      // The same incident: the earlier taker still has it.
      return standing.taker === null
        ? step({ state: 'open', deadlineMs: fresh(owner) })
        : step({ state: 'taken', deadlineMs: endsBy(standing) });
    case 'closed':
    case 'expired':
      return step({ state: made.step, deadlineMs: null, overAtMs: nowMs });
    case 'noted':
      return step({});
    case 'escalated': {
      // Nearer people were notified: ahead of a gap no tier is asked before its time, even if the tier between has no
      // recipients.
      const lacksRecipient = (tier: Tier): tier is 'local' | 'statewide' =>
        tier !== 'global' && !rules.hasRecipient[tier];
      const isSkipped = (tier: Tier): boolean => lacksRecipient(tier) && ownUntilMs(tier, standing) <= nowMs;
      const tiers = tiersTo(tiersFrom(owner).slice(1), isSkipped);
      const next = tiers.at(-1);
      if (next === undefined) return null; // The last tier cannot escalate: the request expires.
      // Minutes are for people: without recipients, only the next tier's time matters.
      const deadlineMs = lacksRecipient(next) ? ownUntilMs(next, standing) : fresh(next);
      return record({ ...standing, state: 'open', owner: next, deadlineMs }, escalations(tiers));
    }
  }
}

/**
 * The step that is due; null: none yet. However late the check, it is one step: the next tier's time counts from its
 * notification, not from the missed deadline.
 */
export function dueStep(standing: RequestState, nowMs: number): 'escalated' | 'expired' | 'closed' | null {
  if (standing.deadlineMs === null || nowMs < standing.deadlineMs) return null;
  if (standing.state === 'taken' || standing.state === 'covered') return 'closed';
  return nowMs >= endsBy(standing) || standing.owner === TIERS.at(-1) ? 'expired' : 'escalated';
}

/** A step by which a tier is asked. */
export interface Call extends Recorded {
  atMs: number;
  /** The request after it. */
  standing: RequestState;
}

/** Every tier that the clock asks while nobody takes the request, and when the request ends. */
export function callsOf(opened: Moved, rules: Rules): { calls: Call[]; endsMs: number } {
  const calls: Call[] = [];
  let [moved, atMs] = [opened, opened.standing.openedMs];
  for (;;) {
    const { standing, recorded } = moved;
    for (const each of recorded) calls.push({ ...each, atMs, standing });
    atMs = standing.deadlineMs ?? atMs;
    const next = dueStep(standing, atMs) === 'escalated' ? move(standing, { step: 'escalated' }, atMs, rules) : null;
    if (next === null) return { calls, endsMs: atMs };
    moved = next;
  }
}

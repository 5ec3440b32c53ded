// In:    what is known of the queues that a library names, nearest tier first, and now.
// Out:   its answer: the state, on what evidence, until when.
// Never: `available` on stale or missing evidence; `closed` out of ignorance.
import type { AnswerState, Evidence, QueueState, Tier } from '@askusnow/sdk/contract';
import { includes, type Interval } from '../platform/time/intervals.ts';
import { HOUR_MS } from '../platform/time/instants.ts';
import { isThere, shownAt, type Observation } from '../coverage/presence/hysteresis.ts';
import { isAhead } from '../coverage/presence/sample.ts';

/** What is known of one queue. */
export interface AnswerFacts {
  tier: Tier;
  chatUrl: string | null;
  /** In which it answers, as the tag names them; absent: not said. */
  languages?: readonly string[] | null;
  /** Service hours as instants, already cut by `closedUntilMs`; null: unknown. They reach past the horizon. */
  open: readonly Interval[] | null;
  closedUntilMs: number | null;
  /** When somebody who is observed is shown; outside, the desk is closed. Null: always. */
  shownHours: readonly Interval[] | null;
  /** When the timetable was last known to be what the database has. It is evidence for SCHEDULE_LIFE_MS from then on. */
  confirmedAtMs: number;
  /** Null: the queue has no presence source, and its timetable speaks for it. */
  observation: Observation | null;
}

/** One queue now. `lapsesAtMs`: the evidence is worth nothing from then on. */
export interface QueueNow {
  state: QueueState;
  evidence: Evidence;
  asOfMs: number;
  lapsesAtMs: number;
}

export interface Answer {
  state: AnswerState;
  /** The tier that answers; null unless available or busy. */
  tier: Tier | null;
  evidence: Evidence;
  chatUrl: string | null;
  asOfMs: number;
  validUntilMs: number;
  /** When state or tier is next due to change by the schedule; null: not before the horizon, or not known. */
  nextChangeMs: number | null;
  /** When anything here, down to the state of one tier, changes by itself while the schedule holds: ask again then. */
  turnsAtMs: number;
  /** When the schedule holds no more, unless it is confirmed again. */
  lapsesAtMs: number;
  /** In the order of the facts. */
  queues: QueueNow[];
  /** The place of the first tier that is available and answers in a language; null: no desk says in which it does. */
  byLanguage: Record<string, number> | null;
}

/** A schedule that could not be confirmed for longer makes no claim: somebody may have closed the desk meanwhile. */
export const SCHEDULE_LIFE_MS = HOUR_MS;

const isWithin = (open: readonly Interval[], nowMs: number): boolean =>
  open.some((interval) => includes(interval, nowMs));

const isTimetableFresh = ({ confirmedAtMs }: AnswerFacts, nowMs: number): boolean =>
  !isAhead(confirmedAtMs, nowMs) && nowMs < confirmedAtMs + SCHEDULE_LIFE_MS;

/** A desk that cannot be seen outside its hours counts as closed: that, too, rests on the timetable. */
const scheduleLapsesAtMs = (facts: AnswerFacts, nowMs: number): number =>
  (isTimetableFresh(facts, nowMs) ? facts.confirmedAtMs : nowMs) + SCHEDULE_LIFE_MS;

function byTimetable(facts: AnswerFacts, nowMs: number): QueueState {
  if (facts.closedUntilMs !== null && nowMs < facts.closedUntilMs) return 'closed';
  if (facts.open === null) return 'unknown';
  return isWithin(facts.open, nowMs) ? 'available' : 'closed';
}

/** The first instant after now at which one of the intervals begins or ends; Infinity: none. */
function firstTurn(intervals: readonly Interval[] | null, nowMs: number): number {
  const next = intervals?.find(({ endMs }) => nowMs < endMs);
  return next === undefined ? Infinity : nowMs < next.startMs ? next.startMs : next.endMs;
}

/** One queue, by its source where it has one, else by its timetable. A closing by hand outranks both. */
export function queueNow(facts: AnswerFacts, nowMs: number): QueueNow {
  const isFresh = isTimetableFresh(facts, nowMs);
  const timetableEndsMs = scheduleLapsesAtMs(facts, nowMs);
  const unknown: QueueNow = { state: 'unknown', evidence: 'none', asOfMs: nowMs, lapsesAtMs: timetableEndsMs };
  const scheduled = isFresh ? byTimetable(facts, nowMs) : 'unknown';
  const fromTimetable: QueueNow =
    scheduled === 'unknown'
      ? unknown
      : { state: scheduled, evidence: 'scheduled', asOfMs: facts.confirmedAtMs, lapsesAtMs: timetableEndsMs };
  const isClosedByHand = scheduled === 'closed' && facts.closedUntilMs !== null && nowMs < facts.closedUntilMs;
  if (facts.observation === null || isClosedByHand) return fromTimetable;
  const { state, turnsAtMs } = shownAt(facts.observation, nowMs);
  // A failing source is never replaced by the schedule: the desk that it watches may be empty.
  if (turnsAtMs === null) return unknown;
  const untilMs = firstTurn(facts.shownHours, nowMs);
  // A forgotten program goes on sending all night; by hours that are not confirmed nobody knows whether it has closed.
  if (isThere(state) && facts.shownHours !== null && !isWithin(facts.shownHours, nowMs))
    return { ...fromTimetable, lapsesAtMs: Math.min(timetableEndsMs, untilMs) };
  const lapsesAtMs = Math.min(turnsAtMs, untilMs);
  return { state, evidence: 'observed', asOfMs: facts.observation.sampledAtMs, lapsesAtMs };
}

/** A state, and whether the queue might answer unseen where the state is unknown. */
interface TierState {
  state: QueueState;
  mayAnswer: boolean;
}

/** Hours that are unknown, or known too long ago, rule nothing out. */
const tierStateOf = (facts: AnswerFacts, state: QueueState, atMs: number, isFresh: boolean): TierState => ({
  state,
  mayAnswer: facts.open === null || !isFresh || isWithin(facts.open, atMs),
});

interface Outcome {
  state: AnswerState;
  /** Of the tier that answers; -1: none. */
  index: number;
}

/** The first tier that is available; else the first that is busy; else unknown, where one may answer unseen; else closed. */
function resolve(tierStates: readonly TierState[]): Outcome {
  for (const state of ['available', 'busy'] as const) {
    const index = tierStates.findIndex((tierState) => tierState.state === state);
    if (index >= 0) return { state, index };
  }
  const isUnknown =
    tierStates.length === 0 || tierStates.some(({ state, mayAnswer }) => state === 'unknown' && mayAnswer);
  return { state: isUnknown ? 'unknown' : 'closed', index: -1 };
}

const PASSED: TierState = { state: 'closed', mayAnswer: false };

/**
 * Where a farther tier has taken a request for assistance, the answer passes over the desks that cannot answer; but help
 * that cannot answer hides nobody who can.
 */
function resolvePast(tierStates: readonly TierState[], isPassed: readonly boolean[]): Outcome {
  const ahead = resolve(tierStates.map((tierState, index) => (isPassed[index] ? PASSED : tierState)));
  return ahead.index >= 0 ? ahead : resolve(tierStates);
}

/** What a timetable can tell apart: a desk that is busy is open all the same. */
const kindOf = ({ state, index }: Outcome): string => (index >= 0 ? `open ${index}` : state);

/** They concern a desk that is observed alone. */
const shownHoursOf = ({ observation, shownHours }: AnswerFacts): readonly Interval[] | null =>
  observation === null ? null : shownHours;

/** The first instant after now at which the timetable of one queue turns; Infinity: none before the horizon. */
function firstBoundary(facts: AnswerFacts, nowMs: number, horizonMs: number): number {
  const { open, closedUntilMs } = facts;
  const closedMs = closedUntilMs !== null && nowMs < closedUntilMs ? closedUntilMs : Infinity;
  const first = Math.min(firstTurn(open, nowMs), firstTurn(shownHoursOf(facts), nowMs), closedMs);
  return first < horizonMs ? first : Infinity;
}

/** Every instant after now at which the timetable of one queue turns. */
const boundaries = (facts: AnswerFacts, nowMs: number, horizonMs: number): number[] =>
  [
    ...[...(facts.open ?? []), ...(shownHoursOf(facts) ?? [])].flatMap(({ startMs, endMs }) => [startMs, endMs]),
    ...(facts.closedUntilMs === null ? [] : [facts.closedUntilMs]),
  ].filter((atMs) => nowMs < atMs && atMs < horizonMs);

/** The first turn at which the schedule gives another outcome. What is observed holds until the queue's own next turn. */
function nextChange(
  facts: readonly AnswerFacts[],
  queues: readonly QueueNow[],
  now: Outcome,
  nowMs: number,
  turns: readonly number[][],
  isPassed: readonly boolean[],
): number | null {
  const tierStateAt = (each: AnswerFacts, index: number, atMs: number): TierState => {
    const state =
      atMs < (turns[index]?.[0] ?? Infinity) ? (queues[index]?.state ?? 'unknown') : byTimetable(each, atMs);
    return tierStateOf(each, state, atMs, isTimetableFresh(each, nowMs));
  };
  const instants = [...new Set(turns.flat())].sort((one, other) => one - other);
  return (
    instants.find(
      (atMs) =>
        kindOf(
          resolvePast(
            facts.map((each, index) => tierStateAt(each, index, atMs)),
            isPassed,
          ),
        ) !== kindOf(now),
    ) ?? null
  );
}

/** When an answer has to be refreshed. */
export type AnswerTimes = Pick<Answer, 'turnsAtMs' | 'lapsesAtMs'>;

/** An answer in short, without what a frame needs to show it: cheap enough for every library of a nation at once. */
export type AnswerGist = Pick<Answer, 'state' | 'tier' | 'evidence'> & AnswerTimes;

interface Evaluation {
  gist: AnswerGist;
  outcome: Outcome;
  queues: QueueNow[];
  isPassed: boolean[];
  /** The queues whose evidence the answer is as good as. */
  restsOn: QueueNow[];
}

function evaluate(
  facts: readonly AnswerFacts[],
  nowMs: number,
  horizonMs: number,
  passed: readonly Tier[],
): Evaluation {
  const isPassed = facts.map(({ tier }) => passed.includes(tier));
  const queues = facts.map((each) => queueNow(each, nowMs));
  const outcome = resolvePast(
    facts.map((each, index) =>
      tierStateOf(each, queues[index]?.state ?? 'unknown', nowMs, isTimetableFresh(each, nowMs)),
    ),
    isPassed,
  );
  const answering = outcome.index >= 0 ? queues[outcome.index] : undefined;
  // Closed rests on every tier, an answering tier on itself; unknown claims nothing that could lapse.
  const restsOn = answering ? [answering] : outcome.state === 'closed' ? queues : [];
  const isObserved = restsOn.length > 0 && restsOn.every(({ evidence }) => evidence === 'observed');
  const gist: AnswerGist = {
    state: outcome.state,
    tier: facts[outcome.index]?.tier ?? null,
    evidence: outcome.state === 'unknown' ? 'none' : isObserved ? 'observed' : 'scheduled',
    turnsAtMs: Math.min(
      horizonMs,
      ...facts.map((each) => firstBoundary(each, nowMs, horizonMs)),
      ...queues.filter(({ evidence }) => evidence === 'observed').map(({ lapsesAtMs }) => lapsesAtMs),
    ),
    lapsesAtMs: Math.min(nowMs + SCHEDULE_LIFE_MS, ...facts.map((each) => scheduleLapsesAtMs(each, nowMs))),
  };
  return { gist, outcome, queues, isPassed, restsOn };
}

/** The same as {@link answerAt} gives. */
export const gistAt = (
  facts: readonly AnswerFacts[],
  nowMs: number,
  horizonMs: number,
  passed: readonly Tier[] = [],
): AnswerGist => evaluate(facts, nowMs, horizonMs, passed).gist;

function placesByLanguage(
  facts: readonly AnswerFacts[],
  queues: readonly QueueNow[],
  isPassed: readonly boolean[],
): Record<string, number> | null {
  if (facts.every(({ languages }) => !languages)) return null;
  const places: Record<string, number> = {};
  for (const [index, { languages }] of facts.entries())
    if (queues[index]?.state === 'available' && !isPassed[index])
      for (const language of languages ?? []) places[language] ??= index;
  return places;
}

/** A library's answer. `horizonMs`: how far ahead a change is looked for. `passed`: tiers, see resolvePast. */
export function answerAt(
  facts: readonly AnswerFacts[],
  nowMs: number,
  horizonMs: number,
  passed: readonly Tier[] = [],
): Answer {
  const { gist, outcome, queues, isPassed, restsOn } = evaluate(facts, nowMs, horizonMs, passed);
  const turns = facts.map((each) => boundaries(each, nowMs, horizonMs).sort((one, other) => one - other));
  const nextChangeMs = nextChange(facts, queues, outcome, nowMs, turns, isPassed);
  const byLanguage = placesByLanguage(facts, queues, isPassed);
  return {
    ...gist,
    chatUrl: facts[outcome.index]?.chatUrl ?? null,
    asOfMs: Math.min(nowMs, ...restsOn.map(({ asOfMs }) => asOfMs)),
    validUntilMs: Math.min(
      nowMs + SCHEDULE_LIFE_MS,
      nextChangeMs ?? Infinity,
      ...restsOn.map(({ lapsesAtMs }) => lapsesAtMs),
      // A page in another language may show any tier: the answer is as good as what turns first.
      ...(byLanguage ? [gist.turnsAtMs, gist.lapsesAtMs] : []),
    ),
    nextChangeMs,
    queues,
    byLanguage,
  };
}

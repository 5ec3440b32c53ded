// In:    an hour that is offered, a step, the library and the account that take it, now.
// Out:   its state after the step, or the refusal with the sentence that says why; who may accept it.
// Never: reads the database: the store holds the locks under which these answers stay true.
import {
  COVER_UNDO_MIN,
  type CoverReason,
  type CoverState,
  type CoverStep,
  type ProblemCode,
  type ShiftService,
} from '@askusnow/sdk/contract';
import { Refusal } from '../../platform/refusal.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { lacking, mergeIntervals, overlaps, type Interval } from '../../platform/time/intervals.ts';
import type { OwedShift } from './duties.ts';
import { messages } from './messages.ts';

/** An hour that a library gives, or a part of one. */
export interface GivenCover extends Interval {
  id: number;
  queue: string;
  library: string;
  service: ShiftService;
  reason: CoverReason;
  state: CoverState;
  takenBy: string | null;
  offeredMs: number;
  decidedMs: number | null;
  /** The account that took the last step; null: it offered the hour, or is gone, or the clock did. */
  decidedBy: number | null;
  revision: number;
}

/** Who takes a step: a library, by one of its people or the coordinator. */
export interface Mover {
  library: string;
  account: number;
}

/** What decides who may accept an hour, in and around its time. */
export interface CoverFacts {
  /** The libraries that owe shifts at a desk, by desk. */
  owing: ReadonlyMap<string, ReadonlySet<string>>;
  /** What libraries owe, by desk. */
  owed: ReadonlyMap<string, readonly OwedShift[]>;
  /** Of all shared desks, by library: what it owes, given or not, and what else it is to work. */
  busy: ReadonlyMap<string, readonly Interval[]>;
  /** Times in which a library has announced that it is closed, by library. */
  closings: ReadonlyMap<string, readonly Interval[]>;
}

const refuse = (code: ProblemCode, sentence: string): Refusal => new Refusal(409, code, sentence);

/** Whether the library that gives the hour still owes all of it: the schedule may have changed. */
export function isOwed(cover: GivenCover, { owed }: Pick<CoverFacts, 'owed'>): boolean {
  const shifts = owed.get(cover.queue) ?? [];
  return (
    lacking(
      [cover],
      mergeIntervals(shifts.filter(({ library, service }) => library === cover.library && service === cover.service)),
    ).length === 0
  );
}

/** Null: the library is free. An hour that it has given is one that it cannot work, and could withdraw. */
export function whyNotFree(
  library: string,
  time: Interval,
  { busy, closings }: Pick<CoverFacts, 'busy' | 'closings'>,
): Refusal | null {
  const meets = (all: CoverFacts['busy']): boolean => (all.get(library) ?? []).some((each) => overlaps(each, time));
  if (meets(busy)) return refuse('on-duty', messages.onDuty);
  return meets(closings) ? refuse('library-closed', messages.closed) : null;
}

/**
 * Null: the library may accept the hour. A library has one hour at a time, whichever desk it is at; and it accepts none while
 * it has given its own, which it could withdraw.
 */
export function whyNotAccept(library: string, cover: GivenCover, facts: CoverFacts): Refusal | null {
  if (library === cover.library) return refuse('not-now', messages.own);
  if (facts.owing.get(cover.queue)?.has(library) !== true) return refuse('not-owing', messages.notOwing);
  if (!isOwed(cover, facts)) return refuse('not-now', messages.owedNoMore);
  return whyNotFree(library, cover, facts);
}

/** The library for which the account may take its last step back; null: none. */
export function undoableFor(
  { state, library, takenBy, decidedBy, decidedMs, startMs }: GivenCover,
  account: number,
  nowMs: number,
) {
  if (decidedBy !== account || decidedMs === null || (state !== 'accepted' && state !== 'withdrawn')) return null;
  const untilMs = Math.min(decidedMs + COVER_UNDO_MIN * MINUTE_MS, startMs);
  return nowMs < untilMs ? { library: takenBy ?? library, untilMs } : null;
}

/**
 * The state after a step, as far as the hour itself decides. `name`: of libraries.
 * Errors: Refusal 409 `not-now`, `hour-begun`.
 */
export function stateAfter(
  cover: GivenCover,
  step: CoverStep,
  { library, account }: Mover,
  nowMs: number,
  name: (library: string) => string,
): CoverState {
  const { state, takenBy } = cover;
  if (state === 'open' && cover.startMs <= nowMs) throw refuse('hour-begun', messages.begun);
  if (step === 'undone') {
    if (undoableFor(cover, account, nowMs)?.library !== library) throw refuse('not-now', messages.notUndone);
    return 'open';
  }
  if (state === 'expired') throw refuse('hour-begun', messages.begun);
  if (state === 'withdrawn') throw refuse('not-now', messages.isWithdrawn(name(cover.library)));
  if (state === 'accepted') throw refuse('not-now', messages.isAccepted(name(takenBy!)));
  if (step === 'withdrawn' && library !== cover.library)
    throw refuse('not-now', messages.notYours(name(cover.library)));
  return step;
}

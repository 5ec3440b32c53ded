// In:    a library's placements, refusals, flagged counts and own desk.
// Out:   what needs attention, worst first; the urgency of the whole.
// Never: an all-clear while anything is lost, refused, flagged or unstaffed. The liaison's page and the coordinator's
//        order both use this file. Says that a library which is not live loses something.
import {
  ATTENTION_LEVELS,
  ATTENTION_REASONS,
  type Attention,
  type AttentionLevel,
  type AttentionReason,
  type LibraryStatus,
  type RefusalReason,
} from '@askusnow/sdk/contract';

export interface AttentionFacts {
  status: LibraryStatus;
  /** Of all its placements. */
  lostPlaces: number;
  quietPlaces: number;
  missingKeyPages: number;
  /** Of the window, each with its last civil day. */
  refusals: readonly { reason: RefusalReason; count: number; lastDate: string }[];
  /** Refusals that last occurred earlier are over. */
  refusedSince: string;
  impressionCount: number;
  /** Hours and days whose counts may not come from people. */
  doubtCount: number;
  suspectCount: number;
  /** The library's own desk. */
  desk: { isEmpty: boolean; gapsAhead: number };
}

/** A visitor's wrong clock: nobody at the library or the cooperative can fix it. */
const UNFIXABLE_REASONS: readonly RefusalReason[] = ['batch-day'];
/** From this share on, lost or flagged events change the meaning of the numbers. */
const LARGE_SHARE = 0.1;

const isLarge = (part: number, rest: number): boolean => part > 0 && part >= LARGE_SHARE * (part + rest);

const sum = (rows: AttentionFacts['refusals']): number => rows.reduce((total, { count }) => total + count, 0);

function refusedLevel(rows: AttentionFacts['refusals'], impressionCount: number): AttentionLevel {
  const mendable = sum(rows.filter(({ reason }) => !UNFIXABLE_REASONS.includes(reason)));
  if (mendable === 0) return 'note';
  return isLarge(mendable, impressionCount) ? 'bad' : 'warn';
}

/** Each reason that applies, with its level and count. */
function* found(facts: AttentionFacts): Generator<[AttentionReason, AttentionLevel, number]> {
  const { status, impressionCount, desk } = facts;
  const isSeen = status === 'new' || status === 'live' || status === 'zero';
  const refusals = facts.refusals.filter(({ lastDate }) => lastDate >= facts.refusedSince);
  const refusedCount = sum(refusals);
  if (status === 'refused') yield ['refused', 'bad', sum(facts.refusals)];
  else if (refusedCount > 0) yield ['some-refused', refusedLevel(refusals, impressionCount), refusedCount];
  if (status === 'lost') yield ['lost', 'bad', facts.lostPlaces];
  else if (facts.lostPlaces > 0) yield ['places-lost', 'warn', facts.lostPlaces];
  if (status === 'never-seen') yield ['never-seen', 'warn', 1];
  if (status === 'zero') yield ['no-clicks', 'warn', 1];
  if (facts.quietPlaces > 0) yield ['quiet', 'note', facts.quietPlaces];
  if (status === 'new') yield ['new', 'note', 1];
  if (desk.isEmpty) yield ['desk-empty', 'bad', 1];
  if (desk.gapsAhead > 0) yield ['gaps-ahead', 'warn', desk.gapsAhead];
  if (facts.doubtCount > 0) yield ['doubtful', 'warn', facts.doubtCount];
  if (facts.suspectCount > 0)
    yield ['suspect', isLarge(facts.suspectCount, impressionCount) ? 'warn' : 'note', facts.suspectCount];
  if (isSeen && facts.missingKeyPages > 0) yield ['key-pages', 'note', facts.missingKeyPages];
}

const rankOf = ({ reason, level }: Pick<Attention, 'reason' | 'level'>): number =>
  ATTENTION_LEVELS.indexOf(level) * ATTENTION_REASONS.length + ATTENTION_REASONS.indexOf(reason);

/** Worst first; empty: none. */
export const attentionOf = (facts: AttentionFacts): Attention[] =>
  [...found(facts)]
    .map(([reason, level, count]) => ({ reason, level, count }))
    .sort((one, other) => rankOf(one) - rankOf(other));

/** 0 is worst: decided by the first reason. */
export const urgencyOf = ([first]: readonly Attention[]): number =>
  first === undefined ? ATTENTION_LEVELS.length * ATTENTION_REASONS.length : rankOf(first);

/** Patrons, or their counts, are lost until somebody acts. */
const LOSSES: readonly AttentionReason[] = [
  'lost',
  'desk-empty',
  'refused',
  'some-refused',
  'never-seen',
  'places-lost',
];

/** The worst loss of a library now; none before it is live: its patrons are promised nothing. */
export const lossOf = ({
  live,
  attention,
}: {
  live: boolean;
  attention: readonly Attention[];
}): Attention | undefined =>
  live ? attention.find(({ reason, level }) => level !== 'note' && LOSSES.includes(reason)) : undefined;

/** The rows whose clicks to check are a large share of all clicks: the total means little until somebody has checked them. */
export function doubtfulOf<Row extends { counts: { clicks: number }; clicksToCheck?: number | undefined }>(
  rows: readonly Row[],
): Row[] {
  const all = rows.reduce((sum, { counts }) => sum + counts.clicks, 0);
  return rows.filter(({ clicksToCheck = 0 }) => isLarge(clicksToCheck, all - clicksToCheck));
}

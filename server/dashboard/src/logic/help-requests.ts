import { TIERS, type AssistanceReach, type AssistanceRequest, type Tier } from '@askusnow/sdk';

export const isOpen = ({ overAt }: AssistanceRequest): boolean => overAt === null;

/** The request that stands for a gap of a queue; the server takes no second one for the same time. */
export const requestFor = (
  requests: readonly AssistanceRequest[],
  queue: string,
  start: string,
  end: string | null,
): AssistanceRequest | undefined =>
  requests.find(
    (request) =>
      isOpen(request) && request.queue === queue && (end === null || request.gap.start < end) && start < request.endsBy,
  );

/** Nobody was notified of the request. */
export const isUntold = ({ state, told }: Pick<AssistanceRequest, 'state' | 'told'>): boolean =>
  told === 0 && (state === 'open' || state === 'acknowledged');

/** The library that asks for help at a desk; null: the desk itself, if libraries share it. */
export const callerOf = (tier: Tier, library: string | null): string | null => (tier === 'local' ? library : null);

/** Tiers at which somebody would be notified of a call from a desk, nearest first. Undefined: not known. */
export const reachOf = (
  reach: readonly AssistanceReach[],
  tier: Tier,
  library: string | null,
): readonly Tier[] | undefined =>
  reach
    .find((each) => each.library === callerOf(tier, library))
    ?.tiers.filter((each) => TIERS.indexOf(each) >= TIERS.indexOf(tier));

/** The tiers that patrons pass over now because of a request. */
export const passedOverNow = ({ gap, endsBy, passedOver }: AssistanceRequest, nowMs: number): readonly Tier[] =>
  Date.parse(gap.start) <= nowMs && nowMs < Date.parse(endsBy) ? passedOver : [];

/** The tier that has taken a request; null: none has, or a library. */
export const takingTier = ({ taker }: AssistanceRequest): Tier | null =>
  taker !== null && 'tier' in taker ? taker.tier : null;

/** The tier at which patrons start instead of this one; null where they come here. `requests`: the library's own, and those of shared desks. */
export function sentPast(tier: Tier, requests: readonly AssistanceRequest[], nowMs: number): Tier | null {
  const helping = requests.filter((each) => passedOverNow(each, nowMs).includes(tier)).map(takingTier);
  return TIERS.findLast((each) => helping.includes(each)) ?? null;
}

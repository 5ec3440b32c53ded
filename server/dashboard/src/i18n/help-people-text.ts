import { TIERS, type AssistanceRequest, type Taker, type Tier } from '@askusnow/sdk';

/** The library that asks for help, or the shared desk by its own name. */
export const callerText = ({ library, names }: Pick<AssistanceRequest, 'library' | 'names'>, desk: string): string =>
  library === null ? desk : (names.library ?? '');

/** The people of each tier. */
export const PEOPLE: Record<Tier, string> = {
  local: 'the library’s own people',
  statewide: 'the statewide service',
  global: 'the global cooperative',
};

/** Who has taken a request. */
export const takerText = (taker: Taker, { names }: AssistanceRequest): string =>
  'tier' in taker ? PEOPLE[taker.tier] : (names.taker ?? '');

/** Who is notified of a request from a desk of this tier; null: its own people first. `tiers`: see reachOf. */
export function reachText(tiers: readonly Tier[] | undefined, own: Tier): string | null {
  if (tiers === undefined || tiers[0] === own) return null;
  const [first] = tiers;
  if (first === undefined) {
    const all = TIERS.slice(TIERS.indexOf(own)).map((tier) => PEOPLE[tier]);
    return `A help request from here would notify nobody: no recipient is listed for ${new Intl.ListFormat('en', { type: 'disjunction' }).format(all)}.`;
  }
  return `No recipient is listed for ${PEOPLE[own]}: a help request goes straight to ${PEOPLE[first]}.`;
}

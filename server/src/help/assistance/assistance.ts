// In:    an open database, the registry, the clock, gaps, what is seen at the desks.
// Out:   which tiers each library's answer passes over; requests that open, move on and end by themselves.
// Never: a second reading of the rules: machine.ts has them, store.ts alone takes steps.
import { startHelpRounds, type RoundDeps } from './run.ts';
import { createTierOverrides, type TierOverrides } from './tier-override.ts';

export type Assistance = TierOverrides;

export async function createAssistance(deps: RoundDeps): Promise<Assistance> {
  const overrides = await createTierOverrides(deps);
  const rounds = startHelpRounds(deps);
  return {
    ...overrides,
    async close() {
      await rounds.close();
      await overrides.close();
    },
  };
}

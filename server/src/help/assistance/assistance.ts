// In:    an open database, the registry, the clock, gaps, the desks' presence.
// Out:   the tiers that each library's answer skips; requests that open, move on and end automatically.
// Never: repeats the rules: machine.ts has them, and only store.ts takes steps.
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

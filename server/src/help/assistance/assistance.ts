// In:    an open database, the registry, the clock, gaps, what is seen at the desks.
// Out:   which tiers each library's answer passes over; requests that open, move on and end by themselves.
// Never: a second reading of the rules: machine.ts has them, store.ts alone takes steps.
import { startHelpRounds, type RoundDeps } from './run.ts';
import { createTakenOver, type TakenOverView } from './taken-over.ts';

export type Assistance = TakenOverView;

export async function createAssistance(deps: RoundDeps): Promise<Assistance> {
  const view = await createTakenOver(deps);
  const rounds = startHelpRounds(deps);
  return {
    ...view,
    async close() {
      await rounds.close();
      await view.close();
    },
  };
}

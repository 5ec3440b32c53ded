// In:    an open database, the clock.
// Out:   at which tier each library's answer starts.
// Never: a second reading of the rules: machine.ts has them, store.ts alone takes steps.
import { createTakenOver, type TakenOverView } from './taken-over.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';

export type Assistance = TakenOverView;

export interface AssistanceDeps {
  database: Database;
  clock: Clock;
  onError: (error: Error) => void;
}

export const createAssistance = (deps: AssistanceDeps): Promise<Assistance> => createTakenOver(deps);

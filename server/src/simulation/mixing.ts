// In:    what a start asks for, and what its database holds.
// Out:   why it is refused, in a sentence that says what to do.
// Never: mixes simulated data with real data, in either direction.
import type { Mark } from '../platform/simulated/store.ts';

/** Simulated and real data would be mixed. */
export class MixedDataError extends Error {
  override name = 'MixedDataError';
}

export interface Start {
  isAsked: boolean;
  mark: Mark;
  /** Whether the database has a cooperative or an account. */
  hasData: boolean;
  databaseUrl: string | null;
  dataDir: string;
}

/** Null: nothing would be mixed. */
export function mixingFault({ isAsked, mark, hasData, databaseUrl, dataDir }: Start): string | null {
  if (isAsked && databaseUrl !== null)
    return '--simulate fills an embedded database only: start without DATABASE_URL, or without --simulate.';
  if (mark === 'interrupted')
    return `The simulation in ${dataDir} was interrupted, and is not complete. Delete this folder, then start with --simulate again.`;
  if (isAsked && mark === 'none' && hasData)
    return `${dataDir} holds real data, with which simulated data must not be mixed. Choose an empty folder, like DATA_DIR=./simulated, or start without --simulate.`;
  if (!isAsked && mark === 'complete')
    return `${databaseUrl === null ? dataDir : 'The database'} holds simulated data, with which real data must not be mixed. Start with --simulate to look at them, or choose another folder with DATA_DIR.`;
  return null;
}

// Out:   the mark of a database that holds simulated data.
import type { Instant, ModuleTables } from '../db/tables.ts';
import { migrations } from './migrations.ts';

/** One row, or none: the data are real. */
export interface SimulationTable {
  id: 'simulation';
  seed: string;
  /** The machine's time when it was begun. */
  begun_at: Instant;
  /** Null: it was interrupted. */
  completed_at: Instant | null;
}

declare module '../db/tables.ts' {
  interface Tables {
    simulation: SimulationTable;
  }
}

export const simulatedTables: ModuleTables = {
  migrations,
  contents: {
    simulation: {
      row: 'that this database holds simulated data',
      kept: 'as long as the database; a start removes the mark of a simulation that wrote nothing',
      deletedIn: ['platform/simulated/store.ts'],
    },
  },
};

// Out:   the mark of a database that holds simulated data.
import type { Instant } from '../db/tables.ts';

/** One row, or none: the data are real. */
export interface SimulationTable {
  id: 'simulation';
  seed: string;
  /** The machine's time when it was begun. */
  begun_at: Instant;
  /** Null: it was interrupted. */
  completed_at: Instant | null;
}

export interface SimulatedTables {
  simulation: SimulationTable;
}

// Out:   the rows of running nodes.
// Never: more about a machine than its version and its clock: no host name, no address.
import type { Instant } from '../db/tables.ts';

/** A running server process. Rows of ended processes are removed. */
export interface NodeTable {
  /** Random per process. */
  id: string;
  version: string;
  /** Its own clock minus the database's; null: not measured. Units: ms. */
  skew_ms: number | null;
  /** By the shared clock. */
  seen_at: Instant;
}

export interface NodesTables {
  node: NodeTable;
}

// Out:   the rows of running nodes.
// Never: more about a machine than its version and its clock: no host name, no address.
import type { Instant } from '../db/tables.ts';

/** A running server process. Rows of processes that have ended go. */
export interface NodeTable {
  /** Random per process. */
  id: string;
  version: string;
  /** Its own clock, less the database's; null: not measured. Units: ms. */
  skew_ms: number | null;
  /** By the clock that nodes share. */
  seen_at: Instant;
}

export interface NodesTables {
  node: NodeTable;
}

// Out:   the rows of running nodes.
// Never: more about a machine than its version and its clock: no host name, and no address but the public one.
import type { Instant, ModuleTables } from '../db/tables.ts';
import { migrations } from './migrations.ts';

/** A running server process. Rows of ended processes are removed. */
export interface NodeTable {
  /** Random per process. */
  id: string;
  version: string;
  /** Its own clock minus the database's; null: not measured. Units: ms. */
  skew_ms: number | null;
  /** By the shared clock, as `seen_at` is. Null: a node of an earlier version. */
  started_at: Instant | null;
  /** The configured address that people open. Null: a node of an earlier version. */
  public_url: string | null;
  seen_at: Instant;
}

declare module '../db/tables.ts' {
  interface Tables {
    node: NodeTable;
  }
}

export const nodesTables: ModuleTables = {
  migrations,
  contents: {
    node: {
      row: 'a running server process: its version, its public address, its start and how far its clock is off',
      kept: 'until the process ends, or 40 s after its last sign of life',
      deletedIn: ['platform/nodes/store.ts'],
    },
  },
};

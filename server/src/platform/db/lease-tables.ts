// Out:   the rows of leases.
import type { Instant, ModuleTables } from './tables.ts';

/** Periodic work runs once, on any number of nodes. */
export interface LeaseTable {
  name: string;
  holder: string;
  expires_at: Instant;
}

declare module './tables.ts' {
  interface Tables {
    lease: LeaseTable;
  }
}

export const leaseTables: ModuleTables = {
  migrations: {
    '0001-foundation': [
      `create table lease (
        name text primary key,
        holder text not null,
        expires_at timestamptz not null
      )`,
    ],
  },
  contents: {
    lease: {
      row: 'which node does a piece of shared work now',
      kept: 'until the node releases it or ends; one row per kind of work',
      deletedIn: ['platform/db/lease.ts', 'platform/nodes/store.ts'],
    },
  },
};

// Out:   the rows of proposed addresses.
import type { ColumnType, Generated } from 'kysely';
import type { PageKind, ProposedAddressState } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** A site or a key page that a library proposes: registered only once the coordinator has accepted it. */
export interface ProposedAddressTable {
  id: Generated<number>;
  library_id: string;
  /** As browsers name it. */
  origin: string;
  /** The key page's path, as pages are counted; null, like its kind and its name: the site alone. */
  pattern: string | null;
  kind: PageKind | null;
  name: string | null;
  state: ProposedAddressState;
  account_id: number;
  /** The account's label at the time. */
  by: string;
  at: Instant;
  answered_by: string | null;
  answered_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  reason: Generated<string>;
  /** By the account that proposed it; null: it may not know the answer yet. */
  acknowledged_at: ColumnType<Date | null, never, Date>;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    proposed_address: ProposedAddressTable;
  }
}

export const proposedAddressTables: ModuleTables = {
  migrations,
  contents: {
    proposed_address: {
      row: 'a site or a key page that a library proposes, and the coordinator’s answer',
      people: {
        account_id: 'the number of the account',
        by: 'the label of the account that proposed it',
        answered_by: 'the label of the account that answered',
        reason: 'what the coordinator wrote',
      },
      kept: 'until it is withdrawn, or until the library’s next proposal 90 days after the answer; each stays in the audit log',
      deletedIn: ['cooperative-file/proposed-address-store.ts'],
    },
  },
};

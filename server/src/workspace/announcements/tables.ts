// Out:   the rows of announcements.
import type { Generated } from 'kysely';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

export interface AnnouncementTable {
  id: Generated<number>;
  text: string;
  /** The account's label at the time. */
  by: string;
  at: Instant;
}

/** An account has acknowledged an announcement. */
export interface AcknowledgementTable {
  announcement_id: number;
  account_id: number;
  at: Instant;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    announcement: AnnouncementTable;
    acknowledgement: AcknowledgementTable;
  }
}

export const announcementTables: ModuleTables = {
  migrations,
  contents: {
    announcement: {
      row: 'what the coordinator has told all liaisons',
      people: { text: 'what the coordinator wrote', by: 'the label of the account that wrote it' },
      kept: 'always: who has acknowledged it can be proved',
    },
    acknowledgement: {
      row: 'that an account has acknowledged an announcement',
      people: { account_id: 'the number of the account', at: 'when' },
      kept: 'always: who has acknowledged it can be proved',
    },
  },
};

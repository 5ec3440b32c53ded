// Out:   the rows of meetings, site visits and proposed topics.
import type { Generated } from 'kysely';
import type { ProposalState } from '@askusnow/sdk/contract';
import type { CivilDate, Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** Civil times and their zone, and no instant: a law may change the zone's clock before the meeting. */
export interface MeetingTable {
  id: Generated<number>;
  date: CivilDate;
  /** `09:30` */
  time: string;
  zone: string;
  place: string;
  revision: Generated<number>;
}

export interface SiteVisitTable {
  id: Generated<number>;
  library_id: string;
  date: CivilDate;
}

export interface ProposalTable {
  id: Generated<number>;
  title: string;
  /** Empty: none. */
  detail: string;
  state: Generated<ProposalState>;
  meeting_id: number | null;
  /** Null: proposed for no library in particular. */
  library_id: string | null;
  account_id: number;
  at: Instant;
  revision: Generated<number>;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    meeting: MeetingTable;
    site_visit: SiteVisitTable;
    proposal: ProposalTable;
  }
}

export const meetingTables: ModuleTables = {
  migrations,
  contents: {
    meeting: {
      row: 'when and where a statewide meeting takes place',
      kept: 'until the coordinator removes it',
      deletedIn: ['workspace/meetings/meeting-store.ts'],
    },
    site_visit: {
      row: 'the day on which the coordinator visits a library',
      kept: 'until the coordinator removes it',
      deletedIn: ['workspace/meetings/meeting-store.ts'],
    },
    proposal: {
      row: 'a topic that a member of staff proposes for a meeting',
      people: { title: 'what they wrote', detail: 'what they wrote', account_id: 'the number of the account' },
      kept: 'always: what meetings were about',
    },
  },
};

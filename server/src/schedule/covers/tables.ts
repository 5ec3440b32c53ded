// Out:   the rows of hours that libraries give, take and make up at a shared desk, and of their announced closings.
// Never: a person's name, or why in words: a reason is one of a list.
import type { ColumnType, Generated } from 'kysely';
import type { ShiftService } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** An hour, or a part of one, that a library owes and cannot work. */
export interface CoverOfferTable {
  id: Generated<number>;
  queue_id: string;
  /** That owes the hour and gives it. */
  library_id: string;
  service: ShiftService;
  starts_at: Instant;
  ends_at: Instant;
  /** Seen by its own library and the coordinator alone. */
  reason: 'illness' | 'meeting' | 'closed' | 'other';
  /** `expired`: it has begun, and nobody had accepted it. */
  state: Generated<'open' | 'accepted' | 'withdrawn' | 'expired'>;
  /** The library that has accepted it; null in every other state. */
  taken_by: string | null;
  offered_at: Instant;
  /** When its state became what it is; null: open. */
  decided_at: Instant | null;
  /** The account that accepted or withdrew it, which may undo that; null: open, expired, or the account is gone. */
  decided_by: ColumnType<number | null, number | null | undefined, number | null>;
  /** The revision that libraries were last notified of; 0: none yet. */
  notified_revision: Generated<number>;
  /** Grows with every change of its state. */
  revision: Generated<number>;
  /** The label of the account that offered it. */
  by: string;
  /** The announced closing by which it was offered; null: a person gave it. */
  closing_id: ColumnType<number | null, number | null | undefined, number | null>;
}

/** An hour that a library works for one that it did not cover. */
export interface MadeUpHourTable {
  id: Generated<number>;
  queue_id: string;
  library_id: string;
  service: ShiftService;
  starts_at: Instant;
  ends_at: Instant;
  /** The start of the hour that was not covered, at the same desk. */
  for_starts_at: Instant;
  picked_at: Instant;
  /** Null: it stands. */
  removed_at: Instant | null;
  by: string;
}

/** A time in which a library is closed and works no hour, announced ahead. */
export interface LibraryClosingTable {
  id: Generated<number>;
  library_id: string;
  starts_at: Instant;
  ends_at: Instant;
  announced_at: Instant;
  /** Null: it stands. */
  withdrawn_at: Instant | null;
  by: string;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    cover_offer: CoverOfferTable;
    made_up_hour: MadeUpHourTable;
    library_closing: LibraryClosingTable;
  }
}

const by = 'the label of the account that wrote it';

export const coversTables: ModuleTables = {
  migrations,
  contents: {
    cover_offer: {
      row: 'an hour at a shared desk that a library cannot work, why by a list, and which library has taken it',
      people: { by, decided_by: 'the number of the account that accepted or withdrew it' },
      kept: 'always: it is what a library has given and taken',
    },
    made_up_hour: {
      row: 'an hour at a shared desk that a library works for one that it did not cover',
      people: { by },
      kept: 'always: it is what a library has given',
    },
    library_closing: {
      row: 'a time in which a library is closed, announced ahead',
      people: { by },
      kept: 'always: it says why an hour was given',
    },
  },
};

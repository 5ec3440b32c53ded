// Out:   the rows of subscribed calendars, and of the tokens of published ones.
import type { ColumnType, Generated } from 'kysely';
import type { FeedLeftOut, FeedOwner } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** The calendar of a queue's shifts, and its last good reading. */
export interface ShiftFeedTable {
  queue_id: string;
  url: string;
  etag: string | null;
  last_modified: string | null;
  checked_at: Instant | null;
  /** When the kept data was read: a schedule from an older reading is out of date. */
  good_at: Instant | null;
  /** The last good reading, or the last reply that nothing had changed. */
  confirmed_at: Instant | null;
  fault_code: string | null;
  fault_detail: string | null;
  /** The last good reading, reduced to what shifts need: server/src/schedule/calendars/sanitize-calendar.ts and kept-body.ts. */
  body: string | null;
  events: Generated<number>;
  /** Events of the last good reading that are not shifts, by reason; null: not counted yet. */
  left_out: ColumnType<FeedLeftOut | null, string | null | undefined, string | null>;
  /** Which libraries owe its events. */
  owners: ColumnType<FeedOwner[], string | undefined, string>;
  /** Consecutive failures. */
  failures: Generated<number>;
  /** When it is read again; until then, the node that claimed it may read it. */
  next_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

/** A calendar address that needs no sign-in, of a desk or of a library's hours. Only the token's hash is kept. */
export interface CalendarTokenTable {
  id: Generated<number>;
  /** The account that created it, for its quota. */
  made_by: ColumnType<number | null, number | null | undefined, number | null>;
  token_hash: Buffer;
  /** Null: it is a library's. */
  queue_id: ColumnType<string | null, string | null | undefined, never>;
  /** Null: it is a desk's. */
  library_id: ColumnType<string | null, string | null | undefined, never>;
  by: string;
  created_at: Instant;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    shift_feed: ShiftFeedTable;
    calendar_token: CalendarTokenTable;
  }
}

export const calendarsTables: ModuleTables = {
  migrations,
  secretColumns: {
    calendar_token: { token_hash: 'hashes of calendar links' },
    shift_feed: {
      url: 'private addresses of shift calendars',
      body: 'shift calendars as they came, with the names in them',
    },
  },
  contents: {
    shift_feed: {
      row: 'the shift calendar of a queue, with its last good reading',
      people: {
        body: 'names in titles of shifts, as the calendar of a library’s own desk has them',
        url: 'an address that may name a person',
        owners: 'a part of a title or location, which may name a person',
      },
      kept: 'the reading is overwritten by the next one; until a person removes the calendar',
      deletedIn: ['schedule/calendars/store.ts'],
    },
    calendar_token: {
      row: 'a calendar address that needs no sign-in, as a hash',
      people: { by: 'the label of the account that made it' },
      kept: 'until a person makes another or revokes it',
      deletedIn: ['schedule/calendars/token-store.ts'],
    },
  },
};

// Out:   the rows of the calendars that are read, and of the tokens of those that are published.
import type { ColumnType, Generated } from 'kysely';
import type { FeedLeftOut } from '@askusnow/sdk/contract';
import type { Instant } from '../../platform/db/tables.ts';

/** The calendar that a queue's shifts are read from, and its last good reading. */
export interface ShiftFeedTable {
  queue_id: string;
  url: string;
  etag: string | null;
  last_modified: string | null;
  checked_at: Instant | null;
  /** The reading that brought what is kept: a schedule that rests on an older one is out of date. */
  good_at: Instant | null;
  /** The last good reading, or word that nothing had changed. */
  confirmed_at: Instant | null;
  fault_code: string | null;
  fault_detail: string | null;
  /** The last good reading, reduced to what a shift needs: server/src/schedule/calendars/sanitize-calendar.ts and kept-body.ts. */
  body: string | null;
  events: Generated<number>;
  /** Events of the last good reading that are no shifts, by the reason; null: not counted yet. */
  left_out: ColumnType<FeedLeftOut | null, string | null | undefined, string | null>;
  /** In a row. */
  failures: Generated<number>;
  /** When it is asked again; ahead of that, who has claimed it may. */
  next_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

/** A calendar address that needs no sign-in. Only its hash is kept. */
export interface CalendarTokenTable {
  /** The account that made it, for its quota. */
  made_by: ColumnType<number | null, number | null | undefined, number | null>;
  token_hash: Buffer;
  queue_id: string;
  by: string;
  created_at: Instant;
}

export interface CalendarsTables {
  shift_feed: ShiftFeedTable;
  calendar_token: CalendarTokenTable;
}

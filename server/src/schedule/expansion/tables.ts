// Out:   the rows of expanded schedules.
import type { Generated, JSONColumnType } from 'kysely';
import type { CooperativeHoliday, ShiftService } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** The rules and the tz database version from which a queue's schedule was expanded. */
export interface ScheduleExpansionTable {
  queue_id: string;
  hours_revision: number;
  shifts_revision: number;
  /** The calendar's good_at; null: none. */
  feed_good_at: Instant | null;
  tz: string;
  /** The cooperative's, at a desk that libraries share; null: none. */
  holidays: JSONColumnType<CooperativeHoliday[]> | null;
  through_at: Instant;
  expanded_at: Instant;
}

/** Promised hours and shifts as instants. Past ranges stay after a change: they were the promise at that time. */
export interface ScheduleRangeTable {
  id: Generated<number>;
  queue_id: string;
  kind: 'hours' | 'shift';
  starts_at: Instant;
  ends_at: Instant;
  /** Null for hours, and for shifts with the source `hours`. */
  label: string | null;
  /** `hours` on a shift: the queue has no shifts, so its service hours are used. */
  source: 'rules' | 'feed' | 'hours';
  /** The event's UID in its calendar, or the rule's own; null without a label. */
  uid: string | null;
  /** The library that owes a shift; null: nobody does. */
  library_id: string | null;
  /** Null without a library. */
  service: ShiftService | null;
  /** How many people are owed. */
  people: Generated<number>;
  /** Its people may leave ten minutes earlier. */
  ends_at_closing: Generated<boolean>;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    schedule_expansion: ScheduleExpansionTable;
    schedule_range: ScheduleRangeTable;
  }
}

export const expansionTables: ModuleTables = {
  migrations,
  contents: {
    schedule_expansion: { row: 'how far the schedule of a queue is written', kept: 'overwritten; one row per queue' },
    schedule_range: {
      row: 'a promised hour or shift of a queue',
      people: { label: 'the label of a shift, which may name staff' },
      kept: 'always once it has begun: it is what coverage is compared with; a future one until the schedule changes',
      deletedIn: ['schedule/expansion/range-store.ts'],
    },
  },
};

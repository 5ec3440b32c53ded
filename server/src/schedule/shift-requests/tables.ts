// Out:   the rows of requests to change the weekly pattern of a shared desk.
// Never: why a library asks: only the coordinator's answer has words.
import type { ColumnType, Generated } from 'kysely';
import type { ShiftRequestState, WeeklyShift } from '@askusnow/sdk/contract';
import type { CivilDate, Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

type Asked = ColumnType<WeeklyShift | null, string | null, never>;
/** Null until the request is decided. */
type Decided<T> = ColumnType<T | null, never, T | null>;

/** A change of a shared desk's weekly pattern that a library asks for. */
export interface ShiftRequestTable {
  id: Generated<number>;
  queue_id: string;
  library_id: string;
  /** The weekly shift that changes or ends; null: one is added. */
  shift: Asked;
  /** What it is to be; null: it ends. */
  wanted: Asked;
  /** The first day of the change, by the desk's zone. */
  from_date: CivilDate;
  state: Generated<ShiftRequestState>;
  /** The label of the account that made it. */
  by: string;
  at: Instant;
  /** The label of the account that answered or withdrew it. */
  decided_by: Decided<string>;
  decided_at: Decided<Date>;
  reason: Generated<string>;
  /** What was accepted in place of what was asked for; null: as asked. */
  changed: ColumnType<{ wanted: WeeklyShift | null; from: string } | null, never, string | null>;
  /** The revision of the desk's shifts that the acceptance made; null in every other state. */
  accepted_revision: Decided<number>;
  /** By the library; null: it may not know the answer yet. */
  acknowledged_at: Decided<Date>;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    shift_request: ShiftRequestTable;
  }
}

export const shiftRequestTables: ModuleTables = {
  migrations,
  contents: {
    shift_request: {
      row: 'a change of a shared desk’s weekly pattern that a library asks for, and the coordinator’s answer',
      people: {
        by: 'the label of the account that made it',
        decided_by: 'the label of the account that answered or withdrew it',
        reason: 'what the coordinator wrote',
      },
      kept: 'until the library’s next request 90 days after the answer; each stays in the audit log',
      deletedIn: ['schedule/shift-requests/store.ts'],
    },
  },
};

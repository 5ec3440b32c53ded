// Out:   the rows of presses of the clock at a shared desk, and of what people say against it.
// Never: a person: a press says that a library's people are there.
import type { Generated } from 'kysely';
import type { CorrectionSide, DutyCorrectionChange, ShiftService } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';
import type { EndedBy, Press } from './press.ts';

/** A time in which a library's people were at a shared desk, as they say. At most one of each is open. */
export interface DeskPressTable {
  id: Generated<number>;
  queue_id: string;
  library_id: string;
  started_at: Instant;
  /** Null: nobody has ended it. It counts until press.ts says; its end is written with the next press. */
  ended_at: Instant | null;
  ended_by: EndedBy | null;
  via: Press['via'];
  /** The last heartbeat with this library. */
  beat_at: Instant | null;
  /** The label of the account or desk that began it. */
  by: string;
}

/**
 * What a side says of hours that a library was to work. Append only: the latest row of a side is what it says, and of both
 * sides the latest counts.
 */
export interface DutyCorrectionTable {
  id: Generated<number>;
  queue_id: string;
  library_id: string;
  service: ShiftService;
  /** The hours, as they were to be worked. */
  starts_at: Instant;
  ends_at: Instant;
  side: CorrectionSide;
  said: DutyCorrectionChange['said'];
  /** When its people were there; null: `absent` or `taken-back`. */
  came_at: Instant | null;
  left_at: Instant | null;
  account_id: number | null;
  by: string;
  at: Instant;
  /** Null: `taken-back`. */
  why: string | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    desk_press: DeskPressTable;
    duty_correction: DutyCorrectionTable;
  }
}

export const clockTables: ModuleTables = {
  migrations,
  contents: {
    desk_press: {
      row: "a time in which a library's people were at a shared desk, by its clock or its heartbeats: of the library, no person",
      people: { by: 'the label of the account or desk that began it' },
      kept: 'always: it is what a library has given',
    },
    duty_correction: {
      row: 'what a library or the coordinator says of hours at a shared desk, against its clock, and why',
      people: { account_id: 'the number of the account', by: 'its label', why: 'a remark of staff' },
      kept: 'always, beside what it corrects; the label is replaced when the data of the account is deleted',
    },
  },
};

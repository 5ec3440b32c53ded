// Out:   the rows of presses of the clock at a shared desk.
// Never: a person: a press says that a library's people are there.
import type { Generated } from 'kysely';
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

declare module '../../platform/db/tables.ts' {
  interface Tables {
    desk_press: DeskPressTable;
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
  },
};

// Out:   the rows of what patrons were shown.
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { AnswerState, Evidence, LibraryMessage, Tier } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** The availability that patrons were shown, as transitions, not samples. `ended_at` null: still shown. */
export interface AvailabilityIntervalTable {
  id: Generated<number>;
  library_id: string;
  started_at: Instant;
  ended_at: Instant | null;
  state: AnswerState;
  tier: Tier | null;
  evidence: Evidence;
}

/** A library's message for its patrons. An ended one stays until it is replaced. */
export interface LibraryMessageTable {
  library_id: string;
  text: string;
  /** By the tag's name of a language; null: none. */
  translations: JSONColumnType<Record<string, string>> | null;
  ends_at: Instant;
  /** Never used again, not even where a message was ended meanwhile. */
  revision: Generated<number>;
}

/** A desk of a closing. */
export interface ClosedDesk {
  /** The end of the closing that it had; null: none. */
  before: string | null;
  until: string;
  /** The desk's revision after the closing: another one shows that somebody has changed it since. */
  revision: number;
}

/** A library's message that a closing has replaced; null: it had none. `revision`: of the one in its place. */
export interface ReplacedMessage {
  before: LibraryMessage | null;
  revision: number;
}

/** A closing of several desks, with what an undo restores. */
export interface ClosingTable {
  id: Generated<number>;
  /** Null: the account is deleted. */
  account_id: number | null;
  made_at: Instant;
  /** When the last of its desks opens again. */
  ends_at: Instant;
  undone_at: ColumnType<Date | null, undefined, Date>;
  /** By the desk's id. */
  desks: JSONColumnType<Record<string, ClosedDesk>>;
  /** By the library's id. */
  messages: JSONColumnType<Record<string, ReplacedMessage>>;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    closing: ClosingTable;
    library_message: LibraryMessageTable;
    availability_interval: AvailabilityIntervalTable;
  }
}

export const availabilityTables: ModuleTables = {
  migrations,
  contents: {
    closing: {
      row: 'a closing of several desks: until when each was closed before and is now, and the sentences for patrons that it replaced',
      people: { account_id: 'the number of the account that closed them' },
      kept: 'always: one row per closing',
    },
    library_message: {
      row: 'a sentence of a library for its patrons',
      kept: 'until it is replaced or taken back; shown until its end; one row per library',
      deletedIn: ['availability/message-store.ts'],
    },
    availability_interval: {
      row: 'a time in which patrons of a library were shown one answer',
      kept: 'always: what patrons were shown can be proved; one row per change',
      deletedIn: ['availability/interval-store.ts'],
    },
  },
};

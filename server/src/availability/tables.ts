// Out:   the rows of what patrons were shown.
import type { Generated, JSONColumnType } from 'kysely';
import type { AnswerState, Evidence, Tier } from '@askusnow/sdk/contract';
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

declare module '../platform/db/tables.ts' {
  interface Tables {
    library_message: LibraryMessageTable;
    availability_interval: AvailabilityIntervalTable;
  }
}

export const availabilityTables: ModuleTables = {
  migrations,
  contents: {
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

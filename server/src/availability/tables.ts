// Out:   the rows of what patrons were shown.
import type { Generated } from 'kysely';
import type { AnswerState, Evidence, Tier } from '@askusnow/sdk/contract';
import type { Instant } from '../platform/db/tables.ts';

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
  ends_at: Instant;
}

export interface AvailabilityTables {
  library_message: LibraryMessageTable;
  availability_interval: AvailabilityIntervalTable;
}

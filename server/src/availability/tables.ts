// Out:   the rows of what patrons were shown.
import type { Generated } from 'kysely';
import type { AnswerState, Evidence, Tier } from '@askusnow/sdk/contract';
import type { Instant } from '../platform/db/tables.ts';

/** What patrons were told: transitions, not samples. `ended_at` null: still told. */
export interface AvailabilityIntervalTable {
  id: Generated<number>;
  library_id: string;
  started_at: Instant;
  ended_at: Instant | null;
  state: AnswerState;
  tier: Tier | null;
  evidence: Evidence;
}

export interface AvailabilityTables {
  availability_interval: AvailabilityIntervalTable;
}

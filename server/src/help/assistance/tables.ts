// Out:   the rows of help requests and of their steps.
import type { Generated } from 'kysely';
import type { AssistanceReason, AssistanceState, AssistanceStep, Tier } from '@askusnow/sdk/contract';
import type { Instant } from '../../platform/db/tables.ts';

/** The current state of a help request. */
export interface AssistanceRequestTable {
  id: Generated<number>;
  /** Null: the desk is shared, and the request is its own. */
  library_id: string | null;
  queue_id: string;
  reason: AssistanceReason;
  state: AssistanceState;
  gap_starts_at: Instant;
  gap_ends_at: Instant | null;
  owner: Tier;
  deadline_at: Instant | null;
  taken_tier: Tier | null;
  taken_library_id: string | null;
  note: string | null;
  opened_at: Instant;
  over_at: Instant | null;
  version: number;
}

/** Every step of a help request. Append only; people's notes are deleted 90 days after its end. */
export interface AssistanceStepTable {
  id: Generated<number>;
  request_id: number;
  at: Instant;
  step: AssistanceStep;
  account_id: number | null;
  /** The account's label at the time; null: a step by the clock. A reserved word could be somebody's label. */
  by: string | null;
  owner: Tier;
  note: string | null;
}

export interface AssistanceTables {
  assistance_request: AssistanceRequestTable;
  assistance_step: AssistanceStepTable;
}

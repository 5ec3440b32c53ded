// Out:   the rows of help requests and of their steps.
import type { ColumnType, Generated } from 'kysely';
import type { AssistanceReason, AssistanceState, AssistanceStep, Tier } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

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
  /** The hour that a library gives and nobody has accepted; null: another reason. */
  cover_offer_id: ColumnType<number | null, number | null | undefined, never>;
  opened_at: Instant;
  over_at: Instant | null;
  revision: number;
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

declare module '../../platform/db/tables.ts' {
  interface Tables {
    assistance_request: AssistanceRequestTable;
    assistance_step: AssistanceStepTable;
  }
}

/** How long people's notes are kept after a request is over: they may be about people. Units: days. */
export const NOTE_DAYS = 90;

export const assistanceTables: ModuleTables = {
  migrations,
  contents: {
    assistance_request: {
      row: 'a request for help at a desk',
      people: { note: `a remark of staff; cleared ${NOTE_DAYS} days after the end` },
      kept: 'always: the history of incidents',
    },
    assistance_step: {
      row: 'a step of a help request',
      people: {
        account_id: 'the number of the account',
        by: 'its label',
        note: `a remark of staff; cleared ${NOTE_DAYS} days after the end`,
      },
      kept: 'always: the history of incidents; the label is replaced when the data of the account is deleted',
    },
  },
};

// Out:   the rows of follow-ups.
// Never: a column for a patron or a question: there is no free text, and the reference number cannot be a phone number.
import type { Generated } from 'kysely';
import type { FollowUpState, FollowUpStep, ResolutionCode } from '@askusnow/sdk/contract';
import type { CivilDate, Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

export interface FollowUpTable {
  id: Generated<number>;
  /** The library that follows up. */
  library_id: string;
  /** The chat system's number of the chat; unique in its library. */
  reference: string;
  due_on: CivilDate;
  state: FollowUpState;
  /** Null unless it is resolved. */
  resolution: ResolutionCode | null;
  opened_at: Instant;
  /** It sees the follow-up, whichever library has it. */
  opened_by: number;
  /** Null: it is open. */
  ended_at: Instant | null;
  revision: Generated<number>;
  /** It came with a list: it does not count in the account's quota. */
  from_list: Generated<boolean>;
}

/** A step of a follow-up. Rows are added and never changed. */
export interface FollowUpStepTable {
  id: Generated<number>;
  follow_up_id: number;
  at: Instant;
  account_id: number;
  step: FollowUpStep;
  /** The library that had the follow-up after the step. */
  library_id: string;
  resolution: ResolutionCode | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    follow_up: FollowUpTable;
    follow_up_step: FollowUpStepTable;
  }
}

/** Ended follow-ups are deleted after so many whole months. */
export const ENDED_MONTHS = 13;

export const followUpTables: ModuleTables = {
  migrations,
  contents: {
    follow_up: {
      row: "a chat's reference number that a library still follows up; nothing about the patron or the question",
      people: { opened_by: 'the number of the account that opened it' },
      kept: `until ${ENDED_MONTHS} months after it ended`,
      deletedIn: ['workspace/follow-ups/follow-up-store.ts'],
    },
    follow_up_step: {
      row: 'a step of a follow-up: when, by which account, what',
      people: { account_id: 'the number of the account that took it' },
      kept: 'as long as its follow-up',
      deletedIn: ['workspace/follow-ups/follow-up-store.ts'],
    },
  },
};

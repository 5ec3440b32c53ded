// Out:   the rows of observed presence, and of desks.
import type { ColumnType, Generated } from 'kysely';
import type { DeskState, PresenceState } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** The latest presence of a queue: one row, no history. */
export interface QueuePresenceTable {
  queue_id: string;
  /** As sampled, before hysteresis. */
  state: Exclude<PresenceState, 'unknown'> | null;
  /** When this state began; with `state` null: never sampled. */
  since: Instant | null;
  sampled_at: Instant | null;
  /** The last sample that showed nobody there. */
  last_nobody_at: Instant | null;
  failing_since: Instant | null;
  fault_code: string | null;
  fault_detail: string | null;
}

/** Observed presence: transitions that are over. The current one is in queue_presence. */
export interface PresenceIntervalTable {
  queue_id: string;
  started_at: Instant;
  ended_at: Instant;
  state: PresenceState;
}

/** A desk that sends heartbeats. Only its token's hash is kept. */
export interface DeskTable {
  id: Generated<number>;
  /** The account that created it, for its quota. */
  made_by: ColumnType<number | null, number | null | undefined, number | null>;
  queue_id: string;
  name: string;
  token_hash: Buffer | null;
  /** The account whose page sends for it; null: a script with a token. */
  account_id: number | null;
  seq: Generated<number>;
  state: DeskState | null;
  beat_at: Instant | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    queue_presence: QueuePresenceTable;
    presence_interval: PresenceIntervalTable;
    desk: DeskTable;
  }
}

export const presenceTables: ModuleTables = {
  migrations,
  secretColumns: {
    desk: { token_hash: 'hashes of desk tokens' },
  },
  contents: {
    queue_presence: {
      row: 'what the source of a queue last said',
      kept: 'overwritten by the next sample; one row per queue',
    },
    presence_interval: {
      row: 'a time in which a desk was seen in one state: of the desk, no person',
      kept: 'always: coverage of any period is computed from it; one row per change of state',
    },
    desk: {
      row: 'a page or script that speaks for a desk',
      people: { name: 'what its makers call it', beat_at: 'its last sign of life' },
      kept: 'until a person removes it or its account ends',
      deletedIn: ['coverage/presence/desk-store.ts'],
    },
  },
};

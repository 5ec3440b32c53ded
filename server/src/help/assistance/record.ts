// In:    rows of requests and their steps.
// Out:   a help request as the other files use it.
import type { AssistanceReason, AssistanceStep, Role, Taker, Tier } from '@askusnow/sdk/contract';
import type { Selectable } from 'kysely';
import type { AssistanceRequestTable } from './tables.ts';
import type { RequestState } from './machine.ts';

/** The author of a step: an account, or the clock. */
export interface Actor {
  id: number | null;
  /** Null: the clock. */
  label: string | null;
  role?: Role;
}

export const CLOCK: Actor = { id: null, label: null };

export interface Step {
  atMs: number;
  step: AssistanceStep;
  by: string | null;
  owner: Tier;
  note: string | null;
}

/** A help request. */
export interface HelpRequest {
  id: number;
  /** Null: the desk is shared, and the request is its own. */
  library: string | null;
  queue: string;
  reason: AssistanceReason;
  note: string | null;
  /** The hour that a library gives and nobody has accepted; null: another reason. */
  cover: number | null;
  standing: RequestState;
}

/** With all its steps, in order. */
export interface HelpRecord extends HelpRequest {
  steps: Step[];
}

/** Names for texts; `tier`: the desk's. */
export interface Names {
  library: string | null;
  /** Of the library that has taken the request; null: none has. */
  taker: string | null;
  queue: string;
  tier: Tier;
  zone: string;
}

const toTaker = (tier: Tier | null, library: string | null): Taker | null =>
  tier !== null ? { tier } : library !== null ? { library } : null;

export const toRequest = (row: Selectable<AssistanceRequestTable>): HelpRequest => ({
  id: row.id,
  library: row.library_id,
  queue: row.queue_id,
  reason: row.reason,
  note: row.note,
  cover: row.cover_offer_id,
  standing: {
    state: row.state,
    openedMs: row.opened_at.getTime(),
    startMs: row.gap_starts_at.getTime(),
    endMs: row.gap_ends_at?.getTime() ?? null,
    owner: row.owner,
    deadlineMs: row.deadline_at?.getTime() ?? null,
    taker: toTaker(row.taken_tier, row.taken_library_id),
    overAtMs: row.over_at?.getTime() ?? null,
    revision: row.revision,
  },
});

const toDate = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** The columns that a step may change. */
export const toColumns = ({ state, owner, deadlineMs, taker, overAtMs, revision }: RequestState) => ({
  state,
  owner,
  deadline_at: toDate(deadlineMs),
  taken_tier: taker !== null && 'tier' in taker ? taker.tier : null,
  taken_library_id: taker !== null && 'library' in taker ? taker.library : null,
  over_at: toDate(overAtMs),
  revision,
});

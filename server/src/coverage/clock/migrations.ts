// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofQueue, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0072-desk-press': [
    `create table desk_press (
      id bigint generated always as identity primary key,
      queue_id text not null references queue on delete cascade,
      library_id text not null references library on delete cascade,
      started_at timestamptz not null,
      ended_at timestamptz,
      ended_by text check (ended_by in ('press', 'shift', 'source')),
      via text not null check (via in ('press', 'heartbeat')),
      beat_at timestamptz,
      by text not null,
      check (started_at <= ended_at),
      check ((ended_at is null) = (ended_by is null)),
      check (via = 'press' or beat_at is not null)
    )`,
    `create index desk_press_queue on desk_press (queue_id, started_at)`,
    // Of two presses at once, on any nodes, one is kept.
    `create unique index desk_press_open on desk_press (queue_id, library_id) where ended_at is null`,
    ...restrictRows('desk_press', { rows: ofQueue() }),
  ],
};

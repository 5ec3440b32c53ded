// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofLibrary, ofQueue, restrictRows } from '../../platform/db/row-policies.ts';

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
  '0077-press-corrections': [
    `create table duty_correction (
      id bigint generated always as identity primary key,
      queue_id text not null references queue on delete cascade,
      library_id text not null references library on delete cascade,
      service text not null check (service in ('statewide', 'global')),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      side text not null check (side in ('library', 'coordinator')),
      said text not null check (said in ('there', 'absent', 'taken-back')),
      came_at timestamptz,
      left_at timestamptz,
      account_id integer references account on delete set null,
      by text not null,
      at timestamptz not null,
      why text,
      check (starts_at < ends_at),
      check ((said = 'there') = (came_at is not null) and (said = 'there') = (left_at is not null)),
      check (starts_at <= came_at and came_at < left_at and left_at <= ends_at),
      check ((said = 'taken-back') = (why is null))
    )`,
    `create index duty_correction_queue on duty_correction (queue_id, starts_at)`,
    ...restrictRows('duty_correction', { rows: ofLibrary() }),
  ],
};

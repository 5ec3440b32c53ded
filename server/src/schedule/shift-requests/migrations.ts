// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofLibrary, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0076-shift-requests': [
    `create table shift_request (
      id integer generated always as identity primary key,
      queue_id text not null references queue on delete cascade,
      library_id text not null references library on delete cascade,
      shift jsonb,
      wanted jsonb,
      from_date date not null,
      state text not null default 'waiting' check (state in ('waiting', 'accepted', 'declined', 'withdrawn')),
      by text not null,
      at timestamptz not null,
      decided_by text,
      decided_at timestamptz,
      reason text not null default '' check (length(reason) <= 300),
      changed jsonb,
      accepted_revision integer,
      acknowledged_at timestamptz,
      check (shift is not null or wanted is not null),
      check ((state = 'waiting') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
      check ((state = 'accepted') = (accepted_revision is not null)),
      check (changed is null or state = 'accepted'),
      check (acknowledged_at is null or state in ('accepted', 'declined'))
    )`,
    `create index shift_request_library on shift_request (library_id)`,
    `create index shift_request_queue on shift_request (queue_id)`,
    `create index shift_request_waiting on shift_request (at) where state = 'waiting'`,
    ...restrictRows('shift_request', { rows: ofLibrary() }),
  ],
};

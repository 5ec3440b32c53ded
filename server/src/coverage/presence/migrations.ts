// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofQueue, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0002-coverage': [
    `create table queue_presence (
      queue_id text primary key references queue on delete cascade,
      state text check (state in ('available', 'busy', 'nobody')),
      since timestamptz,
      sampled_at timestamptz,
      last_nobody_at timestamptz,
      failing_since timestamptz,
      fault_code text,
      fault_detail text
    )`,
    `create table presence_interval (
      queue_id text not null references queue on delete cascade,
      started_at timestamptz not null,
      ended_at timestamptz not null,
      state text not null check (state in ('available', 'busy', 'nobody', 'unknown')),
      primary key (queue_id, started_at),
      check (started_at < ended_at)
    )`,
    `create table desk (
      id integer generated always as identity primary key,
      queue_id text not null references queue on delete cascade,
      name text not null,
      token_hash bytea unique,
      account_id integer references account on delete cascade,
      seq bigint not null default 0,
      state text check (state in ('available', 'busy', 'away')),
      beat_at timestamptz,
      unique (queue_id, account_id)
    )`,
    // Names chosen by people are unique; accounts may share a label.
    `create unique index desk_name on desk (queue_id, name) where account_id is null`,
  ],
  '0004-accounts': [
    `alter table desk add column made_by integer references account on delete set null`,
    `create index desk_made_by on desk (made_by)`,
  ],
  '0026-row-policies': [
    ...restrictRows('queue_presence', { rows: ofQueue(), works: ['sessions'] }),
    ...restrictRows('presence_interval', { rows: ofQueue(), works: ['sessions'] }),
    ...restrictRows('desk', { rows: ofQueue(), works: ['sessions'] }),
  ],
};

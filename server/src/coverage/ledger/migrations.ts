// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofQueue, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0002-coverage': [
    `create table coverage_correction (
      id integer generated always as identity primary key,
      queue_id text not null references queue on delete cascade,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      kind text not null check (kind in ('covered', 'unmonitored', 'uncovered')),
      account_id integer references account on delete set null,
      by text not null,
      at timestamptz not null,
      why text not null,
      check (starts_at < ends_at)
    )`,
    `create index coverage_correction_queue on coverage_correction (queue_id, starts_at)`,
  ],
  '0026-row-policies': restrictRows('coverage_correction', { rows: ofQueue() }),
};

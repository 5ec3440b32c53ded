// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.

export const migrations = {
  '0008-job': [
    `create table job (
      name text primary key,
      last_run_at timestamptz not null,
      last_success_at timestamptz,
      last_failure_at timestamptz,
      duration_ms integer not null,
      failures integer not null,
      next_run_at timestamptz not null
    )`,
  ],
};

// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.

export const migrations = {
  '0011-simulation': [
    `create table simulation (
      id text primary key check (id = 'simulation'),
      seed text not null,
      begun_at timestamptz not null,
      completed_at timestamptz
    )`,
  ],
};

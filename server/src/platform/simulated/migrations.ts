// Out:   this module's part of each migration, as SQL; server/src/schema.ts has their order.
// Never: changes a released one.

export const simulation = [
  `create table simulation (
    id text primary key check (id = 'simulation'),
    seed text not null,
    begun_at timestamptz not null,
    completed_at timestamptz
  )`,
];

// Out:   this module's part of each migration, as SQL; server/src/schema.ts has their order.
// Never: changes a released one.

export const node = [
  `create table node (
    id text primary key,
    version text not null,
    skew_ms integer,
    seen_at timestamptz not null
  )`,
];

/** Null: a node of an earlier version. */
export const nodeStart = [`alter table node add column started_at timestamptz`];

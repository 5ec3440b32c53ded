// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.

export const migrations = {
  '0003-node': [
    `create table node (
      id text primary key,
      version text not null,
      skew_ms integer,
      seen_at timestamptz not null
    )`,
  ],
  /** Null: a node of an earlier version. */
  '0028-node-start': [`alter table node add column started_at timestamptz`],
  /** Null: a node of an earlier version. */
  '0067-node-address': [`alter table node add column public_url text`],
};

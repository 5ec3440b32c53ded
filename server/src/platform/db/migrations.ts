// Out:   this module's part of each migration, as SQL; server/src/schema.ts has their order.
// Never: changes a released one.

export const foundation = [
  `create table lease (
    name text primary key,
    holder text not null,
    expires_at timestamptz not null
  )`,
];

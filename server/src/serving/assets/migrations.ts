// Out:   this module's part of each migration, as SQL; server/src/schema.ts has their order.
// Never: changes a released one.

export const foundation = [
  `create table widget_build (
    version text primary key,
    files jsonb not null
  )`,
];

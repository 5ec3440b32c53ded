// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.

export const migrations = {
  '0001-foundation': [
    `create table widget_build (
      version text primary key,
      files jsonb not null
    )`,
  ],
};

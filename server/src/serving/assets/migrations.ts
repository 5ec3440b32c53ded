// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import type { Migrations } from '../../platform/db/tables.ts';

export const migrations: Migrations = {
  '0001-foundation': [
    `create table widget_build (
      version text primary key,
      files jsonb not null
    )`,
  ],
};

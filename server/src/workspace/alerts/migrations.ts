// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofAnyAccount, ofLibrary, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0039-provider-alerts': [
    `create table provider_alert (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      text text not null check (length(text) between 1 and 500),
      ends_at timestamptz not null,
      revision integer not null check (revision > 0),
      changed_at timestamptz not null,
      by text not null
    )`,
    `create index provider_alert_library on provider_alert (library_id)`,
    ...restrictRows('provider_alert', { rows: ofLibrary(), alsoSeen: ofAnyAccount() }),
  ],
};

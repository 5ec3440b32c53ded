// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofAccount, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0032-training': [
    `create table announcement (
      id integer generated always as identity primary key,
      text text not null check (length(text) between 1 and 2000),
      by text not null,
      at timestamptz not null
    )`,
    // Announcements have no policy, since every liaison reads them, and are never deleted.
    `create table acknowledgement (
      announcement_id integer not null,
      account_id integer not null references account on delete cascade,
      at timestamptz not null,
      primary key (announcement_id, account_id)
    )`,
    ...restrictRows('acknowledgement', { rows: ofAccount() }),
    `update notice_recipient set kinds = kinds || array['announcement', 'announcement-unacknowledged']
      where tier = 'local' and 'presence-failing' = any (kinds) and stopped_at is null`,
    `update notice_recipient set kinds = kinds || array['refresher-requested']
      where tier = 'statewide' and 'assistance-escalated' = any (kinds) and stopped_at is null`,
  ],
};

// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofLibrary, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  /** Apart from `library_origin`, which ingest reads: nothing is counted at an address that only waits. */
  '0064-proposed-addresses': [
    `create table proposed_address (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      origin text not null,
      pattern text,
      kind text,
      name text,
      state text not null check (state in ('waiting', 'accepted', 'declined')),
      account_id integer not null references account on delete cascade,
      by text not null,
      at timestamptz not null,
      answered_by text,
      answered_at timestamptz,
      reason text not null default '' check (length(reason) <= 300),
      check ((pattern is null) = (kind is null) and (pattern is null) = (name is null)),
      check ((state = 'waiting') = (answered_at is null) and (answered_at is null) = (answered_by is null))
    )`,
    `create index proposed_address_library on proposed_address (library_id)`,
    `create index proposed_address_account on proposed_address (account_id)`,
    `create index proposed_address_waiting on proposed_address (at) where state = 'waiting'`,
    ...restrictRows('proposed_address', { rows: ofLibrary() }),
  ],
  '0068-proposals-and-recipients': [
    `alter table proposed_address add column acknowledged_at timestamptz
      check (acknowledged_at is null or answered_at is not null)`,
  ],
  '0081-catalog-results': [`update proposed_address set kind = 'catalog-results' where kind = 'catalogue-results'`],
};

// Out:   this module's part of each migration, as SQL; server/src/schema.ts has their order.
// Never: changes a released one.
import { ofAnyAccount, ofLibrary, restrictRows } from '../../platform/db/row-policies.ts';

export const policyPages = [
  `create table policy_revision (
    library_id text not null references library on delete cascade,
    topic text not null,
    revision integer not null check (revision > 0),
    text text not null check (length(text) <= 20000),
    owner text,
    reviewed_on date,
    reviewed_by text,
    review_by date,
    coordinator_reviewed_on date,
    at timestamptz not null,
    by text not null,
    primary key (library_id, topic, revision)
  )`,
  ...restrictRows('policy_revision', { rows: ofLibrary(), alsoSeen: ofAnyAccount() }),
];

// Out:   this module's part of each migration, as SQL; server/src/schema.ts has their order.
// Never: changes a released one.

export const foundation = [
  `create table audit_entry (
    id integer generated always as identity primary key,
    at timestamptz not null default now(),
    account_id integer references account on delete set null,
    by text not null,
    subject text not null,
    action text not null,
    before jsonb,
    after jsonb,
    note text
  )`,
  `create index audit_entry_subject on audit_entry (subject, id)`,
];

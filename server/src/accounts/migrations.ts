// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { readByOwner } from '../platform/db/owner-functions.ts';
import { AS_ACCOUNT, ofAccount, ofLibrary, ofQueue, restrictRows } from '../platform/db/row-policies.ts';
import { SETTINGS } from '../platform/db/row-scope.ts';

/** Whose sessions a desk's people see: those of the accounts at their desks. */
const AT_DESKS = '(select account_id from desk)';
const INVITED = `(select id from account where ${ofAccount('invited_by')})`;

/** Label and role of accounts that the policies of rows hide: of a library of the request's alone, and no address. */
const libraryAccounts = (isOfAny: string): string[] =>
  readByOwner(
    'library_accounts(text)',
    'jsonb',
    `select coalesce(jsonb_agg(jsonb_build_object('id', id, 'label', label, 'role', role) order by role, lower(label), id), '[]')
      from account
      where ended_at is null
        and (${isOfAny} or $1 = any (string_to_array(current_setting('${SETTINGS.libraries}', true), ',')))
        and (exists (select from account_library where account_id = account.id and library_id = $1)
          or exists (select from account_queue join library_queue using (queue_id) join queue on queue.id = queue_id
            where account_id = account.id and library_id = $1 and queue.tier = 'local'))`,
  );

export const migrations = {
  '0001-foundation': [
    `create table account (
      id integer generated always as identity primary key,
      label text not null,
      role text not null check (role in ('coordinator', 'liaison')),
      created_at timestamptz not null default now()
    )`,
    `create table account_library (
      account_id integer not null references account on delete cascade,
      library_id text not null references library on delete cascade,
      primary key (account_id, library_id)
    )`,
    `create table invitation (
      token_hash bytea primary key,
      account_id integer not null references account on delete cascade,
      expires_at timestamptz not null,
      used_at timestamptz
    )`,
    `create table session (
      token_hash bytea primary key,
      account_id integer not null references account on delete cascade,
      expires_at timestamptz not null
    )`,
  ],
  '0002-coverage': [
    `alter table account drop constraint account_role_check`,
    `alter table account add constraint account_role_check check (role in ('coordinator', 'liaison', 'desk'))`,
    `create table account_queue (
      account_id integer not null references account on delete cascade,
      queue_id text not null references queue on delete cascade,
      primary key (account_id, queue_id)
    )`,
  ],
  '0004-accounts': [
    `alter table account add column ended_at timestamptz, add column signed_in_on date`,
    `alter table session
      add column id integer generated always as identity unique,
      add column opened_at timestamptz not null default date_trunc('hour', now()),
      add column used_at timestamptz not null default date_trunc('hour', now())`,
    `alter table session alter column opened_at drop default, alter column used_at drop default`,
    `create index session_account on session (account_id)`,
    `create index invitation_account on invitation (account_id)`,
  ],
  '0021-roles': [
    `alter table account drop constraint account_role_check`,
    `alter table account add constraint account_role_check
      check (role in ('coordinator', 'liaison', 'viewer', 'provider', 'desk'))`,
  ],
  '0023-api-token': [
    `create table api_token (
      id integer generated always as identity primary key,
      token_hash bytea not null unique,
      account_id integer not null references account on delete cascade,
      name text not null,
      scopes text[] not null,
      libraries text[] not null,
      expires_at timestamptz not null,
      ended_at timestamptz,
      used_on date
    )`,
    `create index api_token_account on api_token (account_id)`,
  ],
  '0024-account-email': [
    `alter table account add column email text`,
    `create unique index account_email on account (lower(email)) where ended_at is null`,
    `alter table invitation add column mailed boolean not null default false`,
  ],
  '0025-account-openid': [
    `alter table account add column openid_key bytea`,
    `create unique index account_openid on account (openid_key) where ended_at is null`,
  ],
  '0026-row-policies': [
    ...restrictRows('account', {
      rows: ofAccount('id'),
      alsoSeen: `id in ${AT_DESKS}`,
      works: ['sessions', 'public'],
    }),
    ...restrictRows('account_library', { rows: ofAccount(), works: ['sessions', 'public'] }),
    ...restrictRows('account_queue', { rows: ofAccount(), works: ['sessions', 'public'] }),
    ...restrictRows('invitation', { rows: ofAccount(), works: ['public'] }),
    ...restrictRows('session', {
      rows: ofAccount(),
      alsoSeen: `account_id in ${AT_DESKS}`,
      works: ['sessions', 'public'],
    }),
    ...restrictRows('api_token', { rows: ofAccount(), works: ['sessions'] }),
  ],
  '0030-local-facts': [`alter table account add column shows_email boolean not null default false`],
  '0044-limits': [
    `create table quota_use (
      id integer generated always as identity primary key,
      account_id integer not null references account on delete cascade,
      quota text not null,
      at timestamptz not null,
      address_hash bytea
    )`,
    `create index quota_use_account on quota_use (account_id, quota, at)`,
    `create index quota_use_address on quota_use (address_hash) where address_hash is not null`,
    ...restrictRows('quota_use', { rows: ofAccount() }),
  ],
  '0045-email-change': [
    `alter table account add column email_confirmed boolean not null default false`,
    `alter table session add column fresh_until timestamptz`,
    `create table email_change (
      id uuid primary key,
      account_id integer not null references account on delete cascade,
      kind text not null check (kind in ('confirm', 'undo', 'undone')),
      email text not null,
      token text,
      token_hash bytea unique,
      next_at timestamptz,
      attempts integer not null default 0,
      created_at timestamptz not null,
      expires_at timestamptz not null
    )`,
    `create index email_change_account on email_change (account_id)`,
    ...restrictRows('email_change', { rows: ofAccount() }),
  ],
  '0052-account-revision': [
    `alter table account add column revision integer not null default 1`,
    // A request that is sent again finds the link that it has made.
    `alter table invitation add column id integer generated always as identity unique`,
  ],
  '0060-colleagues': [
    `alter table account add column invited_by integer references account, add column invited_email text`,
    `create index account_invited_by on account (invited_by) where invited_by is not null`,
    // The inviter's rows, behind the rule in colleague-store.ts: what a liaison may give, and no more.
    `create policy inviter on account
      using (${AS_ACCOUNT} and ${ofAccount('invited_by')} and role in ('viewer', 'provider', 'desk'))`,
    ...(
      [
        ['account_library', ofLibrary()],
        ['account_queue', ofQueue()],
      ] as const
    ).flatMap(([table, own]) => [
      `create policy inviter on ${table} using (${AS_ACCOUNT} and account_id in ${INVITED} and ${own})`,
      // With those of other libraries: an account that has one is the inviter's no more.
      `create policy inviter_sees on ${table} for select using (${AS_ACCOUNT} and account_id in ${INVITED})`,
    ]),
    `create policy inviter on invitation using (${AS_ACCOUNT} and account_id in ${INVITED})`,
  ],
  '0062-set-up-link': [
    `create table set_up_link (
      token_hash bytea primary key,
      expires_at timestamptz not null
    )`,
    // Who has the link has no account.
    ...restrictRows('set_up_link', { rows: 'false', works: ['public'] }),
  ],
  '0065-liaison-contact': [
    `alter table account add column phone text, add column shows_phone boolean not null default false`,
  ],
  '0082-library-accounts': libraryAccounts("before = 'cooperative'"),
  // The embedded database's user passes the policies, and names no work.
  '0083-library-accounts-embedded': [
    'drop function library_accounts(text)',
    ...libraryAccounts(
      `before = 'cooperative' or (select rolsuper or rolbypassrls from pg_roles where rolname = session_user)`,
    ),
  ],
};

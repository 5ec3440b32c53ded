// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofLibrary, ofParent, restrictRows } from '../../platform/db/row-policies.ts';

const TIER = "in ('local', 'statewide', 'global')";

export const migrations = {
  '0002-coverage': [
    `create table notice_recipient (
      id integer generated always as identity primary key,
      tier text not null check (tier ${TIER}),
      library_id text references library on delete cascade,
      channel text not null check (channel in ('email', 'webhook', 'atom')),
      address text,
      secret text,
      token_hash bytea unique,
      kinds text[] not null,
      created_at timestamptz not null,
      by text not null,
      stopped_at timestamptz,
      check ((tier = 'local') = (library_id is not null))
    )`,
    // The same recipient twice would only repeat each notice.
    `create unique index notice_recipient_once on notice_recipient (tier, coalesce(library_id, ''), channel, address)
      where stopped_at is null`,
    `create table notice (
      id uuid primary key,
      key text not null unique,
      kind text not null,
      tier text not null check (tier ${TIER}),
      library_id text references library on delete cascade,
      subject text not null,
      text text not null,
      data jsonb not null,
      at timestamptz not null
    )`,
    `create table notice_delivery (
      notice_id uuid not null references notice on delete cascade,
      recipient_id integer not null references notice_recipient on delete cascade,
      state text not null check (state in ('waiting', 'sent', 'given-up')),
      attempts integer not null default 0,
      next_at timestamptz not null,
      sent_at timestamptz,
      error text,
      primary key (notice_id, recipient_id)
    )`,
    `create index notice_delivery_due on notice_delivery (next_at) where state = 'waiting'`,
    `create index notice_delivery_recipient on notice_delivery (recipient_id)`,
  ],
  '0004-accounts': [
    // Recipients that are notified about failing presence also need the warning before it.
    `update notice_recipient set kinds = array_append(kinds, 'desk-expiring')
      where 'presence-failing' = any (kinds) and stopped_at is null`,
    `alter table notice_recipient add column made_by integer references account on delete set null`,
    `create index notice_recipient_made_by on notice_recipient (made_by)`,
  ],
  '0014-site-notices': [
    // Recipients that are notified about what fails at their library also need what is lost on its site.
    `update notice_recipient set kinds = kinds || array['placement-lost', 'reports-refused', 'counts-suspect']
      where tier = 'local' and 'presence-failing' = any (kinds) and stopped_at is null`,
  ],
  '0026-row-policies': [
    ...restrictRows('notice_recipient', { rows: ofLibrary(), works: ['public'] }),
    ...restrictRows('notice', { rows: ofLibrary(), works: ['public'] }),
    ...restrictRows('notice_delivery', { rows: ofParent('recipient_id', 'notice_recipient'), works: ['public'] }),
  ],
  '0035-reports': [
    `alter table notice_recipient add column account_id integer references account on delete cascade`,
    `create unique index notice_recipient_own on notice_recipient (account_id, library_id)
      where stopped_at is null and account_id is not null`,
    `alter table notice add column html text`,
  ],
  '0061-notifications': [
    `alter table notice_recipient add column confirmed_at timestamptz, add column link_until timestamptz`,
    // Somebody may have typed an address wrong. One that has been mailed stays: its people have had the mails, with a way to
    // ask for their end, and to hold back a call for help until each of them has opened a link would empty desks. One that
    // was never mailed has not been tried yet: it is asked first.
    `update notice_recipient set confirmed_at = created_at
      where channel = 'email' and account_id is null and exists (
        select from notice_delivery where recipient_id = notice_recipient.id and state = 'sent'
      )`,
    `update notice_delivery set state = 'given-up', error = 'The address was not confirmed.'
      where state = 'waiting'
        and exists (
          select from notice_recipient
          where id = recipient_id and channel = 'email' and account_id is null and confirmed_at is null
        )`,
  ],
  '0065-liaison-contact': [
    `alter table notice add column sender_id integer references account on delete set null`,
    // What liaisons write to all: an account's row belongs to no library, and stays when it stops these mails.
    `create unique index notice_recipient_messages on notice_recipient (account_id)
      where account_id is not null and library_id is null`,
  ],
  '0068-proposals-and-recipients': [
    `alter table notice_recipient
      add column revision integer not null default 1, add column without_summaries boolean not null default false`,
  ],
  '0071-hours-given': [
    `update notice_recipient set kinds = kinds || array['hour-offered', 'hour-accepted', 'hour-unanswered']
      where tier <> 'global' and ('assistance-opened' = any (kinds) or 'assistance-escalated' = any (kinds))
        and stopped_at is null`,
  ],
  '0074-notices-in-chats': [
    `alter table notice_recipient
      drop constraint notice_recipient_channel_check,
      add constraint notice_recipient_channel_check check (channel in ('email', 'teams', 'slack', 'webhook', 'atom')),
      add column name text,
      add column digest text check (digest is null or (channel = 'email' and digest in ('day', 'week')))`,
    `alter table notice_delivery
      drop constraint notice_delivery_state_check,
      add constraint notice_delivery_state_check check (state in ('waiting', 'held', 'in-digest', 'sent', 'given-up')),
      add column digest_id uuid references notice on delete cascade,
      add check ((state = 'in-digest') = (digest_id is not null))`,
    `create index notice_delivery_held on notice_delivery (recipient_id) where state = 'held'`,
    `create index notice_delivery_digest on notice_delivery (digest_id) where digest_id is not null`,
    `alter table notice_delivery add column token text`,
    `create table offer_link (
      token_hash bytea primary key,
      account_id integer not null references account on delete cascade,
      library_id text not null references library on delete cascade,
      offer_id bigint not null references cover_offer on delete cascade,
      expires_at timestamptz not null,
      used_at timestamptz
    )`,
    `create index offer_link_account on offer_link (account_id)`,
    `create index offer_link_library on offer_link (library_id)`,
    `create index offer_link_offer on offer_link (offer_id)`,
    ...restrictRows('offer_link', { rows: ofLibrary(), works: ['public'] }),
  ],
  '0075-announced-closings': [
    `update notice_recipient set kinds = kinds || array['hour-not-made-up', 'open-hours']
      where tier <> 'global' and 'hour-unanswered' = any (kinds) and stopped_at is null`,
  ],
};

// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofLibrary, ofQueue, restrictRows } from '../platform/db/row-policies.ts';

export const migrations = {
  '0001-foundation': [
    `create table cooperative (
      id text primary key check (id = 'cooperative'),
      name text not null,
      note text
    )`,
    `create table queue (
      id text primary key,
      name text not null,
      tier text not null check (tier in ('local', 'statewide', 'global')),
      zone text not null,
      note text,
      weekly jsonb,
      seasons jsonb not null default '[]',
      exceptions jsonb not null default '[]',
      closed_until timestamptz,
      revision integer not null default 0,
      edited_at timestamptz
    )`,
    `create table library (
      id text primary key,
      name text not null,
      zone text not null,
      live boolean not null,
      fallback_phone text,
      fallback_form text,
      fallback_page text,
      removed boolean not null default false
    )`,
    `create table library_queue (
      library_id text not null references library on delete cascade,
      tier text not null check (tier in ('local', 'statewide', 'global')),
      queue_id text not null references queue,
      chat_url text,
      primary key (library_id, tier)
    )`,
    `create index library_queue_queue on library_queue (queue_id)`,
    `create table library_origin (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      origin text not null,
      registered boolean not null default true,
      unique (library_id, origin)
    )`,
    `create table key_page (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      name text not null,
      origin text,
      pattern text,
      placement text,
      viewport text check (viewport in ('phone', 'tablet', 'desktop')),
      min_patterns integer not null default 1 check (min_patterns >= 1),
      weight double precision not null default 1 check (weight > 0),
      unique (library_id, name)
    )`,
  ],
  '0002-coverage': [
    `alter table cooperative add column escalation jsonb`,
    `alter table queue
      add column presence jsonb,
      add column shifts jsonb not null default '[]',
      add column shifts_revision integer not null default 0,
      add column shifts_edited_at timestamptz`,
  ],
  '0006-page-words': [`alter table cooperative add column page_words jsonb`],
  '0007-languages': [`alter table cooperative add column languages jsonb`],
  '0010-standard': [
    `alter table cooperative
      add column standard jsonb,
      add column standard_revision integer not null default 0,
      add column standard_edited_at timestamptz`,
    `alter table key_page add column kind text check (kind in (
      'home', 'section', 'catalogue-results', 'no-results', 'record', 'databases', 'guides', 'contact', 'young-adult',
      'readers-advisory', 'barrier', 'other'
    ))`,
  ],
  '0015-urgent-line': [`alter table cooperative add column urgent jsonb`],
  '0026-row-policies': [
    ...restrictRows('library', { rows: ofLibrary('id'), works: ['sessions', 'public', 'ingest'] }),
    ...restrictRows('queue', { rows: ofQueue('id'), works: ['sessions', 'public'] }),
    ...restrictRows('library_queue', { rows: ofLibrary() }),
    ...restrictRows('library_origin', { rows: ofLibrary(), works: ['ingest', 'public'] }),
    ...restrictRows('key_page', { rows: ofLibrary(), works: ['ingest', 'public'] }),
  ],
  /** Null: the default topics. */
  '0029-policy-pages': [`alter table cooperative add column policy_topics jsonb`],
  /** Null: not said. */
  '0055-queue-languages': [`alter table queue add column languages jsonb`],
  /** Null: the default. */
  '0057-after-closing': [
    `alter table cooperative add column after_closing_min integer check (after_closing_min between 0 and 1440)`,
  ],
  '0058-registration': [
    `alter table cooperative
      add column revision integer not null default 1,
      add column edited_at timestamptz`,
    `alter table library
      add column revision integer not null default 1,
      add column edited_at timestamptz`,
    `alter table queue
      add column facts_revision integer not null default 1,
      add column facts_edited_at timestamptz`,
  ],
  '0063-branches': [
    `create table branch (
      library_id text not null references library on delete cascade,
      id text not null check (id ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
      name text not null,
      fallback_phone text,
      fallback_form text,
      fallback_page text,
      removed boolean not null default false,
      primary key (library_id, id)
    )`,
    ...restrictRows('branch', { rows: ofLibrary() }),
  ],
  '0066-ended-desks': [`alter table queue add column removed boolean not null default false`],
  '0069-shared-hours': [
    `alter table cooperative add column shared_hours jsonb, add column holidays jsonb`,
    `alter table queue add column needed jsonb not null default '[]'`,
  ],
  /** Every text said "catalog"; the kind of key page was spelled otherwise. */
  '0081-catalog-results': [
    `alter table key_page drop constraint key_page_kind_check`,
    `update key_page set kind = 'catalog-results' where kind = 'catalogue-results'`,
    `alter table key_page add constraint key_page_kind_check check (kind in (
      'home', 'section', 'catalog-results', 'no-results', 'record', 'databases', 'guides', 'contact', 'young-adult',
      'readers-advisory', 'barrier', 'other'
    ))`,
    `update cooperative set standard = replace(standard::text, '"catalogue-results"', '"catalog-results"')::jsonb
      where standard::text like '%"catalogue-results"%'`,
  ],
};

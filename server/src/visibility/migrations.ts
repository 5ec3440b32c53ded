// Out:   this module's part of each migration, as SQL.
// Never: changes a released one; creates the partitions of a given day or month: ingest/partitions.ts does.
import { confine } from '../platform/db/owner-functions.ts';
import { ofLibrary, ofParent, restrictRows } from '../platform/db/row-policies.ts';

const KINDS = ['impression', 'unmeasurable', 'viewable', 'first_screen', 'click', 'follow'];
const VIEWPORTS = ['phone', 'tablet', 'desktop'];
const eventColumns = KINDS.flatMap((kind) =>
  VIEWPORTS.map((viewport) => `${kind}_${viewport} integer not null default 0`),
).join(',\n');
const dimensions = `
  state text not null check (state in ('available', 'busy', 'unknown', 'closed')),
  tier text not null check (tier in ('local', 'statewide', 'global', 'none')),
  class text not null check (class in ('counted', 'practice', 'bot', 'suspect'))`;

const KEY = `case parent when 'event_batch' then 'day' when 'library_hour' then 'date' end`;

export const migrations = {
  '0001-foundation': [
    // The last check: even if the code above it fails, a page cannot write other text.
    `create table placement (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      origin_id integer not null references library_origin on delete cascade,
      pattern text not null check (
        pattern = '(other)'
        or (length(pattern) <= 200 and pattern ~ '^/([a-z0-9._~=$:-]+(/[a-z0-9._~=$:-]+)*)?/?$')
      ),
      name text not null check (name ~ '^[a-z0-9-]{1,32}$'),
      form text not null check (form in ('tag', 'frame', 'badge', 'link')),
      widget text not null check (widget ~ '^[0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4}$'),
      first_seen_at timestamptz not null,
      last_seen_at timestamptz not null,
      established boolean not null,
      unique (library_id, origin_id, pattern, name, form)
    )`,
    `create table placement_day (
      library_id text not null,
      placement_id integer not null references placement on delete cascade,
      date date not null,
      ${dimensions},
      ${eventColumns},
      primary key (placement_id, date, state, tier, class)
    )`,
    // Contains no counter: every event would update such an index.
    `create index placement_day_date on placement_day (library_id, date)`,
    `create table library_hour (
      library_id text not null,
      date date not null,
      hour smallint not null check (hour between 0 and 23),
      ${dimensions},
      ${eventColumns},
      primary key (library_id, date, hour, state, tier, class)
    ) partition by range (date)`,
    `create table library_hour_default partition of library_hour default`,
    `create table event_batch (
      day date not null,
      id uuid not null,
      primary key (day, id)
    ) partition by range (day)`,
    `create table event_batch_default partition of event_batch default`,
    `create table refusal_day (
      library_id text not null,
      date date not null,
      reason text not null check (reason ~ '^[a-z0-9-]{1,40}$'),
      count integer not null default 0,
      primary key (library_id, date, reason)
    )`,
  ],
  /** Patterns with fewer than 20 views, in words that were not published when this was written, are candidates again. */
  '0006-page-words': [
    `update placement set established = false
      where established and pattern <> '(other)'
        and split_part(pattern, '/', 2) not in (
          ':id', ':slug', 'record=:id', 'ask-a-librarian', 'ask-us', 'branches', 'browse', 'c.php', 'catalog', 'cgi-bin',
          'contact-us', 'default', 'detailnonmodal', 'fulldisplay', 'index.php', 'koha', 'opac', 'opac-detail.pl',
          'opac-search.pl', 'opac-user.pl', 'prf.php', 'record', 'results', 'search', 'searchresults.aspx', 'show', 'v2', ''
        )
        and not exists (select from key_page where key_page.library_id = placement.library_id and key_page.pattern = placement.pattern)
        and (
          select coalesce(sum(viewable_phone + viewable_tablet + viewable_desktop), 0) from placement_day as day
          where day.placement_id = placement.id and day.class = 'counted'
        ) < 20`,
  ],
  /** Narrow, since most placements have few values: a landmark, and at times a fault. */
  '0009-placement-diagnosis': [
    `create table placement_diagnosis_day (
      placement_id integer not null references placement on delete cascade,
      date date not null,
      class text not null check (class in ('counted', 'practice', 'bot', 'suspect')),
      value text not null check (value ~ '^[a-z-]{1,32}$'),
      count integer not null,
      primary key (placement_id, date, class, value)
    )`,
  ],
  /** The latest word of a library's people on each rule of the visibility standard. */
  '0010-standard': [
    `create table rule_statement (
      library_id text not null references library on delete cascade,
      rule text not null,
      verdict text not null check (verdict in ('met', 'not-met', 'not-applicable')),
      date date not null,
      by text not null,
      primary key (library_id, rule)
    )`,
  ],
  /** A placement that was taken down on purpose is no loss. */
  '0012-placement-retirement': [`alter table placement add column retired_on date`],
  /** The last reading of each key page. */
  '0013-page-check': [
    `create table page_check (
      library_id text not null references library on delete cascade,
      origin text not null,
      path text not null,
      claimed_at timestamptz not null,
      checked_at timestamptz,
      state text check (
        state in ('found', 'absent', 'altered', 'blocked', 'needs-browser', 'unreachable', 'not-allowed')
      ),
      findings jsonb not null default '[]',
      primary key (library_id, origin, path)
    )`,
  ],
  /** Scores by day, since when each rule is met, and people's notes. */
  '0016-score-history': [
    `create table score_day (
      library_id text not null references library on delete cascade,
      date date not null,
      passed integer not null,
      of integer not null,
      unknown integer not null,
      low double precision,
      high double precision,
      primary key (library_id, date)
    )`,
    `create index score_day_date on score_day (date)`,
    `create table rule_result (
      library_id text not null references library on delete cascade,
      rule text not null,
      is_met boolean not null,
      since date not null,
      first_met_on date,
      primary key (library_id, rule)
    )`,
    `create table library_note (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      date date not null,
      text text not null check (length(text) between 1 and 200),
      by text not null
    )`,
    `create index library_note_date on library_note (library_id, date)`,
  ],
  /** Work that is handed to a webmaster, and the notes to and fro. */
  '0018-hand-over': [
    `create table hand_over (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      origin_id integer not null references library_origin on delete cascade,
      page text not null,
      pattern text not null,
      placement text not null check (placement ~ '^[a-z0-9-]{1,32}$'),
      variant text not null,
      platform text,
      views_before integer not null,
      from_date date not null,
      token_hash bytea not null unique,
      created_at timestamptz not null,
      by text not null,
      expires_at timestamptz not null,
      live_at timestamptz,
      withdrawn_at timestamptz,
      checked_at timestamptz,
      check_state text,
      check_findings jsonb not null default '[]'
    )`,
    `create index hand_over_library on hand_over (library_id)`,
    // Looked through whenever something was counted.
    `create index hand_over_waiting on hand_over (expires_at) where live_at is null and withdrawn_at is null`,
    `create table hand_over_note (
      id integer generated always as identity primary key,
      hand_over_id integer not null references hand_over on delete cascade,
      at timestamptz not null,
      "from" text not null check ("from" in ('library', 'webmaster')),
      text text not null check (length(text) between 1 and 1000)
    )`,
    `create index hand_over_note_hand_over on hand_over_note (hand_over_id, id)`,
  ],
  /** Campaigns of a library, each with the placement that its link is counted under. */
  '0019-campaign': [
    `create table campaign (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      placement text not null check (placement ~ '^c-[a-z0-9-]{1,24}$'),
      name text not null check (length(name) between 1 and 60),
      from_date date not null,
      to_date date not null check (to_date >= from_date),
      note text,
      by text not null,
      created_at timestamptz not null,
      token_hash bytea unique,
      unique (library_id, placement)
    )`,
  ],
  /** Floating controls, which are counted apart from placed tags. */
  '0020-floating-form': [
    `alter table placement
      drop constraint placement_form_check,
      add constraint placement_form_check check (form in ('tag', 'tab', 'frame', 'badge', 'link'))`,
  ],
  '0026-row-policies': [
    ...restrictRows('placement', { rows: ofLibrary(), works: ['ingest', 'public'] }),
    ...restrictRows('placement_day', { rows: ofLibrary(), works: ['ingest', 'public'] }),
    ...restrictRows('placement_diagnosis_day', { rows: ofParent('placement_id', 'placement'), works: ['ingest'] }),
    ...restrictRows('library_hour', { rows: ofLibrary(), works: ['ingest'] }),
    ...restrictRows('refusal_day', { rows: ofLibrary(), works: ['ingest'] }),
    ...restrictRows('rule_statement', { rows: ofLibrary() }),
    ...restrictRows('page_check', { rows: ofLibrary() }),
    ...restrictRows('score_day', { rows: ofLibrary() }),
    ...restrictRows('rule_result', { rows: ofLibrary() }),
    ...restrictRows('library_note', { rows: ofLibrary() }),
    ...restrictRows('hand_over', { rows: ofLibrary(), works: ['public'] }),
    ...restrictRows('hand_over_note', { rows: ofParent('hand_over_id', 'hand_over'), works: ['public'] }),
    ...restrictRows('campaign', { rows: ofLibrary(), works: ['public'] }),
    // The server's role owns no table, so it can neither make partitions nor drop them. A partition is filled from the
    // default one, where rows went while it was missing, and then attached: unlike `create table … partition of`, that
    // does not lock out those who are writing.
    `create function make_partition(parent text, first_day date, end_day date) returns void
    language plpgsql security definer as $$
    declare
      key constant text := ${KEY};
      name constant text := parent || to_char(first_day, '"_"YYYYMMDD');
    begin
      if key is null then raise exception 'not a table with partitions: %', parent; end if;
      execute format(
        'create table %I (like %I including defaults including constraints including indexes)', name, parent
      );
      execute format(
        'with moved as (delete from %I where %I >= %L and %I < %L returning *) insert into %I select * from moved',
        parent || '_default', key, first_day, key, end_day, name
      );
      execute format(
        'alter table %I attach partition %I for values from (%L) to (%L)', parent, name, first_day, end_day
      );
    end
  $$`,
    `create function drop_partition(parent text, first_day date) returns void language plpgsql security definer as $$
    begin
      if (${KEY}) is null then raise exception 'not a table with partitions: %', parent; end if;
      execute format('drop table %I', parent || to_char(first_day, '"_"YYYYMMDD'));
    end
  $$`,
    ...['make_partition(text, date, date)', 'drop_partition(text, date)'].flatMap(confine),
  ],
  /** A change names the statement that was read. */
  '0050-statement-revision': [`alter table rule_statement add column revision integer generated always as identity`],
  '0056-other-widgets': [`alter table page_check add column other_widgets jsonb not null default '[]'`],
  /** A part of placement_day, so that no sum of a library reads it. No text that is not a registered branch passes its key. */
  '0063-branches': [
    `create table branch_day (
      library_id text not null,
      branch text not null,
      placement_id integer not null references placement on delete cascade,
      date date not null,
      ${dimensions},
      ${eventColumns},
      primary key (placement_id, branch, date, state, tier, class),
      foreign key (library_id, branch) references branch on delete cascade
    )`,
    `create index branch_day_date on branch_day (library_id, branch, date)`,
    `alter table hand_over
      add column branch text,
      add foreign key (library_id, branch) references branch`,
    ...restrictRows('branch_day', { rows: ofLibrary(), works: ['ingest'] }),
  ],
};

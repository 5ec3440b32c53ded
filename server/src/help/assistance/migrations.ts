// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofLibrary, ofParent, ofQueue, restrictRows } from '../../platform/db/row-policies.ts';

const TIER = "in ('local', 'statewide', 'global')";

export const migrations = {
  '0002-coverage': [
    `create table assistance_request (
      id integer generated always as identity primary key,
      library_id text references library on delete cascade,
      queue_id text not null references queue on delete cascade,
      reason text not null check (reason in ('forecast-gap', 'observed-gap', 'swamped', 'by-hand')),
      state text not null check (state in ('open', 'acknowledged', 'taken', 'covered', 'closed', 'expired')),
      gap_starts_at timestamptz not null,
      gap_ends_at timestamptz,
      owner text not null check (owner ${TIER}),
      deadline_at timestamptz,
      taken_tier text check (taken_tier ${TIER}),
      taken_library_id text references library on delete set null,
      note text,
      opened_at timestamptz not null,
      over_at timestamptz,
      version integer not null default 1,
      check (gap_starts_at < gap_ends_at),
      -- A desk that is no library's own is no nearer than statewide.
      check (library_id is not null or owner <> 'local'),
      -- Nobody's turn, and no deadline: such a request would be lost.
      check (deadline_at is not null or state in ('taken', 'covered', 'closed', 'expired')),
      check ((over_at is not null) = (state in ('closed', 'expired')))
    )`,
    `create index assistance_request_library on assistance_request (library_id, opened_at)`,
    `create index assistance_request_due on assistance_request (deadline_at) where over_at is null`,
    // One open request per gap of a library's queue, or of a queue that no library owns, even if many detect the gap.
    `create unique index assistance_request_open on assistance_request (coalesce(library_id, ''), queue_id, gap_starts_at)
      where over_at is null`,
    `create table assistance_step (
      id integer generated always as identity primary key,
      request_id integer not null references assistance_request on delete cascade,
      at timestamptz not null,
      step text not null check (step ~ '^[a-z]{3,20}$'),
      account_id integer references account on delete set null,
      by text,
      owner text not null check (owner ${TIER}),
      note text
    )`,
    `create index assistance_step_request on assistance_step (request_id, id)`,
  ],
  '0026-row-policies': [
    ...restrictRows('assistance_request', {
      rows: `${ofLibrary()} or ${ofLibrary('taken_library_id')} or ${ofQueue()}`,
      // Liaisons of other libraries may help.
      alsoSeen: `over_at is null and owner <> 'local'`,
    }),
    ...restrictRows('assistance_step', { rows: ofParent('request_id', 'assistance_request') }),
  ],
  '0071-hours-given': [
    `alter table assistance_request drop constraint assistance_request_reason_check,
      add constraint assistance_request_reason_check
        check (reason in ('forecast-gap', 'observed-gap', 'swamped', 'by-hand', 'given-hour')),
      add column cover_offer_id bigint unique references cover_offer on delete cascade`,
    // Two libraries may give one hour: each is a need of its own.
    `drop index assistance_request_open`,
    `create unique index assistance_request_open
      on assistance_request (coalesce(library_id, ''), queue_id, gap_starts_at, coalesce(cover_offer_id, 0))
      where over_at is null`,
  ],
  '0051-revisions-and-calendar-tokens': [`alter table assistance_request rename column version to revision`],
};

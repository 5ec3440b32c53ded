// In:    a change of the weekly pattern that a library asks for; its withdrawal.
// Out:   requests with their answers, each step stored once with its audit entry.
// Never: changes the pattern: the coordinator's answer does (answer-store.ts).
import { isDeepStrictEqual } from 'node:util';
import { sql, type Kysely, type Selectable } from 'kysely';
import { SHIFT_REQUEST_UNDO_MIN, SHIFT_REQUESTS_MAX, type NewShiftRequest } from '@askusnow/sdk/contract';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change, type Transaction } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { invalid, invalidField, notFound, quotaReached, Refusal, unlessRefused } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { DAY_MS, MINUTE_MS } from '../../platform/time/instants.ts';
import { loadShifts } from '../shifts/store.ts';
import { messages } from './messages.ts';
import { faultsOf, withChange } from './pattern.ts';
import type { ShiftRequestTable } from './tables.ts';

export type StoredRequest = Selectable<ShiftRequestTable>;

export interface RequestDeps {
  database: Database;
  /** Of a library, for sentences. */
  name(library: string): string;
}

/** Published with every step of a request. */
export const SHIFT_REQUESTS = 'shift-requests';

/** A list shows so many of a library. */
const MAX_SHOWN = 100;
/** The coordinator's list: of all libraries. */
const MAX_WAITING = 500;
const DECIDED_DAYS = 90;

export const UNDO_MS = SHIFT_REQUEST_UNDO_MIN * MINUTE_MS;

/** What is asked for, as the audit log has it. */
export const toAsked = ({ queue_id, shift, wanted, from_date }: StoredRequest) => ({
  ...{ queue: queue_id, shift, wanted, from: from_date },
});

/** The civil day at a desk. */
export const todayAt = (zone: string, nowMs: number): string => windowOf(zone, nowMs, 1).to;

/** Those that wait first, then those whose answer is not acknowledged, then the latest. Never withdrawn ones. */
export const loadRequests = (db: Kysely<Tables>, library: string): Promise<StoredRequest[]> =>
  db
    .selectFrom('shift_request')
    .selectAll()
    .where('library_id', '=', library)
    .where('state', '<>', 'withdrawn')
    .orderBy(sql`state <> 'waiting'`)
    .orderBy(sql`acknowledged_at is not null`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_SHOWN)
    .execute();

/**
 * What waits, the oldest first; and acceptances of the last ten minutes after which nobody has changed the shifts. Without those
 * of a library or a desk that has left: nothing of them can be accepted.
 */
export const loadAllRequests = (db: Kysely<Tables>, nowMs: number): Promise<StoredRequest[]> =>
  db
    .selectFrom('shift_request')
    .innerJoin('queue', 'queue.id', 'shift_request.queue_id')
    .innerJoin('library', 'library.id', 'shift_request.library_id')
    .selectAll('shift_request')
    .where('queue.removed', '=', false)
    .where('library.removed', '=', false)
    .where((row) =>
      row.or([
        row('shift_request.state', '=', 'waiting'),
        row.and([
          row('shift_request.decided_at', '>', new Date(nowMs - UNDO_MS)),
          row('shift_request.accepted_revision', '=', row.ref('queue.shifts_revision')),
        ]),
      ]),
    )
    .orderBy('shift_request.at')
    .orderBy('shift_request.id')
    .limit(MAX_WAITING)
    .execute();

/** What libraries owe at shared desks, by rules. */
export const loadSharedPatterns = (db: Kysely<Tables>) =>
  db
    .selectFrom('queue')
    .select(['id', 'name', 'tier', 'zone', 'shifts'])
    .where('tier', '<>', 'local')
    .where('removed', '=', false)
    .orderBy('name')
    .orderBy('id')
    .execute();

export const lockRequest = (trx: Transaction, id: number): Promise<StoredRequest> =>
  trx.selectFrom('shift_request').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow(notFound);

async function lockOwn(trx: Transaction, library: string, id: number): Promise<StoredRequest> {
  const row = await lockRequest(trx, id);
  if (row.library_id !== library) throw notFound();
  return row;
}

/** Errors: Refusal 404, 422 names the field. */
async function checkAsked(trx: Transaction, library: string, asked: NewShiftRequest, nowMs: number): Promise<void> {
  const desk = await unlessRefused(loadShifts(trx, asked.queue));
  if (desk === undefined || desk.tier === 'local') throw invalidField('queue', messages.notShared);
  const place = { library, tier: desk.tier };
  const faults = faultsOf(asked, place, todayAt(desk.zone, nowMs));
  if (faults.length > 0) throw invalid(faults);
  switch (withChange(desk.shifts, asked, place)) {
    case 'gone':
      throw invalidField('shift', messages.notOwed);
    case 'overlaps':
      throw invalidField('wanted.start', messages.otherTime);
    case 'too-many':
      throw quotaReached(messages.tooMany);
  }
}

/** Errors: Refusal 409 `quota-reached`, 422 names the field. */
export const addRequest = (
  { database }: RequestDeps,
  library: string,
  asked: NewShiftRequest,
  authorship: Authorship & Sent,
): Promise<StoredRequest> =>
  // The desk may be one that the library does not name as its own: the route has checked the library.
  acrossLibraries(() =>
    change(database, SHIFT_REQUESTS, authorship, async (trx, record) => {
      const { by, atMs } = authorship;
      const id = await once(trx, authorship, async () => {
        // One at a time: the next one counts this.
        await lockLibrary(trx, library);
        await checkAsked(trx, library, asked, atMs);
        await trx
          .deleteFrom('shift_request')
          .where('library_id', '=', library)
          .where('decided_at', '<', new Date(atMs - DECIDED_DAYS * DAY_MS))
          .execute();
        const waiting = (await loadRequests(trx, library)).filter(({ state }) => state === 'waiting');
        if (waiting.some((each) => isDeepStrictEqual(toAsked(each), { ...asked })))
          throw invalid([{ field: asked.wanted === null ? 'shift' : 'wanted', message: messages.twin }]);
        if (waiting.length >= SHIFT_REQUESTS_MAX) throw quotaReached(messages.quota);
        const { queue, shift, wanted, from } = asked;
        const added = await trx
          .insertInto('shift_request')
          .values({
            ...{ queue_id: queue, library_id: library, from_date: from, by: by.label, at: new Date(atMs) },
            shift: shift && JSON.stringify(shift),
            wanted: wanted && JSON.stringify(wanted),
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        record.entry({ subject: librarySubject(library), action: 'shift-requested', before: null, after: asked });
        return added.id;
      });
      return lockRequest(trx, id);
    }),
  );

/** A second time changes nothing. Errors: Refusal 404, 409 `already-answered`. */
export const withdrawRequest = (
  { database }: RequestDeps,
  library: string,
  id: number,
  authorship: Authorship,
): Promise<void> =>
  change(database, SHIFT_REQUESTS, authorship, async (trx, record) => {
    const row = await lockOwn(trx, library, id);
    if (row.state === 'withdrawn') return;
    if (row.state !== 'waiting') throw new Refusal(409, 'already-answered', messages.answered);
    await trx
      .updateTable('shift_request')
      .set({ state: 'withdrawn', decided_by: authorship.by.label, decided_at: new Date(authorship.atMs) })
      .where('id', '=', id)
      .execute();
    const subject = librarySubject(library);
    record.entry({ subject, action: 'shift-request-withdrawn', before: toAsked(row), after: null });
  });

/** A second time changes nothing. Errors: Refusal 404, 409 `not-answered`. */
export const acknowledgeRequest = (
  { database }: RequestDeps,
  library: string,
  id: number,
  authorship: Authorship,
): Promise<StoredRequest> =>
  change(database, SHIFT_REQUESTS, authorship, async (trx, record) => {
    const row = await lockOwn(trx, library, id);
    if (row.state !== 'accepted' && row.state !== 'declined')
      throw new Refusal(409, 'not-answered', messages.notAnswered);
    if (row.acknowledged_at !== null) return row;
    const acknowledged_at = new Date(authorship.atMs);
    await trx.updateTable('shift_request').set({ acknowledged_at }).where('id', '=', id).execute();
    const subject = librarySubject(library);
    record.entry({ subject, action: 'shift-request-answer-read', before: null, after: toAsked(row) });
    return { ...row, acknowledged_at };
  });

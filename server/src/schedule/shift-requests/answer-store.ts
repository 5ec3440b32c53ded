// In:    the coordinator's answer to a request; its undo.
// Out:   the request with its answer; an accepted change is written into the desk's shifts in the same transaction.
// Never: two answers: the desk's shifts are locked first, then the request, as a desk that is deleted locks them.
import type { Kysely } from 'kysely';
import type { ReadShiftRequestAnswer, ShiftRule } from '@askusnow/sdk/contract';
import { librarySubject, loadReplaced, queueSubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../../platform/audit/change.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { invalid, notFound, Refusal } from '../../platform/refusal.ts';
import { lockShifts, shiftsChannel, writeShifts, type ShiftsRecord } from '../shifts/store.ts';
import { messages } from './messages.ts';
import { faultsOf, withChange, type PatternChange, type Unfit } from './pattern.ts';
import {
  lockRequest,
  SHIFT_REQUESTS,
  toAsked,
  todayAt,
  UNDO_MS,
  type RequestDeps,
  type StoredRequest,
} from './store.ts';

const notNow = (sentence: string): Refusal => new Refusal(409, 'not-now', sentence);

const UNFIT: Record<Unfit, string> = {
  gone: messages.gone,
  overlaps: messages.overlaps,
  'too-many': messages.tooMany,
};

const queueOf = async (db: Kysely<Tables>, id: number): Promise<string> =>
  (await db.selectFrom('shift_request').select('queue_id').where('id', '=', id).executeTakeFirstOrThrow(notFound))
    .queue_id;

interface Locked {
  desk: ShiftsRecord;
  row: StoredRequest;
}

async function lock(trx: Transaction, id: number): Promise<Locked> {
  const desk = await lockShifts(trx, await queueOf(trx, id));
  return { desk, row: await lockRequest(trx, id) };
}

/** The change that is accepted. Errors: Refusal 409 `not-now`, 422 names the field. */
function accepted({ desk, row }: Locked, { changed }: ReadShiftRequestAnswer, nowMs: number): ShiftRule[] {
  const { library_id: library, shift } = row;
  const agreed: PatternChange = { shift, ...(changed ?? { wanted: row.wanted, from: row.from_date }) };
  if ((agreed.wanted === null) !== (row.wanted === null))
    throw invalid([{ field: 'changed.wanted', message: messages.otherKind }]);
  const place = { library, tier: desk.tier };
  const faults = faultsOf(agreed, place, todayAt(desk.zone, nowMs));
  if (faults.length > 0 && changed !== null)
    throw invalid(faults.map(({ field, message }) => ({ field: `changed.${field}`, message })));
  // What was asked for was without fault then: its first day has come.
  if (faults.length > 0) throw notNow(messages.past);
  const shifts = withChange(desk.shifts, agreed, place);
  if (typeof shifts === 'string') throw notNow(UNFIT[shifts]);
  return shifts;
}

/** Pages that show the schedule read again, and its times are worked out anew. */
async function writePattern(
  trx: Transaction,
  record: ChangeRecord,
  desk: ShiftsRecord,
  saving: { shifts: ShiftRule[]; atMs: number },
): Promise<ShiftsRecord> {
  record.publish(shiftsChannel(desk.id));
  return writeShifts(trx, record, desk, saving);
}

/**
 * Errors: Refusal 404, 409 `already-answered`, or `not-now` where the desk's shifts do not allow it any more; 422 names the
 * field. A refused answer leaves the request waiting.
 */
export const answerRequest = (
  { database, name }: RequestDeps,
  id: number,
  answer: ReadShiftRequestAnswer,
  authorship: Authorship,
): Promise<StoredRequest> =>
  change(database, SHIFT_REQUESTS, authorship, async (trx, record) => {
    const { by, atMs } = authorship;
    const { state, reason, changed } = answer;
    const { desk, row } = await lock(trx, id);
    if (row.state === 'withdrawn') throw notNow(messages.withdrawn(name(row.library_id)));
    if (row.state !== 'waiting') throw new Refusal(409, 'already-answered', messages.answered);
    const saved =
      state === 'accepted'
        ? await writePattern(trx, record, desk, { shifts: accepted({ desk, row }, answer, atMs), atMs })
        : null;
    record.entry({
      subject: librarySubject(row.library_id),
      action: `shift-request-${state}`,
      before: toAsked(row),
      after: { ...(changed !== null && { changed }), ...(reason !== '' && { reason }) },
    });
    return trx
      .updateTable('shift_request')
      .set({
        ...{ state, reason, decided_by: by.label, decided_at: new Date(atMs) },
        changed: changed && JSON.stringify(changed),
        accepted_revision: saved?.revision ?? null,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });

/** The shifts are as they were, and the request waits again. Errors: Refusal 404, 409 `not-now`. */
export const undoAnswer = ({ database }: RequestDeps, id: number, authorship: Authorship): Promise<StoredRequest> =>
  change(database, SHIFT_REQUESTS, authorship, async (trx, record) => {
    const { atMs } = authorship;
    const { desk, row } = await lock(trx, id);
    if (row.state !== 'accepted' || atMs >= row.decided_at!.getTime() + UNDO_MS) throw notNow(messages.notUndone);
    if (desk.revision !== row.accepted_revision) throw notNow(messages.changedSince);
    const before = await loadReplaced(trx, queueSubject(desk.id), 'shifts-changed');
    await writePattern(trx, record, desk, { shifts: before as ShiftRule[], atMs });
    const subject = librarySubject(row.library_id);
    record.entry({ subject, action: 'shift-request-undone', before: toAsked(row), after: null });
    return trx
      .updateTable('shift_request')
      .set({
        ...{ state: 'waiting', reason: '', decided_by: null, decided_at: null },
        ...{ changed: null, accepted_revision: null, acknowledged_at: null },
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });

// In:    the database; a request to open or a step to take, its author, now.
// Out:   the new state of the request.
// Never: commits a step without its row, its notification to the nodes and its notices.
import { sql } from 'kysely';
import { takeUse } from '../../accounts/quota-use-store.ts';
import { byClock, change, type ChangeRecord, type Transaction } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Database } from '../../platform/db/database.ts';
import { notFound, Refusal, staleRevision, usedUp } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { notify } from '../notices/notices.ts';
import { noticesOf } from './announcement.ts';
import { move, type Move, type Moved } from './machine.ts';
import { messages } from './messages.ts';
import { loadNames, loadRules, prepareOpening, type Opening, type StoreDeps } from './opening-store.ts';
import { CLOCK, toColumns, toRequest, type Actor, type HelpRequest } from './record.ts';
import { NOTE_DAYS } from './tables.ts';
import { ASSISTANCE_CHANGED } from './view-store.ts';

export type { Opening, StoreDeps };

/**
 * A step notifies people of other tiers, and another library may take it: the caller has checked the account's right. Its
 * record is the request's own, not the audit log.
 */
const changeRequest = <T>(
  { database }: StoreDeps,
  nowMs: number,
  work: (trx: Transaction, record: ChangeRecord) => Promise<T>,
): Promise<T> => acrossLibraries(() => change(database, null, byClock(nowMs), work));

/** The rest of a step: its rows, the notification, the notices. */
async function follow(
  trx: Transaction,
  record: ChangeRecord,
  { config }: StoreDeps,
  request: HelpRequest,
  { recorded }: Moved,
  { by, note, atMs }: { by: Actor; note: string | null; atMs: number },
): Promise<void> {
  const at = new Date(atMs);
  for (const { step, owner, remark } of recorded) {
    // The rules skip a tier, not the account that took the step.
    const { id: account_id, label } = remark === null ? by : CLOCK;
    await trx
      .insertInto('assistance_step')
      .values({
        request_id: request.id,
        at,
        step,
        account_id,
        by: label,
        owner,
        note: step === 'escalated' ? remark : note,
      })
      .execute();
  }
  record.publish(ASSISTANCE_CHANGED);
  const { taker } = request.standing;
  const names = await loadNames(trx, request, taker !== null && 'library' in taker ? taker.library : null);
  for (const each of recorded) {
    for (const notice of noticesOf(request, each, names, config.publicUrl, atMs)) await notify(trx, notice);
  }
}

/** Why no second request is opened: who has taken the one that is there, if anybody has. */
async function loadInTheWay(trx: Transaction, { library, queue, standing: { taker } }: HelpRequest): Promise<string> {
  if (taker === null) return messages.alreadyOpen;
  if ('tier' in taker) return messages.alreadyTaken(messages.people(taker.tier));
  const names = await loadNames(trx, { library, queue }, taker.library);
  return messages.alreadyTaken(names.taker ?? messages.somebody);
}

/**
 * Opens a request. `isByClock`: for an observed gap: once per gap, whatever happened to the request, and even without
 * recipients: the coordinator sees it.
 * Errors: Refusal 409 `already-open`, 429 `quota-reached`, and those of `prepareOpening`.
 */
export function openHelp(
  deps: StoreDeps,
  opening: Opening & Sent,
  by: Actor,
  nowMs: number,
  isByClock: boolean,
): Promise<HelpRequest> {
  const { library, queue, reason, startMs, endMs, note, cover = null, sent = null } = opening;
  return changeRequest(deps, nowMs, async (trx, record) => {
    const id = await once(trx, { sent, atMs: nowMs }, async () => {
      // Of two concurrent requests for one queue, the second finds the first's.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`assistance ${library ?? ''} ${queue}`}, 0))`.execute(
        trx,
      );
      const prepared = await prepareOpening(trx, deps, opening, by, nowMs, isByClock);
      if ('already' in prepared) throw new Refusal(409, 'already-open', await loadInTheWay(trx, prepared.already));
      const overused = by.id === null ? null : await takeUse(trx, { account: by.id, quota: 'help-requests' }, nowMs);
      if (overused) throw usedUp(messages.usedUp(overused.max), overused);
      const { moved } = prepared;
      const row = await trx
        .insertInto('assistance_request')
        .values({
          library_id: library,
          queue_id: queue,
          reason,
          note,
          cover_offer_id: cover,
          gap_starts_at: new Date(startMs),
          gap_ends_at: endMs === null ? null : new Date(endMs),
          opened_at: new Date(nowMs),
          ...toColumns(moved.standing),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      await follow(trx, record, deps, toRequest(row), moved, { by, note, atMs: nowMs });
      return row.id;
    });
    return toRequest(
      await trx.selectFrom('assistance_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  });
}

/**
 * Takes a step under the row's lock: of two concurrent steps, on any nodes, the second is refused.
 * Errors: Refusal 404, 409 `stale-revision`, `not-now`.
 */
export function takeStep(
  deps: StoreDeps,
  { id, made, revision, by, note }: { id: number; made: Move; revision: number; by: Actor; note: string | null },
  nowMs: number,
): Promise<HelpRequest> {
  return changeRequest(deps, nowMs, async (trx, record) => {
    const row = await trx
      .selectFrom('assistance_request')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw notFound();
    if (row.revision !== revision) throw staleRevision('request');
    const request = toRequest(row);
    const moved = move(request.standing, made, nowMs, await loadRules(trx, deps, request.library));
    if (moved === null) throw new Refusal(409, 'not-now', messages.notNow(row.state));
    await trx.updateTable('assistance_request').set(toColumns(moved.standing)).where('id', '=', id).execute();
    const after = { ...request, standing: moved.standing };
    await follow(trx, record, deps, after, moved, { by, note, atMs: nowMs });
    return after;
  });
}

/** Steps stay, with the clock's reasons. */
export async function dropOldNotes({ db }: Database, nowMs: number): Promise<void> {
  const before = new Date(nowMs - NOTE_DAYS * DAY_MS);
  await db
    .updateTable('assistance_request')
    .set({ note: null })
    .where('over_at', '<', before)
    .where('note', 'is not', null)
    .execute();
  await db
    .updateTable('assistance_step')
    .from('assistance_request as request')
    .set({ note: null })
    .whereRef('request.id', '=', 'request_id')
    .where('request.over_at', '<', before)
    .where('assistance_step.note', 'is not', null)
    .where('by', 'is not', null)
    .execute();
}

// In:    an address that an account proposes for a library; the coordinator's answer.
// Out:   proposed addresses with their answers; an accepted one is registered in the same transaction.
// Never: registers anything before that: ingest knows registered sites alone.
import { sql, type Kysely, type Selectable } from 'kysely';
import { PROPOSED_ADDRESSES_MAX, type AskedAddress, type ReadAnswer } from '@askusnow/sdk/contract';
import { lockLibrary } from '../cooperative/lock-store.ts';
import { librarySubject } from '../platform/audit/audit-store.ts';
import { change, type Transaction } from '../platform/audit/change.ts';
import { once } from '../platform/audit/once-store.ts';
import type { Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { Account } from '../platform/http/access.ts';
import { invalid, notFound, quotaReached, Refusal } from '../platform/refusal.ts';
import type { Sent } from '../platform/sent-request.ts';
import { DAY_MS } from '../platform/time/instants.ts';
import type { ProposedAddressTable } from '../workspace/proposed-addresses/tables.ts';
import { WORKSPACE } from '../workspace/workspace-channel.ts';
import { lockRegistration } from './import-store.ts';
import { toProposed, withProposed, type Proposed } from './proposed-address.ts';
import { addToLibrary, readForProposal } from './registration-store.ts';

export type StoredProposed = Selectable<ProposedAddressTable>;

interface Doing {
  by: Account;
  atMs: number;
}

/** A list shows so many of a library. */
const MAX_SHOWN = 100;
/** The coordinator's list: of all libraries. */
const MAX_WAITING = 500;
const ANSWERED_DAYS = 90;

const alreadyAnswered = (): Refusal =>
  new Refusal(409, 'already-answered', 'The coordinator has answered this proposal already.');

export const toAsked = ({ origin, pattern, kind, name }: StoredProposed): Proposed => ({
  origin,
  page: pattern === null ? null : { pattern, kind: kind!, name: name! },
});

/** Those that wait first, then those whose answer is not acknowledged, then the latest. */
export const loadProposed = (db: Kysely<Tables>, library: string): Promise<StoredProposed[]> =>
  db
    .selectFrom('proposed_address')
    .selectAll()
    .where('library_id', '=', library)
    .orderBy(sql`state <> 'waiting'`)
    .orderBy(sql`acknowledged_at is not null`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_SHOWN)
    .execute();

/** The oldest first. */
export const loadWaiting = (db: Kysely<Tables>): Promise<StoredProposed[]> =>
  db
    .selectFrom('proposed_address')
    .selectAll()
    .where('state', '=', 'waiting')
    .orderBy('at')
    .orderBy('id')
    .limit(MAX_WAITING)
    .execute();

const lockRow = (trx: Transaction, id: number): Promise<StoredProposed> =>
  trx.selectFrom('proposed_address').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow(notFound);

async function lockOwn(trx: Transaction, library: string, id: number, { by }: Doing): Promise<StoredProposed> {
  const row = await lockRow(trx, id);
  if (row.library_id !== library) throw notFound();
  if (row.account_id !== by.id) throw new Refusal(403, 'not-yours', 'Only the account that proposed it can do this.');
  return row;
}

/** Errors: Refusal 404, 409 `quota-reached`, 422. */
export const addProposed = (
  database: Database,
  library: string,
  asked: AskedAddress,
  authorship: Doing & Sent,
): Promise<StoredProposed> =>
  change(database, WORKSPACE, authorship, async (trx, record) => {
    const { by, atMs } = authorship;
    const id = await once(trx, authorship, async () => {
      // One at a time: the next one counts this.
      await lockLibrary(trx, library);
      const proposed = toProposed(asked, await readForProposal(trx, library));
      await trx
        .deleteFrom('proposed_address')
        .where('library_id', '=', library)
        .where('answered_at', '<', new Date(atMs - ANSWERED_DAYS * DAY_MS))
        .execute();
      const waiting = (await loadProposed(trx, library)).filter(({ state }) => state === 'waiting');
      const isTwin = ({ origin, pattern }: StoredProposed): boolean =>
        origin === proposed.origin && pattern === (proposed.page?.pattern ?? null);
      if (waiting.some(isTwin))
        throw invalid([{ field: 'address', message: 'should be another one: this one waits for the coordinator' }]);
      if (waiting.length >= PROPOSED_ADDRESSES_MAX)
        throw quotaReached(`${PROPOSED_ADDRESSES_MAX} addresses wait already. Withdraw one, or ask the coordinator.`);
      const { pattern = null, kind = null, name = null } = proposed.page ?? {};
      const row = { library_id: library, origin: proposed.origin, pattern, kind, name, state: 'waiting' as const };
      const added = await trx
        .insertInto('proposed_address')
        .values({ ...row, account_id: by.id, by: by.label, at: new Date(atMs) })
        .returning('id')
        .executeTakeFirstOrThrow();
      record.entry({ subject: librarySubject(library), action: 'address-proposed', before: null, after: proposed });
      return added.id;
    });
    return lockRow(trx, id);
  });

/** Errors: Refusal 403 `not-yours`, 404, 409 `already-answered`. */
export const withdrawProposed = (database: Database, library: string, id: number, authorship: Doing): Promise<void> =>
  change(database, WORKSPACE, authorship, async (trx, record) => {
    const row = await lockOwn(trx, library, id, authorship);
    if (row.state !== 'waiting') throw alreadyAnswered();
    await trx.deleteFrom('proposed_address').where('id', '=', id).execute();
    const before = toAsked(row);
    record.entry({ subject: librarySubject(library), action: 'proposed-address-withdrawn', before, after: null });
  });

/** A second time changes nothing. Errors: Refusal 403 `not-yours`, 404, 409 `not-answered`. */
export const acknowledgeAnswer = (
  database: Database,
  library: string,
  id: number,
  authorship: Doing,
): Promise<StoredProposed> =>
  change(database, WORKSPACE, authorship, async (trx, record) => {
    const row = await lockOwn(trx, library, id, authorship);
    if (row.state === 'waiting') throw new Refusal(409, 'not-answered', 'The coordinator has not answered it yet.');
    if (row.acknowledged_at !== null) return row;
    const acknowledged_at = new Date(authorship.atMs);
    await trx.updateTable('proposed_address').set({ acknowledged_at }).where('id', '=', id).execute();
    const subject = librarySubject(library);
    record.entry({ subject, action: 'proposed-address-answer-read', before: null, after: toAsked(row) });
    return { ...row, acknowledged_at };
  });

/**
 * An accepted address is added to what is registered now, whatever has changed since it was proposed.
 * Errors: Refusal 404, 409 `already-answered`, or `not-now` where that does not allow it any more.
 */
export const answerProposed = (
  database: Database,
  id: number,
  { state, reason }: ReadAnswer,
  authorship: Doing,
): Promise<StoredProposed> =>
  change(database, null, authorship, async (trx, record) => {
    const { by, atMs } = authorship;
    // In the order of every registration: it is locked before the rows of libraries.
    await lockRegistration(trx);
    const row = await lockRow(trx, id);
    if (row.state !== 'waiting') throw alreadyAnswered();
    const proposed = toAsked(row);
    if (state === 'accepted')
      await addToLibrary(trx, record, row.library_id, (registration) => withProposed(registration, proposed), atMs);
    const answered = await trx
      .updateTable('proposed_address')
      .set({ state, reason, answered_by: by.label, answered_at: new Date(atMs) })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    record.entry({
      subject: librarySubject(row.library_id),
      action: `proposed-address-${state}`,
      before: proposed,
      after: reason === '' ? null : { reason },
    });
    record.publish(WORKSPACE);
    return answered;
  });

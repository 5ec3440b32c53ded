// In:    a library, or the hash of a link's token.
// Out:   links to its month reports; made and ended with an audit entry, opened with a day.
// Never: a token: the table has hashes only. Anything about a reader.
import type { Kysely, Selectable } from 'kysely';
import type { ReportShare } from '@askusnow/sdk/contract';
import { lockAccount } from '../../accounts/account-lock-store.ts';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { librarySubject, type Author, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { notFound, quotaReached, Refusal } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { COUNTS } from '../../visibility/counts-channel.ts';
import type { ReportShareTable } from './tables.ts';

type Db = Kysely<Tables>;

/** Open ones of a library: with more, nobody knows who has which. */
const MAX_OPEN_SHARES = 20;

const COLUMNS = ['id', 'by', 'created_at', 'expires_at', 'ended_at', 'opened_on'] as const;

function toShare(
  { id, by, created_at, expires_at, ended_at, opened_on }: Pick<Selectable<ReportShareTable>, (typeof COLUMNS)[number]>,
  nowMs: number,
): ReportShare {
  const isExpired = expires_at.getTime() <= nowMs;
  return {
    id,
    state: ended_at !== null ? 'ended' : isExpired ? 'expired' : 'open',
    by,
    createdAt: created_at.toISOString(),
    endsAt: (ended_at ?? expires_at).toISOString(),
    openedOn: opened_on,
  };
}

/** The newest first. */
export async function loadShares(db: Db, library: string, nowMs: number): Promise<ReportShare[]> {
  const rows = await db
    .selectFrom('report_share')
    .select(COLUMNS)
    .where('library_id', '=', library)
    .orderBy('id', 'desc')
    .limit(1000)
    .execute();
  return rows.map((row) => toShare(row, nowMs));
}

/**
 * A request that is sent again renews the token of the link that it made.
 * Errors: Refusal 409 `quota-reached`, 401 where the account has ended meanwhile: no link outlives it.
 */
export const saveShare = (
  database: Database,
  library: string,
  { tokenHash, expiresMs }: { tokenHash: Buffer; expiresMs: number },
  authorship: Authorship & { by: Extract<Author, { id: number }> } & Sent,
): Promise<ReportShare> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    const { by, atMs } = authorship;
    const createdAt = new Date(atMs);
    if (!(await lockAccount(trx, by.id))) throw new Refusal(401, 'signed-out', 'Your account has ended.');
    await lockLibrary(trx, library);
    const add = async (): Promise<number> => {
      const { count } = await trx
        .selectFrom('report_share')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('library_id', '=', library)
        .where('ended_at', 'is', null)
        .where('expires_at', '>', createdAt)
        .executeTakeFirstOrThrow();
      if (count >= MAX_OPEN_SHARES)
        throw quotaReached(`A library can have ${MAX_OPEN_SHARES} open links. End one first.`);
      const { id, expires_at } = await trx
        .insertInto('report_share')
        .values({
          library_id: library,
          token_hash: tokenHash,
          made_by: by.id,
          created_at: createdAt,
          by: by.label,
          expires_at: new Date(expiresMs),
          ended_at: null,
          opened_on: null,
        })
        .returning(['id', 'expires_at'])
        .executeTakeFirstOrThrow();
      const after = { share: id, until: expires_at.toISOString() };
      record.entry({ subject: librarySubject(library), action: 'report-shared', before: null, after });
      return id;
    };
    const renew = (id: number): Promise<unknown> =>
      trx.updateTable('report_share').set({ token_hash: tokenHash }).where('id', '=', id).execute();
    const id = await once(trx, authorship, add, renew);
    return toShare(
      await trx.selectFrom('report_share').select(COLUMNS).where('id', '=', id).executeTakeFirstOrThrow(),
      atMs,
    );
  });

/** Errors: Refusal 404: the library has no such link, or it has ended before. */
export const endShare = (database: Database, library: string, id: number, authorship: Authorship): Promise<void> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    const now = new Date(authorship.atMs);
    const row = await trx
      .updateTable('report_share')
      .set({ ended_at: now })
      .where('id', '=', id)
      .where('library_id', '=', library)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('expires_at')
      .executeTakeFirst();
    if (row === undefined) throw notFound();
    const before = { share: id, until: row.expires_at.toISOString() };
    record.entry({ subject: librarySubject(library), action: 'report-share-ended', before, after: null });
  });

export interface OpenShare {
  id: number;
  library: string;
  expiresMs: number;
  openedOn: string | null;
}

/** Undefined: unknown, expired and ended are not told apart. */
export async function findOpenShare(db: Db, tokenHash: Buffer, nowMs: number): Promise<OpenShare | undefined> {
  const row = await db
    .selectFrom('report_share')
    .select(['id', 'library_id', 'expires_at', 'opened_on'])
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', new Date(nowMs))
    .executeTakeFirst();
  return row && { id: row.id, library: row.library_id, expiresMs: row.expires_at.getTime(), openedOn: row.opened_on };
}

export const markOpened = (db: Db, id: number, day: string): Promise<unknown> =>
  db.updateTable('report_share').set({ opened_on: day }).where('id', '=', id).execute();

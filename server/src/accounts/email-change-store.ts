// In:    the address that an account asks for; the token of a link in a mail about it.
// Out:   the change, kept until the address is confirmed; the address changed, or restored by its former mailbox.
// Never: looks whether another account has an address that somebody asks for: the answer, or its time, would show it.
import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { EMAIL_CONFIRM_HOURS, EMAIL_UNDO_DAYS, type EmailChange } from '@askusnow/sdk/contract';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { Account } from '../platform/http/access.ts';
import { Refusal, staleRevision } from '../platform/refusal.ts';
import { DAY_MS, HOUR_MS } from '../platform/time/instants.ts';
import { accountEntry, MAILED_LINK } from './account-audit-store.ts';
import { lockAccount } from './account-lock-store.ts';
import { endConfirmations, isEmailTaken, loadEmail } from './email-store.ts';
import { expireLinks } from './invitation-store.ts';
import { endAccess } from './sign-out-store.ts';
import type { EmailChangeTable } from './tables.ts';
import { createToken, hashToken } from './token.ts';

type Db = Kysely<Tables>;
type Kind = EmailChangeTable['kind'];

/** Units: ms. */
const TTL_MS: Record<Kind, number> = {
  confirm: EMAIL_CONFIRM_HOURS * HOUR_MS,
  undo: EMAIL_UNDO_DAYS * DAY_MS,
  undone: EMAIL_UNDO_DAYS * DAY_MS,
};

async function addMail(trx: Db, accountId: number, kind: Kind, email: string, nowMs: number): Promise<void> {
  const token = kind === 'undone' ? null : createToken();
  const now = new Date(nowMs);
  await trx
    .insertInto('email_change')
    .values({
      id: randomUUID(),
      account_id: accountId,
      kind,
      email,
      token,
      token_hash: token === null ? null : hashToken(token),
      next_at: now,
      created_at: now,
      expires_at: new Date(nowMs + TTL_MS[kind]),
    })
    .execute();
}

/** Ends those that were mailed since, and what waits for confirmation. */
const endLinksSince = (trx: Db, accountId: number, since: Date): Promise<unknown> =>
  trx
    .deleteFrom('email_change')
    .where('account_id', '=', accountId)
    .where((row) => row.or([row('created_at', '>=', since), row('kind', '=', 'confirm')]))
    .execute();

/** When a former address got the link that would restore it; undefined: it is none, or its time is over. */
const formerSince = async (trx: Db, accountId: number, email: string, nowMs: number): Promise<Date | undefined> => {
  const row = await trx
    .selectFrom('email_change')
    .select('created_at')
    .where('account_id', '=', accountId)
    .where('kind', '=', 'undo')
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .where('expires_at', '>', new Date(nowMs))
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  return row?.created_at;
};

interface NewEmail {
  email: string | null;
  isConfirmed: boolean;
  /** The former address is notified. */
  isMailed: boolean;
}

const setEmail = (trx: Transaction, id: number, email: string | null, isConfirmed: boolean): Promise<unknown> =>
  trx
    .updateTable('account')
    .set((row) => ({ email, email_confirmed: isConfirmed, revision: row('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();

/** Call it in the change that locked the account. Links that were mailed to the former address end. */
async function replaceEmail(
  trx: Transaction,
  record: ChangeRecord,
  id: number,
  { email, isConfirmed, isMailed }: NewEmail,
  nowMs: number,
): Promise<void> {
  const former = await loadEmail(trx, id);
  await setEmail(trx, id, email, isConfirmed);
  await expireLinks(trx, id, nowMs, { onlyMailed: true });
  // Going back to a former address is an undo: the address in between is notified, and cannot undo that.
  const since = email === null ? undefined : await formerSince(trx, id, email, nowMs);
  if (since !== undefined) await endLinksSince(trx, id, since);
  if (isMailed && former !== null && former !== email)
    await addMail(trx, id, since === undefined ? 'undo' : 'undone', former, nowMs);
  record.entry(accountEntry(id, email === null ? 'email-removed' : 'email-set'));
}

/**
 * Asks for confirmation by mail, in place of an earlier request; null removes the address at once. `isMailed` false: this
 * server sends no mail, and a coordinator sets the address.
 * Errors: Refusal 401 where the account has ended; 409 `stale-revision` or, without mail, `email-taken`.
 */
export async function askForEmail(
  database: Database,
  { email, revision }: EmailChange,
  isMailed: boolean,
  authorship: Authorship & { by: Account },
): Promise<void> {
  const { by, atMs } = authorship;
  try {
    await change(database, null, authorship, async (trx, record) => {
      if (!(await lockAccount(trx, by.id))) throw new Refusal(401, 'signed-out', 'This account has ended.');
      const stored = await trx
        .selectFrom('account')
        .select(['email', 'email_confirmed', 'revision'])
        .where('id', '=', by.id)
        .executeTakeFirstOrThrow();
      if (stored.email !== email && stored.revision !== revision) throw staleRevision('address');
      await endConfirmations(trx, by.id);
      if (stored.email === email && (email === null || !isMailed || stored.email_confirmed)) return;
      if (email === null || !isMailed)
        return replaceEmail(trx, record, by.id, { email, isConfirmed: false, isMailed }, atMs);
      await addMail(trx, by.id, 'confirm', email, atMs);
      record.entry(accountEntry(by.id, 'email-asked'));
    });
  } catch (error) {
    if (isEmailTaken(error)) throw new Refusal(409, 'email-taken', 'Another account has this address.');
    throw error;
  }
}

export interface EmailLink {
  kind: 'confirm' | 'undo';
  /** The address that it sets, and the account's label. */
  email: string;
  label: string;
}

/** Reads only: a mail scanner opens every link. */
export async function findEmailLink(db: Db, token: string, nowMs: number): Promise<EmailLink | undefined> {
  const row = await db
    .selectFrom('email_change')
    .innerJoin('account', 'account.id', 'account_id')
    .select(['kind', 'email_change.email', 'label'])
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', new Date(nowMs))
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row as EmailLink | undefined;
}

/** Uses a link up: confirms the new address, or restores the former one. `taken`: another account has the address by now. */
export async function useEmailLink(
  database: Database,
  token: string,
  nowMs: number,
): Promise<'done' | 'ended' | 'taken'> {
  try {
    return await change(database, null, { by: MAILED_LINK, atMs: nowMs }, async (trx, record) => {
      const token_hash = hashToken(token);
      const link = await trx
        .selectFrom('email_change')
        .select('account_id as id')
        .where('token_hash', '=', token_hash)
        .executeTakeFirst();
      if (link === undefined || !(await lockAccount(trx, link.id))) return 'ended';
      const used = await trx
        .deleteFrom('email_change')
        .where('token_hash', '=', token_hash)
        .where('expires_at', '>', new Date(nowMs))
        .returning(['kind', 'email', 'created_at'])
        .executeTakeFirst();
      if (used === undefined) return 'ended';
      if (used.kind === 'confirm')
        await replaceEmail(trx, record, link.id, { email: used.email, isConfirmed: true, isMailed: true }, nowMs);
      else await restoreEmail(trx, record, link.id, used, nowMs);
      return 'done';
    });
  } catch (error) {
    if (isEmailTaken(error)) return 'taken';
    throw error;
  }
}

/** The person who changed the address may have a session, links and tokens: they end, and so do later changes. */
async function restoreEmail(
  trx: Transaction,
  record: ChangeRecord,
  id: number,
  { email, created_at }: { email: string; created_at: Date },
  nowMs: number,
): Promise<void> {
  const replaced = await loadEmail(trx, id);
  await setEmail(trx, id, email, true);
  await endLinksSince(trx, id, created_at);
  await endAccess(trx, record, id, nowMs);
  if (replaced !== null && replaced !== email) await addMail(trx, id, 'undone', replaced, nowMs);
  record.entry(accountEntry(id, 'email-restored'));
}

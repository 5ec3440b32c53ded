// In:    a mail that asks whether a contact is right; the outcome of sending it; its answer.
// Out:   stored checks: those that are due, and the one of a link.
// Never: keeps an address or a link's token once the mail is sent; takes a second answer, or one after its time, or one
//        about a contact that has changed since.
import type { Kysely } from 'kysely';
import { CONTACT_LINK_DAYS, CONTACT_VERIFY_DAYS, type ContactCheck } from '@askusnow/sdk/contract';
import { MAILED_LINK } from '../../../accounts/account-audit-store.ts';
import { takeUse } from '../../../accounts/quota-use-store.ts';
import { hashToken } from '../../../accounts/token.ts';
import { notify, type Notice } from '../../../help/notices/notices.ts';
import { librarySubject, type Author, type Authorship } from '../../../platform/audit/audit-store.ts';
import { byClock, change } from '../../../platform/audit/change.ts';
import type { Database } from '../../../platform/db/database.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { notFound, Refusal, usedUp } from '../../../platform/refusal.ts';
import { DAY_MS } from '../../../platform/time/instants.ts';
import { WORKSPACE } from '../../workspace-channel.ts';
import { messages, type CheckedContact } from './check-messages.ts';

type Db = Kysely<Tables>;

export interface DueCheck extends CheckedContact {
  id: string;
  address: string;
  token: string;
  createdMs: number;
  attempts: number;
}

const SHOWN = [
  'contact.library_id as library',
  'contact.name',
  'contact.phone',
  'contact.email',
  'contact.page',
] as const;

/** `id`: the mail's, the same at each attempt. Errors: Refusal 404, 409 `no-address` or `too-soon`, 429. */
export const askCheck = (
  database: Database,
  of: { library: string; contact: number },
  { id, token, to }: { id: string; token: string; to: ContactCheck['to'] },
  authorship: Authorship & { by: Extract<Author, { id: number }> },
): Promise<void> =>
  // Mails to an address count whoever asked for them.
  acrossLibraries(() =>
    change(database, WORKSPACE, authorship, async (trx, record) => {
      const contact = await trx
        .selectFrom('contact')
        .select(['id', 'email'])
        .where('library_id', '=', of.library)
        .where('id', '=', of.contact)
        .forNoKeyUpdate()
        .executeTakeFirst();
      if (contact === undefined) throw notFound();
      const account = await trx
        .selectFrom('account')
        .select('email')
        .where('id', '=', authorship.by.id)
        .executeTakeFirst();
      const address = to === 'contact' ? contact.email : (account?.email ?? null);
      if (address === null) throw new Refusal(409, 'no-address', messages.noAddress[to]);
      const recent = await trx
        .selectFrom('contact_check')
        .select('id')
        .where('contact_id', '=', contact.id)
        .where('state', 'in', ['waiting', 'sent'])
        .where('created_at', '>', new Date(authorship.atMs - DAY_MS))
        .executeTakeFirst();
      if (recent !== undefined) throw new Refusal(409, 'too-soon', messages.tooSoon);
      const use = { account: authorship.by.id, quota: 'contact-mails', address } as const;
      const full = await takeUse(trx, use, authorship.atMs);
      if (full) throw usedUp(messages.usedUp(full), full);
      const now = new Date(authorship.atMs);
      await trx
        .insertInto('contact_check')
        .values({
          id,
          contact_id: contact.id,
          address,
          token,
          token_hash: hashToken(token),
          state: 'waiting',
          next_at: now,
          created_at: now,
          expires_at: new Date(authorship.atMs + CONTACT_LINK_DAYS * DAY_MS),
        })
        .execute();
      record.entry({
        subject: librarySubject(of.library),
        action: 'contact-check-asked',
        before: null,
        after: { contact: contact.id },
      });
    }),
  );

export async function loadDueChecks(db: Db, nowMs: number): Promise<DueCheck[]> {
  const rows = await db
    .selectFrom('contact_check')
    .innerJoin('contact', 'contact.id', 'contact_id')
    .select(['contact_check.id', 'address', 'token', 'contact_check.created_at', 'attempts', ...SHOWN])
    .where('state', '=', 'waiting')
    .where('next_at', '<=', new Date(nowMs))
    .orderBy('next_at')
    .limit(100)
    .execute();
  return rows.flatMap(({ address, token, created_at, ...row }) =>
    address === null || token === null ? [] : [{ ...row, address, token, createdMs: created_at.getTime() }],
  );
}

/** `nextMs` null: given up. */
export const settleCheck = (
  database: Database,
  id: string,
  outcome: 'sent' | { error: string; nextMs: number | null },
  atMs: number,
): Promise<void> =>
  change(database, WORKSPACE, byClock(atMs), async (trx, record) => {
    const isOver = outcome === 'sent' || outcome.nextMs === null;
    await trx
      .updateTable('contact_check')
      .set((row) => ({
        attempts: row('attempts', '+', 1),
        ...(outcome === 'sent'
          ? { state: 'sent' as const, error: null }
          : { state: isOver ? ('not-sent' as const) : ('waiting' as const), error: outcome.error }),
        ...(isOver ? { address: null, token: null } : { next_at: new Date(outcome.nextMs!) }),
      }))
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute();
    record.publish(WORKSPACE);
  });

export interface FoundCheck extends CheckedContact {
  contact: number;
  expiresMs: number;
  isAnswered: boolean;
}

export async function findCheck(db: Db, token: string): Promise<FoundCheck | undefined> {
  const row = await db
    .selectFrom('contact_check')
    .innerJoin('contact', 'contact.id', 'contact_id')
    .select(['contact.id as contact', 'expires_at', 'answered_at', ...SHOWN])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { expires_at, answered_at, ...found } = row;
  return { ...found, expiresMs: expires_at.getTime(), isAnswered: answered_at !== null };
}

/** A mail has the contact as it was: nobody without an account sees or verifies another. */
export const endChecks = (trx: Db, contact: number): Promise<unknown> =>
  trx.deleteFrom('contact_check').where('contact_id', '=', contact).where('answered_at', 'is', null).execute();

/** False: it was answered before, its time is over, or the contact has changed. */
export const answerCheck = (
  database: Database,
  token: string,
  { answer, notice }: { answer: 'right' | 'changed'; notice: Notice | null },
  atMs: number,
): Promise<boolean> =>
  change(database, WORKSPACE, { by: MAILED_LINK, atMs }, async (trx, record) => {
    const now = new Date(atMs);
    const token_hash = hashToken(token);
    // The contact first, as a change of it locks them: an answer and a change never wait for each other.
    const contact = await trx
      .selectFrom('contact')
      .select(['id', 'library_id'])
      .where('id', '=', (row) =>
        row.selectFrom('contact_check').select('contact_id').where('token_hash', '=', token_hash),
      )
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (contact === undefined) return false;
    const answered = await trx
      .updateTable('contact_check')
      .set({ state: answer, answered_at: now, address: null, token: null })
      .where('token_hash', '=', token_hash)
      .where('answered_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('id')
      .executeTakeFirst();
    if (answered === undefined) return false;
    if (answer === 'right')
      await trx.updateTable('contact').set({ verified_at: now }).where('id', '=', contact.id).execute();
    if (notice !== null) await notify(trx, notice);
    const action = answer === 'right' ? 'contact-verified' : 'contact-said-changed';
    record.entry({
      subject: librarySubject(contact.library_id),
      action,
      before: null,
      after: { contact: contact.id },
    });
    return true;
  });

export interface DueContacts {
  library: string;
  count: number;
  /** When the one that waits longest was verified last. */
  since: Date;
}

/** By library: contacts that nobody has verified for too long. */
export const loadDueContacts = async (db: Db, nowMs: number): Promise<DueContacts[]> => {
  const rows = await db
    .selectFrom('contact')
    .select((row) => [
      'library_id as library',
      row.fn.countAll<number>().as('count'),
      row.fn.min('verified_at').as('since'),
    ])
    .where('verified_at', '<=', new Date(nowMs - CONTACT_VERIFY_DAYS * DAY_MS))
    .groupBy('library_id')
    .execute();
  return rows.map(({ library, count, since }) => ({ library, count, since: new Date(since) }));
};

/** Links whose time is over. */
export const deleteExpiredChecks = (db: Db, nowMs: number): Promise<unknown> =>
  db
    .deleteFrom('contact_check')
    .where('expires_at', '<', new Date(nowMs - CONTACT_LINK_DAYS * DAY_MS))
    .execute();

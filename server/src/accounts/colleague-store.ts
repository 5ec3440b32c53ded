// In:    a liaison or coordinator; a library or desk of theirs, addresses; an account that they have invited.
// Out:   accounts of viewers, providers and desks with their links, all or none; those that the inviter may still end.
// Never: goes by the rights that the request began with: they are read again under the lock of the inviter's account.
//        Says whether another account has an address: it is stored as invited, and counts once its mailed link is used.
import { sql, type Kysely, type SqlBool } from 'kysely';
import type { Colleague, ColleagueRole } from '@askusnow/sdk/contract';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../platform/audit/change.ts';
import { once } from '../platform/audit/once-store.ts';
import type { Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { Account } from '../platform/http/access.ts';
import { acrossLibraries } from '../platform/db/request-deadline.ts';
import { invalid, notFound, Refusal, usedUp } from '../platform/refusal.ts';
import { partOf, type Sent } from '../platform/sent-request.ts';
import { accountEntry, MAILED_LINK } from './account-audit-store.ts';
import { lockAccount } from './account-lock-store.ts';
import { takeUse } from './quota-use-store.ts';
import { isEmailTaken } from './email-store.ts';
import { expireLinks, insertLink, makeLink } from './invitation-store.ts';
import { insertAccount, labelOf, type NewAccount } from './invited-account-store.ts';
import { messages } from './messages.ts';
import { checkQuota } from './quota-store.ts';
import { libraryIds, queueIds, unusedUntil } from './scope-columns-store.ts';
import { createToken } from './token.ts';

type Db = Kysely<Tables>;

export type Inviting = Authorship & Sent & { by: Account };

const part = ({ sent, atMs }: Inviting, name: string) => ({ sent: sent ? partOf(sent, name) : null, atMs });

export interface StoredColleague {
  id: number;
  label: string;
  role: Colleague['role'];
  libraries: string[];
  queues: string[];
  email: string | null;
  signedInOn: string | null;
  invitedUntilMs: number | null;
}

/** A colleague's new link. `email` null: it is shown to the inviter alone. */
export interface ColleagueLink {
  accountId: number;
  token: string;
  untilMs: number;
  email: string | null;
  /**
   * Nothing is mailed, and the answer does not say so: the address has had its invitations of the day, or the request is
   * sent again, and has mailed.
   */
  isHeldBack: boolean;
}

/** Library ids of which an account is a liaison; a coordinator's rights are asked apart. */
const librariesOf = (by: number) =>
  sql`(select mine.library_id from account_library as mine join account as me on me.id = mine.account_id
    where me.id = ${by} and me.role = 'liaison' and me.ended_at is null)`;
const isCoordinator = (by: number) =>
  sql`exists (select from account as me where me.id = ${by} and me.role = 'coordinator' and me.ended_at is null)`;
const isOwnDesk = (by: number, queue: ReturnType<typeof sql>) =>
  sql`exists (select from library_queue as named join queue on queue.id = named.queue_id
    where named.queue_id = ${queue} and queue.tier = 'local' and named.library_id in ${librariesOf(by)})`;

/** Whether the account may still invite to a library or desk. The inviter's account is locked. */
async function checkRights(trx: Transaction, by: number, to: { library: string } | { queue: string }): Promise<void> {
  const own = 'library' in to ? sql`${to.library} in ${librariesOf(by)}` : isOwnDesk(by, sql`${to.queue}`);
  const { rows } = await sql<{ isOwn: boolean }>`select (${isCoordinator(by)} or ${own}) as "isOwn"`.execute(trx);
  if (!rows[0]!.isOwn) throw new Refusal(403, 'rights-changed', messages.rightsChanged);
}

/** An account that somebody has invited, and that has no more rights than its inviter may give. */
const isTheirs = (by: number) => sql<SqlBool>`(account.invited_by = ${by} and account.ended_at is null
  and account.openid_key is null and account.role in ('viewer', 'provider', 'desk')
  and (${isCoordinator(by)} or (
    exists (select from account as me where me.id = ${by} and me.role = 'liaison' and me.ended_at is null)
    and not exists (select from account_library as its
      where its.account_id = account.id and its.library_id not in ${librariesOf(by)})
    and not exists (select from account_queue as its
      where its.account_id = account.id and not ${isOwnDesk(by, sql`its.queue_id`)}))))`;

const ofInviter = (db: Db, by: number, nowMs: number) =>
  db
    .selectFrom('account')
    .select([
      'account.id',
      'label',
      sql<Colleague['role']>`role`.as('role'),
      'invited_email as email',
      'signed_in_on as signedInOn',
      libraryIds.as('libraries'),
      queueIds.as('queues'),
      unusedUntil('signed_in_on', nowMs).as('until'),
    ])
    .where(isTheirs(by))
    .orderBy('role')
    .orderBy(sql`lower(coalesce(invited_email, label))`)
    .orderBy('account.id');

type Row = Awaited<ReturnType<ReturnType<typeof ofInviter>['execute']>>[number];
const toColleague = ({ until, ...row }: Row): StoredColleague => ({ ...row, invitedUntilMs: until?.getTime() ?? null });

/** Of a library and the desks that it names. */
export async function loadColleagues(db: Db, library: string, by: number, nowMs: number): Promise<StoredColleague[]> {
  const rows = await ofInviter(db, by, nowMs)
    .where(
      sql<SqlBool>`(exists (select from account_library where account_id = account.id and library_id = ${library})
        or exists (select from account_queue join library_queue using (queue_id)
          where account_id = account.id and library_id = ${library}))`,
    )
    .execute();
  return rows.map(toColleague);
}

/** Undefined: the inviter may not see it any more. */
export async function loadColleague(
  db: Db,
  id: number,
  by: number,
  nowMs: number,
): Promise<StoredColleague | undefined> {
  const row = await ofInviter(db, by, nowMs).where('account.id', '=', id).executeTakeFirst();
  return row && toColleague(row);
}

/**
 * Counts the mails of the day; returns the addresses that have had theirs. A transaction of its own: those of other
 * libraries count, whose rows the invitation's must not see.
 */
export const takeMails = (database: Database, emails: readonly string[], authorship: Inviting) =>
  acrossLibraries(() =>
    database.db.transaction().execute(async (trx) => {
      const { by, atMs } = authorship;
      const heldBack = new Set<string>();
      await once(trx, part(authorship, 'mails'), async () => {
        for (const address of emails) {
          const full = await takeUse(trx, { account: by.id, quota: 'invitations', address }, atMs);
          if (full?.of === 'account') throw usedUp(messages.invitationsUsedUp(full.max), full);
          if (full) heldBack.add(address);
        }
        return by.id;
      });
      return heldBack;
    }),
  );

interface Making {
  ttlMs: number;
  /** Links go by mail, and are shown to nobody. */
  isMailed: boolean;
  heldBack: ReadonlySet<string>;
}

/** Viewers or providers of a library, one for each address. Errors: Refusal 403 `rights-changed`; 409; 422 names the addresses. */
export const saveColleagues = (
  database: Database,
  { library, role, emails }: { library: string; role: ColleagueRole; emails: readonly string[] },
  making: Making,
  authorship: Inviting,
): Promise<ColleagueLink[]> =>
  change(database, null, authorship, async (trx, record) => {
    const { by } = authorship;
    await lockAccount(trx, by.id);
    const add = async (): Promise<number> => {
      await checkRights(trx, by.id, { library });
      await checkAddresses(trx, by.id, library, emails);
      const person: NewAccount = { label: null, email: null, role, libraries: [library], queues: [] };
      const account = { ...person, label: await labelOf(trx, person) };
      const ids: number[] = [];
      for (const email of emails) {
        await checkQuota(trx, by, 'colleagues', messages.colleagues);
        const invited = { invited_by: by.id, invited_email: email };
        ids.push(await insertAccount(trx, account, invited));
      }
      return ids[0]!;
    };
    const first = await once(trx, authorship, add);
    // The inviter's account was locked while they were added, so that no other of its own stands between.
    const accounts = await trx
      .selectFrom('account')
      .select('id')
      .where('invited_by', '=', by.id)
      .where('id', '>=', first)
      .orderBy('id')
      .limit(emails.length)
      .execute();
    const links: ColleagueLink[] = [];
    for (const { id } of accounts) links.push(await makeColleagueLink(trx, record, id, making, authorship));
    return links;
  });

/** Of the inviter's own: what others have invited is not looked at. */
async function checkAddresses(trx: Transaction, by: number, library: string, emails: readonly string[]): Promise<void> {
  const rows = await trx
    .selectFrom('account')
    .innerJoin('account_library', 'account_id', 'account.id')
    .select('invited_email')
    .where('invited_by', '=', by)
    .where('ended_at', 'is', null)
    .where('library_id', '=', library)
    .execute();
  const invited = new Set(rows.flatMap(({ invited_email: email }) => email?.toLowerCase() ?? []));
  const faults = emails.flatMap((email, index) => {
    const isTwice = emails.findIndex((other) => other.toLowerCase() === email.toLowerCase()) < index;
    const isThere = invited.has(email.toLowerCase());
    if (!isTwice && !isThere) return [];
    return [{ field: `emails.${index}`, message: isTwice ? messages.addressTwice : messages.addressInvited }];
  });
  if (faults.length > 0) throw invalid(faults);
}

/** An account of a desk. Errors: Refusal 403 `rights-changed`; 409 `quota-reached`. */
export const saveDeskAccount = (
  database: Database,
  queue: string,
  { ttlMs }: { ttlMs: number },
  authorship: Inviting,
): Promise<ColleagueLink> =>
  change(database, null, authorship, async (trx, record) => {
    const { by } = authorship;
    await lockAccount(trx, by.id);
    const id = await once(trx, authorship, async () => {
      await checkRights(trx, by.id, { queue });
      await checkQuota(trx, by, 'colleagues', messages.colleagues);
      const desk: NewAccount = { label: null, email: null, role: 'desk', libraries: [], queues: [queue] };
      return insertAccount(trx, { ...desk, label: await labelOf(trx, desk) }, { invited_by: by.id });
    });
    return makeColleagueLink(trx, record, id, { ttlMs, isMailed: false, heldBack: new Set() }, authorship);
  });

/** Replaces the unused links. Errors: Refusal 404. */
export const renewColleagueLink = (
  database: Database,
  id: number,
  making: Making,
  authorship: Inviting,
): Promise<ColleagueLink> =>
  change(database, null, authorship, async (trx, record) => {
    await lockAccount(trx, authorship.by.id);
    return makeColleagueLink(trx, record, id, making, authorship);
  });

/** Errors: Refusal 404: it has ended, or is not the inviter's any more. Call it in a change that holds the inviter's lock. */
async function makeColleagueLink(
  trx: Transaction,
  record: ChangeRecord,
  accountId: number,
  { ttlMs, isMailed, heldBack }: Making,
  authorship: Inviting,
): Promise<ColleagueLink> {
  const { by, atMs } = authorship;
  await lockTheirs(trx, accountId, by.id);
  const { invited_email, ...after } = await trx
    .selectFrom('account')
    .select(['role', 'invited_email', libraryIds.as('libraries'), queueIds.as('queues')])
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow();
  const email = isMailed ? invited_email : null;
  const link = { token: createToken(), ttlMs, isMailed: email !== null };
  let isNew = false;
  const made = await makeLink(trx, link, part(authorship, `link ${accountId}`), async () => {
    isNew = true;
    await expireLinks(trx, accountId, atMs);
    const { id, until } = await insertLink(trx, accountId, link, atMs);
    record.entry(accountEntry(accountId, 'invited', { after: { ...after, until } }));
    return id;
  });
  return { ...made, email, isHeldBack: email !== null && (!isNew || heldBack.has(email)) };
}

/** Locks it, and then asks. Errors: Refusal 404. */
async function lockTheirs(trx: Transaction, id: number, by: number): Promise<void> {
  await lockAccount(trx, id);
  const theirs = trx.selectFrom('account').select('id').where('account.id', '=', id).where(isTheirs(by));
  if ((await theirs.executeTakeFirst()) === undefined) throw notFound();
}

/** For the end of the account: locks its inviter's, too. Errors: Refusal 404. */
export const mayEndColleague =
  (id: number, by: number) =>
  async (trx: Transaction): Promise<void> => {
    await lockAccount(trx, by);
    await lockTheirs(trx, id, by);
  };

/** After a mailed link has been used: the invited address is the account's own now, unless another account has it. */
export const adoptInvitedEmail = (database: Database, id: number, atMs: number): Promise<void> =>
  change(database, null, { by: MAILED_LINK, atMs }, async (trx, record) => {
    if (!(await lockAccount(trx, id))) return;
    const adopted = await trx
      .updateTable('account')
      .set((row) => ({ email: row.ref('invited_email'), email_confirmed: true, revision: row('revision', '+', 1) }))
      .where('id', '=', id)
      .where('email', 'is', null)
      .where('invited_email', 'is not', null)
      .returning('id')
      .executeTakeFirst();
    if (adopted) record.entry(accountEntry(id, 'email-confirmed', { by: MAILED_LINK }));
  }).catch((error: unknown) => {
    if (!isEmailTaken(error)) throw error;
  });

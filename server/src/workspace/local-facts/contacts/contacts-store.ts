// In:    contacts of a library.
// Out:   stored contacts with their audit entries; a change counts as a verification, and ends the links that ask for one.
// Never: overwrites what somebody else has written since the reader's revision; copies a contact into the audit log, which
//        keeps everything.
import { sql, type Kysely, type Selectable } from 'kysely';
import { CONTACT_VERIFY_DAYS, type Contact, type ContactChange } from '@askusnow/sdk/contract';
import { lockLibrary } from '../../../cooperative/lock-store.ts';
import { addEntries, type Authorship } from '../../../platform/audit/audit-store.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { DAY_MS } from '../../../platform/time/instants.ts';
import { WORKSPACE } from '../../workspace-channel.ts';
import { endChecks } from './check-store.ts';
import type { ContactCheckTable, ContactTable } from '../tables.ts';

type Db = Kysely<Tables>;
type Row = Selectable<ContactTable>;
type Check = Pick<Selectable<ContactCheckTable>, 'state' | 'created_at' | 'answered_at' | 'error'>;

/** Something was wrong, and somebody has corrected or verified the contact since. */
const isSettled = ({ state, created_at, answered_at }: Check, verifiedAt: Date): boolean =>
  (state === 'changed' || state === 'not-sent') && (answered_at ?? created_at) < verifiedAt;

/** Max contacts of a library. */
export const MAX_CONTACTS = 100;

const toContact = (
  { id, library_id, name, phone, email, page, note, verified_at, revision, changed_at, by }: Row,
  check: Check | undefined,
  nowMs: number,
): Contact => ({
  id,
  library: library_id,
  name,
  phone,
  email,
  page,
  note,
  verifiedAt: verified_at.toISOString(),
  isDue: nowMs - verified_at.getTime() >= CONTACT_VERIFY_DAYS * DAY_MS,
  check:
    check && !isSettled(check, verified_at)
      ? { at: (check.answered_at ?? check.created_at).toISOString(), state: check.state, detail: check.error }
      : null,
  revision,
  changedAt: changed_at.toISOString(),
  by,
});

/** By name. `id`: one alone. */
export async function loadContacts(
  db: Db,
  { library, id }: { library: string; id?: number },
  nowMs: number,
): Promise<Contact[]> {
  let query = db.selectFrom('contact').selectAll().where('library_id', '=', library);
  if (id !== undefined) query = query.where('id', '=', id);
  const rows = await query
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const checks = await db
    .selectFrom('contact_check')
    .select(['contact_id', 'state', 'created_at', 'answered_at', 'error'])
    .distinctOn('contact_id')
    .where(
      'contact_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('contact_id')
    .orderBy('created_at', 'desc')
    .execute();
  const checkOf = new Map(checks.map(({ contact_id, ...check }) => [contact_id, check]));
  return rows.map((row) => toContact(row, checkOf.get(row.id), nowMs));
}

const CONTENT = ['name', 'phone', 'email', 'page', 'note'] as const;

/** `id` null: a new one; one that is equal is the same. Its id. */
export const saveContact = (
  { db, changes }: Database,
  library: string,
  id: number | null,
  { revision, ...content }: ContactChange,
  authorship: Authorship,
): Promise<number | 'unknown' | 'stale' | 'full'> =>
  db.transaction().execute(async (trx) => {
    // One change at a time: the next one counts this contact.
    await lockLibrary(trx, library);
    const own = await trx
      .selectFrom('contact')
      .select(['id', 'revision', ...CONTENT])
      .where('library_id', '=', library)
      .forNoKeyUpdate()
      .execute();
    const before = own.find((each) => each.id === id);
    if (id !== null && before === undefined) return 'unknown';
    if ((before?.revision ?? 0) !== revision) return 'stale';
    const same = own.find((each) => CONTENT.every((field) => each[field] === content[field]));
    if (id === null && same !== undefined) return same.id;
    if (id === null && own.length >= MAX_CONTACTS) return 'full';
    const now = new Date(authorship.atMs);
    const row = { ...content, verified_at: now, revision: revision + 1, changed_at: now, by: authorship.by.label };
    const saved =
      id === null
        ? await trx
            .insertInto('contact')
            .values({ library_id: library, ...row })
            .returning('id')
            .executeTakeFirstOrThrow()
        : await trx.updateTable('contact').set(row).where('id', '=', id).returning('id').executeTakeFirstOrThrow();
    await endChecks(trx, saved.id);
    const entry =
      before === undefined
        ? { action: 'contact-added', after: { contact: saved.id } }
        : {
            action: 'contact-changed',
            after: { contact: saved.id, changed: CONTENT.filter((field) => before[field] !== content[field]) },
          };
    await addEntries(trx, authorship, [{ subject: `library:${library}`, before: null, ...entry }]);
    await changes.publish(WORKSPACE, trx);
    return saved.id;
  });

/** Its revision, which stays until the transaction ends; undefined: there is no such contact. */
const lockContact = (trx: Kysely<Tables>, library: string, id: number): Promise<{ revision: number } | undefined> =>
  trx
    .selectFrom('contact')
    .select('revision')
    .where('library_id', '=', library)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const verifyContact = (
  { db, changes }: Database,
  { library, id, revision }: { library: string; id: number; revision: number },
  authorship: Authorship,
): Promise<'verified' | 'unknown' | 'stale'> =>
  db.transaction().execute(async (trx) => {
    const before = await lockContact(trx, library, id);
    if (before === undefined) return 'unknown';
    if (before.revision !== revision) return 'stale';
    await trx
      .updateTable('contact')
      .set({ verified_at: new Date(authorship.atMs) })
      .where('id', '=', id)
      .execute();
    await addEntries(trx, authorship, [
      { subject: `library:${library}`, action: 'contact-verified', before: null, after: { contact: id } },
    ]);
    await changes.publish(WORKSPACE, trx);
    return 'verified';
  });

export const removeContact = (
  { db, changes }: Database,
  { library, id, revision }: { library: string; id: number; revision: number },
  authorship: Authorship,
): Promise<'removed' | 'unknown' | 'stale'> =>
  db.transaction().execute(async (trx) => {
    const before = await lockContact(trx, library, id);
    if (before === undefined) return 'unknown';
    if (before.revision !== revision) return 'stale';
    await trx.deleteFrom('contact').where('id', '=', id).execute();
    await addEntries(trx, authorship, [
      { subject: `library:${library}`, action: 'contact-removed', before: { contact: id }, after: null },
    ]);
    await changes.publish(WORKSPACE, trx);
    return 'removed';
  });

// In:    contacts of a library; words to look for.
// Out:   stored contacts with their audit entries; a change counts as a verification, and ends the links that ask for one.
// Never: copies a contact into the audit log, which keeps everything.
import { sql, type Kysely, type Selectable } from 'kysely';
import { CONTACT_SEARCH_LIMIT, CONTACT_VERIFY_DAYS, type Contact, type ContactSearch } from '@askusnow/sdk/contract';
import { ownedList } from '../../../cooperative/owned-list-store.ts';
import { librarySubject, type Authorship } from '../../../platform/audit/audit-store.ts';
import { change } from '../../../platform/audit/change.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { likePattern } from '../../../platform/db/like-pattern.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import { notFound, staleRevision } from '../../../platform/refusal.ts';
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

/** Those with every word; one of a library's name narrows to that library: it alone finds nothing. */
export async function findContacts(
  db: Db,
  words: readonly string[],
  libraries: readonly { id: string; name: string }[],
): Promise<ContactSearch['contacts']> {
  const patterns = sql`(${words.map(likePattern)}::text[])`;
  const { rows } = await acrossLibraries(() =>
    sql<ContactSearch['contacts'][number]>`
select contact.id, contact.name, contact.phone, contact.email, contact.page,
  json_build_object('id', library.id, 'name', library.name) as library
from contact
join unnest(${libraries.map(({ id }) => id)}::text[], ${libraries.map(({ name }) => name)}::text[]) as library (id, name)
  on library.id = contact.library_id
where concat_ws(' ', library.name, contact.name, contact.note) ilike all ${patterns}
  and concat_ws(' ', contact.name, contact.note) ilike any ${patterns}
order by lower(contact.name), contact.id
limit ${CONTACT_SEARCH_LIMIT}`.execute(db),
  );
  return rows;
}

/** What a person writes of a contact. */
const CONTENT = ['name', 'phone', 'email', 'page', 'note'] as const;

/** A change counts as a verification, and ends the links that ask for one. */
export const contactList = ownedList({
  table: 'contact',
  what: 'contact',
  max: MAX_CONTACTS,
  channel: WORKSPACE,
  toAudited: (row, before) => ({
    contact: row.id,
    ...(before && { changed: CONTENT.filter((field) => before[field] !== row[field]) }),
  }),
  onSaved: (trx, { id }) => endChecks(trx, id),
});

/** Errors: Refusal 404 `not-found`, 409 `stale-revision`. */
export const verifyContact = (
  database: Database,
  { library, id, revision }: { library: string; id: number; revision: number },
  authorship: Authorship,
): Promise<void> =>
  change(database, WORKSPACE, authorship, async (trx, record) => {
    const before = await trx
      .selectFrom('contact')
      .select('revision')
      .where('library_id', '=', library)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) throw notFound();
    if (before.revision !== revision) throw staleRevision('contact');
    await trx
      .updateTable('contact')
      .set({ verified_at: new Date(authorship.atMs) })
      .where('id', '=', id)
      .execute();
    record.entry({
      subject: librarySubject(library),
      action: 'contact-verified',
      before: null,
      after: { contact: id },
    });
  });

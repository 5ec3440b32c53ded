// In:    an account, and the role and libraries that it should have.
// Out:   the account with them; an entry in its audit trail; its streams ended, since they show what the former role sees.
// Never: takes the role of the last coordinator; gives one that only an organization may change; replaces a change that
//        the person has not seen.
import type { Role } from '@askusnow/sdk/contract';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import { notFound, Refusal, staleRevision } from '../platform/refusal.ts';
import { accountEntry } from './account-audit-store.ts';
import { isByOrganization, lockAccount } from './account-lock-store.ts';
import { isLastCoordinator, lastCoordinator } from './account-store.ts';
import { findUnknown, labelOf, unknownNames } from './invited-account-store.ts';
import { libraryIds } from './scope-columns-store.ts';
import { endStreams } from './session-store.ts';

export interface Scoped {
  role: Role;
  label: string;
  /** Ids, sorted. */
  libraries: string[];
}

/** Replaces them. */
export async function setLibraries(trx: Transaction, id: number, libraries: readonly string[]): Promise<void> {
  await trx.deleteFrom('account_library').where('account_id', '=', id).execute();
  if (libraries.length > 0)
    await trx
      .insertInto('account_library')
      .values(libraries.map((library_id) => ({ account_id: id, library_id })))
      .execute();
}

/** The same role and libraries. */
export const isScopedAs = (one: Omit<Scoped, 'label'>, other: Omit<Scoped, 'label'>): boolean =>
  one.role === other.role && String(one.libraries.toSorted()) === String(other.libraries.toSorted());

/** Call it in the change that locked the account. */
export async function replaceRole(
  trx: Transaction,
  record: ChangeRecord,
  { id, ...before }: Omit<Scoped, 'label'> & { id: number },
  { label, ...after }: Scoped,
): Promise<void> {
  await trx
    .updateTable('account')
    .set((row) => ({ role: after.role, label, revision: row('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
  await setLibraries(trx, id, after.libraries);
  endStreams(record, id);
  record.entry(
    accountEntry(id, 'role-changed', {
      before: { role: before.role, libraries: before.libraries },
      after: { role: after.role, libraries: after.libraries },
    }),
  );
}

/**
 * `label` null: named after the role and its libraries.
 * Errors: Refusal 404; 409 `by-organization`, `desk-account`, `stale-revision` or `last-coordinator`; 422 where a library
 * does not exist.
 */
export const changeRole = (
  database: Database,
  id: number,
  { label, revision, ...wanted }: Omit<Scoped, 'label'> & { label: string | null; revision: number },
  authorship: Authorship,
): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    const isLast = await isLastCoordinator(trx, id, authorship.atMs);
    if (!(await lockAccount(trx, id))) throw notFound();
    if (await isByOrganization(trx, id)) {
      const detail = 'This account signs in with its organization, which gives it its role.';
      throw new Refusal(409, 'by-organization', detail);
    }
    const unknown = await findUnknown(trx, { libraries: wanted.libraries, queues: [] });
    if (unknown.libraries.length > 0) throw unknownNames('libraries', unknown.libraries);
    const account = await trx
      .selectFrom('account')
      .select(['account.id', 'role', 'label', 'revision', libraryIds.as('libraries')])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (account.role === 'desk')
      throw new Refusal(409, 'desk-account', 'This account is a desk’s browser. End it, and invite a person.');
    const after = { ...wanted, label: label ?? (await labelOf(trx, { ...wanted, queues: [] })) };
    if (isScopedAs(account, after) && account.label === after.label) return;
    if (account.revision !== revision) throw staleRevision('account');
    if (isLast && wanted.role !== 'coordinator') throw lastCoordinator();
    await replaceRole(trx, record, account, after);
  });

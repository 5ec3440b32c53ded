// In:    an account, and the role and libraries that it should have.
// Out:   the account with them; an entry in its audit trail; its streams ended, since they show what the former role sees.
// Never: takes the role of the last coordinator; gives one that only an organization may change; replaces a change that
//        the person has not seen.
import type { Kysely } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import { addAccountEntry, type By } from './account-audit-store.ts';
import { isByOrganization, lockAccount } from './account-lock-store.ts';
import { isLastCoordinator } from './account-store.ts';
import { findUnknown, labelOf } from './invited-account-store.ts';
import { libraryIds } from './scope-columns-store.ts';
import { endStreams } from './session-store.ts';

type Trx = Kysely<Tables>;

export interface Scoped {
  role: Role;
  label: string;
  /** Ids, sorted. */
  libraries: string[];
}

/** Replaces them. */
export async function setLibraries(trx: Trx, id: number, libraries: readonly string[]): Promise<void> {
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

/** Call it in the transaction that locked the account. */
export async function replaceRole(
  trx: Trx,
  { id, ...before }: Omit<Scoped, 'label'> & { id: number },
  { label, ...after }: Scoped,
  by: By,
  nowMs: number,
): Promise<void> {
  await trx.updateTable('account').set({ role: after.role, label }).where('id', '=', id).execute();
  await setLibraries(trx, id, after.libraries);
  await endStreams(trx, id);
  await addAccountEntry(trx, id, by, nowMs, {
    action: 'role-changed',
    before: { role: before.role, libraries: before.libraries },
    after: { role: after.role, libraries: after.libraries },
  });
}

export type RoleChange =
  'changed' | 'stale' | 'unknown' | 'by-organization' | 'desk' | 'last-coordinator' | { unknown: string[] };

/**
 * `label` null: named after the role and its libraries. `stale`: the account is not as in `replaces`. `unknown`: libraries
 * that do not exist. Nothing was changed then.
 */
export const changeRole = (
  db: Kysely<Tables>,
  id: number,
  { label, replaces, ...wanted }: Omit<Scoped, 'label'> & { label: string | null; replaces: Scoped },
  by: By,
  nowMs: number,
): Promise<RoleChange> =>
  db.transaction().execute(async (trx): Promise<RoleChange> => {
    const isLast = await isLastCoordinator(trx, id, nowMs);
    if (!(await lockAccount(trx, id))) return 'unknown';
    if (await isByOrganization(trx, id)) return 'by-organization';
    const unknown = await findUnknown(trx, { libraries: wanted.libraries, queues: [] });
    if (unknown.libraries.length > 0) return { unknown: unknown.libraries };
    const account = await trx
      .selectFrom('account')
      .select(['account.id', 'role', 'label', libraryIds.as('libraries')])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (account.role === 'desk') return 'desk';
    const after = { ...wanted, label: label ?? (await labelOf(trx, { ...wanted, queues: [] })) };
    const isAs = (other: Scoped): boolean => isScopedAs(account, other) && account.label === other.label;
    if (isAs(after)) return 'changed';
    if (!isAs(replaces)) return 'stale';
    if (isLast && wanted.role !== 'coordinator') return 'last-coordinator';
    await replaceRole(trx, account, after, by, nowMs);
    return 'changed';
  });

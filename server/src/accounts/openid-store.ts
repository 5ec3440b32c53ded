// In:    a person whom the identity provider has identified, and the role that it gives.
// Out:   their account, made or matched, with that role; a session; or the account's access taken away.
// Never: keeps a role, a session or a token that the claim gives no more; stores a subject, a name or an address.
import { sql } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Author } from '../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import { accountEntry } from './account-audit-store.ts';
import { isScopedAs, replaceRole, setLibraries } from './account-role-store.ts';
import { endApiTokens } from './api-token-store.ts';
import { findUnknown, labelOf } from './invited-account-store.ts';
import type { ClaimedRole } from './openid-roles.ts';
import { libraryIds } from './scope-columns-store.ts';
import { deleteSessions, signIn } from './session-store.ts';

/**
 * `withdrawn`: the claim gives no role; the account that had one, or null. `ended`: the coordinator has ended this person's account; the organization's role does not undo that. */
export type OpenIdSignIn = { token: string; role: Role } | { withdrawn: number | null } | 'ended';

/** The acting party of a change that the provider's claim makes. */
export const ORGANIZATION: Author = { id: null, label: 'organization' };

interface FoundAccount {
  id: number;
  role: Role;
  label: string;
  libraries: string[];
  ended_at: Date | null;
}

/** Locked until the transaction ends. An active account comes before one that has ended. */
const findByKey = (trx: Transaction, key: Buffer): Promise<FoundAccount | undefined> =>
  trx
    .selectFrom('account')
    .select(['account.id', 'role', 'label', 'ended_at', libraryIds.as('libraries')])
    .where('openid_key', '=', key)
    .orderBy(sql`ended_at is not null`)
    .orderBy('account.id', 'desc')
    .limit(1)
    .forNoKeyUpdate()
    .executeTakeFirst();

/** The account stays, for its history: without a session, a token, or another way in. */
async function withdraw(
  trx: Transaction,
  record: ChangeRecord,
  { id, ended_at }: FoundAccount,
  nowMs: number,
): Promise<void> {
  if (ended_at !== null) return;
  await endApiTokens(trx, id, nowMs);
  const sessions = await deleteSessions(trx, record, id);
  record.entry(accountEntry(id, 'role-withdrawn', { after: { sessions } }));
}

/** Two sign-ins of a new person at once make one account. */
async function addAccount(
  trx: Transaction,
  record: ChangeRecord,
  key: Buffer,
  { role, libraries }: ClaimedRole,
): Promise<FoundAccount> {
  const added = await trx
    .insertInto('account')
    .values({ label: await labelOf(trx, { role, libraries, queues: [] }), role, openid_key: key })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added !== undefined) {
    await setLibraries(trx, added.id, libraries);
    record.entry(accountEntry(added.id, 'account-made', { after: { role, libraries } }));
  }
  return (await findByKey(trx, key))!;
}

/** Its other sessions end: somebody who is at another computer should sign in by the new role. */
async function followClaim(
  trx: Transaction,
  record: ChangeRecord,
  account: FoundAccount,
  claimed: ClaimedRole,
): Promise<void> {
  if (isScopedAs(account, claimed)) return;
  const label = await labelOf(trx, { ...claimed, queues: [] });
  await replaceRole(trx, record, account, { ...claimed, label });
  await deleteSessions(trx, record, account.id);
}

/** The libraries that exist; undefined: none of those that the claim names does, or it gives no role. */
async function known(trx: Transaction, claimed: ClaimedRole | null): Promise<ClaimedRole | undefined> {
  if (claimed === null || claimed.libraries.length === 0) return claimed ?? undefined;
  const unknown = await findUnknown(trx, { libraries: claimed.libraries, queues: [] });
  const libraries = claimed.libraries.filter((id) => !unknown.libraries.includes(id));
  return libraries.length > 0 ? { ...claimed, libraries } : undefined;
}

/** `brought`: the session that the browser has; it ends. */
export const signInByOpenId = (
  database: Database,
  { key, claimed, brought }: { key: Buffer; claimed: ClaimedRole | null; brought: string | undefined },
  nowMs: number,
): Promise<OpenIdSignIn> =>
  change(database, null, { by: ORGANIZATION, atMs: nowMs }, async (trx, record): Promise<OpenIdSignIn> => {
    const existing = await findByKey(trx, key);
    const given = await known(trx, claimed);
    if (given === undefined) {
      if (existing) await withdraw(trx, record, existing, nowMs);
      return { withdrawn: existing?.id ?? null };
    }
    const account = existing ?? (await addAccount(trx, record, key, given));
    if (account.ended_at !== null) return 'ended';
    await followClaim(trx, record, account, given);
    return signIn(trx, record, { id: account.id, role: given.role, byOrganization: true }, brought, nowMs);
  });

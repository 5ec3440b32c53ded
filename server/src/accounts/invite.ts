// In:    a role, the libraries of a liaison, a label.
// Out:   a one-time token for a sign-in link.
// Never: a name or an address of a person: the label says a function, such as "Harford liaison".
import { sql, type Kysely } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Clock } from '../clock.ts';
import type { Tables } from '../db/tables.ts';
import { createToken, hashToken } from './token.ts';

const HOUR_MS = 3_600_000;
/** For a link that travels by mail. Units: ms. */
export const INVITATION_TTL_MS = 7 * 24 * HOUR_MS;
/** For the link that a start prints on a terminal. Units: ms. */
export const START_LINK_TTL_MS = HOUR_MS;
/** A dead link is still recognised for so long, to say "used" or "expired" instead of "unknown". Units: ms. */
const REMEMBERED_MS = 30 * 24 * HOUR_MS;

/** The invitation as asked for makes no sense; the message says what would. */
export class InviteError extends Error {
  override name = 'InviteError';
}

export interface Invitation {
  label: string;
  role: Role;
  /** Ids; at least one for a liaison, none for the coordinator, who sees every library. */
  libraries: string[];
  clock: Clock;
  ttlMs?: number;
}

/** The same label, role and libraries are the same account: a second link does not make a second one. */
export async function invite(
  db: Kysely<Tables>,
  { label, role, libraries, clock, ttlMs = INVITATION_TTL_MS }: Invitation,
): Promise<string> {
  const ids = [...new Set(libraries)].sort();
  const name = label.trim();
  if (name === '' || name.length > 80)
    throw new InviteError('label: should be 1 to 80 characters, like "Harford liaison"');
  if (role === 'liaison' && ids.length === 0) throw new InviteError('libraries: a liaison needs at least one library');
  if (role === 'coordinator' && ids.length > 0)
    throw new InviteError('libraries: the coordinator sees every library; name none');
  const token = createToken();
  const nowMs = clock.now();
  await db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('library')
      .select('id')
      .where('id', 'in', ids.length > 0 ? ids : [''])
      .where('removed', '=', false)
      .execute();
    const unknown = ids.filter((id) => !known.some((library) => library.id === id));
    if (unknown.length > 0)
      throw new InviteError(`libraries: no library is called ${unknown.map((id) => `"${id}"`).join(', ')}`);
    await trx
      .deleteFrom('invitation')
      .where('expires_at', '<', new Date(nowMs - REMEMBERED_MS))
      .execute();
    const account_id = (await findAccount(trx, name, role, ids)) ?? (await createAccount(trx, name, role, ids));
    const expires_at = new Date(nowMs + ttlMs);
    await trx
      .insertInto('invitation')
      .values({ token_hash: hashToken(token), account_id, expires_at, used_at: null })
      .execute();
  });
  return token;
}

async function findAccount(
  trx: Kysely<Tables>,
  label: string,
  role: Role,
  libraries: string[],
): Promise<number | undefined> {
  const account = await trx
    .selectFrom('account')
    .select('id')
    .where('label', '=', label)
    .where('role', '=', role)
    .where(
      sql<boolean>`array(select library_id from account_library where account_id = account.id order by library_id collate "C") = ${libraries}::text[]`,
    )
    .orderBy('id')
    .executeTakeFirst();
  return account?.id;
}

async function createAccount(trx: Kysely<Tables>, label: string, role: Role, libraries: string[]): Promise<number> {
  const { id } = await trx.insertInto('account').values({ label, role }).returning('id').executeTakeFirstOrThrow();
  if (libraries.length > 0) {
    await trx
      .insertInto('account_library')
      .values(libraries.map((library_id) => ({ account_id: id, library_id })))
      .execute();
  }
  return id;
}

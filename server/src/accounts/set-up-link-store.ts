// In:    a database in which no cooperative is set up.
// Out:   a one-time link to the set-up page: made, found, used.
// Never: stores the link's token; finds or uses a link once a cooperative is there, whichever way it came.
import type { Kysely } from 'kysely';
import type { Tables } from '../platform/db/tables.ts';
import { HOUR_MS } from '../platform/time/instants.ts';
import { createToken, hashToken } from './token.ts';

type Db = Kysely<Tables>;

/** Lifetime of the link. Units: ms. */
export const SET_UP_LINK_TTL_MS = HOUR_MS;

/** Whether there is a cooperative: set up on the page, or imported. */
export async function isSetUp(db: Db): Promise<boolean> {
  return (await db.selectFrom('cooperative').select('id').executeTakeFirst()) !== undefined;
}

/** Returns the token of a new link. Earlier ones stay valid until they expire: each node of a cluster prints its own. */
export async function makeSetUpLink(db: Db, nowMs: number): Promise<string> {
  const token = createToken();
  await db.deleteFrom('set_up_link').where('expires_at', '<=', new Date(nowMs)).execute();
  await db
    .insertInto('set_up_link')
    .values({ token_hash: hashToken(token), expires_at: new Date(nowMs + SET_UP_LINK_TTL_MS) })
    .execute();
  return token;
}

/** Whether the link is valid now; undefined: it is not. */
export async function findSetUpLink(db: Db, token: string, nowMs: number): Promise<true | undefined> {
  const link = await db
    .selectFrom('set_up_link')
    .select('expires_at')
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', new Date(nowMs))
    .executeTakeFirst();
  return link && !(await isSetUp(db)) ? true : undefined;
}

/** Call it in the transaction that sets up, with the registration locked. Uses up every link. False: it is not valid. */
export async function useSetUpLink(trx: Db, token: string, nowMs: number): Promise<boolean> {
  if ((await findSetUpLink(trx, token, nowMs)) === undefined) return false;
  await endSetUpLinks(trx);
  return true;
}

/** Call it in the transaction that brings the first cooperative. */
export const endSetUpLinks = (trx: Db): Promise<unknown> => trx.deleteFrom('set_up_link').execute();

// In:    an account's API token to make, find, list or end.
// Out:   the token's account and scopes, live or ended; the day of its last use.
// Never: stores a token; more than its account may read; deletes an ended one, whose use is named as ended.
import { sql, type Kysely } from 'kysely';
import { ORGANIZATION_TOKEN_DAYS, type TokenScope } from '@askusnow/sdk/contract';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change } from '../platform/audit/change.ts';
import { once } from '../platform/audit/once-store.ts';
import type { Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { Account } from '../platform/http/access.ts';
import { notFound, Refusal } from '../platform/refusal.ts';
import type { Sent } from '../platform/sent-request.ts';
import { DAY_MS, toUtcDate } from '../platform/time/instants.ts';
import { accountEntry } from './account-audit-store.ts';
import { lockAccount } from './account-lock-store.ts';
import { checkQuota } from './quota-store.ts';
import { libraryIds } from './scope-columns-store.ts';
import { hashToken } from './token.ts';

type Db = Kysely<Tables>;

export interface ApiToken {
  id: number;
  name: string;
  scopes: TokenScope[];
  /** Ids; empty: each library of the account. */
  libraries: string[];
  endsAtMs: number;
  usedOn: string | null;
}

const toToken = ({
  expires_at,
  used_on,
  ...token
}: Pick<ApiToken, 'id' | 'name' | 'scopes' | 'libraries'> & {
  expires_at: Date;
  used_on: string | null;
}): ApiToken => ({ ...token, endsAtMs: expires_at.getTime(), usedOn: used_on });

const COLUMNS = ['id', 'name', 'scopes', 'libraries', 'expires_at', 'used_on'] as const;

export type NewApiToken = Pick<ApiToken, 'name' | 'scopes' | 'libraries' | 'endsAtMs'> & { token: string };

/**
 * `token` is the secret: a request that is sent again gives the token that it has made a new one.
 * Errors: Refusal 401 where the session or its account has ended meanwhile, since no token outlives it; 404 where the
 * token has; 409 `quota-reached`.
 */
export const makeApiToken = (
  database: Database,
  session: number,
  { token, name, scopes, libraries, endsAtMs }: NewApiToken,
  authorship: Authorship & Sent & { by: Account },
): Promise<ApiToken> =>
  change(database, null, authorship, async (trx, record) => {
    const { by, atMs } = authorship;
    const isActive = await lockAccount(trx, by.id);
    const isOpen = await trx.selectFrom('session').select('id').where('id', '=', session).executeTakeFirst();
    if (!isActive || !isOpen) throw new Refusal(401, 'signed-out', 'Your session has ended.');
    const secret = { token_hash: hashToken(token) };
    const id = await once(
      trx,
      authorship,
      async () => {
        await checkQuota(trx, by, 'api-tokens', 'API tokens', atMs);
        const expires_at = new Date(endsAtMs);
        const row = { ...secret, account_id: by.id, name, scopes, libraries, expires_at };
        const { id } = await trx.insertInto('api_token').values(row).returning('id').executeTakeFirstOrThrow();
        const after = { token: name, scopes, libraries, until: expires_at.toISOString() };
        record.entry(accountEntry(by.id, 'token-made', { after }));
        return id;
      },
      (id) =>
        trx
          .updateTable('api_token')
          .set(secret)
          .where('id', '=', id)
          .where('ended_at', 'is', null)
          .where('expires_at', '>', new Date(atMs))
          .returning('id')
          .executeTakeFirst(),
    );
    return toToken(await trx.selectFrom('api_token').select(COLUMNS).where('id', '=', id).executeTakeFirstOrThrow());
  });

const live = (db: Db, accountId: number, nowMs: number) =>
  db
    .selectFrom('api_token')
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', new Date(nowMs));

/** Those that still work, by name. */
export async function loadApiTokens(db: Db, accountId: number, nowMs: number): Promise<ApiToken[]> {
  const rows = await live(db, accountId, nowMs)
    .select(COLUMNS)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute();
  return rows.map(toToken);
}

/** Errors: Refusal 404 where the account has no such token that still works. */
export const endApiToken = (database: Database, accountId: number, id: number, authorship: Authorship): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    const ended = await trx
      .updateTable('api_token')
      .set({ ended_at: new Date(authorship.atMs) })
      .where('id', '=', id)
      .where('account_id', '=', accountId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', new Date(authorship.atMs))
      .returning('name')
      .executeTakeFirst();
    if (!ended) throw notFound();
    record.entry(accountEntry(accountId, 'token-ended', { after: { token: ended.name } }));
  });

/** Call it in the transaction that ends the account. */
export const endApiTokens = (trx: Db, accountId: number, nowMs: number): Promise<unknown> =>
  trx
    .updateTable('api_token')
    .set({ ended_at: new Date(nowMs) })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();

export interface FoundApiToken {
  /** Reads what the token may: its own libraries, as far as they are still its account's. */
  account: Account;
  scopes: readonly TokenScope[];
  /** Null: it still works. */
  endedAtMs: number | null;
}

export async function findApiToken(db: Db, token: string, nowMs: number): Promise<FoundApiToken | undefined> {
  const row = await db
    .selectFrom('api_token')
    .innerJoin('account', 'account.id', 'api_token.account_id')
    .select([
      'api_token.id as token_id',
      'api_token.libraries as named',
      'api_token.ended_at',
      'expires_at',
      'scopes',
      'used_on',
      'account.id',
      'account.label',
      'account.role',
      'account.openid_key',
      'account.signed_in_on',
      libraryIds.as('libraries'),
    ])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (!row) return undefined;
  const { id, label, role, libraries, named, scopes, expires_at, ended_at } = row;
  // An organization that takes a role away says so at the next sign-in: tokens do not outlive it by more.
  const confirmedMs = row.openid_key === null ? Infinity : Date.parse(row.signed_in_on ?? '1970-01-01');
  const endMs = Math.min(
    expires_at.getTime(),
    ended_at?.getTime() ?? Infinity,
    confirmedMs + ORGANIZATION_TOKEN_DAYS * DAY_MS,
  );
  const endedAtMs = endMs <= nowMs ? endMs : null;
  const today = toUtcDate(nowMs);
  if (endedAtMs === null && row.used_on !== today)
    await db
      .updateTable('api_token')
      .set({ used_on: today })
      .where('id', '=', row.token_id)
      .execute()
      // The database accepts no writes: the token still reads.
      .catch(() => undefined);
  const isWhole = named.length === 0;
  const isAll = role === 'coordinator';
  const own = isAll ? named : named.filter((library) => libraries.includes(library));
  const account: Account = {
    id,
    label,
    role: isAll && isWhole ? 'coordinator' : 'viewer',
    libraries: isWhole ? libraries : own,
    queues: [],
  };
  return { account, scopes, endedAtMs };
}

// In:    an account that adds a recipient or creates a token, in the same transaction.
// Out:   whether its quota allows one more.
// Never: lets two concurrent requests exceed the quota: the account's row stays locked until the transaction ends.
import type { Kysely } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';

/** What an account may have only a limited number of. */
export type Quota = 'recipients' | 'tokens' | 'api-tokens';

/**
 * Tokens are those of desks and of calendar addresses; a feed counts as a recipient. Source: a library has one or two
 * desks and a dozen recipients; a state of 250 libraries has one coordinator for all.
 */
const LIMITS: Record<'liaison' | 'coordinator', Record<Quota, number>> = {
  liaison: { recipients: 100, tokens: 50, 'api-tokens': 20 },
  coordinator: { recipients: 2_000, tokens: 1_000, 'api-tokens': 100 },
};

export const quotaOf = (role: Role, quota: Quota): number =>
  LIMITS[role === 'coordinator' ? 'coordinator' : 'liaison'][quota];

export interface Maker {
  id: number;
  role: Role;
}

/** The creating account, and the time. */
export interface MadeBy {
  by: Maker & { label: string };
  atMs: number;
}

async function countTokens(trx: Kysely<Tables>, id: number): Promise<number> {
  const counts = await Promise.all(
    (['desk', 'calendar_token'] as const).map((table) =>
      trx
        .selectFrom(table)
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('made_by', '=', id)
        .executeTakeFirstOrThrow(),
    ),
  );
  return counts.reduce((sum, { count }) => sum + count, 0);
}

async function countRecipients(trx: Kysely<Tables>, id: number): Promise<number> {
  const { count } = await trx
    .selectFrom('notice_recipient')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('made_by', '=', id)
    .where('stopped_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

async function countApiTokens(trx: Kysely<Tables>, id: number, nowMs: number): Promise<number> {
  const { count } = await trx
    .selectFrom('api_token')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('account_id', '=', id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', new Date(nowMs))
    .executeTakeFirstOrThrow();
  return count;
}

/** False: the quota is reached. `nowMs`: API tokens that have ended do not count. */
export async function hasQuotaLeft(
  trx: Kysely<Tables>,
  { id, role }: Maker,
  quota: Quota,
  nowMs = 0,
): Promise<boolean> {
  await trx.selectFrom('account').select('id').where('id', '=', id).forNoKeyUpdate().execute();
  const count =
    quota === 'tokens'
      ? await countTokens(trx, id)
      : quota === 'api-tokens'
        ? await countApiTokens(trx, id, nowMs)
        : await countRecipients(trx, id);
  return count < quotaOf(role, quota);
}

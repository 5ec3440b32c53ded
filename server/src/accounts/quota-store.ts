// In:    an account that adds a recipient, a token, a topic or a follow-up, in the same transaction.
// Out:   whether its quota allows one more.
// Never: lets two concurrent requests exceed the quota: the account's row stays locked until the transaction ends.
import type { Kysely } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import { quotaReached } from '../platform/refusal.ts';
import { lockAccount } from './account-lock-store.ts';

/** What an account may have only a limited number of. What it may do only so often: quota-use-store.ts. */
export type Quota = 'recipients' | 'tokens' | 'api-tokens' | 'proposals' | 'follow-ups' | 'colleagues';

/** Open ones that an account has proposed, or opened alone: a list of follow-ups is for libraries of its own. */
const OF_ANY_ROLE = { proposals: 20, 'follow-ups': 500 };
/**
 * Tokens are those of desks and of calendar addresses; a feed counts as a recipient. Source: a library has one or two
 * desks and a dozen recipients; a state of 250 libraries has one coordinator for all.
 */
const LIMITS: Record<'liaison' | 'coordinator', Record<Quota, number>> = {
  liaison: { recipients: 100, tokens: 50, 'api-tokens': 20, colleagues: 200, ...OF_ANY_ROLE },
  coordinator: { recipients: 2_000, tokens: 1_000, 'api-tokens': 100, colleagues: 5_000, ...OF_ANY_ROLE },
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

async function countProposals(trx: Kysely<Tables>, id: number): Promise<number> {
  const { count } = await trx
    .selectFrom('proposal')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('account_id', '=', id)
    .where('state', '=', 'proposed')
    .executeTakeFirstOrThrow();
  return count;
}

async function countFollowUps(trx: Kysely<Tables>, id: number): Promise<number> {
  const { count } = await trx
    .selectFrom('follow_up')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('opened_by', '=', id)
    .where('state', '=', 'open')
    .where('from_list', '=', false)
    .executeTakeFirstOrThrow();
  return count;
}

/** That it has invited, and that have not ended. */
async function countColleagues(trx: Kysely<Tables>, id: number): Promise<number> {
  const { count } = await trx
    .selectFrom('account')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('invited_by', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

const COUNT: Record<Quota, (trx: Kysely<Tables>, id: number, nowMs: number) => Promise<number>> = {
  recipients: countRecipients,
  tokens: countTokens,
  'api-tokens': countApiTokens,
  proposals: countProposals,
  'follow-ups': countFollowUps,
  colleagues: countColleagues,
};

/** False: the quota is reached, or the account has ended meanwhile. `nowMs`: API tokens that have ended do not count. */
export async function hasQuotaLeft(
  trx: Kysely<Tables>,
  { id, role }: Maker,
  quota: Quota,
  nowMs = 0,
): Promise<boolean> {
  return (await lockAccount(trx, id)) && (await COUNT[quota](trx, id, nowMs)) < quotaOf(role, quota);
}

/** Errors: Refusal 409 `quota-reached`. `what`: of people, like "recipients". */
export async function checkQuota(
  trx: Kysely<Tables>,
  maker: Maker,
  quota: Quota,
  what: string,
  nowMs = 0,
): Promise<void> {
  if (await hasQuotaLeft(trx, maker, quota, nowMs)) return;
  throw quotaReached(`Your account has ${quotaOf(maker.role, quota)} ${what}, which is the maximum. Remove one first.`);
}

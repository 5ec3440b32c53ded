// In:    a help request to open, its author, now; the stored rules, recipients and requests.
// Out:   the request as it would begin, or what stands in its way; the same for the opening and for its preview.
// Never: writes: store.ts does.
import type { Kysely } from 'kysely';
import {
  ALERT_AFTER_SEC,
  escalationSchema,
  type AssistanceReason,
  type Escalation,
  type Tier,
} from '@askusnow/sdk/contract';
import type { Config } from '../../platform/config.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { invalid, Refusal } from '../../platform/refusal.ts';
import { loadCover } from './cover.ts';
import { loadCloseReason } from './load-close-reason.ts';
import { endsBy, openRequest, tiersFrom, type Choice, type Moved, type Rules } from './machine.ts';
import { messages } from './messages.ts';
import { toRequest, type Actor, type HelpRequest, type Names } from './record.ts';
import { loadReach } from './reach.ts';

export interface StoreDeps {
  database: Database;
  /** The base of links in notices, and whether mail can be sent. */
  config: Pick<Config, 'publicUrl' | 'mail'>;
}

type Trx = Kysely<Tables>;

export interface Opening extends Choice {
  /** Null: the desk is shared, and the request is its own. */
  library: string | null;
  queue: string;
  reason: AssistanceReason;
  startMs: number;
  endMs: number | null;
  note: string | null;
  /** Refused where somebody covers the time. */
  unlessCovered?: boolean | undefined;
  /** With the reason `given-hour`. */
  cover?: number;
}

/** As the cooperative's file says, or its defaults. */
export async function loadEscalation(db: Trx): Promise<Escalation> {
  const row = await db.selectFrom('cooperative').select('escalation').executeTakeFirst();
  return escalationSchema.parse(row?.escalation ?? {});
}

export async function loadRules(trx: Trx, { config }: StoreDeps, library: string | null): Promise<Rules> {
  const tiers = (await loadReach(trx, [library], config.mail !== null)).flatMap((reach) => reach.tiers);
  return {
    minutes: await loadEscalation(trx),
    hasRecipient: {
      local: tiers.includes('local'),
      statewide: tiers.includes('statewide'),
      global: tiers.includes('global'),
    },
  };
}

export const loadNames = (
  trx: Trx,
  { library, queue }: Pick<HelpRequest, 'library' | 'queue'>,
  taker: string | null = null,
): Promise<Names> =>
  trx
    .selectFrom('queue')
    .leftJoin('library', (join) => join.on('library.id', '=', library))
    .leftJoin('library as taker', (join) => join.on('taker.id', '=', taker))
    .select(({ fn }) => [
      'library.name as library',
      'taker.name as taker',
      'queue.name as queue',
      'queue.tier',
      fn.coalesce('library.zone', 'queue.zone').as('zone'),
    ])
    .where('queue.id', '=', queue)
    .executeTakeFirstOrThrow();

/**
 * A covered request blocks a new one for its own gap only: if somebody comes and leaves again, that is another gap. For
 * the clock it also covers later gaps, since a flapping desk is one incident; so does a request that ended only after the
 * gap was old enough for an alarm. An hour that is given has one request, whatever else is asked for then.
 */
async function findInTheWay(trx: Trx, opening: Opening, nowMs: number, isByClock: boolean) {
  const { library, queue, startMs, cover } = opening;
  if (cover !== undefined) {
    const row = await trx
      .selectFrom('assistance_request')
      .selectAll()
      .where('cover_offer_id', '=', cover)
      .executeTakeFirst();
    return row && toRequest(row);
  }
  const start = new Date(startMs);
  // A request without an end conflicts with those that include its start only.
  const lastsMs = opening.endMs ?? Math.max(nowMs, startMs) + 1;
  const rows = await trx
    .selectFrom('assistance_request')
    .selectAll()
    .where('library_id', 'is not distinct from', library)
    .where('queue_id', '=', queue)
    .where((row) =>
      row.or([
        row('over_at', 'is', null),
        ...(isByClock
          ? [row('gap_starts_at', '=', start), row('over_at', '>=', new Date(startMs + ALERT_AFTER_SEC * 1000))]
          : []),
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.map(toRequest).find(({ reason, standing }) => {
    const isSameTime = standing.startMs < lastsMs && startMs < endsBy(standing);
    const isResting = isByClock && reason === 'observed-gap';
    return standing.startMs === startMs || ((standing.state !== 'covered' || isResting) && isSameTime);
  });
}

/** The farther tiers that a person may ask at once at a desk of this tier. */
export const mayAtOnce = (tier: Tier, { minutes }: Rules) =>
  minutes.atOnce.filter((each) => tiersFrom(tier).slice(1).includes(each));

/** Errors: Refusal 422 names `skipOwn` or `atOnce`. */
function checkChoice({ skipOwn = false, atOnce }: Choice, tier: Tier, rules: Rules): void {
  const next = tiersFrom(tier)[1];
  const allowed: readonly Tier[] = mayAtOnce(tier, rules);
  const refuse = (field: string): Refusal =>
    invalid([{ field, message: next === undefined ? messages.noFartherTier : messages.mayAtOnce(allowed) }]);
  if (skipOwn && !(next !== undefined && allowed.includes(next))) throw refuse('skipOwn');
  if (atOnce !== undefined && !allowed.includes(atOnce)) throw refuse('atOnce');
}

/** The request as it would begin. */
export interface Prepared {
  names: Names;
  rules: Rules;
  moved: Moved;
}

/**
 * `already`: the open request that stands in the way.
 * Errors: Refusal 409 `already-covered`, 422 `not-needed`, `no-recipient`, or names the field; the clock has none.
 */
export async function prepareOpening(
  trx: Trx,
  deps: StoreDeps,
  opening: Opening,
  by: Actor,
  nowMs: number,
  isByClock: boolean,
): Promise<Prepared | { already: HelpRequest }> {
  const { library, queue, reason, startMs, endMs } = opening;
  const already = await findInTheWay(trx, opening, nowMs, isByClock);
  if (already) return { already };
  if (!isByClock) {
    const need = { reason, queue, startMs, endMs: endsBy({ openedMs: nowMs, startMs, endMs }) };
    const why = await loadCloseReason(trx, need, nowMs);
    if (why !== null) throw new Refusal(422, 'not-needed', why);
    const cover = opening.unlessCovered ? await loadCover(trx, queue, need, nowMs) : null;
    if (cover !== null) throw new Refusal(409, 'already-covered', messages.alreadyCovered(cover.by));
  }
  const rules = await loadRules(trx, deps, library);
  const names = await loadNames(trx, opening);
  checkChoice(opening, names.tier, rules);
  const asked = tiersFrom(names.tier).slice(opening.skipOwn ? 1 : 0);
  if (!isByClock && !asked.some((each) => rules.hasRecipient[each]))
    throw new Refusal(422, 'no-recipient', messages.nobodyToTell(by.role ?? 'viewer'));
  return { names, rules, moved: openRequest(names.tier, { startMs, endMs }, nowMs, rules, opening) };
}

// In:    the database; libraries.
// Out:   the cooperative's standard and its changes; the facts that scores are computed from; people's words.
// Never: one query per library.
import { sql, type Kysely } from 'kysely';
import {
  LANDMARKS,
  type Landmark,
  type Standard,
  type StandardChange,
  type StandardView,
  type StatementChange,
} from '@askusnow/sdk/contract';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { expectsPlace } from '../../cooperative/key-page.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { staleRevision } from '../../platform/refusal.ts';
import { DAY_MS, toUtcDate } from '../../platform/time/instants.ts';
import { COUNTS } from '../counts-channel.ts';
import { loadPageChecks } from '../doctor/store.ts';
import { loadJudged } from '../placements/load-judged.ts';
import { isStanding } from '../placements/status.ts';
import { judgeIn } from '../placements/visibility.ts';
import { loadWindows, RECENT_DAYS } from '../placements/windows.ts';
import type { FirstScreenWidth, LibraryFacts, PlacementFact, StatementFact, WidthViews } from './facts.ts';
import { toReadings } from './readings.ts';
import { DEFAULT_STANDARD, pageOf, rulesOf, type Rule } from './rules.ts';

type Db = Kysely<Tables>;

export interface StoredStandard {
  standard: Standard;
  revision: number;
  /** Null: as imported. */
  editedAt: Date | null;
}

/** Before the first import: the default one. */
export async function loadStandard(db: Db): Promise<StoredStandard> {
  const row = await db
    .selectFrom('cooperative')
    .select(['standard', 'standard_revision', 'standard_edited_at'])
    .executeTakeFirst();
  return {
    standard: row?.standard ?? DEFAULT_STANDARD,
    revision: row?.standard_revision ?? 0,
    editedAt: row?.standard_edited_at ?? null,
  };
}

/** As the wire has it. */
export const toStandardView = ({ standard, revision, editedAt }: StoredStandard): StandardView => ({
  standard,
  revision,
  editedAt: editedAt?.toISOString() ?? null,
  rules: rulesOf(standard).map(({ isOn, isOwn, check, evidence, ...rule }) => ({
    ...rule,
    on: isOn,
    own: isOwn,
    evidence: [...evidence],
    page: pageOf(check),
  })),
});

/** Errors: Refusal 409 where somebody else has changed it since the revision. */
export const saveStandard = (
  database: Database,
  { standard, revision }: StandardChange,
  authorship: Authorship,
): Promise<StoredStandard> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    await trx.selectFrom('cooperative').select('id').forUpdate().execute();
    const before = await loadStandard(trx);
    const editedAt = new Date(authorship.atMs);
    const { numUpdatedRows } = await trx
      .updateTable('cooperative')
      .set({ standard: JSON.stringify(standard), standard_revision: revision + 1, standard_edited_at: editedAt })
      .where('standard_revision', '=', revision)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw staleRevision('standard');
    record.entry({ subject: 'cooperative', action: 'standard-changed', before: before.standard, after: standard });
    return { standard, revision: revision + 1, editedAt };
  });

/**
 * `statement` null: withdraws the one of the revision, which may have been withdrawn already.
 * Errors: Refusal 409 where another one is stored.
 */
export const saveStatement = (
  database: Database,
  { library, rule }: { library: string; rule: string },
  { statement, revision }: { statement: Omit<StatementChange, 'revision'> | null; revision: number },
  authorship: Authorship,
): Promise<void> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    // One change at a time: there may be no row to lock.
    await lockLibrary(trx, library);
    const columns = ['verdict', 'date', 'by', 'revision'] as const;
    const stored = trx.selectFrom('rule_statement').where('library_id', '=', library).where('rule', '=', rule);
    const before = (await stored.select(columns).executeTakeFirst()) ?? null;
    // Sent again after its answer was lost, a change is no conflict.
    if (before?.verdict === statement?.verdict && before?.date === statement?.date) return;
    if ((before?.revision ?? 0) !== revision) throw staleRevision('statement');
    await trx.deleteFrom('rule_statement').where('library_id', '=', library).where('rule', '=', rule).execute();
    if (statement)
      await trx
        .insertInto('rule_statement')
        .values({ library_id: library, rule, ...statement, by: authorship.by.label })
        .execute();
    record.entry({
      subject: librarySubject(library),
      action: statement ? 'rule-stated' : 'rule-statement-withdrawn',
      before: before && { rule, verdict: before.verdict, date: before.date },
      after: statement && { rule, ...statement },
    });
  });

type FirstScreenRow = { placementId: number } & Record<`${'measurable' | 'first'}_${FirstScreenWidth}`, number>;

/** Measured views of some placements by window width, since a day. */
async function loadFirstScreens(
  db: Db,
  placements: readonly number[],
  from: string,
): Promise<Map<number, Record<FirstScreenWidth, WidthViews>>> {
  const { rows } = await sql<FirstScreenRow>`
select c.placement_id as "placementId",
  sum(c.impression_phone - c.unmeasurable_phone) as measurable_phone, sum(c.first_screen_phone) as first_phone,
  sum(c.impression_desktop - c.unmeasurable_desktop) as measurable_desktop, sum(c.first_screen_desktop) as first_desktop
from placement_day as c
where c.placement_id = any(${placements}::integer[]) and c.date >= ${from} and c.class = 'counted'
group by c.placement_id`.execute(db);
  return new Map(
    rows.map((row) => [
      row.placementId,
      {
        phone: { measurable: row.measurable_phone, firstScreen: row.first_phone },
        desktop: { measurable: row.measurable_desktop, firstScreen: row.first_desktop },
      },
    ]),
  );
}

/** A landmark with a smaller share of a placement's diagnosed views is a page or two that differ. */
const LANDMARK_SHARE_MIN = 0.1;

/** Where each placement stands; a placement without a diagnosis has no entry. */
async function loadLandmarks(db: Db, placements: readonly number[], from: string): Promise<Map<number, Landmark[]>> {
  const { rows } = await sql<{ placementId: number; value: string; count: number }>`
select c.placement_id as "placementId", c.value, sum(c.count) as count
from placement_diagnosis_day as c
where c.placement_id = any(${placements}::integer[]) and c.date >= ${from} and c.class = 'counted'
  and c.value = any(${LANDMARKS.map((landmark) => `in-${landmark}`)}::text[])
group by c.placement_id, c.value
order by c.placement_id, c.value`.execute(db);
  const byPlacement = Map.groupBy(rows, ({ placementId }) => placementId);
  return new Map(
    [...byPlacement].map(([id, its]) => {
      const total = its.reduce((sum, { count }) => sum + count, 0);
      const main = its.filter(({ count }) => count >= LANDMARK_SHARE_MIN * total);
      return [id, main.map(({ value }) => value.slice('in-'.length) as Landmark)];
    }),
  );
}

async function loadStatements(db: Db, ids: readonly string[]): Promise<Map<string, StatementFact[]>> {
  const { rows } = await sql<{ libraryId: string; date: string } & Omit<StatementFact, 'atMs'>>`
select library_id as "libraryId", rule, verdict, date, by, revision
from rule_statement
where library_id = any(${ids}::text[])`.execute(db);
  const byLibrary = Map.groupBy(rows, ({ libraryId }) => libraryId);
  return new Map(
    [...byLibrary].map(([id, its]) => [
      id,
      its.map(({ libraryId: _library, date, ...fact }) => ({ ...fact, atMs: Date.parse(date) })),
    ]),
  );
}

/** The kinds of key pages whose first screen a rule is about. */
const firstScreenKinds = (rules: readonly Rule[]): Set<string> =>
  new Set(rules.flatMap(({ check }) => (check.kind === 'first-screen' ? [check.page] : [])));

/** The facts that some rules need about some libraries, by id: a fixed number of queries, however many libraries. */
export async function loadFacts(
  db: Db,
  libraries: readonly RegisteredLibrary[],
  rules: readonly Rule[],
  nowMs: number,
): Promise<Map<string, LibraryFacts>> {
  const ids = libraries.map(({ id }) => id);
  const from = toUtcDate(nowMs - RECENT_DAYS * DAY_MS);
  const windows = await loadWindows({ db }, libraries, 7, nowMs);
  // Counts of shown days are not used: one day will do.
  const oneDay = windows.map((window) => ({ ...window, from: window.to }));
  const all = await loadJudged(db, oneDay, 'silent');
  const counted = Map.groupBy(
    all.filter(({ everCounted }) => everCounted),
    ({ libraryId }) => libraryId,
  );
  const kinds = firstScreenKinds(rules);
  const judged = libraries.flatMap(({ id, keyPages }) => {
    const pages = keyPages.filter(({ kind }) => kind !== null && kinds.has(kind));
    return (counted.get(id) ?? []).filter((place) => pages.some((page) => expectsPlace(page, place)));
  });
  const [firstScreens, landmarks, statements, checks] = await Promise.all([
    loadFirstScreens(
      db,
      judged.map(({ id }) => id),
      from,
    ),
    loadLandmarks(
      db,
      all.map(({ id }) => id),
      from,
    ),
    loadStatements(db, ids),
    loadPageChecks(db, ids),
  ]);
  return new Map(
    libraries.map(({ id, keyPages }, index): [string, LibraryFacts] => {
      const its = counted.get(id) ?? [];
      const judge = judgeIn(windows[index]!, nowMs, its);
      const placements = its.map((row): PlacementFact => ({
        origin: row.origin,
        pattern: row.pattern,
        name: row.name,
        form: row.form,
        isLive: isStanding(judge(row)),
        lastSeenMs: row.lastSeenAt.getTime(),
        viewports: row.viewports,
        recentCount: row.recentViews,
        firstScreen: firstScreens.get(row.id) ?? null,
        landmarks: landmarks.get(row.id) ?? null,
        isFloating: row.form === 'tab',
      }));
      const firstSeen = its.map(({ firstSeenAt }) => firstSeenAt.getTime());
      return [
        id,
        {
          keyPages,
          placements,
          readings: toReadings(libraries[index]!, checks.get(id) ?? []),
          statements: statements.get(id) ?? [],
          countingSinceMs: firstSeen.length > 0 ? Math.min(...firstSeen) : null,
        },
      ];
    }),
  );
}

// In:    the database; libraries.
// Out:   the cooperative's standard and its changes; the facts that scores are computed from; people's words.
// Never: one query per library.
import { sql, type Kysely } from 'kysely';
import {
  LANDMARKS,
  VIEWPORTS,
  type Landmark,
  type Standard,
  type StatementVerdict,
  type Viewport,
} from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import { addEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { DAY_MS, toUtcDate } from '../../platform/time/instants.ts';
import { loadCountedPlacements } from '../placements/store.ts';
import { toPlace } from '../placements/visibility.ts';
import { loadWindows, RECENT_DAYS } from '../placements/windows.ts';
import type { LibraryFacts, PlacementFact, StatementFact, WidthViews } from './facts.ts';
import { DEFAULT_STANDARD } from './rules.ts';

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

/** With its audit entry; stale: somebody else changed it since `revision`. */
export const saveStandard = (
  db: Db,
  { standard, revision, ...authorship }: Authorship & { standard: Standard; revision: number },
): Promise<StoredStandard | 'stale'> =>
  db.transaction().execute(async (trx) => {
    await trx.selectFrom('cooperative').select('id').forUpdate().execute();
    const before = await loadStandard(trx);
    if (before.revision !== revision) return 'stale';
    const editedAt = new Date(authorship.atMs);
    const { numUpdatedRows } = await trx
      .updateTable('cooperative')
      .set({ standard: JSON.stringify(standard), standard_revision: revision + 1, standard_edited_at: editedAt })
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return 'stale';
    const change = { subject: 'cooperative', action: 'standard-changed', before: before.standard, after: standard };
    await addEntries(trx, authorship, [change]);
    return { standard, revision: revision + 1, editedAt };
  });

/** Null withdraws it. */
export const saveStatement = (
  db: Db,
  {
    library,
    rule,
    statement,
    ...authorship
  }: Authorship & { library: string; rule: string; statement: { verdict: StatementVerdict; date: string } | null },
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const before = await trx
      .deleteFrom('rule_statement')
      .where('library_id', '=', library)
      .where('rule', '=', rule)
      .returning(['rule', 'verdict', 'date', 'by'])
      .executeTakeFirst();
    if (statement)
      await trx
        .insertInto('rule_statement')
        .values({ library_id: library, rule, ...statement, by: authorship.by.label })
        .execute();
    const after = statement && { rule, ...statement };
    const action = statement ? 'rule-stated' : 'rule-statement-withdrawn';
    if (before ?? after)
      await addEntries(trx, authorship, [{ subject: `library:${library}`, action, before: before ?? null, after }]);
  });

type WidthRow = { placementId: number } & Record<`${'seen' | 'measurable' | 'first'}_${Viewport}`, number>;

/** Views of each placement by window width, since a day. */
async function loadViews(db: Db, ids: readonly string[], from: string): Promise<Map<number, PlacementFact['views']>> {
  const sums = VIEWPORTS.map((viewport) => {
    const column = (counter: string) => sql.ref(`c.${counter}_${viewport}`);
    return sql`
  sum(${column('impression')} + ${column('follow')}) as ${sql.ref(`seen_${viewport}`)},
  sum(${column('impression')} - ${column('unmeasurable')}) as ${sql.ref(`measurable_${viewport}`)},
  sum(${column('first_screen')}) as ${sql.ref(`first_${viewport}`)}`;
  });
  const { rows } = await sql<WidthRow>`
select c.placement_id as "placementId",${sql.join(sums, sql`,`)}
from placement_day as c
where c.library_id = any(${ids}::text[]) and c.date >= ${from} and c.class = 'counted'
group by c.placement_id`.execute(db);
  const toViews = (row: WidthRow, viewport: Viewport): WidthViews => ({
    impressions: row[`seen_${viewport}`],
    measurable: row[`measurable_${viewport}`],
    firstScreen: row[`first_${viewport}`],
  });
  return new Map(
    rows.map((row) => [
      row.placementId,
      { phone: toViews(row, 'phone'), tablet: toViews(row, 'tablet'), desktop: toViews(row, 'desktop') },
    ]),
  );
}

/** A landmark with a smaller share of a placement's diagnosed views is a page or two that differ. */
const LANDMARK_SHARE_MIN = 0.1;

/** Where each placement stands; a placement without a diagnosis has no entry. */
async function loadLandmarks(db: Db, ids: readonly string[], from: string): Promise<Map<number, Landmark[]>> {
  const { rows } = await sql<{ placementId: number; value: string; count: number }>`
select c.placement_id as "placementId", c.value, sum(c.count) as count
from placement_diagnosis_day as c
join placement as p on p.id = c.placement_id
where p.library_id = any(${ids}::text[]) and c.date >= ${from} and c.class = 'counted'
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
  const { rows } = await sql<{ libraryId: string; rule: string; verdict: StatementVerdict; date: string; by: string }>`
select library_id as "libraryId", rule, verdict, date, by
from rule_statement
where library_id = any(${ids}::text[])`.execute(db);
  const byLibrary = Map.groupBy(rows, ({ libraryId }) => libraryId);
  return new Map(
    [...byLibrary].map(([id, its]) => [
      id,
      its.map(({ rule, verdict, date, by }) => ({ rule, verdict, by, atMs: Date.parse(date) })),
    ]),
  );
}

const noViews: WidthViews = { impressions: 0, measurable: 0, firstScreen: 0 };

/** The facts about some libraries, by id: a fixed number of queries, however many they are. */
export async function loadFacts(
  db: Db,
  libraries: readonly RegisteredLibrary[],
  nowMs: number,
): Promise<Map<string, LibraryFacts>> {
  const ids = libraries.map(({ id }) => id);
  const from = toUtcDate(nowMs - RECENT_DAYS * DAY_MS);
  const windows = await loadWindows({ db }, libraries, 7, nowMs);
  const [stored, views, landmarks, statements] = await Promise.all([
    loadCountedPlacements(db, windows).then((rows) => Map.groupBy(rows, ({ libraryId }) => libraryId)),
    loadViews(db, ids, from),
    loadLandmarks(db, ids, from),
    loadStatements(db, ids),
  ]);
  return new Map(
    libraries.map(({ id, keyPages }, index): [string, LibraryFacts] => {
      const counted = (stored.get(id) ?? []).filter(({ everCounted }) => everCounted);
      const placements = counted.map((row): PlacementFact => ({
        origin: row.origin,
        pattern: row.pattern,
        name: row.name,
        form: row.form,
        isLive: toPlace(row, windows[index]!, nowMs).isLive,
        lastSeenMs: row.lastSeenAt.getTime(),
        views: views.get(row.id) ?? { phone: noViews, tablet: noViews, desktop: noViews },
        landmarks: landmarks.get(row.id) ?? null,
        isFloating: false,
      }));
      const firstSeen = counted.map(({ firstSeenAt }) => firstSeenAt.getTime());
      return [
        id,
        {
          keyPages,
          placements,
          readings: [],
          statements: statements.get(id) ?? [],
          countingSinceMs: firstSeen.length > 0 ? Math.min(...firstSeen) : null,
        },
      ];
    }),
  );
}

// In:    a library, or all; a plan for counting questions.
// Out:   the plan in force; a stored change with its audit entry, announced to open pages.
import { sql, type Kysely } from 'kysely';
import type { SamplePlan, SamplePlanView } from '@askusnow/sdk/contract';
import { librarySubject, loadEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { staleRevision } from '../../platform/refusal.ts';
import { COUNTS } from '../../visibility/counts-channel.ts';

type Db = Kysely<Tables>;

export interface StoredPlan {
  plan: SamplePlan | null;
  revision: number;
}

const NEVER_SET: StoredPlan = { plan: null, revision: 0 };
const NO_PLAN: SamplePlan = { kind: 'none', nth: 2, firstMonth: 7 };

const actionFor = (library: string | null): string =>
  library === null ? 'sample-plan-changed-for-all' : 'sample-plan-changed';

/** By library; under null the plan for all. */
export async function loadPlans(db: Db, libraries: readonly string[]): Promise<Map<string | null, StoredPlan>> {
  const rows = await db
    .selectFrom('sample_plan')
    .select(['library_id', 'plan', 'revision'])
    .where(sql<boolean>`(library_id is null or library_id = any(${libraries}::text[]))`)
    .execute();
  return new Map(rows.map(({ library_id, plan, revision }) => [library_id, { plan, revision }]));
}

/** The library's own, else the one for all, else none. */
export const planOf = (plans: ReadonlyMap<string | null, StoredPlan>, library: string | null): SamplePlan =>
  plans.get(library)?.plan ?? plans.get(null)?.plan ?? NO_PLAN;

/** `library` null: the plan for all. */
export async function loadPlanView(db: Db, library: string | null): Promise<SamplePlanView> {
  const plans = await loadPlans(db, library === null ? [] : [library]);
  const { plan, revision } = plans.get(library) ?? NEVER_SET;
  const entries = await loadEntries(db, librarySubject(library));
  const action = actionFor(library);
  return {
    plan: planOf(plans, library),
    own: plan !== null,
    revision,
    entries: entries.filter((entry) => entry.action === action),
  };
}

/** `library` null: the plan for all. Errors: Refusal 409 `stale-revision`. */
export async function savePlan(
  database: Database,
  library: string | null,
  { plan, revision }: StoredPlan,
  authorship: Authorship,
): Promise<SamplePlanView> {
  await change(database, COUNTS, authorship, async (trx, record) => {
    const values = { plan: plan && JSON.stringify(plan), revision: revision + 1 };
    const before = (await loadPlans(trx, library === null ? [] : [library])).get(library);
    const saved =
      revision === 0 && before === undefined
        ? await trx
            .insertInto('sample_plan')
            .values({ library_id: library, ...values })
            .onConflict((conflict) => conflict.doNothing())
            .returning('id')
            .executeTakeFirst()
        : await trx
            .updateTable('sample_plan')
            .set(values)
            .where('library_id', library === null ? 'is' : '=', library)
            .where('revision', '=', revision)
            .returning('id')
            .executeTakeFirst();
    if (saved === undefined) throw staleRevision('plan');
    record.entry({
      subject: librarySubject(library),
      action: actionFor(library),
      before: before?.plan ?? null,
      after: plan,
    });
  });
  return loadPlanView(database.db, library);
}

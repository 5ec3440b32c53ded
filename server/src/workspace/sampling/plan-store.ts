// In:    a library, or all; a plan for counting questions.
// Out:   the plan in force; a stored change with its audit entry, announced to open pages.
import { sql, type Kysely } from 'kysely';
import type { SamplePlan, SamplePlanView } from '@askusnow/sdk/contract';
import { addEntries, loadEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
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
const subjectOf = (library: string | null): string => (library === null ? 'cooperative' : `library:${library}`);

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
  const entries = await loadEntries(db, subjectOf(library));
  const action = actionFor(library);
  return {
    plan: planOf(plans, library),
    own: plan !== null,
    revision,
    entries: entries.filter((entry) => entry.action === action),
  };
}

/** False: somebody else has changed it since `revision`. */
export const savePlan = (
  { db, changes }: Database,
  { library, plan, revision, ...authorship }: Authorship & StoredPlan & { library: string | null },
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const values = { plan: plan && JSON.stringify(plan), revision: revision + 1 };
    const before = (await loadPlans(trx, library === null ? [] : [library])).get(library);
    const { numAffected } =
      revision === 0 && before === undefined
        ? await trx
            .insertInto('sample_plan')
            .values({ library_id: library, ...values })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst()
            .then(({ numInsertedOrUpdatedRows }) => ({ numAffected: numInsertedOrUpdatedRows }))
        : await trx
            .updateTable('sample_plan')
            .set(values)
            .where('library_id', library === null ? 'is' : '=', library)
            .where('revision', '=', revision)
            .executeTakeFirst()
            .then(({ numUpdatedRows }) => ({ numAffected: numUpdatedRows }));
    if (numAffected !== 1n) return false;
    const change = {
      subject: subjectOf(library),
      action: actionFor(library),
      before: before?.plan ?? null,
      after: plan,
    };
    await addEntries(trx, authorship, [change]);
    await changes.publish(COUNTS, trx);
    return true;
  });

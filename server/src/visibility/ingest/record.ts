// In:    a group of batches, checked and classed.
// Out:   all of them committed in one transaction, and which of them were new.
// Never: half of a batch, or a batch twice.
import type { Kysely } from 'kysely';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { CivilHour } from './civil-hour.ts';
import { createRows, type Cell } from './counts.ts';
import type { Diagnosis } from './diagnoses.ts';
import { addDiagnoses, type DiagnosisDayKey } from './diagnosis-store.ts';
import type { PlacementMemory } from './placement-memory.ts';
import { insertBatchIds, writeToLog } from './batch-store.ts';
import { addCounters, type BranchDayKey, type LibraryHourKey, type PlacementDayKey } from './counter-store.ts';
import { upsertPlacements, type Seen } from './upsert-placements.ts';

/** One batch on its way to the counters. */
export interface Submission extends Seen {
  /** `YYYYMMDD-` and 32 hex digits, as its page made it. */
  batch: string;
  /** {@link slotKey} of its slot. */
  key: string;
  library: RegisteredLibrary;
  /** A registered branch of the library; null: the library alone. */
  branch: string | null;
  hour: CivilHour;
  cells: Cell[];
  diagnoses: Diagnosis[];
}

/** For each submission: true if it is counted, false if its batch was counted before. */
export async function record(
  db: Kysely<Tables>,
  memory: PlacementMemory,
  submissions: readonly Submission[],
): Promise<boolean[]> {
  const firsts = firstOfEachBatch(submissions);
  const steady = firsts.every((submission) => memory.isSteady(submission));
  const { fresh, settled } = await db.transaction().execute(async (trx) => {
    const ids = await insertBatchIds(
      trx,
      steady ? 'shared' : 'alone',
      firsts.map(({ batch }) => batch),
    );
    const fresh = firsts.filter(({ batch }) => ids.has(batch));
    if (fresh.length === 0) await writeToLog(trx);
    const settled = steady ? null : await upsertPlacements(trx, fresh);
    await count(trx, fresh, (key) => (settled ? settled.known.get(key)?.id : memory.idOf(key)));
    return { fresh, settled };
  });
  // Only what has been committed is remembered.
  if (settled) {
    memory.forget(settled.folded);
    for (const [key, placement] of settled.known) memory.learn(key, placement);
  }
  const counted = new Set<Submission>(fresh);
  return submissions.map((submission) => counted.has(submission));
}

/** The same batch may wait twice, when a page's retry overtakes its first try. */
function firstOfEachBatch(submissions: readonly Submission[]): Submission[] {
  const firsts = new Map<string, Submission>();
  for (const submission of submissions) {
    if (!firsts.has(submission.batch)) firsts.set(submission.batch, submission);
  }
  return [...firsts.values()];
}

async function count(
  trx: Kysely<Tables>,
  submissions: readonly Submission[],
  placementId: (key: string) => number | undefined,
): Promise<void> {
  const days = createRows<PlacementDayKey>();
  const branchDays = createRows<BranchDayKey>();
  const hours = createRows<LibraryHourKey>();
  const diagnosisDays = createRows<DiagnosisDayKey>();
  for (const { slot, key, branch, hour, cells, diagnoses } of submissions) {
    const placement_id = placementId(key);
    if (placement_id === undefined) throw new Error('A placement was not settled');
    for (const { state, tier, class: eventClass, counts } of cells) {
      const answer = { library_id: slot.library_id, date: hour.date, state, tier, class: eventClass };
      const name = `${hour.date}|${state}|${tier}|${eventClass}`;
      const day = { ...answer, placement_id };
      days.add(`${slot.library_id}|${placement_id}|${name}`, day, counts);
      if (branch !== null)
        branchDays.add(`${slot.library_id}|${placement_id}|${branch}|${name}`, { ...day, branch }, counts);
      hours.add(`${slot.library_id}|${hour.hour}|${name}`, { ...answer, hour: hour.hour }, counts);
    }
    for (const { class: eventClass, value, count } of diagnoses) {
      const row = { placement_id, date: hour.date, class: eventClass, value };
      diagnosisDays.add(`${placement_id}|${hour.date}|${eventClass}|${value}`, row, [count]);
    }
  }
  if (days.size() > 0) await addCounters(trx, days.inOrder(), branchDays.inOrder(), hours.inOrder());
  if (diagnosisDays.size() > 0) await addDiagnoses(trx, diagnosisDays.inOrder());
}

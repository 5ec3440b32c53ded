// In:    libraries.
// Out:   the weeks that each should count now, or has not counted whole.
// Never: one query per library.
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Database } from '../../platform/db/database.ts';
import { daysBefore, windowOf } from '../../platform/time/day-window.ts';
import { dueWeeks, type DueWeek } from './due-weeks.ts';
import { loadPlans, planOf } from './plan-store.ts';
import { loadEntered } from './question-store.ts';

/** The longest reach back of a week that is due, and the width of all time zones. */
const REACH_DAYS = 30;

type Library = Pick<RegisteredLibrary, 'id' | 'name' | 'zone'>;

export async function loadDueWeeks(
  { db }: Database,
  libraries: readonly Library[],
  nowMs: number,
): Promise<{ library: Library; weeks: DueWeek[] }[]> {
  const ids = libraries.map(({ id }) => id);
  const { to } = windowOf('UTC', nowMs, 1);
  const [plans, entered] = await Promise.all([
    loadPlans(db, ids),
    loadEntered(db, ids, { from: daysBefore(to, REACH_DAYS), to: daysBefore(to, -1) }),
  ]);
  return libraries.map((library) => ({
    library,
    weeks: dueWeeks(
      planOf(plans, library.id),
      entered.get(library.id) ?? new Set(),
      windowOf(library.zone, nowMs, 1).to,
    ),
  }));
}

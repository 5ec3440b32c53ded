// In:    a desk, a part of a month that is over, now.
// Out:   its coverage, what each library gave there, and the instants outside of which nothing changes them.
// Never: a figure of a day: the sum of a month is cheaper.
import type { ContributionFigures } from '@askusnow/sdk/contract';
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { figuresOf } from '../contribution/contribution.ts';
import { loadDeskFacts } from '../contribution/contribution-store.ts';
import { MONITORED_MS, workedOf, type DeskFacts } from '../contribution/worked.ts';
import { civilDays, type DayOf } from '../ledger/days.ts';
import { loadCoverage } from '../ledger/ledger.ts';
import type { ComputedMonth, Given, MonthsDesk } from './store.ts';

const DAYS_OF_WEEK = 7;

/** The sum of a month needs no figure of each day: a seventh of the reads. */
export function weeksOf(zone: string, period: Interval): DayOf[] {
  const days = civilDays(zone, period);
  return days.flatMap((day, index) =>
    index % DAYS_OF_WEEK === 0 ? [{ ...day, endMs: (days[index + DAYS_OF_WEEK - 1] ?? days.at(-1)!).endMs }] : [],
  );
}

/** In a part of the time that the facts are of: of the libraries that owed or worked there. */
export function givenIn(facts: DeskFacts, nowMs: number): (part: Interval) => Given {
  const worked = workedOf(facts, nowMs);
  const owedBy = Map.groupBy(facts.owed, ({ library }) => library);
  const workedFor = Map.groupBy(
    worked.flatMap((duty) => [...new Set([duty.library, duty.owedBy])].map((library) => ({ library, duty }))),
    ({ library }) => library,
  );
  const libraries = [...new Set([...owedBy.keys(), ...workedFor.keys()])];
  return (part) =>
    Object.fromEntries(
      libraries.flatMap((library): [string, ContributionFigures][] => {
        const duties = (workedFor.get(library) ?? []).map(({ duty }) => duty);
        const figures = figuresOf(library, owedBy.get(library) ?? [], duties, part);
        return figures === null ? [] : [[library, figures]];
      }),
    );
}

export async function computeMonth(
  db: Kysely<Tables>,
  { queueId, zone }: MonthsDesk,
  part: Interval,
  nowMs: number,
): Promise<ComputedMonth> {
  const { sum, whole } = await loadCoverage(db, queueId, part, weeksOf(zone, part), nowMs, false);
  const facts = (await loadDeskFacts(db, [queueId], part, nowMs)).get(queueId)!;
  // A duty that ends a day later is late or not by presses of the weeks before its end.
  const hasDuties = facts.owed.length + facts.duties.length > 0;
  const reach = hasDuties ? { backMs: MONITORED_MS + 2 * DAY_MS, onMs: 2 * DAY_MS } : { backMs: 0, onMs: 0 };
  return {
    throughMs: part.endMs,
    coverage: sum,
    given: givenIn(facts, nowMs)(part),
    depends: {
      startMs: Math.min(whole.startMs - DAY_MS, part.startMs - reach.backMs),
      endMs: Math.max(whole.endMs + DAY_MS, part.endMs + reach.onMs),
    },
  };
}

// In:    civil months, now.
// Out:   what each library owed and gave at the shared desks in them, as far as they are over: stored sums, and the rest computed.
// Never: shows a library another one's figures: the caller keeps those that its reader may see.
import type { ContributionFigures, LibraryContribution } from '@askusnow/sdk/contract';
import type { Kysely } from 'kysely';
import { isShared } from '../../accounts/scope.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';
import { floorMinute } from '../../platform/time/instants.ts';
import { addFigures, DEFINITIONS, valueOf } from '../contribution/contribution.ts';
import { loadDeskFacts, loadQuestions } from '../contribution/contribution-store.ts';
import type { ContributionDeps, ContributionsOfDays } from '../contribution/read-contributions.ts';
import { givenIn } from './compute-month.ts';
import { keyOf, readStored, sinceKnown, type Months } from './read-months.ts';
import type { MonthsDesk } from './store.ts';

/** By zone, then by library, of those that owed or worked: by that zone's months, also of libraries elsewhere. */
async function readGiven(
  db: Kysely<Tables>,
  desks: readonly MonthsDesk[],
  months: Months,
  nowMs: number,
): Promise<Map<string, Map<string, ContributionFigures>>> {
  // The minute that runs is not over.
  const untilMs = floorMinute(nowMs);
  const { stored, missing } = await readStored(db, desks, months, untilMs);
  const given = desks.flatMap((desk) => stored.get(keyOf(desk))!.given.map((each) => ({ zone: desk.zone, each })));
  const parts = Map.groupBy(await sinceKnown(db, missing), ({ desk }) => desk.queueId);
  for (const [queue, its] of parts) {
    const hull = {
      startMs: Math.min(...its.map(({ startMs }) => startMs)),
      endMs: Math.max(...its.map(({ endMs }) => endMs)),
    };
    const givenOf = givenIn((await loadDeskFacts(db, [queue], hull, nowMs)).get(queue)!, nowMs);
    given.push(...its.map(({ desk, ...part }) => ({ zone: desk.zone, each: givenOf(part) })));
  }
  const byZone = Map.groupBy(given, ({ zone }) => zone);
  return new Map(
    [...byZone].map(([zone, list]) => {
      const byLibrary = Map.groupBy(
        list.flatMap(({ each }) => Object.entries(each)),
        ([library]) => library,
      );
      const sums = [...byLibrary].map(
        ([library, its]) => [library, addFigures(its.map(([, figures]) => figures))!] as const,
      );
      return [zone, new Map(sums)];
    }),
  );
}

export type GivenOfMonths = Pick<ContributionsOfDays, 'contribution' | 'definition'> & {
  libraries: Pick<LibraryContribution, 'library' | 'figures' | 'questions' | 'value'>[];
};

/** `days`: whole civil months. All libraries, by name. */
export const readGivenOfMonths = (
  { database: { db }, registry }: ContributionDeps,
  days: CivilWindow,
  nowMs: number,
): Promise<GivenOfMonths> =>
  acrossLibraries(async () => {
    const { contribution } = registry.sharedHours();
    const shared = registry.queues().filter(isShared);
    const months = { from: days.from.slice(0, 7), to: days.to.slice(0, 7) };
    const all = registry.librariesByName();
    const zones = [...new Set(all.map(({ zone }) => zone))];
    const desks = shared.flatMap(({ id }) => zones.map((zone) => ({ queueId: id, zone })));
    const byZone = await readGiven(db, desks, months, nowMs);
    const questions = contribution === 'given-per-100-questions' ? await loadQuestions(db, days) : null;
    const found = all.map(({ id, zone }) => ({
      ...{ library: id, figures: byZone.get(zone)?.get(id) ?? null },
      questions: questions && (questions.get(id) ?? 0),
    }));
    const givenByAll = found.reduce((sum, { figures }) => sum + (figures?.given ?? 0), 0);
    return {
      ...{ contribution, definition: DEFINITIONS[contribution] },
      libraries: found.map((each) => ({
        ...each,
        value: each.figures && valueOf(contribution, each.figures, { givenByAll, questions: each.questions }),
      })),
    };
  });

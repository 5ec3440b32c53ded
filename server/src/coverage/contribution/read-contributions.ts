// In:    a civil month or other civil days, now.
// Out:   what each library owed and gave at the shared desks, by its own clock's days; one library's month, with its duties.
// Never: a figure of days in which the library owed and worked nothing.
import { Temporal } from 'temporal-polyfill';
import {
  SHIFT_SERVICES,
  type ContributionFigures,
  type ContributionList,
  type DutyOutcome,
  type LibraryContribution,
  type MonthContribution,
} from '@askusnow/sdk/contract';
import { libraryName } from '../../cooperative/names.ts';
import { isShared } from '../../accounts/scope.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { invalid } from '../../platform/refusal.ts';
import { addDays, startOfDayMs, windowOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { DAY_MS, floorMinute, MINUTE_MS, toInstant } from '../../platform/time/instants.ts';
import { includes, type Interval } from '../../platform/time/intervals.ts';
import { serviceNames } from '../../schedule/shifts/shared-desk.ts';
import { toShownCorrection } from '../clock/correction.ts';
import { addFigures, DEFINITIONS, figuresOf, valueOf } from './contribution.ts';
import { loadDeskFacts, loadFirstOwed, loadQuestions } from './contribution-store.ts';
import { workedOf, type Seen, type WorkedDuty } from './worked.ts';

export interface ContributionDeps {
  database: Database;
  registry: Pick<Registry, 'library' | 'librariesByName' | 'queues' | 'sharedHours'>;
}

const monthWindow = (month: string): CivilWindow => {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return { from: first.toString(), to: first.add({ months: 1 }).subtract({ days: 1 }).toString() };
};

/** The days by a zone's clock, up to now. Empty: they have not begun there. */
function windowIn(zone: string, { from, to }: CivilWindow, nowMs: number): Interval {
  const startMs = startOfDayMs(zone, from);
  return { startMs, endMs: Math.max(startMs, Math.min(startOfDayMs(zone, addDays(to, 1)), floorMinute(nowMs))) };
}

interface WorkedAt extends WorkedDuty {
  queue: string;
  desk: string;
}

/** Whether a library's month lists the duty: it is its own, over, and began in the window. */
const isListed = (duty: WorkedDuty, library: string, window: Interval, nowMs: number): boolean =>
  duty.library === library && includes(window, duty.startMs) && duty.endMs <= nowMs;

const toOutcome = ({ isMonitored, there, lateMs, earlyMs }: Seen): DutyOutcome => ({
  outcome: !isMonitored ? 'unmonitored' : there.length === 0 ? 'absent' : 'covered',
  lateMinutes: lateMs / MINUTE_MS,
  earlyMinutes: earlyMs / MINUTE_MS,
});

/** What libraries gave on some days, with what their values are. */
export interface ContributionsOfDays extends Pick<ContributionList, 'contribution' | 'definition' | 'isPublished'> {
  libraries: LibraryContribution[];
}

interface Read extends ContributionsOfDays {
  worked: WorkedAt[];
  serviceNames: Readonly<Record<WorkedDuty['service'], string>>;
}

/** Every library, since a share is of all hours. */
async function readAll(
  { database: { db }, registry }: ContributionDeps,
  days: CivilWindow,
  nowMs: number,
): Promise<Read> {
  const { contribution, isPublished } = registry.sharedHours();
  const names = serviceNames(registry.sharedHours());
  const desks = registry.queues().filter(isShared);
  // Every zone's days lie within.
  const around = windowIn('UTC', days, Infinity);
  const wide = { startMs: around.startMs - DAY_MS, endMs: around.endMs + DAY_MS };
  const facts = await loadDeskFacts(
    db,
    desks.map(({ id }) => id),
    wide,
    nowMs,
  );
  const owed = [...facts.values()].flatMap((each) => each.owed);
  const worked = desks.flatMap(({ id, name }) =>
    workedOf(facts.get(id)!, nowMs).map((duty) => ({ ...duty, queue: id, desk: name })),
  );
  // A nation has thousands of libraries, and few of them owe an hour.
  const owedBy = Map.groupBy(owed, ({ library }) => library);
  const workedFor = Map.groupBy(
    worked.flatMap((duty) => [...new Set([duty.library, duty.owedBy])].map((library) => ({ library, duty }))),
    ({ library }) => library,
  );
  const questions = contribution === 'given-per-100-questions' ? await loadQuestions(db, days) : null;
  const found = registry.librariesByName().map(({ id, name, zone }) => {
    const shifts = owedBy.get(id) ?? [];
    const duties = (workedFor.get(id) ?? []).map(({ duty }) => duty);
    const its = { library: id, name, questions: questions && (questions.get(id) ?? 0) };
    if (shifts.length + duties.length === 0) return { ...its, figures: null, services: [], corrected: 0 };
    const window = windowIn(zone, days, nowMs);
    const of = (service?: WorkedDuty['service']): ContributionFigures | null => {
      const isOf = (each: { service: string }): boolean => service === undefined || each.service === service;
      return figuresOf(id, shifts.filter(isOf), duties.filter(isOf), window);
    };
    return {
      ...its,
      figures: of(),
      corrected: duties.filter((duty) => duty.corrections.length > 0 && isListed(duty, id, window, nowMs)).length,
      services: SHIFT_SERVICES.flatMap((service) => {
        const figures = of(service);
        return figures === null ? [] : [{ service, name: names[service], figures }];
      }),
    };
  });
  const givenByAll = found.reduce((sum, { figures }) => sum + (figures?.given ?? 0), 0);
  const libraries = found.map((each): LibraryContribution => ({
    ...each,
    value: each.figures && valueOf(contribution, each.figures, { givenByAll, questions: each.questions }),
  }));
  return {
    contribution,
    definition: DEFINITIONS[contribution],
    isPublished,
    libraries,
    worked,
    serviceNames: names,
  };
}

/** Absent: the current month. Errors: Refusal 422 for a later one. */
export async function readContributions(
  deps: ContributionDeps,
  asked: string | undefined,
  nowMs: number,
): Promise<ContributionList> {
  const zone = deps.registry.queues().find(isShared)?.zone ?? 'UTC';
  const latest = windowOf(zone, nowMs, 1).to.slice(0, 7);
  if (asked !== undefined && asked > latest)
    throw invalid([{ field: 'month', message: 'should be this month or an earlier one' }], 'This month has not begun.');
  const month = asked ?? latest;
  return acrossLibraries(async () => {
    const { worked: _worked, serviceNames: _names, ...list } = await readAll(deps, monthWindow(month), nowMs);
    const first = await loadFirstOwed(deps.database.db);
    return { ...list, month, latest, since: first && toInstant(first.getTime()).slice(0, 7) };
  });
}

/** Null: the library owed and worked nothing. The caller has checked whose library it is. */
export async function readContribution(
  deps: ContributionDeps,
  { id, zone }: RegisteredLibrary,
  month: string,
  nowMs: number,
): Promise<MonthContribution | null> {
  const { libraries, worked, serviceNames, ...choice } = await acrossLibraries(() =>
    readAll(deps, monthWindow(month), nowMs),
  );
  const own = libraries.find(({ library }) => library === id);
  if (!own?.figures) return null;
  const window = windowIn(zone, monthWindow(month), nowMs);
  const nameOf = (library: string): string => libraryName(deps.registry, library);
  const duties = worked.filter((duty) => isListed(duty, id, window, nowMs));
  return {
    month,
    ...choice,
    ...own,
    zone,
    duties: duties
      .sort((one, other) => one.startMs - other.startMs)
      .map(({ queue, desk, startMs, endMs, service, why, owedBy, clock, corrections, ...seen }) => ({
        ...{ queue, desk, start: toInstant(startMs), end: toInstant(endMs) },
        ...{ service: serviceNames[service], serviceId: service, why, owedBy: nameOf(owedBy) },
        ...toOutcome(seen),
        clock: toOutcome(clock),
        corrections: corrections.map(toShownCorrection),
      })),
  };
}

/** Of all libraries together. */
export function totalOf({
  contribution,
  libraries,
}: Pick<ContributionsOfDays, 'contribution'> & {
  libraries: readonly Pick<LibraryContribution, 'figures' | 'questions'>[];
}): Pick<LibraryContribution, 'figures' | 'value'> {
  const figures = addFigures(libraries.flatMap((each) => each.figures ?? []));
  const questions = libraries.reduce((sum, each) => sum + (each.questions ?? 0), 0);
  return { figures, value: figures && valueOf(contribution, figures, { givenByAll: figures.given, questions }) };
}

/** All libraries, by name: the caller keeps those that its reader may see. */
export const readContributionsOfDays = async (
  deps: ContributionDeps,
  days: CivilWindow,
  nowMs: number,
): Promise<ContributionsOfDays> => {
  const { worked: _worked, serviceNames: _names, ...list } = await acrossLibraries(() => readAll(deps, days, nowMs));
  return list;
};

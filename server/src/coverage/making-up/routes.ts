// In:    a library in the path; a time to work for an hour that it did not cover.
// Out:   hours that were not covered, what was picked for them, free times to pick from.
// Never: another library's hours to a liaison.
import { COVER_AHEAD_DAYS, madeUpHoursApi, type FreeHour, type MadeUpHourList } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { isForLibrary, mayChange, scopeOf } from '../../accounts/scope.ts';
import { libraryName } from '../../cooperative/names.ts';
import type { RegisteredQueue } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound } from '../../platform/refusal.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { HALF_HOUR_MS } from '../../schedule/covers/half-hours.ts';
import { freeOf, loadShortTimes } from '../../schedule/covers/made-up-store.ts';
import { loadBusy } from '../../schedule/covers/store.ts';
import { serviceNames } from '../../schedule/shifts/shared-desk.ts';
import { loadToMakeUp, pickHour, removePicked, type DeskToMakeUp } from './store.ts';

export interface MakingUpDeps {
  database: Database;
  registry: Pick<Registry, 'library' | 'librariesByName' | 'queue' | 'queues' | 'sharedHours'>;
}

const times = ({ startMs, endMs }: Interval) => ({ start: toInstant(startMs), end: toInstant(endMs) });
const deskOf = ({ id, name, zone }: RegisteredQueue) => ({ queue: { id, name }, zone });

/** Whole half hours. */
const toHalfHours = <Each extends Interval>(all: readonly Each[]): Each[] =>
  all
    .map((each) => ({
      ...each,
      startMs: Math.ceil(each.startMs / HALF_HOUR_MS) * HALF_HOUR_MS,
      endMs: Math.floor(each.endMs / HALF_HOUR_MS) * HALF_HOUR_MS,
    }))
    .filter(({ startMs, endMs }) => startMs < endMs);

/** Providers of the library, too: whose hours these are. */
const isReader = (by: Account, library: string): boolean => scopeOf(by) === 'all' || by.libraries.includes(library);

export function makingUpRoutes({ database, registry }: MakingUpDeps) {
  const { db } = database;
  const named = (id: string) => ({ id, name: libraryName(registry, id) });

  const toList = (all: readonly DeskToMakeUp[], libraries: ReadonlySet<string>, by: Account, atMs: number) => ({
    services: serviceNames(registry.sharedHours()),
    toMakeUp: all
      .flatMap(({ desk, hours }) =>
        hours
          .filter(({ library }) => libraries.has(library))
          .map(({ library, startMs, endMs, lateMs, ...hour }) => ({
            ...deskOf(desk),
            library: named(library),
            ...times({ startMs, endMs }),
            ...hour,
            isLate: lateMs !== null,
          })),
      )
      .toSorted((one, other) => one.start.localeCompare(other.start)),
    madeUp: all
      .flatMap(({ desk, picked }) =>
        picked
          .filter(({ library }) => libraries.has(library))
          .map(({ id, library, service, startMs, endMs, missedMs, outcome }) => ({
            ...{ id, ...deskOf(desk), library: named(library), service, ...times({ startMs, endMs }) },
            ...{ missed: toInstant(missedMs), outcome },
            mayRemove: startMs > atMs && mayChange(by) && isForLibrary(by, library),
          })),
      )
      .toSorted((one, other) => one.start.localeCompare(other.start)),
  });

  const loadFree = async (library: string, all: readonly DeskToMakeUp[], atMs: number): Promise<FreeHour[]> => {
    const window = { startMs: atMs + 1, endMs: atMs + COVER_AHEAD_DAYS * DAY_MS };
    const desks = all.filter(({ hours }) =>
      hours.some((hour) => hour.library === library && hour.pickedMinutes < hour.minutes),
    );
    if (desks.length === 0) return [];
    const facts = await loadBusy(db, window);
    const free: FreeHour[] = [];
    for (const { desk } of desks) {
      const short = await loadShortTimes(db, desk, window);
      free.push(
        ...toHalfHours(freeOf(library, short, facts)).map(({ needed, scheduled, ...time }) => ({
          ...{ ...deskOf(desk), ...times(time), needed, scheduled },
        })),
      );
    }
    return free.toSorted((one, other) => one.start.localeCompare(other.start));
  };

  /** What a library is to make up depends on what others accepted, and where it can on all that work there. */
  const listOf = (library: string, by: Account, atMs: number): Promise<MadeUpHourList> =>
    acrossLibraries(async () => {
      const all = await loadToMakeUp(db, registry, atMs);
      return { ...toList(all, new Set([library]), by, atMs), free: await loadFree(library, all, atMs) };
    });

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, madeUpHoursApi.list, ({ library, by, atMs }) =>
      isReader(by, library) ? listOf(library, by, atMs) : { ...toList([], new Set(), by, atMs), free: [] },
    );
    serve(app, madeUpHoursApi.listAll, ({ by, atMs }) =>
      acrossLibraries(async () => {
        const libraries = new Set(registry.librariesByName().flatMap(({ id }) => (isReader(by, id) ? [id] : [])));
        return { ...toList(await loadToMakeUp(db, registry, atMs), libraries, by, atMs), free: [] };
      }),
    );
    serve(app, madeUpHoursApi.pick, async ({ library, body, by, atMs, sent }) => {
      const { queue, service } = body;
      const [startMs, endMs, missedMs] = [body.start, body.end, body.missed].map((at) => Date.parse(at)) as [
        number,
        number,
        number,
      ];
      const asked = { queue, library, service, startMs, endMs, missedMs };
      const made = await pickHour({ database, registry }, asked, { by, atMs, sent });
      const hour = (await listOf(library, by, atMs)).madeUp.find(({ id }) => id === made);
      // Sent again, and removed since.
      if (hour === undefined) throw notFound();
      return hour;
    });
    serve(app, madeUpHoursApi.remove, ({ library, made, by, atMs }) =>
      removePicked({ database }, library, made, { by, atMs }),
    );
  };
}

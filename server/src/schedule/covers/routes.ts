// In:    a library in the path; an hour that it gives, or a step.
// Out:   its hours of the next weeks, what is offered, and what it gave and took; a stored change.
// Never: why a library gives an hour, but to its own people and the coordinator.
import { COVER_AHEAD_DAYS, coversApi, type Cover, type CoverList, type SharedHour } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { deskName, libraryName } from '../../cooperative/names.ts';
import { isForLibrary, mayChange, scopeOf, visibleLibraries } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { DAY_MS, toInstant, toUtcDate } from '../../platform/time/instants.ts';
import { holidaysIn } from '../hours/cooperative-holidays.ts';
import { serviceNames } from '../shifts/shared-desk.ts';
import { undoableFor, whyNotAccept, type CoverFacts, type GivenCover } from './cover.ts';
import { loadDuties } from './duties-store.ts';
import { loadCovers, loadFacts, loadSharedDesks, moveCover, offerCover } from './store.ts';

export interface CoverRouteDeps {
  database: Database;
  registry: Pick<Registry, 'library' | 'librariesByName' | 'queue' | 'holidays' | 'sharedHours'>;
}

/** What was given and taken is shown as far back as hours are shown ahead. */
const SHOWN_MS = COVER_AHEAD_DAYS * DAY_MS;

export function coverRoutes({ database, registry }: CoverRouteDeps) {
  const name = (id: string): string => libraryName(registry, id);
  const library = (id: string) => ({ id, name: name(id) });
  const desk = (id: string) => ({
    queue: { id, name: deskName(registry, id) },
    zone: registry.queue(id)?.zone ?? 'UTC',
  });
  const times = ({ startMs, endMs }: { startMs: number; endMs: number }) => ({
    ...{ start: toInstant(startMs), end: toInstant(endMs) },
  });
  const deps = { database, name };

  const toShown = (by: Account, atMs: number, facts: CoverFacts) => {
    const own = mayChange(by) ? visibleLibraries(by, registry) : [];
    return (cover: GivenCover): Cover => {
      const { id, queue, service, reason, takenBy, offeredMs, decidedMs } = cover;
      const hasBegun = cover.state === 'open' && cover.startMs <= atMs;
      const isOpen = cover.state === 'open' && !hasBegun;
      const undo = undoableFor(cover, by.id, atMs);
      return {
        ...{ id, ...desk(queue), library: library(cover.library), service, ...times(cover) },
        reason: isForLibrary(by, cover.library) ? reason : null,
        state: hasBegun ? 'expired' : cover.state,
        takenBy: takenBy === null ? null : library(takenBy),
        offeredAt: toInstant(offeredMs),
        decidedAt: toInstant(hasBegun ? cover.startMs : decidedMs),
        mayAccept: isOpen
          ? own.filter((each) => whyNotAccept(each.id, cover, facts) === null).map((each) => each.id)
          : [],
        mayWithdraw: isOpen && own.some((each) => each.id === cover.library),
        undo: mayChange(by) && undo ? { library: undo.library, until: toInstant(undo.untilMs) } : null,
      };
    };
  };
  /** As its maker sees it. */
  const showOne = async (cover: GivenCover, by: Account, atMs: number): Promise<Cover> =>
    toShown(by, atMs, await acrossLibraries(() => loadFacts(database.db, [cover], atMs)))(cover);

  const toHours = async (libraries: readonly string[], atMs: number): Promise<SharedHour[]> => {
    const window = { startMs: atMs, endMs: atMs + SHOWN_MS };
    const duties = await loadDuties(database.db, await loadSharedDesks(database.db), window);
    return [...duties]
      .flatMap(([queue, { duties: all }]) =>
        all
          .filter((each) => libraries.includes(each.library))
          .map(({ service, people, why, owedBy, ...each }) => ({
            ...{ ...desk(queue), library: library(each.library), service, ...times(each) },
            ...{ people, why, owedBy: library(owedBy) },
          })),
      )
      .toSorted((one, other) => one.start.localeCompare(other.start));
  };
  /** Hours of these libraries; `all`: what every library has given and taken, too. */
  const list = (by: Account, libraries: readonly string[], all: boolean, atMs: number): Promise<CoverList> =>
    acrossLibraries(async () => {
      const { db } = database;
      const window = { startMs: atMs - SHOWN_MS, endMs: atMs + SHOWN_MS };
      const covers = await loadCovers(db, all ? null : libraries, window);
      const open = covers.filter(({ state }) => state === 'open');
      return {
        services: serviceNames(registry.sharedHours()),
        hours: await toHours(libraries, atMs),
        // By the dates of UTC, a day earlier: a desk's date may be yesterday's.
        holidays: holidaysIn(registry.holidays(), { from: toUtcDate(atMs - DAY_MS), to: toUtcDate(atMs + SHOWN_MS) }),
        covers: covers.map(toShown(by, atMs, await loadFacts(db, open, atMs))),
      };
    });

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, coversApi.list, ({ library: id, by, atMs }) => list(by, [id], false, atMs));
    // A provider's libraries say whose hours its person looks for; what it reads, every provider reads.
    serve(app, coversApi.listAll, ({ by, atMs }) => list(by, by.libraries, scopeOf(by) === 'all', atMs));
    serve(app, coversApi.offer, async ({ library: id, body, by, atMs, sent }) =>
      showOne(await offerCover(deps, id, body, { by, atMs, sent }), by, atMs),
    );
    serve(app, coversApi.step, async ({ library: id, cover, body: { step }, by, atMs }) =>
      showOne(await moveCover(deps, { id: cover, library: id, step }, { by, atMs }), by, atMs),
    );
  };
}

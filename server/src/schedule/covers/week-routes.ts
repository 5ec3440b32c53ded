// In:    a shared desk in the path, the first day of a week in the query.
// Out:   its week: which library is to be there when, open and offered hours, and where people are too few or too many.
// Never: why a library gives an hour.
import { deskWeekApi, type DeskWeek } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../cooperative/registry.ts';
import type { RegisteredQueue } from '../../cooperative/registered.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound } from '../../platform/refusal.ts';
import { addDays, mondayOf, startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { toStretches, within, type Interval } from '../../platform/time/intervals.ts';
import { loadRanges, type QueueRanges } from '../expansion/range-store.ts';
import { asPatronsFind, holidaysIn } from '../hours/cooperative-holidays.ts';
import { patronHours } from '../hours/open-now.ts';
import { loadQueue } from '../hours/store.ts';
import { neededIn } from '../shifts/needed.ts';
import { serviceNames } from '../shifts/shared-desk.ts';
import { isOwed } from './cover.ts';
import { loadDuties } from './duties-store.ts';
import { loadCovers } from './store.ts';
import { loadAnnouncedClosings, loadDeskNeeds, loadLibraryNames } from './week-store.ts';
import { unevenIn } from './week.ts';

export interface DeskWeekDeps {
  database: Database;
  registry: Pick<Registry, 'queue' | 'holidays' | 'sharedHours'>;
}

const DAYS = 7;

const asSpan = <More extends object>({ startMs, endMs, ...more }: Interval & More) => ({
  start: toInstant(startMs),
  end: toInstant(endMs),
  ...more,
});

/** It has no shifts: its hours stand for them, as Coverage counts them, and say nothing of how many people are there. */
const isByHours = ({ shifts, worked, scheduled }: QueueRanges): boolean =>
  shifts.length === 0 && worked.length === 0 && scheduled.length > 0;

async function readWeek(
  { database, registry }: DeskWeekDeps,
  { id, name, tier, zone }: RegisteredQueue,
  week: string,
  nowMs: number,
): Promise<DeskWeek> {
  const { db } = database;
  const after = addDays(week, DAYS);
  const window = { startMs: startOfDayMs(zone, week), endMs: startOfDayMs(zone, after) };
  const desk = (await loadDuties(db, [id], window)).get(id);
  const ranges = (await loadRanges(db, [id], window.startMs, window.endMs)).get(id);
  const needs = await loadDeskNeeds(db, id);
  if (desk === undefined || ranges === undefined || needs === undefined || tier === 'local') throw notFound();
  const record = await loadQueue(database, id);
  const owed = new Map([[id, desk.owed]]);
  const offers = (await loadCovers(db, null, window)).filter(
    (each) => each.queue === id && each.state === 'open' && isOwed(each, { owed }),
  );
  const closings = await loadAnnouncedClosings(db, window);
  const named = new Set([
    ...desk.duties.flatMap(({ library, owedBy }) => [library, owedBy]),
    ...[...offers, ...closings].map(({ library }) => library),
  ]);
  const needed = neededIn(needs.needed, { hours: ranges.hours, zone, window });
  return {
    ...{ queue: id, name, tier, zone, week },
    from: toInstant(window.startMs),
    to: toInstant(window.endMs),
    knownUntil: toInstant(needs.throughMs),
    shared: { libraries: await loadLibraryNames(db, named), services: serviceNames(registry.sharedHours()) },
    now: patronHours(asPatronsFind(record, registry.holidays()), nowMs).now,
    hours: needs.hasHours ? toStretches(within(ranges.hours, window)) : null,
    duties: desk.duties.map(asSpan),
    open: ranges.shifts
      .filter(({ library }) => library === null)
      .map(({ startMs, endMs, label }) => asSpan({ startMs, endMs, label })),
    offers: offers.map(({ id: offer, library, service, startMs, endMs }) =>
      asSpan({ id: offer, library, service, startMs, endMs }),
    ),
    uneven: needs.hasHours && !isByHours(ranges) ? unevenIn(needed, desk.duties, window).map(asSpan) : [],
    holidays: holidaysIn(registry.holidays(), { from: week, to: addDays(week, DAYS - 1) }),
    closings: closings.map(asSpan),
  };
}

export const deskWeekRoutes =
  (deps: DeskWeekDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    // What a shared desk's libraries do concerns all of them, and those who answer its chats.
    serve(app, deskWeekApi.get, async ({ queue, query: { from }, atMs }) => {
      const desk = deps.registry.queue(queue)!;
      const week = from ?? mondayOf(windowOf(desk.zone, atMs, 1).to);
      return acrossLibraries(() => readWeek(deps, desk, week, atMs));
    });
  };

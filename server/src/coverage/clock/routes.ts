// In:    a shared desk in the path; a press of its clock.
// Out:   which libraries are there now, and for which of them the account may press.
// Never: a person: the account that pressed is in the audit log alone.
import { deskClockApi, type DeskClock } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { UNKNOWN_QUEUE } from '../../accounts/access.ts';
import { isAtDesk, isForLibrary, maySpeakFor } from '../../accounts/scope.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound, Refusal } from '../../platform/refusal.ts';
import { includes, type Interval } from '../../platform/time/intervals.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { loadDuties } from '../../schedule/covers/duties-store.ts';
import type { HeartbeatClock } from '../presence/heartbeat-routes.ts';
import { keepPress, loadClockLibraries, loadPresses, notOwing, savePress } from './press-store.ts';

export interface ClockDeps {
  database: Database;
  registry: Pick<Registry, 'queue' | 'library' | 'librariesByName'>;
}

/** For heartbeats, whose connections see no schedule. The holder of a desk's token speaks for each library there. */
export const heartbeatClock = ({ database }: Pick<ClockDeps, 'database'>): HeartbeatClock => ({
  check: async (queue, library, nowMs) => {
    const owing = await acrossLibraries(() => loadClockLibraries(database.db, queue, nowMs));
    if (!owing.has(library)) throw notOwing();
  },
  keep: (queue, library, nowMs) =>
    acrossLibraries(() => keepPress(database, { queue, library, label: 'heartbeats' }, nowMs)),
});

const unknownQueue = (): Refusal => new Refusal(UNKNOWN_QUEUE.status, UNKNOWN_QUEUE.code, UNKNOWN_QUEUE.detail);

export function clockRoutes({ database, registry }: ClockDeps) {
  const { db } = database;

  /**
   * A library may owe hours at a desk that it does not name: then the desk's rows are not among its account's. `run` gets
   * which libraries owe hours there, and checks for which of them the account speaks.
   */
  const atDesk = <T>(
    { id, by, nowMs, refusal }: { id: string; by: Account; nowMs: number; refusal: () => Refusal },
    run: (owing: Set<string>) => Promise<T>,
  ): Promise<T> => {
    const isNamed = isAtDesk(by, id, registry);
    const load = async (): Promise<T> => {
      const owing = await loadClockLibraries(db, id, nowMs);
      if (!isNamed && ![...owing].some((library) => isForLibrary(by, library))) throw refusal();
      return run(owing);
    };
    return isNamed ? load() : acrossLibraries(load);
  };

  const read = async (id: string, by: Account, nowMs: number, owing: Set<string>): Promise<DeskClock> => {
    const queue = registry.queue(id);
    if (queue === undefined) throw notFound();
    const window: Interval = { startMs: nowMs, endMs: nowMs + DAY_MS };
    const presses = (await loadPresses(db, [id], { startMs: nowMs, endMs: nowMs + 1 })).get(id) ?? [];
    const duties = (await loadDuties(db, [id], window)).get(id)?.duties ?? [];
    const libraries = registry.librariesByName();
    return {
      queue: id,
      name: queue.name,
      zone: queue.zone,
      here: libraries.flatMap(({ id: library, name }) => {
        const press = presses.find((each) => each.library === library && includes(each, nowMs));
        return press ? [{ library, name, since: toInstant(press.startMs), until: toInstant(press.endMs) }] : [];
      }),
      libraries: libraries.flatMap(({ id: library, name }) => {
        if (!owing.has(library) || !maySpeakFor(by, library, id)) return [];
        const duty = duties.find((each) => each.library === library);
        return [{ library, name, duty: duty ? { start: toInstant(duty.startMs), end: toInstant(duty.endMs) } : null }];
      }),
    };
  };

  return async (app: FastifyInstance): Promise<void> => {
    serve(app, deskClockApi.get, ({ queue, by, atMs }) => {
      if (registry.queue(queue) === undefined) throw unknownQueue();
      const desk = { id: queue, by, nowMs: atMs, refusal: unknownQueue };
      return atDesk(desk, (owing) => read(queue, by, atMs, owing));
    });

    serve(app, deskClockApi.press, ({ body: { queue, ...press }, by, atMs }) => {
      const library = registry.library(press.library);
      if (library === undefined || !maySpeakFor(by, library.id, queue)) throw notOwing();
      return atDesk({ id: queue, by, nowMs: atMs, refusal: notOwing }, async (owing) => {
        if (!owing.has(library.id)) throw notOwing();
        await savePress(database, queue, { ...press, name: library.name }, { by, atMs });
        return read(queue, by, atMs, owing);
      });
    });
  };
}

// In:    a queue in the path, its shifts in the body.
// Out:   its shifts, from rules and the calendar; a stored and notified change.
// Never: checks access: http/access.ts declares who may call a route and change a queue.
import { shiftsApi, type NeededRule, type QueueShifts, type ShiftFeed, type ShiftRule } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { mayEdit } from '../../accounts/scope.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { Refusal } from '../../platform/refusal.ts';
import { checkShifts } from './check.ts';
import { checkNeeded } from './needed.ts';
import { toSharedDesk, type SharedDeskFacts } from './shared-desk.ts';
import { loadShifts, saveShifts, type ShiftsRecord } from './store.ts';

export interface ShiftsDeps {
  database: Database;
  registry: SharedDeskFacts;
}

/** A calendar's address lets anybody read it, with people's names, and a rule may have one: accounts that may not change it see its host only. */
const toShownFeed = (feed: ShiftFeed, isWhole: boolean): ShiftFeed =>
  isWhole ? feed : { ...feed, url: new URL(feed.url).origin, owners: [] };

/** A queue's shifts as this account may see and change them. */
export const toQueueShifts = (record: ShiftsRecord, account: Account, registry: SharedDeskFacts): QueueShifts => ({
  queue: record.id,
  name: record.name,
  zone: record.zone,
  shifts: record.shifts,
  needed: record.needed,
  shared: toSharedDesk(registry, record.tier),
  feed: record.feed && toShownFeed(record.feed, mayEdit(account, record)),
  revision: record.revision,
  editable: mayEdit(account, record),
});

/** Errors: Refusal 422 `invalid-shifts`. */
export function checkRules(shifts: readonly ShiftRule[], needed: readonly NeededRule[] = []): void {
  const errors = [
    ...checkShifts(shifts).map(({ path, message }) => ({ field: ['shifts', ...path].join('.'), message })),
    ...checkNeeded(needed).map(({ path, message }) => ({ field: ['needed', ...path].join('.'), message })),
  ];
  if (errors.length > 0) throw new Refusal(422, 'invalid-shifts', 'These shifts contradict themselves.', { errors });
}

/** Errors: Refusal 404. */
export const readShifts =
  ({ database: { db }, registry }: ShiftsDeps) =>
  async ({ queue, by }: { queue: string; by: Account }): Promise<QueueShifts> =>
    toQueueShifts(await loadShifts(db, queue), by, registry);

export const shiftsRoutes =
  (deps: ShiftsDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    const read = readShifts(deps);
    const { database, registry } = deps;
    serve(app, shiftsApi.get, read);

    serve(
      app,
      shiftsApi.change,
      async ({ queue, body, by, atMs }) => {
        checkRules(body.shifts, body.needed);
        return toQueueShifts(await saveShifts(database, queue, { ...body, by, atMs }), by, registry);
      },
      { stored: read },
    );
  };

// In:    a queue or a library in the path, a change of hours in the body.
// Out:   queues with their hours and audit trail; a stored and notified change.
// Never: checks access: http/access.ts declares who may call a route and change a queue.
import { hoursApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { loadQueueTrail } from '../../platform/audit/audit-store.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Account } from '../../platform/http/access.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound } from '../../platform/refusal.ts';
import { saveChange, undoLatest } from './change-store.ts';
import { closingRoutes } from './closing-routes.ts';
import { checkRules, checkUntil, toMs, toQueueHours, type HoursDeps } from './route-shared.ts';
import { planRoutes } from './plan-routes.ts';
import { loadQueue, loadQueues } from './store.ts';

export function hoursRoutes(deps: HoursDeps) {
  const { database, registry } = deps;
  return async (app: FastifyInstance): Promise<void> => {
    const read = async ({ queue, by }: { queue: string; by: Account }) =>
      toQueueHours(await loadQueue(database, queue), by);
    serve(app, hoursApi.get, read);

    serve(
      app,
      hoursApi.change,
      async ({ queue, body: { hours, revision }, by, atMs }) => {
        checkRules(hours);
        const change = { action: 'hours-changed', hours } as const;
        return toQueueHours(await saveChange(database, queue, { change, revision, by, atMs }), by);
      },
      { stored: read },
    );

    serve(
      app,
      hoursApi.closeUntil,
      async ({ queue, body: { until, revision, note = null }, by, atMs }) => {
        checkUntil(until, atMs, 'The queue cannot be closed until this time.');
        const change = { action: 'closed-until', untilMs: toMs(until) } as const;
        return toQueueHours(await saveChange(database, queue, { change, revision, by, atMs, note }), by);
      },
      { stored: read },
    );

    serve(
      app,
      hoursApi.undo,
      async ({ queue, body: { revision }, by, atMs }) =>
        toQueueHours(await undoLatest(database, queue, { revision, by, atMs }), by),
      { stored: read },
    );

    serve(app, hoursApi.listAudit, async ({ queue }) => {
      await loadQueue(database, queue);
      return { entries: await acrossLibraries(() => loadQueueTrail(database.db, queue)) };
    });

    serve(app, hoursApi.list, async ({ library: id, by }) => {
      const library = registry.library(id);
      if (library === undefined) throw notFound();
      const ids = library.queues.map(({ queueId }) => queueId);
      const records = await loadQueues(database, ids);
      records.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
      return { queues: records.map((record) => toQueueHours(record, by)) };
    });

    await app.register(planRoutes(deps));
    await app.register(closingRoutes(deps));
  };
}

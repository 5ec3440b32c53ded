// In:    a queue in the path; a desk to add or to remove.
// Out:   the queue's presence and its desks.
// Never: returns a desk's token a second time.
import { presenceApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { createToken } from '../../accounts/token.ts';
import { serve } from '../../platform/http/serve.ts';
import { notFound } from '../../platform/refusal.ts';
import { afterClosingAt } from '../../schedule/hours/after-closing.ts';
import { asPatronsFind } from '../../schedule/hours/cooperative-holidays.ts';
import { loadQueue } from '../../schedule/hours/store.ts';
import { deleteDesk, insertDesk, loadDesks, loadPresenceAudit } from './desk-store.ts';
import { checkHeartbeats, toDesk, toQueuePresence, type PresenceRouteDeps } from './route-shared.ts';
import { loadPresence } from './seen-store.ts';

export const presenceRoutes =
  ({ database, registry }: Omit<PresenceRouteDeps, 'clock'>) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(app, presenceApi.get, async ({ queue: id, by, atMs }) => {
      const queue = registry.queue(id);
      if (queue === undefined) throw notFound();
      const row = await loadPresence(database, id);
      const desk = asPatronsFind(await loadQueue(database, id), registry.holidays());
      const afterClosing = afterClosingAt(desk, registry.afterClosingMs(), atMs);
      return toQueuePresence(queue, row, await loadDesks(database.db, id), by, afterClosing, atMs);
    });

    serve(app, presenceApi.listAudit, async ({ queue }) => ({ entries: await loadPresenceAudit(database, queue) }));

    serve(app, presenceApi.listDesks, async ({ queue, atMs }) => {
      const desks = await loadDesks(database.db, queue);
      return { desks: desks.map((desk) => toDesk(desk, atMs)) };
    });

    serve(app, presenceApi.addDesk, async ({ queue: id, body: { name }, ...made }) => {
      const queue = registry.queue(id);
      if (queue === undefined) throw notFound();
      checkHeartbeats(queue);
      const token = createToken();
      return { desk: toDesk(await insertDesk(database, id, name, token, made), made.atMs), token };
    });

    serve(app, presenceApi.removeDesk, async ({ queue, desk, by, atMs }) => {
      if (!(await deleteDesk(database, queue, desk, { by, atMs }))) throw notFound();
    });
  };

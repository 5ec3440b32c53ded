// In:    a queue in the address, the address of its calendar in the body.
// Out:   the queue's shifts with its calendar's state; the calendar is asked at once.
// Never: asks who may knock (http/access.ts declares it); but a desk that all libraries share is the coordinator's to change.
import { idSchema, problemSchema, queueShiftsSchema, shiftFeedChangeSchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { Egress } from '../egress/egress.ts';
import { mayEdit } from '../hours/door.ts';
import { sendNotFound, sendProblem } from '../http/problem.ts';
import { toQueueShifts } from '../shifts/routes.ts';
import { loadShifts } from '../shifts/store.ts';
import type { Feeds } from './run.ts';
import { saveFeed } from './store.ts';

export interface FeedRoutesDeps {
  database: Database;
  clock: Clock;
  egress: Pick<Egress, 'fault'>;
  feeds: Pick<Feeds, 'wake'>;
}

/** `webcal:` is https by another name: what a calendar program is to open. */
const toWebAddress = (url: string): string => url.trim().replace(/^webcals?:/i, 'https:');

export function feedRoutes({ database, clock, egress, feeds }: FeedRoutesDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.put(
      '/v1/queues/:queue/shift-feed',
      {
        config: { access: 'own-queue' },
        schema: {
          params: z.object({ queue: idSchema }),
          body: shiftFeedChangeSchema,
          response: { 200: queueShiftsSchema, 409: problemSchema },
          tags: ['shifts'],
          summary: 'Read a queue’s shifts from an iCalendar feed, or no longer',
        },
      },
      async ({ params: { queue }, body, account }, reply) => {
        const record = await loadShifts(database.db, queue);
        if (record === undefined || account === null) return sendNotFound(reply);
        if (!mayEdit(account, record)) {
          const why = 'Several libraries share this desk: its calendar is the coordinator’s to change.';
          return sendProblem(reply, 403, 'not-editable', why);
        }
        const url = body.url === null ? null : toWebAddress(body.url);
        const message = url === null ? undefined : egress.fault(url);
        if (message !== undefined) {
          return sendProblem(reply, 422, 'invalid-feed', 'This address cannot be asked.', [{ field: 'url', message }]);
        }
        const by = { id: account.id, label: account.label };
        const saved = await saveFeed(database, queue, { url, revision: body.revision, by, atMs: clock.now() });
        if (saved === 'unknown') return sendNotFound(reply);
        if (saved === 'stale') {
          const why = 'Somebody has changed these shifts since: read them again, then change them.';
          return sendProblem(reply, 409, 'stale-revision', why);
        }
        feeds.wake();
        return toQueueShifts(saved, account);
      },
    );
  };
}

// In:    a queue in the path, its calendar's address in the body.
// Out:   the queue's shifts with its calendar's state; the calendar is fetched at once.
// Never: checks access: http/access.ts declares who may call a route and change a queue.
import { problemSchema, queueShiftsSchema, shiftFeedChangeSchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import { queueParams } from '../hours/route-shared.ts';
import { sendProblem } from '../../platform/http/problem.ts';
import { sendShifts } from '../shifts/routes.ts';
import type { Feeds } from './run.ts';
import { saveFeed } from './store.ts';

export interface FeedRoutesDeps {
  database: Database;
  clock: Clock;
  egress: Pick<Egress, 'fault'>;
  feeds: Pick<Feeds, 'wake'>;
}

/** `webcal:` means https, with a hint to open a calendar program. */
const toWebAddress = (url: string): string => url.trim().replace(/^webcals?:/i, 'https:');

export function feedRoutes({ database, clock, egress, feeds }: FeedRoutesDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.put(
      '/v1/queues/:queue/shift-feed',
      {
        config: { access: 'editable-queue' },
        schema: {
          params: queueParams,
          body: shiftFeedChangeSchema,
          response: { 200: queueShiftsSchema, 409: problemSchema },
          tags: ['shifts'],
          summary: 'Set or remove the iCalendar feed of a queue’s shifts',
        },
      },
      async ({ params: { queue }, body, account }, reply) => {
        const url = body.url === null ? null : toWebAddress(body.url);
        const message = url === null ? undefined : egress.fault(url);
        if (message !== undefined) {
          return sendProblem(reply, 422, 'invalid-feed', 'This address is not valid.', [{ field: 'url', message }]);
        }
        const authorship = { by: account!, atMs: clock.now() };
        const saved = await saveFeed(database, queue, { url, revision: body.revision, ...authorship });
        if (typeof saved !== 'string') feeds.wake();
        return sendShifts(reply, saved, account);
      },
    );
  };
}

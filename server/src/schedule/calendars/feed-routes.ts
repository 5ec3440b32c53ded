// In:    a queue in the path, its calendar's address in the body.
// Out:   the queue's shifts with its calendar's state; the calendar is fetched at once.
// Never: checks access: http/access.ts declares who may call a route and change a queue.
import { shiftsApi } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Egress } from '../../platform/egress/egress.ts';
import { serve } from '../../platform/http/serve.ts';
import { Refusal } from '../../platform/refusal.ts';
import { readShifts, toQueueShifts, type ShiftsDeps } from '../shifts/routes.ts';
import type { Feeds } from './run.ts';
import { saveFeed } from './store.ts';

export interface FeedRoutesDeps extends ShiftsDeps {
  egress: Pick<Egress, 'fault'>;
  feeds: Pick<Feeds, 'wake'>;
}

/** `webcal:` means https, with a hint to open a calendar program. */
const toWebAddress = (url: string): string => url.trim().replace(/^webcals?:/i, 'https:');

export const feedRoutes =
  ({ database, registry, egress, feeds }: FeedRoutesDeps) =>
  async (app: FastifyInstance): Promise<void> => {
    serve(
      app,
      shiftsApi.changeFeed,
      async ({ queue, body: { url: written, owners, revision }, by, atMs }) => {
        const url = written === null ? null : toWebAddress(written);
        const message = url === null ? undefined : egress.fault(url);
        if (message !== undefined)
          throw new Refusal(422, 'invalid-feed', 'This address is not valid.', { errors: [{ field: 'url', message }] });
        const saved = await saveFeed(database, queue, { url, owners, revision, by, atMs });
        feeds.wake();
        return toQueueShifts(saved, by, registry);
      },
      { stored: readShifts({ database, registry }) },
    );
  };

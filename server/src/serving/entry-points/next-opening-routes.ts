// In:    GET /v1/libraries/{library}/next-opening.ics.
// Out:   the next opening as a calendar's event; a problem where none is known.
// Never: counts who asks; asks the database.
import { idSchema, problemSchema } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { LiveAvailability } from '../../availability/live.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import { sendProblem } from '../../platform/http/problem.ts';
import { ownAddressOf } from '../../visibility/snippets/tag.ts';
import { messages } from './messages.ts';
import { nextOpeningOf, toCalendar } from './next-opening.ts';

/** Shorter than the least notice that a desk gives of other hours. */
const CACHE = 'public, max-age=300';

export interface NextOpeningDeps {
  registry: Pick<Registry, 'library'>;
  live: Pick<LiveAvailability, 'frame'>;
  clock: Clock;
}

export const nextOpeningRoutes =
  ({ registry, live, clock }: NextOpeningDeps): FastifyPluginAsyncZod =>
  async (scope) => {
    scope.get(
      '/v1/libraries/:library/next-opening.ics',
      {
        config: { access: 'anyone' },
        schema: {
          params: z.object({ library: idSchema }),
          response: {
            200: { description: 'One event (RFC 5545).', content: { 'text/calendar': { schema: z.string() } } },
            404: problemSchema,
          },
          tags: ['availability'],
          summary: 'The next opening, as an event for a calendar',
        },
      },
      async ({ params }, reply) => {
        reply.header('cache-control', CACHE);
        const library = registry.library(params.library);
        const answer = library && live.frame(library.id)?.availability;
        if (!library || !answer) {
          sendProblem(reply, 404, 'unknown-library', 'No library has this id; see /v1/libraries.');
          return reply;
        }
        const startMs = nextOpeningOf(answer, clock.now());
        if (startMs === null) {
          sendProblem(
            reply,
            404,
            'no-opening',
            'No time within 8 days is known at which the chat opens after it was closed.',
          );
          return reply;
        }
        const words = { summary: messages.reminder(library.name), description: messages.reminderWhy };
        const address = ownAddressOf(library);
        return reply
          .type('text/calendar; charset=utf-8')
          .header('content-disposition', 'attachment; filename="ask-a-librarian.ics"')
          .send(toCalendar({ library, startMs, asOf: answer.asOf, address, words }));
      },
    );
  };

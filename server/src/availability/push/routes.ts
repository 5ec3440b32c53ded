// In:    the libraries that a page asks about: `?library=a&library=b`.
// Out:   their stream of server-sent events, or a problem before it begins.
// Never: a stream for a HEAD request, or one that the framework would serialize.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { idSchema, problemSchema } from '@askusnow/sdk/contract';
import { z } from 'zod';
import type { LiveAvailability } from '../live.ts';
import { sendProblem } from '../../platform/http/problem.ts';
import type { Push } from './push.ts';
import { sendRefusal } from './send-refusal.ts';

/** A page shows one or two; a staff page of a whole state, some dozens. */
const MAX_LIBRARIES = 50;

const EVENT_STREAM = {
  description:
    'Events `availability`, each with what the availability route answers, and `tick`. A `retry` at the end announces a restart.',
  content: { 'text/event-stream': { schema: z.string() } },
};

const refuse = (reply: FastifyReply, detail: string, field: string, message: string): void =>
  void sendProblem(reply, 422, 'invalid-request', detail, [{ field, message }]);

export const pushRoutes =
  ({ live, push }: { live: LiveAvailability; push: Push }) =>
  async (scope: FastifyInstance): Promise<void> => {
    // Open streams would hold up the server's close for ever: they end first.
    scope.addHook('preClose', () => push.close());

    scope.get<{ Querystring: { library?: string | string[] } }>(
      '/v1/availability/stream',
      {
        config: { access: 'anyone' },
        exposeHeadRoute: false,
        // For the description alone: the handler refuses in words of its own.
        schema: {
          querystring: z.object({ library: z.array(idSchema).min(1).max(MAX_LIBRARIES) }),
          response: { 200: EVENT_STREAM, 404: problemSchema, 429: problemSchema, 503: problemSchema },
          tags: ['availability'],
          summary: 'Server-sent events: a snapshot, each change, and a tick every 15 s',
        },
        validatorCompiler: () => () => true,
      },
      (request, reply) => {
        reply.headers({ 'access-control-allow-origin': '*', 'cache-control': 'no-store' });
        const libraries = [request.query.library ?? []].flat();
        const range = `1 to ${MAX_LIBRARIES} of them`;
        if (libraries.length === 0)
          return refuse(reply, '`library` is required, for example ?library=harford&library=carroll', 'library', range);
        if (libraries.length > MAX_LIBRARIES)
          return refuse(reply, `A stream has at most ${MAX_LIBRARIES} libraries.`, 'library', range);
        const malformed = libraries.findIndex((library) => !idSchema.safeParse(library).success);
        if (malformed >= 0)
          return refuse(
            reply,
            'A library has an invalid ID.',
            `library.${malformed}`,
            'an id as /v1/libraries lists them, like "harford"',
          );
        if (libraries.some((library) => live.frame(library) === undefined)) {
          return void sendProblem(
            reply,
            404,
            'unknown-library',
            'One of these libraries does not exist; see /v1/libraries.',
          );
        }
        const opened = push.open(request.raw, reply.raw, libraries, request.ip);
        if (opened === 'opened') return void reply.hijack();
        sendRefusal(reply, opened, 'Ask for the availability of each library once a minute meanwhile.');
      },
    );
  };

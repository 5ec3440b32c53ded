// In:    a library's id in the address.
// Out:   the frame that everyone gets, from memory: 200, or 304 where the asker has it already.
// Never: a database, a schema or a hook on the way. Libraries that are not live answer too: their webmasters test first.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { availabilitySchema, problemSchema } from '@askusnow/sdk/contract';
import { sendProblem } from '../http/problem.ts';
import type { LiveAvailability } from './live.ts';

/** Pages of any site may read it, and with it how old it is. */
const READABLE = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Date, Age, ETag',
  'x-content-type-options': 'nosniff',
} as const;

const FOUND = {
  'content-type': 'application/json; charset=utf-8',
  // A CDN carries it; how long it is true for stands in the body.
  'cache-control': 'public, max-age=15, stale-while-revalidate=30, stale-if-error=60',
  ...READABLE,
} as const;

/** Short: the library may be added any minute. */
const NOT_FOUND = { 'cache-control': 'public, max-age=15', ...READABLE } as const;

/** RFC 9110 §13.1.2: a list, weak tags equal to strong ones, `*` for any. */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch === etag || ifNoneMatch.split(',').some((each) => ['*', etag, `W/${etag}`].includes(each.trim()));
}

type AvailabilityRequest = FastifyRequest<{ Params: { library: string } }>;

export const availabilityRoutes =
  ({ live }: { live: LiveAvailability }) =>
  async (scope: FastifyInstance): Promise<void> => {
    const answer = (request: AvailabilityRequest, reply: FastifyReply): void => {
      const frame = live.frame(request.params.library);
      if (frame === undefined) {
        return void sendProblem(
          reply.headers(NOT_FOUND),
          404,
          'unknown-library',
          'No library has this id; see /v1/libraries.',
        );
      }
      reply.headers(FOUND).header('etag', frame.etag);
      if (isKnown(request.headers['if-none-match'], frame.etag)) reply.code(304).send();
      else reply.send(frame.body);
    };

    scope.get<{ Params: { library: string } }>(
      '/v1/libraries/:library/availability',
      {
        config: { access: 'anyone' },
        // For the description alone: a Buffer passes no serializer, and nothing is declared that would be validated.
        schema: {
          response: { 200: availabilitySchema, 404: problemSchema },
          tags: ['availability'],
          summary: "What a library's patrons are told about the chat service now",
        },
      },
      answer,
    );
  };

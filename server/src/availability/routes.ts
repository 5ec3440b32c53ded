// In:    a library's id in the address.
// Out:   the frame that everyone gets, from memory; a problem where there is no such library.
// Never: a database or a validator on the way. Libraries that are not live answer too: their webmasters test first.
import type { FastifyInstance } from 'fastify';
import { availabilitySchema, problemSchema } from '@askusnow/sdk/contract';
import { createHttpDate } from '../platform/http/date.ts';
import { sendProblem } from '../platform/http/problem.ts';
import { securityHeaders } from '../platform/http/security-headers.ts';
import type { FastPathDeps } from './fast-path.ts';
import { createFrameSender, READABLE } from './send-frame.ts';

/** Short: the library may be added any minute. */
const NOT_FOUND = { ...READABLE, 'cache-control': 'public, max-age=15' } as const;

/** The whole route. The plain GET of a known library, which is nearly all of them, takes the fast path: fast-path.ts. */
export const availabilityRoutes =
  ({ live, config, clock }: FastPathDeps) =>
  async (scope: FastifyInstance): Promise<void> => {
    const sendFrame = createFrameSender(securityHeaders(config), createHttpDate(clock));
    scope.route<{ Params: { library: string } }>({
      method: ['GET', 'HEAD'],
      url: '/v1/libraries/:library/availability',
      config: { access: 'anyone' },
      // For the description alone: nothing is declared that would be validated, and the frame passes no serializer.
      schema: {
        response: { 200: availabilitySchema, 404: problemSchema },
        tags: ['availability'],
        summary: "What a library's patrons are told about the chat service now",
      },
      handler(request, reply): void {
        const frame = live.frame(request.params.library);
        if (frame === undefined) {
          sendProblem(reply.headers(NOT_FOUND), 404, 'unknown-library', 'No library has this id; see /v1/libraries.');
        } else {
          reply.hijack();
          sendFrame(request.raw, reply.raw, frame);
        }
      },
    });
  };

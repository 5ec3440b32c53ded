// In:    a response; how long its client must wait.
// Out:   the response with that wait.
import type { FastifyReply } from 'fastify';

/** In whole seconds, rounded up: a client that waits for them is never early. Units: ms. */
export const withRetryAfter = (reply: FastifyReply, waitMs: number): FastifyReply =>
  reply.header('retry-after', String(Math.ceil(waitMs / 1000)));

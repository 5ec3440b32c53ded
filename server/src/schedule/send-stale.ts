// Out:   the response to a change of an outdated revision.
import type { FastifyReply } from 'fastify';
import { sendProblem } from '../platform/http/problem.ts';

/** The revision in the request is not the current one: somebody else changed the data first. */
export const sendStale = (reply: FastifyReply, what: 'hours' | 'shifts'): FastifyReply =>
  sendProblem(
    reply,
    409,
    'stale-revision',
    `Somebody else has changed these ${what}: reload them, then make your change again.`,
  );

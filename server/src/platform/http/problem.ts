// In:    why a door says no.
// Out:   an RFC 9457 reply.
// Never: the request's own text, an address or a stack: what is written here may be logged.
import type { FastifyReply } from 'fastify';
import type { Problem } from '@askusnow/sdk/contract';

/** Source: RFC 9457 §3. */
export const PROBLEM_TYPE = 'application/problem+json';

/** One field at fault. */
export type FieldError = NonNullable<Problem['errors']>[number];

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be used',
  429: 'Too many requests',
  500: 'Server error',
  503: 'Busy',
};

/** A problem. `code` is stable; see sdk/src/contract/problem.ts. */
export const toProblem = (status: number, code: string, detail?: string, errors?: FieldError[]): Problem => ({
  type: 'about:blank',
  title: TITLES[status] ?? 'Problem',
  status,
  code,
  ...(detail === undefined ? {} : { detail }),
  ...(errors === undefined ? {} : { errors }),
});

/** Sends one. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  code: string,
  detail?: string,
  errors?: FieldError[],
): FastifyReply {
  const problem = toProblem(status, code, detail, errors);
  return reply.code(status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** Somebody was quicker: what the change names as read is not what stands. */
export const sendStale = (reply: FastifyReply, what: 'hours' | 'shifts'): FastifyReply =>
  sendProblem(
    reply,
    409,
    'stale-revision',
    `Somebody has changed these ${what} since: read them again, then change them.`,
  );

/** No address in the reply: a 404 that repeats what was asked is how other people's text gets onto our origin. */
export const sendNotFound = (reply: FastifyReply): FastifyReply =>
  sendProblem(reply, 404, 'not-found', 'There is nothing at this address.');

/** An account has as many of something as it may have. */
export const sendQuotaReached = (reply: FastifyReply, what: string, max: number): FastifyReply =>
  sendProblem(
    reply,
    409,
    'quota-reached',
    `Your account has ${max} ${what}, the most that it may have: remove one first.`,
  );

// In:    why a request is refused.
// Out:   an RFC 9457 response.
// Never: includes the request's text, an address or a stack: the response may be logged.
import type { FastifyReply } from 'fastify';
import type { Problem, ProblemCode } from '@askusnow/sdk/contract';
import { invalid, notFound, type Refusal } from '../refusal.ts';
import { withRetryAfter } from './retry-after.ts';

/** Source: RFC 9457 §3. */
export const PROBLEM_TYPE = 'application/problem+json';

/** One invalid field. */
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
  422: 'Not valid',
  429: 'Too many requests',
  500: 'Server error',
  503: 'Busy',
};

/** Builds a problem. `code` is stable; see sdk/src/contract/problem.ts. */
export const toProblem = (status: number, code: ProblemCode, detail?: string, errors?: FieldError[]): Problem => ({
  type: 'about:blank',
  title: TITLES[status] ?? 'Problem',
  status,
  code,
  ...(detail === undefined ? {} : { detail }),
  ...(errors === undefined ? {} : { errors }),
});

/** Sends a problem. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  code: ProblemCode,
  detail?: string,
  errors?: FieldError[],
): FastifyReply {
  const problem = toProblem(status, code, detail, errors);
  return reply.code(status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** What a store refuses. */
export function sendRefusal(
  reply: FastifyReply,
  { status, code, message, more: { waitMs, ...more } }: Refusal,
): FastifyReply {
  if (waitMs !== undefined) withRetryAfter(reply, waitMs);
  return reply
    .code(status)
    .header('content-type', PROBLEM_TYPE)
    .send(JSON.stringify({ ...toProblem(status, code, message), ...more }));
}

export const sendNotFound = (reply: FastifyReply): FastifyReply => sendRefusal(reply, notFound());

export const sendInvalid = (reply: FastifyReply, errors: FieldError[]): FastifyReply =>
  sendRefusal(reply, invalid(errors));

// In:    what became of a batch, and the security headers of every reply.
// Out:   the reply: 202 with a receipt, or a problem.
// Never: the request's own words, or a header that differs from one reply to the next but Retry-After.
import type { ServerResponse } from 'node:http';
import { EVENTS_BODY_LIMIT_BYTES, type RefusalReason } from '@askusnow/sdk/contract';
import { PROBLEM_TYPE, toProblem } from '../../platform/http/problem.ts';
import type { SecurityHeaders } from '../../platform/http/security-headers.ts';
import type { Outcome } from './outcome.ts';

/**
 * Any page may read the answer, so that an unregistered one can say what is wrong: the reply holds nothing of anybody's.
 * CORS is no guard: ingest itself refuses an Origin that is not the library's.
 */
export const READABLE = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
} as const;

export const REFUSALS: Readonly<Record<RefusalReason, { status: number; detail: string }>> = {
  'malformed-batch': { status: 400, detail: 'The body should be one batch as the contract describes it.' },
  'origin-not-registered': {
    status: 403,
    detail: "The request's Origin should be one of those that the cooperative has registered for this library.",
  },
  'unknown-library': { status: 404, detail: 'The library should be one of GET /v1/libraries.' },
  'too-large': { status: 413, detail: `The body should be at most ${EVENTS_BODY_LIMIT_BYTES} bytes.` },
  'batch-day': { status: 422, detail: "The batch's day should be within one of the server's own, in UTC." },
};

/** Seconds; a page adds its own jitter. */
const RETRY_AFTER_SEC = 5;

export type OutcomeSender = (response: ServerResponse, outcome: Outcome) => void;

export function createOutcomeSender(security: SecurityHeaders): OutcomeSender {
  const received = Object.entries({
    ...security,
    ...READABLE,
    'content-type': 'application/json; charset=utf-8',
  }).flat();
  const refused = Object.entries({ ...security, ...READABLE, 'content-type': PROBLEM_TYPE }).flat();
  return (response, outcome) => {
    if ('receipt' in outcome) return send(response, 202, received, JSON.stringify(outcome.receipt));
    const problem = problemOf(outcome);
    const headers = 'busy' in outcome ? [...refused, 'retry-after', String(RETRY_AFTER_SEC)] : refused;
    send(response, problem.status, headers, JSON.stringify(problem));
  };
}

function problemOf(outcome: Exclude<Outcome, { receipt: unknown }>) {
  if ('failed' in outcome) return toProblem(500, 'server-error');
  if ('busy' in outcome) {
    return toProblem(503, 'busy', 'The same batch may be sent again after the seconds in Retry-After.');
  }
  const { status, detail } = REFUSALS[outcome.refused];
  return toProblem(status, outcome.refused, detail, outcome.errors);
}

/** A string's bytes go out in one piece with the head. */
function send(response: ServerResponse, status: number, headers: readonly string[], text: string): void {
  response.writeHead(status, [...headers, 'content-length', String(Buffer.byteLength(text))]).end(text);
}

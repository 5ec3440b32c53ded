// In:    every request, as it arrives.
// Out:   a deadline, counted from its arrival, that its queries keep to.
// Never: a request that waits longer for the database than its route's limit: it is answered 503 with Retry-After.
import type { FastifyInstance } from 'fastify';
import { runUntil } from '../db/request-deadline.ts';

/**
 * Less than the ten seconds that a closing server gives its requests. A year of one queue's coverage takes a fraction of a
 * second (test/bench/coverage-year.ts).
 */
const ANSWER_WITHIN_MS = 8_000;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Infinity for a stream, which has no end. */
    answerWithinMs?: number;
  }
  interface FastifyRequest {
    /** In ms of `performance.now()`. */
    deadlineMs: number;
  }
}

export function limitTime(app: FastifyInstance): void {
  app.decorateRequest('deadlineMs', 0);
  app.addHook('onRequest', (request, _reply, done) => {
    const { answerWithinMs = ANSWER_WITHIN_MS } = request.routeOptions.config ?? {};
    request.deadlineMs = performance.now() + answerWithinMs;
    runUntil(request.deadlineMs, done);
  });
  // A body arrives in events of its socket, outside of what the request has begun.
  app.addHook('preValidation', (request, _reply, done) => runUntil(request.deadlineMs, done));
}

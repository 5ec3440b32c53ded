// In:    every request, as it arrives.
// Out:   how long its queries may wait and take, counted from its arrival.
// Never: a request that waits longer for the database than its route's limit: it is answered 503 with Retry-After.
import type { FastifyInstance } from 'fastify';
import { runWithin, type RequestTime } from '../db/request-deadline.ts';
import { MINUTE_MS } from '../time/instants.ts';

/** Less than the ten seconds that a closing server gives its requests. */
const ANSWER_WITHIN_MS = 8_000;
/** For a route that reads months or years in many short statements: past the usual limit it goes on while it need not wait. */
export const LONG_READ_WITHIN_MS = MINUTE_MS;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Longer for long reads; Infinity for a stream, which has no end. */
    answerWithinMs?: number;
  }
  interface FastifyRequest {
    time: RequestTime;
  }
}

export function limitTime(app: FastifyInstance): void {
  app.decorateRequest('time');
  app.addHook('onRequest', (request, _reply, done) => {
    const { answerWithinMs = ANSWER_WITHIN_MS } = request.routeOptions.config ?? {};
    const arrivedAtMs = performance.now();
    // A stream's timers may ask for themselves, long after it was opened.
    const waitWithinMs = answerWithinMs === Infinity ? Infinity : ANSWER_WITHIN_MS;
    request.time = { waitUntilMs: arrivedAtMs + waitWithinMs, answerUntilMs: arrivedAtMs + answerWithinMs };
    runWithin(request.time, done);
  });
  // A body arrives in events of its socket, outside of what the request has begun.
  app.addHook('preValidation', (request, _reply, done) => runWithin(request.time, done));
}

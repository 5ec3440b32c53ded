// In:    every request, on arrival.
// Out:   a deadline for its queries, counted from its arrival.
// Never: lets a request wait for the database beyond its route's limit: it gets 503 with Retry-After.
import type { FastifyInstance } from 'fastify';
import { runWithin, type RequestTime } from '../db/request-deadline.ts';
import { PUBLIC_ROWS } from '../db/row-scope.ts';
import { MINUTE_MS } from '../time/instants.ts';

/** Less than the ten seconds that a closing server waits for its requests. */
const ANSWER_WITHIN_MS = 8_000;
/** For routes that read months or years in many short statements: past the usual limit they continue while they need not wait. */
export const LONG_READ_WITHIN_MS = MINUTE_MS;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Longer for long reads; Infinity for a stream. */
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
    // A stream's timers may query long after it was opened.
    const waitWithinMs = answerWithinMs === Infinity ? Infinity : ANSWER_WITHIN_MS;
    request.time = {
      waitUntilMs: arrivedAtMs + waitWithinMs,
      answerUntilMs: arrivedAtMs + answerWithinMs,
      rows: PUBLIC_ROWS,
    };
    runWithin(request.time, done);
  });
  // The body's events come from the socket, outside of the request's async context.
  app.addHook('preValidation', (request, _reply, done) => runWithin(request.time, done));
}

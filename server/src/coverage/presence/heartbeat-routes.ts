// In:    a desk's heartbeat, with its token or from a signed-in page.
// Out:   its queue's combined state; or why the heartbeat does not count.
// Never: uses the desk's clock; logs or returns a token.
import {
  heartbeatReceiptSchema,
  heartbeatSchema,
  idSchema,
  problemSchema,
  type Heartbeat,
} from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isToken } from '../../accounts/token.ts';
import { bearerToken } from '../../platform/http/bearer.ts';
import { sendNotFound, sendProblem } from '../../platform/http/problem.ts';
import { sendWait, type TokenLookups } from '../../platform/http/token-lookups.ts';
import { withRetryAfter } from '../../platform/http/retry-after.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { findDesk, saveBeat, type Reporter } from './desk-store.ts';
import { checkHeartbeats, type PresenceRouteDeps } from './route-shared.ts';
import { createRateLimit } from './rate-limit.ts';
import { SAMPLE_LIFE_MS } from './sample.ts';

const BODY_LIMIT_BYTES = 1024;
/** How far a sequence may exceed the server's clock in ms: an increasing sequence must leave room for later ones. */
const SEQ_AHEAD_MS = 366 * DAY_MS;
const tags = ['presence'];
const receipts = { 200: heartbeatReceiptSchema, 409: problemSchema, 422: problemSchema, 429: problemSchema };

/** What heartbeats with a library do at a shared desk's clock. */
export interface HeartbeatClock {
  /** Errors: Refusal 422 where the library owes no hours at the desk. */
  check(queue: string, library: string, nowMs: number): Promise<void>;
  /** Counts the library as being there. */
  keep(queue: string, library: string, nowMs: number): Promise<void>;
}

export function heartbeatRoutes({
  database,
  clock,
  registry,
  lookups,
  deskClock,
}: PresenceRouteDeps & { lookups: TokenLookups; deskClock: HeartbeatClock }): FastifyPluginAsyncZod {
  const rateLimit = createRateLimit();

  const take = async (reply: FastifyReply, queue: string, reporter: Reporter, heartbeat: Heartbeat) => {
    checkHeartbeats(registry.queue(queue));
    const name = 'desk' in reporter ? `desk ${reporter.desk}` : `account ${reporter.account.id} at ${queue}`;
    const waitMs = rateLimit.waitMs(name, clock.now());
    if (waitMs > 0) {
      withRetryAfter(reply, waitMs);
      return sendProblem(reply, 429, 'too-many-heartbeats', 'One every 30 s is enough.');
    }
    const maxSeq = clock.now() + SEQ_AHEAD_MS;
    if (heartbeat.seq > maxSeq) {
      const message = `at most ${maxSeq}: the seconds or milliseconds of a clock`;
      return sendProblem(reply, 422, 'invalid-request', '`seq` is too far in the future.', [{ field: 'seq', message }]);
    }
    const { library } = heartbeat;
    if (library !== undefined) await deskClock.check(queue, library, clock.now());
    const { state } = await saveBeat(database, queue, reporter, heartbeat, clock.now());
    // A second transaction: what it locks is of another table, and the next heartbeat makes up for a lost one.
    if (library !== undefined && heartbeat.state !== 'away') await deskClock.keep(queue, library, clock.now());
    return { queue, state, seq: heartbeat.seq, nextWithinSec: SAMPLE_LIFE_MS / 1000 };
  };

  return async (app) => {
    app.post(
      '/v1/heartbeat',
      {
        config: { access: 'bearer' },
        bodyLimit: BODY_LIMIT_BYTES,
        schema: {
          security: [{ deskToken: [] }],
          body: heartbeatSchema,
          response: receipts,
          tags,
          summary: 'A desk’s heartbeat, with its token in `Authorization: Bearer`',
        },
      },
      async ({ body, headers, ip }, reply) => {
        const token = bearerToken(headers.authorization);
        const looked = isToken(token)
          ? await lookups.find(ip, token, () => findDesk(database, token))
          : { found: undefined };
        if ('waitMs' in looked) return sendWait(reply, looked);
        const desk = looked.found;
        if (desk === undefined) {
          reply.header('www-authenticate', 'Bearer');
          const why =
            'No desk has this token: send `Authorization: Bearer` and the token that was shown with the desk.';
          return sendProblem(reply, 401, 'wrong-token', why);
        }
        return take(reply, desk.queue, { desk: desk.id }, body);
      },
    );

    app.post(
      '/v1/queues/:queue/heartbeat',
      {
        config: { access: 'attended-desk' },
        bodyLimit: BODY_LIMIT_BYTES,
        schema: {
          params: z.object({ queue: idSchema }),
          body: heartbeatSchema,
          response: { ...receipts, 403: problemSchema },
          tags,
          summary: 'A heartbeat from a signed-in page',
        },
      },
      async ({ params, body, account }, reply) =>
        account === null ? sendNotFound(reply) : take(reply, params.queue, { account }, body),
    );
  };
}

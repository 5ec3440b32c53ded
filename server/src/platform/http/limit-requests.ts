// In:    each route of signed-in people, and each that is heavy.
// Out:   its handler, begun while at most 4 requests of its account and at most 2 heavy ones of all are under way.
// Never: begins a request whose client has gone; lets one wait beyond its time; counts a stream, which has limits of its own.
import { BUSY_RETRY_SEC } from '@askusnow/sdk/contract';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { createFairLimit, type Place } from './fair-limit.ts';
import { sendProblem } from './problem.ts';

/** A page of the dashboard reads about as many at once. */
const MAX_PER_ACCOUNT = 4;
/** One thread answers patrons, too: more at a time would be ready no sooner. */
const MAX_HEAVY = 2;
/** Of one account: each keeps its body in memory. */
const MAX_WAITING = 200;

const sendBusy = (reply: FastifyReply): FastifyReply =>
  sendProblem(
    reply.header('retry-after', String(BUSY_RETRY_SEC)),
    503,
    'busy',
    'Too many requests of this account are under way. Try again in a few seconds.',
  );

/** Where its client goes away, or it has waited for as long as its route may take. */
const whenInVain =
  ({ time }: FastifyRequest, { raw }: FastifyReply) =>
  (giveUp: () => void): void => {
    if (raw.destroyed) return giveUp();
    const timer = setTimeout(giveUp, time.answerUntilMs - performance.now());
    raw.once('close', () => {
      clearTimeout(timer);
      giveUp();
    });
  };

/** The same for all routes of a node. */
export function createRequestLimits(): (route: RouteOptions) => void {
  const limit = createFairLimit({ maxPerOwner: MAX_PER_ACCOUNT, maxHeavy: MAX_HEAVY, maxWaiting: MAX_WAITING });
  const places = new WeakMap<FastifyRequest, Place>();

  return (route) => {
    const { handler, config: { isHeavy = false, answerWithinMs } = {} } = route;
    if (answerWithinMs === Infinity) return;
    route.handler = async function (request, reply) {
      // Without an account: who opens a link.
      const owner = request.account?.id ?? request.ip;
      const arrivedMs = performance.now();
      const place = await limit.enter(owner, isHeavy, whenInVain(request, reply));
      if (place === undefined) return sendBusy(reply);
      // Its time for the database begins now.
      const waitedMs = performance.now() - arrivedMs;
      request.time.waitUntilMs += waitedMs;
      request.time.answerUntilMs += waitedMs;
      places.set(request, place);
      try {
        // Awaited: it is under way until its reply has been sent.
        const answered: unknown = await handler.call(this, request, reply);
        return answered;
      } finally {
        place.leave();
      }
    };
    // The reply is ready: who reads it slowly keeps no heavy one waiting.
    if (isHeavy)
      route.onSend = [
        async (request: FastifyRequest) => places.get(request)?.lighten(),
        ...[route.onSend ?? []].flat(),
      ];
  };
}

// In:    which limit a request for a stream has reached.
// Out:   a problem with the time after which to ask again.
// Never: the same time for everyone: a crowd that was refused together would come back together.
import type { FastifyReply } from 'fastify';
import { sendProblem } from '../../platform/http/problem.ts';
import type { Refusal } from './stream-quota.ts';

const RETRY_MIN_SEC = 30;
const RETRY_MAX_SEC = 90;

/** `fallback`: what to do meanwhile. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal, fallback: string): void {
  const retrySec = Math.round(RETRY_MIN_SEC + Math.random() * (RETRY_MAX_SEC - RETRY_MIN_SEC));
  void reply.header('retry-after', String(retrySec));
  sendProblem(reply, refusal === 'node' ? 503 : 429, 'too-many-streams', fallback);
}

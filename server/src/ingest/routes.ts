// In:    POST /v1/events.
// Out:   202 with a receipt once it is committed, or a problem.
// Never: plugins, the request's own words, or a header that differs from one reply to the next but Retry-After.
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { EVENTS_BODY_LIMIT_BYTES, eventBatchSchema, eventReceiptSchema, PATHS, problemSchema } from '@askusnow/sdk/contract';
import { sendProblem } from '../http/problem.ts';
import { REFUSALS, type Ingest, type Refusal } from './ingest.ts';

/** Seconds; a page adds its own jitter. */
const RETRY_AFTER_SEC = 5;

/**
 * Any page may read the answer, so that an unregistered one can say what is wrong: the reply holds nothing of anybody's.
 * CORS is no guard: ingest itself refuses an Origin that is not the library's.
 */
const HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

const DETAILS: Readonly<Record<Refusal, string>> = {
  'malformed-batch': 'The body should be one batch as the contract describes it.',
  'origin-not-registered': "The request's Origin should be one of those that the cooperative has registered for this library.",
  'unknown-library': 'The library should be one of GET /v1/libraries.',
  'too-large': `The body should be at most ${EVENTS_BODY_LIMIT_BYTES} bytes.`,
  'batch-day': "The batch's day should be within one of the server's own, in UTC.",
};

/** The door has its own scope: a hot path without validators, serializers and the pages' plugins. */
export const ingestRoutes =
  ({ ingest }: { ingest: Ingest }): FastifyPluginAsync =>
  async (app) => {
    const refuse = (reply: FastifyReply, reason: Refusal, errors?: Parameters<typeof sendProblem>[4]): FastifyReply =>
      sendProblem(reply, REFUSALS[reason], reason, DETAILS[reason], errors);

    app.removeAllContentTypeParsers();
    app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    app.setValidatorCompiler(() => () => true);
    app.setSerializerCompiler(() => JSON.stringify);
    app.addHook('onRequest', (_request, reply, done) => {
      reply.headers(HEADERS);
      done();
    });
    app.setErrorHandler<{ code?: string; statusCode?: number }>((error, _request, reply) => {
      if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
        ingest.refuseTooLarge();
        return refuse(reply, 'too-large');
      }
      if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
        return sendProblem(reply, 415, 'media-type', 'The body should be sent as text/plain, so that no preflight is needed.');
      }
      throw error;
    });

    app.post(
      PATHS.events,
      {
        bodyLimit: EVENTS_BODY_LIMIT_BYTES,
        config: { access: 'registered-origin' },
        schema: {
          summary: 'Counts what happened at an entry point. Acknowledged after it is committed.',
          tags: ['events'],
          consumes: ['text/plain'],
          body: eventBatchSchema,
          response: { 202: eventReceiptSchema, '4xx': problemSchema, 503: problemSchema },
        },
      },
      async (request, reply) => {
        const outcome = await ingest.submit(typeof request.body === 'string' ? request.body : '', {
          origin: request.headers.origin,
          userAgent: request.headers['user-agent'],
          address: request.ip,
        });
        if ('receipt' in outcome) {
          return reply.code(202).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(outcome.receipt));
        }
        if ('refused' in outcome) return refuse(reply, outcome.refused, outcome.errors);
        reply.header('retry-after', String(RETRY_AFTER_SEC));
        return sendProblem(reply, 503, 'busy', 'The same batch may be sent again after the seconds in Retry-After.');
      },
    );
  };

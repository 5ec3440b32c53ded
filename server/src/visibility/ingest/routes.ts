// In:    POST /v1/events.
// Out:   202 with a receipt once it is committed, or a problem.
// Never: runs the pages' plugins; repeats text of the request in a response.
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import {
  EVENTS_BODY_LIMIT_BYTES,
  eventBatchSchema,
  eventReceiptSchema,
  PATHS,
  problemSchema,
} from '@askusnow/sdk/contract';
import { sendProblem } from '../../platform/http/problem.ts';
import type { Ingest } from './ingest.ts';
import { READABLE, REFUSALS, type OutcomeSender } from './send-outcome.ts';

/**
 * The whole route, in a scope of its own: without validators, serializers and the pages' plugins. What browsers send is
 * answered ahead: fast-path.ts.
 */
export const ingestRoutes =
  ({ ingest, sendOutcome }: { ingest: Ingest; sendOutcome: OutcomeSender }): FastifyPluginAsync =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    app.setValidatorCompiler(() => () => true);
    app.setSerializerCompiler(() => JSON.stringify);
    app.addHook('onRequest', (_request, reply, done) => {
      reply.headers(READABLE);
      done();
    });
    app.setErrorHandler<Error & { code?: string }>((error, _request, reply): FastifyReply => {
      if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
        ingest.refuseTooLarge();
        return sendProblem(reply, 413, 'too-large', REFUSALS['too-large'].detail);
      }
      if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
        return sendProblem(
          reply,
          415,
          'media-type',
          'The body should be sent as text/plain, so that no preflight is needed.',
        );
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
          gpc: request.headers['sec-gpc'] === '1',
        });
        reply.hijack();
        sendOutcome(reply.raw, outcome);
      },
    );
  };

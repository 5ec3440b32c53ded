// In:    errors of handlers and of the framework; unknown paths.
// Out:   problems; a page for a browser that follows an address; a log line if the fault is ours.
// Never: sends an error's message: it may quote the request or the database.
import { BUSY_RETRY_SEC, type ProblemCode } from '@askusnow/sdk/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { isAway, isBusy } from '../db/faults.ts';
import { JsonBodyFault } from './json-body.ts';
import { sendInvalid, sendNotFound, sendProblem, sendRefusal } from './problem.ts';
import { Refusal } from '../refusal.ts';
import { asksForPage, notFoundPage } from './not-found-page.ts';
import { sendFormlessPage } from './send-page.ts';
import { toFieldErrors } from './validation.ts';

/** The framework's own errors, by code. Source: https://fastify.dev/docs/latest/Reference/Errors/ */
const REFUSALS: Record<string, { status: number; code: ProblemCode; detail: string }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, code: 'too-large', detail: 'The body is larger than this route reads.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { status: 415, code: 'media-type', detail: 'Send application/json.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { status: 400, code: 'malformed-body', detail: 'Send a JSON body.' },
  FST_ERR_CTP_INVALID_JSON_BODY: { status: 400, code: 'malformed-body', detail: 'The body is not JSON.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    code: 'malformed-body',
    detail: 'The body’s length differs from its Content-Length.',
  },
  FST_ERR_BAD_URL: { status: 400, code: 'malformed-address', detail: 'The address cannot be decoded.' },
};

const RETRY_AFTER_SEC = String(BUSY_RETRY_SEC);

function sendFault(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = toFieldErrors(error.validation, error.validationContext);
    return sendInvalid(reply, errors);
  }
  if (error instanceof JsonBodyFault) {
    return sendProblem(reply, 400, 'malformed-body', 'The body cannot be read.', error.errors);
  }
  if (error instanceof Refusal) return sendRefusal(reply, error);
  const refusal = REFUSALS[error.code];
  if (refusal) return sendProblem(reply, refusal.status, refusal.code, refusal.detail);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return sendProblem(reply, error.statusCode, 'bad-request');
  }
  request.log.error({ err: error }, 'request failed');
  if (isAway(error)) {
    reply.header('retry-after', RETRY_AFTER_SEC);
    return sendProblem(reply, 503, 'database-unavailable', 'The database cannot be reached now.');
  }
  if (isBusy(error)) {
    reply.header('retry-after', RETRY_AFTER_SEC);
    return sendProblem(reply, 503, 'busy', 'The database is busy. Try again in a few seconds.');
  }
  return sendProblem(reply, 500, 'server-error');
}

export function answerFaults(app: FastifyInstance): void {
  app.setErrorHandler(sendFault);
  app.setNotFoundHandler((request, reply) =>
    asksForPage(request) ? sendFormlessPage(reply, 404, notFoundPage()) : sendNotFound(reply),
  );
}

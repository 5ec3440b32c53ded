// In:    somebody who is signed in.
// Out:   a stream that says when to read again, or a problem before it begins.
// Never: a stream for a HEAD request, or one that the framework would serialize.
import { problemSchema } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ChangeStreams } from './changes.ts';
import { sendRefusal } from './send-refusal.ts';

const EVENT_STREAM = {
  description: 'Events `changed`, each with the kinds of what may have changed, and `tick`.',
  content: { 'text/event-stream': { schema: z.string() } },
};

export const changeRoutes =
  ({ changeStreams }: { changeStreams: ChangeStreams }) =>
  async (scope: FastifyInstance): Promise<void> => {
    // Open streams would hold up the server's close for ever: they end first.
    scope.addHook('preClose', () => changeStreams.close());

    scope.get(
      '/v1/changes/stream',
      {
        // It has kinds alone, no rows: every account's own page follows it, a provider's too.
        config: { access: 'own-account', answerWithinMs: Infinity },
        exposeHeadRoute: false,
        schema: {
          response: { 200: EVENT_STREAM, 429: problemSchema, 503: problemSchema },
          tags: ['changes'],
          summary: 'Server-sent events: what kinds of thing have changed',
        },
      },
      (request, reply) => {
        // What the guard has set: a session that was just renewed must reach the browser.
        const cookie = reply.getHeader('set-cookie');
        const headers = typeof cookie === 'string' ? { 'set-cookie': cookie } : {};
        // The guard lets nobody in without an account and its session.
        const session = { ...request.session!, accountId: request.account!.id };
        const opened = changeStreams.open(request.raw, reply.raw, session, headers);
        if (opened === 'opened') return void reply.hijack();
        sendRefusal(reply, opened, 'Read again every half minute meanwhile.');
      },
    );
  };

// In:    a session.
// Out:   the e-mail address to which its account's sign-in links are mailed.
// Never: another account's address, but that somebody has it: staff who are signed in may learn that.
import { accountEmailSchema, emailChangeSchema, problemSchema, type AccountEmail } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { createRateLimit } from '../platform/http/rate-limit.ts';
import { sendProblem, sendStaleRevision } from '../platform/http/problem.ts';
import { withRetryAfter } from '../platform/http/retry-after.ts';
import { HOUR_MS } from '../platform/time/instants.ts';
import { loadEmail, saveEmail } from './email-store.ts';
import type { MailedLinks } from './mailed-links.ts';
import type { AccountDeps } from './plugin.ts';

/** Changes per account: a person corrects a typing error or two; a list of addresses is not tried. */
const MAX_CHANGES_PER_HOUR = 10;

export interface EmailRouteDeps extends Pick<AccountDeps, 'database' | 'clock'> {
  mailedLinks: Pick<MailedLinks, 'isAvailable'>;
}

export function emailRoutes({ database, clock, mailedLinks }: EmailRouteDeps): FastifyPluginAsyncZod {
  const { db } = database;
  const limit = createRateLimit(clock, { max: MAX_CHANGES_PER_HOUR, windowMs: HOUR_MS });
  const { isAvailable } = mailedLinks;
  return async (app) => {
    app.get(
      '/v1/session/email',
      {
        config: { access: 'own-account' },
        schema: {
          response: { 200: accountEmailSchema },
          tags: ['accounts'],
          summary: 'Where this account’s sign-in links are mailed',
        },
      },
      async ({ account }): Promise<AccountEmail> => ({ email: await loadEmail(db, account!.id), isAvailable }),
    );

    app.put(
      '/v1/session/email',
      {
        config: { access: 'own-account' },
        schema: {
          body: emailChangeSchema,
          response: { 200: accountEmailSchema, 409: problemSchema, 429: problemSchema },
          tags: ['accounts'],
          summary: 'Set or remove the address for sign-in links',
        },
      },
      async ({ body, account }, reply) => {
        const waitMs = limit.take(String(account!.id));
        if (waitMs > 0) {
          withRetryAfter(reply, waitMs);
          return sendProblem(
            reply,
            429,
            'too-many-changes',
            'The address was changed too often. Try again in an hour.',
          );
        }
        const saved = await saveEmail(db, account!.id, body, account!, clock.now());
        if (saved === 'stale') return sendStaleRevision(reply, 'address');
        if (saved === 'taken') return sendProblem(reply, 409, 'email-taken', 'Another account has this address.');
        if (saved === 'unknown') return sendProblem(reply, 401, 'signed-out', 'This account has ended.');
        return { email: body.email, isAvailable } satisfies AccountEmail;
      },
    );
  };
}

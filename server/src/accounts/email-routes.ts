// In:    a session.
// Out:   the e-mail address to which its account's sign-in links are mailed; a mail that asks the new one to confirm it.
// Never: changes it for a session that was left open: only soon after a sign-in. Says whether another account has it.
import { accountEmailSchema, emailChangeSchema, problemSchema, type AccountEmail } from '@askusnow/sdk/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Account, SessionRef } from '../platform/http/access.ts';
import { createRateLimit } from '../platform/http/rate-limit.ts';
import { sendProblem, sendStaleRevision } from '../platform/http/problem.ts';
import { withRetryAfter } from '../platform/http/retry-after.ts';
import type { RunningJob } from '../platform/jobs/jobs.ts';
import { HOUR_MS, toInstant } from '../platform/time/instants.ts';
import { askForEmail } from './email-change-store.ts';
import { loadOwnEmail } from './email-store.ts';
import type { MailedLinks } from './mailed-links.ts';
import type { AccountDeps } from './plugin.ts';

/** Changes per account: a person corrects a typing error or two; a list of addresses is not tried. */
const MAX_CHANGES_PER_HOUR = 10;

export interface EmailRouteDeps extends Pick<AccountDeps, 'database' | 'clock'> {
  mailedLinks: Pick<MailedLinks, 'isAvailable'>;
  emailMails: Pick<RunningJob, 'wake'>;
}

const PROBLEMS = {
  'desk-account': [409, 'A desk has no address. The coordinator makes its links.'],
  'sign-in-again': [403, 'An address can be changed within ten minutes of a sign-in. Sign in again first.'],
  'no-mail': [409, 'This server cannot send email. Ask your statewide coordinator to set the address.'],
  'email-taken': [409, 'Another account has this address.'],
  'signed-out': [401, 'This account has ended.'],
} as const;

export function emailRoutes({ database, clock, mailedLinks, emailMails }: EmailRouteDeps): FastifyPluginAsyncZod {
  const { db } = database;
  const limit = createRateLimit(clock, { max: MAX_CHANGES_PER_HOUR, windowMs: HOUR_MS });
  const { isAvailable } = mailedLinks;
  const changeableUntil = ({ freshUntilMs }: SessionRef): string | null =>
    freshUntilMs > clock.now() ? toInstant(freshUntilMs) : null;
  const read = async (account: Account, session: SessionRef): Promise<AccountEmail> => ({
    ...(await loadOwnEmail(db, account.id, clock.now())),
    changeableUntil: changeableUntil(session),
    isAvailable,
  });
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
      ({ account, session }) => read(account!, session!),
    );

    app.put(
      '/v1/session/email',
      {
        config: { access: 'own-account' },
        schema: {
          body: emailChangeSchema,
          response: { 200: accountEmailSchema, 403: problemSchema, 409: problemSchema, 429: problemSchema },
          tags: ['accounts'],
          summary: 'Ask for another address for sign-in links, or remove it',
        },
      },
      async ({ body, account, session }, reply) => {
        const refuse = (code: keyof typeof PROBLEMS) => sendProblem(reply, PROBLEMS[code][0], code, PROBLEMS[code][1]);
        const { role } = account!;
        if (role === 'desk') return refuse('desk-account');
        if (changeableUntil(session!) === null) return refuse('sign-in-again');
        if (!isAvailable && role !== 'coordinator' && body.email !== null) return refuse('no-mail');
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
        const asked = await askForEmail(db, body, account!, isAvailable, clock.now());
        if (asked === 'stale') return sendStaleRevision(reply, 'address');
        if (asked !== 'asked') return refuse(asked === 'taken' ? 'email-taken' : 'signed-out');
        void emailMails.wake();
        return read(account!, session!);
      },
    );
  };
}

// In:    a session.
// Out:   the e-mail address to which its account's sign-in links are mailed; a mail that asks the new one to confirm it.
// Never: changes it for a session that was left open: only soon after a sign-in. Says whether another account has it.
import { accountsApi, type AccountEmail } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import type { Account, SessionRef } from '../platform/http/access.ts';
import { createRateLimit } from '../platform/http/rate-limit.ts';
import { serve } from '../platform/http/serve.ts';
import type { RunningJob } from '../platform/jobs/jobs.ts';
import { Refusal } from '../platform/refusal.ts';
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

const REFUSALS = {
  'desk-account': [409, 'A desk has no address. The coordinator makes its links.'],
  'sign-in-again': [403, 'An address can be changed within ten minutes of a sign-in. Sign in again first.'],
  'no-mail': [409, 'This server cannot send email. Ask your statewide coordinator to set the address.'],
} as const;
const refusalOf = (code: keyof typeof REFUSALS): Refusal => new Refusal(REFUSALS[code][0], code, REFUSALS[code][1]);

export function emailRoutes({ database, clock, mailedLinks, emailMails }: EmailRouteDeps) {
  const limit = createRateLimit(clock, { max: MAX_CHANGES_PER_HOUR, windowMs: HOUR_MS });
  const { isAvailable } = mailedLinks;
  const changeableUntil = ({ freshUntilMs }: SessionRef): string | null =>
    freshUntilMs > clock.now() ? toInstant(freshUntilMs) : null;
  const read = async (account: Account, session: SessionRef): Promise<AccountEmail> => ({
    ...(await loadOwnEmail(database.db, account.id, clock.now())),
    changeableUntil: changeableUntil(session),
    isAvailable,
  });
  return async (app: FastifyInstance): Promise<void> => {
    serve(app, accountsApi.ownEmail, ({ by }, { request }) => read(by, request.session!));
    serve(
      app,
      accountsApi.setOwnEmail,
      async ({ body, ...authorship }, { request: { session } }) => {
        const { by } = authorship;
        if (by.role === 'desk') throw refusalOf('desk-account');
        if (changeableUntil(session!) === null) throw refusalOf('sign-in-again');
        if (!isAvailable && by.role !== 'coordinator' && body.email !== null) throw refusalOf('no-mail');
        const waitMs = limit.take(String(by.id));
        if (waitMs > 0) {
          const detail = 'The address was changed too often. Try again in an hour.';
          throw new Refusal(429, 'too-many-changes', detail, { waitMs });
        }
        await askForEmail(database, body, isAvailable, authorship);
        void emailMails.wake();
        return read(by, session!);
      },
      { stored: ({ by }, { request }) => read(by, request.session!) },
    );
  };
}

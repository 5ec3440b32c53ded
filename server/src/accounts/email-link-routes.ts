// In:    the token of a link in a mail about an account's address.
// Out:   a page with one button; after it, the address confirmed or restored.
// Never: does either by GET: mail scanners open links before people do.
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { acrossLibraries } from '../platform/db/request-deadline.ts';
import type { TokenLookups } from '../platform/http/token-lookups.ts';
import { withRetryAfter } from '../platform/http/retry-after.ts';
import type { RunningJob } from '../platform/jobs/jobs.ts';
import { findEmailLink, useEmailLink } from './email-change-store.ts';
import { busyPage, crossSitePage, emailDonePage, emailEndedPage, emailLinkPage, emailTakenPage } from './pages.ts';
import type { AccountDeps } from './plugin.ts';
import { isSameOrigin } from './same-origin.ts';
import { acceptForms, sendPage } from '../platform/http/send-page.ts';
import { isToken } from './token.ts';

interface EmailLinkDeps extends Omit<AccountDeps, 'registry'> {
  lookups: TokenLookups;
  emailMails: Pick<RunningJob, 'wake'>;
}

export function emailLinkRoutes({ config, database, clock, lookups, emailMails }: EmailLinkDeps): FastifyPluginAsync {
  const { db } = database;
  // The link is for one account, and nobody need be signed in.
  const find = (ip: string, token: string) =>
    lookups.find(ip, token, async () =>
      isToken(token) ? acrossLibraries(() => findEmailLink(db, token, clock.now())) : undefined,
    );
  const sendBusy = (reply: FastifyReply, waitMs: number): FastifyReply =>
    sendPage(withRetryAfter(reply, waitMs), 429, busyPage());
  return async (app) => {
    acceptForms(app);
    app.get<{ Params: { token: string } }>(
      '/email/:token',
      { config: { access: 'anyone' }, schema: { hide: true } },
      async ({ ip, params: { token } }, reply) => {
        const looked = await find(ip, token);
        if ('waitMs' in looked) return sendBusy(reply, looked.waitMs);
        if (looked.found === undefined) return sendPage(reply, 410, emailEndedPage());
        return sendPage(reply, 200, emailLinkPage(looked.found, token));
      },
    );

    app.post<{ Params: { token: string } }>(
      '/email/:token',
      { config: { access: 'anyone' }, schema: { hide: true } },
      async ({ ip, method, headers, params: { token } }, reply) => {
        // Otherwise another site could have its visitor confirm an address.
        if (!isSameOrigin(method, headers, config.publicUrl)) return sendPage(reply, 403, crossSitePage());
        const looked = await find(ip, token);
        if ('waitMs' in looked) return sendBusy(reply, looked.waitMs);
        if (looked.found === undefined) return sendPage(reply, 410, emailEndedPage());
        const used = await acrossLibraries(() => useEmailLink(database, token, clock.now()));
        if (used === 'ended') return sendPage(reply, 410, emailEndedPage());
        if (used === 'taken') return sendPage(reply, 409, emailTakenPage());
        void emailMails.wake();
        return sendPage(reply, 200, emailDonePage(looked.found));
      },
    );
  };
}

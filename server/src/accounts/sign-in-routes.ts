// In:    a sign-in link; an e-mail address that asks for one.
// Out:   a page that names the link's account; after its button, a session cookie; a mailed link.
// Never: uses a link up by GET: mail scanners open links before people do. Shows whether an address has an account.
import { emailSchema } from '@askusnow/sdk/contract';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Registry } from '../cooperative/registry.ts';
import type { TokenLookups } from '../platform/http/token-lookups.ts';
import { readSessionCookie, setSessionCookie } from './cookie.ts';
import { createRateLimit } from '../platform/http/rate-limit.ts';
import { networkOf } from '../platform/http/network.ts';
import { withRetryAfter } from '../platform/http/retry-after.ts';
import { MAILED_LINK_TTL_MS, type MailedLinks } from './mailed-links.ts';
import { adoptInvitedEmail } from './colleague-store.ts';
import {
  busyPage,
  crossSiteFormPage,
  crossSitePage,
  emailFormPage,
  expiredPage,
  howToPage,
  invitationPage,
  mailedPage,
  tooOftenPage,
  unknownPage,
  usedPage,
} from './pages.ts';
import type { OpenIdProvider } from './openid-provider.ts';
import type { AccountDeps } from './plugin.ts';
import { afterSignIn, rememberPage, WELCOME } from './return-cookie.ts';
import { isSameOrigin } from './same-origin.ts';
import { limitsOf } from './session-limits.ts';
import { acceptForms, sendPage } from '../platform/http/send-page.ts';
import { findInvitation, useInvitation, type ShownInvitation } from './invitation-store.ts';
import { isToken } from './token.ts';

interface SignInDeps extends Omit<AccountDeps, 'registry'> {
  registry: Registry;
  lookups: TokenLookups;
  sessionLookups: Pick<TokenLookups, 'remember'>;
  mailedLinks: Pick<MailedLinks, 'isAvailable' | 'request'>;
  /** Null: not set up. */
  openIdProvider: OpenIdProvider | null;
}

/** In 15 minutes. A mailbox needs no more links than these, from all networks together. */
const MAX_LINKS_PER_ADDRESS = 3;
/** In 15 minutes. A building's staff may share one network. */
const MAX_LINKS_PER_NETWORK = 30;

export function signInRoutes({
  config,
  database,
  clock,
  registry,
  lookups,
  sessionLookups,
  mailedLinks,
  openIdProvider,
}: SignInDeps): FastifyPluginAsyncZod {
  const byMail = mailedLinks.isAvailable;
  const byOrganization = openIdProvider !== null;
  const windowMs = MAILED_LINK_TTL_MS;
  const perAddress = createRateLimit(clock, { max: MAX_LINKS_PER_ADDRESS, windowMs });
  const perNetwork = createRateLimit(clock, { max: MAX_LINKS_PER_NETWORK, windowMs });
  const namesOf = ({ libraries, queues }: ShownInvitation): string[] => [
    ...libraries.map((id) => registry.library(id)?.name ?? id),
    ...queues.map((id) => registry.queue(id)?.name ?? id),
  ];
  /** The zone of the link's account; a coordinator's is the zone of most libraries. */
  const zoneOf = ({ libraries, queues }: ShownInvitation): string => {
    const own = [...libraries.map((id) => registry.library(id)), ...queues.map((id) => registry.queue(id))];
    const zones = (own.length > 0 ? own : registry.libraries()).flatMap((each) => each?.zone ?? []);
    const byZone = [...Map.groupBy(zones, (zone) => zone).values()];
    return byZone.sort((one, other) => other.length - one.length)[0]?.[0] ?? 'UTC';
  };
  const sendInvitation = async (reply: FastifyReply, address: string, token: string): Promise<FastifyReply> => {
    const looked = isToken(token)
      ? await lookups.find(address, token, () => findInvitation(database.db, token, clock.now()))
      : { found: undefined };
    if ('waitMs' in looked) {
      withRetryAfter(reply, looked.waitMs);
      return sendPage(reply, 429, busyPage());
    }
    const invitation = looked.found;
    if (invitation === undefined) return sendPage(reply, 404, unknownPage(byMail));
    if (invitation.state !== 'open')
      return sendPage(reply, 410, invitation.state === 'used' ? usedPage(byMail) : expiredPage(byMail));
    return sendPage(
      reply,
      200,
      invitationPage(invitation, namesOf(invitation), token, { zone: zoneOf(invitation), nowMs: clock.now() }),
    );
  };

  return async (app) => {
    acceptForms(app);

    // `page`: from the dashboard, whose document cannot know that a browser's session has ended.
    app.get<{ Querystring: { page?: unknown } }>(
      '/sign-in',
      { config: { access: 'anyone' }, schema: { hide: true } },
      ({ query: { page } }, reply) => {
        if (typeof page === 'string') rememberPage(reply, page, config);
        return sendPage(reply, 200, byMail ? emailFormPage({ byOrganization }) : howToPage({ byOrganization }));
      },
    );

    app.post('/sign-in', { config: { access: 'anyone' }, schema: { hide: true } }, (request, reply) => {
      const { method, headers, ip, body } = request;
      if (!byMail) return sendPage(reply, 404, howToPage({ byOrganization }));
      // Otherwise another site could have mails sent by its visitors.
      if (!isSameOrigin(method, headers, config.publicUrl)) return sendPage(reply, 403, crossSiteFormPage());
      const typed = body instanceof URLSearchParams ? body.get('email')?.trim() : undefined;
      const { data: email } = emailSchema.safeParse(typed);
      if (email === undefined) return sendPage(reply, 422, emailFormPage({ byOrganization, fault: true }));
      const waitMs = Math.max(perNetwork.take(networkOf(ip)), perAddress.take(email.toLowerCase()));
      if (waitMs > 0) {
        withRetryAfter(reply, waitMs);
        return sendPage(reply, 429, tooOftenPage(waitMs));
      }
      mailedLinks.request(email);
      return sendPage(reply, 200, mailedPage());
    });

    app.get<{ Params: { token: string } }>(
      '/sign-in/:token',
      { config: { access: 'anyone' }, schema: { hide: true } },
      ({ params, ip }, reply) => sendInvitation(reply, ip, params.token),
    );

    app.post<{ Params: { token: string } }>(
      '/sign-in/:token',
      { config: { access: 'anyone' }, schema: { hide: true } },
      async ({ params: { token }, method, headers, ip }, reply) => {
        // Otherwise another site could sign a visitor in to the wrong account.
        if (!isSameOrigin(method, headers, config.publicUrl)) return sendPage(reply, 403, crossSitePage());
        const brought = readSessionCookie(headers.cookie, config);
        const used = isToken(token)
          ? await lookups.find(ip, token, () => useInvitation(database, token, brought, clock.now()))
          : { found: undefined };
        const session = 'found' in used ? used.found : undefined;
        if (session === undefined) return sendInvitation(reply, ip, token);
        sessionLookups.remember(session.token);
        if (session.isMailed) await adoptInvitedEmail(database, session.accountId, clock.now());
        const home =
          session.isFirst && (session.role === 'viewer' || session.role === 'provider') ? WELCOME : undefined;
        const { path, cookies } = afterSignIn(headers.cookie, registry, config, home);
        return reply
          .headers({
            'set-cookie': [setSessionCookie(session.token, limitsOf(session).idleMs, config), ...cookies],
            'cache-control': 'no-store',
            'referrer-policy': 'no-referrer',
          })
          .redirect(path, 303);
      },
    );
  };
}

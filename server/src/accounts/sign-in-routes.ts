// In:    a sign-in link.
// Out:   a page that names its account; after its button, a session cookie.
// Never: uses a link up by GET: mail scanners open links before people do.
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Registry } from '../cooperative/registry.ts';
import type { TokenLookups } from '../platform/http/token-lookups.ts';
import { readSessionCookie, setSessionCookie } from './cookie.ts';
import { busyPage, crossSitePage, expiredPage, howToPage, invitationPage, unknownPage, usedPage } from './pages.ts';
import type { AccountDeps } from './plugin.ts';
import { isSameOrigin } from './same-origin.ts';
import { limitsOf } from './session-limits.ts';
import { findInvitation, useInvitation, type ShownInvitation } from './invitation-store.ts';
import { isToken } from './token.ts';

/**
 * The address contains a token: the page must not be cached, framed or sent as a referrer. Not `no-referrer`: browsers
 * would then send `Origin: null` with the form.
 */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'strict-origin',
  'x-robots-tag': 'noindex',
};

const sendPage = (reply: FastifyReply, status: number, html: string): FastifyReply =>
  reply.code(status).headers(PAGE_HEADERS).send(html);

interface SignInDeps extends Omit<AccountDeps, 'registry'> {
  registry: Registry;
  lookups: TokenLookups;
  sessionLookups: Pick<TokenLookups, 'remember'>;
}

export function signInRoutes({
  config,
  database,
  clock,
  registry,
  lookups,
  sessionLookups,
}: SignInDeps): FastifyPluginAsyncZod {
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
      reply.header('retry-after', String(Math.ceil(looked.waitMs / 1000)));
      return sendPage(reply, 429, busyPage());
    }
    const invitation = looked.found;
    if (invitation === undefined) return sendPage(reply, 404, unknownPage());
    if (invitation.state !== 'open')
      return sendPage(reply, 410, invitation.state === 'used' ? usedPage() : expiredPage());
    return sendPage(
      reply,
      200,
      invitationPage(invitation, namesOf(invitation), token, { zone: zoneOf(invitation), nowMs: clock.now() }),
    );
  };

  return async (app) => {
    // Forms without script send this content type; the body is not read.
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 1024 },
      (_request, _body, done) => done(null),
    );

    app.get('/sign-in', { config: { access: 'anyone' }, schema: { hide: true } }, (_request, reply) =>
      sendPage(reply, 200, howToPage()),
    );

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
          ? await lookups.find(ip, token, () => useInvitation(database.db, token, brought, clock.now()))
          : { found: undefined };
        const session = 'found' in used ? used.found : undefined;
        if (session === undefined) return sendInvitation(reply, ip, token);
        sessionLookups.remember(session.token);
        return reply
          .headers({
            'set-cookie': setSessionCookie(session.token, limitsOf(session.role).idleMs, config),
            'cache-control': 'no-store',
            'referrer-policy': 'no-referrer',
          })
          .redirect('/dashboard', 303);
      },
    );
  };
}

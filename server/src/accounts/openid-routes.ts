// In:    a browser that wants to sign in with its organization, or that comes back from the provider.
// Out:   the way to the provider; a session cookie; or a page that says in one sentence why there is none.
// Never: signs in a browser that did not begin this sign-in itself.
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Registry } from '../cooperative/registry.ts';
import { networkOf } from '../platform/http/network.ts';
import { createRateLimit } from '../platform/http/rate-limit.ts';
import { withRetryAfter } from '../platform/http/retry-after.ts';
import type { TokenLookups } from '../platform/http/token-lookups.ts';
import { MINUTE_MS } from '../platform/time/instants.ts';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { readSessionCookie, setSessionCookie } from './cookie.ts';
import { clearAttemptCookie, readAttempt, startAttempt } from './openid-attempt.ts';
import { OpenIdError, type OpenIdRefusal } from './openid-error.ts';
import { openIdPage } from './openid-pages.ts';
import { CALLBACK_PATH, type OpenIdProvider } from './openid-provider.ts';
import { claimedRole } from './openid-roles.ts';
import { ORGANIZATION, signInByOpenId } from './openid-store.ts';
import type { AccountDeps } from './plugin.ts';
import { afterSignIn } from './return-cookie.ts';
import { limitsOf } from './session-limits.ts';
import { sendPage } from '../platform/http/send-page.ts';

/** In 15 minutes, of each of the two steps: each asks the provider. A building's staff may share one network. */
const MAX_SIGN_INS_PER_NETWORK = 120;

export interface OpenIdRouteDeps extends Omit<AccountDeps, 'registry'> {
  registry: Pick<Registry, 'library'>;
  provider: OpenIdProvider;
  sessionLookups: Pick<TokenLookups, 'remember'>;
  /** What the account has made that works without it. */
  endCredentials(account: number, authorship: Authorship): Promise<void>;
}

const STATUS: Record<OpenIdRefusal, number> = {
  'not-started': 400,
  cancelled: 403,
  refused: 403,
  'no-role': 403,
  'several-roles': 403,
  ended: 403,
  'too-often': 429,
  unavailable: 503,
};

export function openIdRoutes(deps: OpenIdRouteDeps): FastifyPluginAsyncZod {
  const { config, database, clock, registry, provider, sessionLookups } = deps;
  const limit = { max: MAX_SIGN_INS_PER_NETWORK, windowMs: 15 * MINUTE_MS };
  // Two: who begins and never comes back does not use up the answers of others.
  const begun = createRateLimit(clock, limit);
  const answered = createRateLimit(clock, limit);

  const refuse = (reply: FastifyReply, refusal: OpenIdRefusal): FastifyReply =>
    sendPage(reply, STATUS[refusal], openIdPage(refusal));
  const refuseFault = (reply: FastifyReply, error: unknown): FastifyReply => {
    if (!(error instanceof OpenIdError)) throw error;
    return refuse(reply, error.fault);
  };

  return async (app) => {
    // A link and no form: the page's policy would stop a form's redirect to the provider.
    app.get('/sign-in/openid', { config: { access: 'anyone' }, schema: { hide: true } }, async ({ ip }, reply) => {
      const waitMs = begun.take(networkOf(ip));
      if (waitMs > 0) return refuse(withRetryAfter(reply, waitMs), 'too-often');
      const { attempt, cookie } = startAttempt(clock.now(), config);
      try {
        const url = await provider.signInUrl(attempt);
        return await reply.headers({ 'set-cookie': cookie, 'cache-control': 'no-store' }).redirect(url, 303);
      } catch (error) {
        return refuseFault(reply, error);
      }
    });

    app.get(CALLBACK_PATH, { config: { access: 'anyone' }, schema: { hide: true } }, async (request, reply) => {
      const query = request.url.split('?')[1] ?? '';
      const attempt = readAttempt(request.headers.cookie, clock.now(), config);
      // Otherwise another site could sign a visitor in to the wrong account.
      if (attempt === undefined || new URLSearchParams(query).get('state') !== attempt.state)
        return refuse(reply, 'not-started');
      // An attempt is for one answer.
      void reply.header('set-cookie', clearAttemptCookie(config));
      const waitMs = answered.take(networkOf(request.ip));
      if (waitMs > 0) return refuse(withRetryAfter(reply, waitMs), 'too-often');
      try {
        const { key, roleClaim } = await provider.identify(query, attempt);
        const claimed = claimedRole(roleClaim);
        const brought = readSessionCookie(request.headers.cookie, config);
        const role = typeof claimed === 'string' ? null : claimed;
        const signedIn = await signInByOpenId(database, { key, claimed: role, brought }, clock.now());
        if (signedIn === 'ended') return refuse(reply, signedIn);
        if ('withdrawn' in signedIn) {
          if (signedIn.withdrawn !== null)
            await deps.endCredentials(signedIn.withdrawn, { by: ORGANIZATION, atMs: clock.now() });
          return refuse(reply, claimed === 'several-roles' ? claimed : 'no-role');
        }
        sessionLookups.remember(signedIn.token);
        const { path, cookies } = afterSignIn(request.headers.cookie, registry, config);
        const { idleMs } = limitsOf({ role: signedIn.role, byOrganization: true });
        return await reply
          .headers({
            'set-cookie': [clearAttemptCookie(config), setSessionCookie(signedIn.token, idleMs, config), ...cookies],
            'cache-control': 'no-store',
            'referrer-policy': 'no-referrer',
          })
          .redirect(path, 303);
      } catch (error) {
        return refuseFault(reply, error);
      }
    });
  };
}

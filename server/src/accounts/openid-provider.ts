// In:    the OIDC settings; an attempt to sign in; the query with which the provider sent the browser back.
// Out:   where to send the browser; the person's key and role claim; or an OpenIdError.
// Never: keeps or logs a token, a name or an address of a person. Waits for the provider longer than its limit.
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as openid from 'openid-client';
import { systemClock, type Clock } from '../platform/clock.ts';
import type { Config, OpenIdConfig } from '../platform/config.ts';
import { createEgress } from '../platform/egress/egress.ts';
import type { Attempt } from './openid-attempt.ts';
import { claimsFault } from './openid-claims.ts';
import { createDiscovery } from './openid-discovery.ts';
import { OpenIdError, toOpenIdError } from './openid-error.ts';
import { openIdFetch } from './openid-fetch.ts';

/** All requests of one step together; time is left to answer within the eight seconds of a request. Units: ms. */
export const PROVIDER_WITHIN_MS = 6_000;

export const CALLBACK_PATH = '/sign-in/openid/callback';

/** What a verified ID token says about a person. */
export interface Person {
  /** Hash of issuer and subject: a subject may be a name or an address. */
  key: Buffer;
  /** As the provider gives it; may be anything. */
  roleClaim: unknown;
}

export interface OpenIdProvider {
  /** Where the browser goes to sign in. */
  signInUrl(attempt: Attempt): Promise<string>;
  identify(query: string, attempt: Attempt): Promise<Person>;
  /** Aborts open requests. */
  close(): void;
}

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const late = wait(ms, undefined, { signal: ended.signal }).then(() => {
    throw new OpenIdError('unavailable', `the provider has not answered within ${ms} ms`);
  });
  // Ended below: nobody waits for it then.
  late.catch(() => undefined);
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    throw toOpenIdError(error);
  } finally {
    ended.abort();
  }
}

export function createOpenIdProvider({
  config,
  settings,
  clock,
  onWarning,
  withinMs = PROVIDER_WITHIN_MS,
}: {
  config: Pick<Config, 'publicUrl' | 'egressAllow'>;
  settings: OpenIdConfig;
  clock: Clock;
  /** Called with a log line about each failure. */
  onWarning: (message: string) => void;
  /** Units: ms. */
  withinMs?: number;
}): OpenIdProvider {
  const { issuer, roleClaim, scope } = settings;
  // The operator has named the issuer: it may be in their own network.
  const egress = createEgress({ allow: [...config.egressAllow, new URL(issuer).host] });
  const discover = createDiscovery(settings, clock, { fetch: openIdFetch(egress, withinMs), timeoutMs: withinMs });
  const redirectUri = config.publicUrl + CALLBACK_PATH;

  async function buildUrl({ state, nonce, codeVerifier }: Attempt): Promise<string> {
    const provider = await discover();
    return openid.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope,
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    }).href;
  }

  async function exchangeCode(query: string, { state, nonce, codeVerifier }: Attempt): Promise<Person> {
    const provider = await discover();
    const tokens = await openid.authorizationCodeGrant(provider, new URL(`${redirectUri}?${query}`), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims()!;
    // By the machine's clock, as the library judges the other times of a token.
    const fault = claimsFault(claims, issuer, systemClock.now());
    if (fault !== null) throw new OpenIdError('refused', fault);
    const key = createHash('sha256')
      .update(JSON.stringify([claims.iss, claims.sub]))
      .digest();
    if (claims[roleClaim] !== undefined || provider.serverMetadata().userinfo_endpoint === undefined)
      return { key, roleClaim: claims[roleClaim] };
    const info = await openid.fetchUserInfo(provider, tokens.access_token, claims.sub);
    return { key, roleClaim: info[roleClaim] };
  }

  const logged = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await within(withinMs, work);
    } catch (error) {
      const { fault, message } = toOpenIdError(error);
      onWarning(`sign-in by OpenID Connect: ${fault}: ${message}`);
      throw error;
    }
  };

  return {
    signInUrl: (attempt) => logged(() => buildUrl(attempt)),
    identify: (query, attempt) => logged(() => exchangeCode(query, attempt)),
    close: () => egress.close(),
  };
}

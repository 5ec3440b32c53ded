// In:    the OIDC settings.
// Out:   the provider's addresses and keys, read when they are first needed and kept for an hour.
// Never: keeps a failure longer than a few seconds: a provider that is back is used at once.
import * as openid from 'openid-client';
import type { Clock } from '../platform/clock.ts';
import type { OpenIdConfig } from '../platform/config.ts';
import { HOUR_MS } from '../platform/time/instants.ts';

/** A provider that has moved an endpoint is read again after this. Its keys are read again when one is unknown. Units: ms. */
const REMEMBERED_MS = HOUR_MS;
/** While a provider is down, its address is not asked more often. Units: ms. */
const FAILURE_REMEMBERED_MS = 3_000;

/** By what the provider says it takes; RFC 8414 makes basic the default. */
const authentication =
  (secret: string): openid.ClientAuth =>
  (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const way = methods.includes('client_secret_basic') ? openid.ClientSecretBasic : openid.ClientSecretPost;
    way(secret)(server, ...rest);
  };

const discover = (
  { issuer, clientId, clientSecret }: OpenIdConfig,
  { fetch, timeoutMs }: { fetch: openid.CustomFetch; timeoutMs: number },
): Promise<openid.Configuration> =>
  openid.discovery(new URL(issuer), clientId, undefined, authentication(clientSecret), {
    timeout: timeoutMs / 1000,
    [openid.customFetch]: fetch,
    execute: [
      // Otherwise the signature of a token that came over TLS is not checked.
      openid.enableNonRepudiationChecks,
      // The settings accept http for a loopback host only.
      ...(issuer.startsWith('http:') ? [openid.allowInsecureRequests] : []),
    ],
  });

/** Returns the provider; requests at the same time share one reading. */
export function createDiscovery(
  settings: OpenIdConfig,
  clock: Pick<Clock, 'now'>,
  http: { fetch: openid.CustomFetch; timeoutMs: number },
): () => Promise<openid.Configuration> {
  let kept: { provider: Promise<openid.Configuration>; untilMs: number } | undefined;
  return () => {
    if (kept !== undefined && clock.now() < kept.untilMs) return kept.provider;
    const reading = { provider: discover(settings, http), untilMs: clock.now() + REMEMBERED_MS };
    reading.provider.catch(() => {
      reading.untilMs = clock.now() + FAILURE_REMEMBERED_MS;
    });
    kept = reading;
    return reading.provider;
  };
}

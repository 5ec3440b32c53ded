// In:    every route when it is registered; every request that needs a session.
// Out:   `request.account`, or a problem; `app.routeAccess`.
// Never: accepts a route without a declared access: registering it fails, and so does the start.
import type { TokenScope } from '@askusnow/sdk/contract';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db/database.ts';
import { ACCESS, type Access } from '@askusnow/sdk/contract';
import { isUnsafeQueueWrite, isWrite, NAMED } from '../platform/http/access.ts';
import { bearerToken } from '../platform/http/bearer.ts';
import { createRequestLimits } from '../platform/http/limit-requests.ts';
import { sendProblem } from '../platform/http/problem.ts';
import { createTokenLookups, sendWait, type TokenLookups } from '../platform/http/token-lookups.ts';
import { needsSession, refusalOf, tokenRefusal, type Directory } from './access.ts';
import { findApiToken } from './api-token-store.ts';
import { readSessionCookie, setSessionCookie } from './cookie.ts';
import { isSameOrigin } from './same-origin.ts';
import { rowsOf } from './scope.ts';
import { findSession } from './session-store.ts';
import { isToken } from './token.ts';

export interface AccountDeps {
  config: Pick<Config, 'publicUrl' | 'secure'>;
  database: Database;
  clock: Clock;
  registry: Directory;
}

interface PluginDeps extends AccountDeps {
  /** Separate from the limits of other tokens: guessing cookies does not block a desk's new token, or the reverse. */
  sessionLookups: TokenLookups;
}

/** A route and its access. */
export interface RouteAccess {
  method: string;
  url: string;
  access: Access;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every registered route, in order. */
    routeAccess: RouteAccess[];
  }
}

function declaredAccess(url: string, access: Access | undefined): Access {
  if (access === undefined || !ACCESS.includes(access)) {
    throw new Error(`${url} does not declare who may use it: config.access, one of ${ACCESS.join(', ')}`);
  }
  const named = NAMED[access];
  if (named !== undefined && !url.includes(named))
    throw new Error(`${url} is declared ${access}, which needs ${named} in the address`);
  return access;
}

/**
 * Register it first: it applies to every later route. Only routes that need a session get the guard; the others pay
 * nothing for it.
 */
export function accountsPlugin(deps: PluginDeps): FastifyPluginAsync {
  const guard = createGuard(deps, createTokenLookups(deps.clock));
  const limitRequests = createRequestLimits();
  const plugin: FastifyPluginAsync = async (app) => {
    app.decorateRequest('account', null);
    app.decorateRequest('session', null);
    app.decorate('routeAccess', []);
    app.addHook('onRoute', (route) => {
      // @fastify/cors registers one without effect: no route of ours answers a preflight.
      if (route.method === 'OPTIONS') return;
      const access = declaredAccess(route.url, route.config?.access);
      const isReadOnly = route.config?.isReadOnly;
      for (const method of [route.method].flat()) {
        if (isUnsafeQueueWrite({ method, url: route.url, isReadOnly }, access))
          throw new Error(`${method} ${route.url} is declared ${access}, which lets any library change a shared desk`);
        if (route.config?.scope && (access !== 'own-library' || isWrite({ method, isReadOnly })))
          throw new Error(`${method} ${route.url} has a token’s scope: such a route reads, and is own-library`);
        app.routeAccess.push({ method, url: route.url, access });
      }
      // Runs before the body is read: an unauthorized body is not parsed.
      if (needsSession(access)) route.onRequest = [guard, ...[route.onRequest ?? []].flat()];
      if (needsSession(access) || route.config?.isHeavy) limitRequests(route);
    });
  };
  // Not encapsulated: its hook must see every route of the app.
  return fastifyPlugin(plugin, { name: 'accounts', fastify: '5.x' });
}

function createGuard(
  { config, database, clock, registry, sessionLookups }: PluginDeps,
  apiTokenLookups: TokenLookups,
): onRequestAsyncHookHandler {
  const admitToken = async (request: FastifyRequest, reply: FastifyReply, token: string): Promise<unknown> => {
    const nowMs = clock.now();
    const looked = isToken(token)
      ? await apiTokenLookups.find(request.ip, token, () => findApiToken(database.db, token, nowMs))
      : { found: undefined };
    if ('waitMs' in looked) return sendWait(reply, looked);
    const { access, scope } = request.routeOptions.config as { access: Access; scope?: TokenScope };
    const { found } = looked;
    const refusal =
      tokenRefusal(scope, found) ??
      refusalOf({ access, isWrite: false }, found!.account, request.params as Record<string, string>, registry);
    if (refusal?.status === 401) reply.header('www-authenticate', 'Bearer');
    if (refusal) return sendProblem(reply, refusal.status, refusal.code, refusal.detail);
    request.account = found!.account;
    request.time.rows = rowsOf(found!.account);
    return undefined;
  };

  return async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const apiToken = bearerToken(request.headers.authorization);
    if (apiToken !== undefined) return admitToken(request, reply, apiToken);
    const token = readSessionCookie(request.headers.cookie, config);
    const nowMs = clock.now();
    const looked =
      token === undefined
        ? { found: undefined }
        : await sessionLookups.find(request.ip, token, () => findSession(database.db, token, nowMs));
    if ('waitMs' in looked) return sendWait(reply, looked);
    const { found } = looked;
    const account = found?.account ?? null;
    const { method } = request;
    const { access, isReadOnly } = request.routeOptions.config as { access: Access; isReadOnly?: boolean };
    const use = { access, isWrite: isWrite({ method, isReadOnly }) };
    const refusal = refusalOf(use, account, request.params as Record<string, string>, registry);
    if (refusal) return sendProblem(reply, refusal.status, refusal.code, refusal.detail);
    if (!isSameOrigin(method, request.headers, config.publicUrl)) {
      return sendProblem(reply, 403, 'cross-site', `Only pages of ${config.publicUrl} can make changes.`);
    }
    if (found?.renewed) reply.header('set-cookie', setSessionCookie(token!, found.session.endsAtMs - nowMs, config));
    request.account = account;
    if (account !== null) request.time.rows = rowsOf(account);
    request.session = found?.session ?? null;
    return undefined;
  };
}

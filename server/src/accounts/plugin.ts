// In:    every route when it is registered; every request that needs a session.
// Out:   `request.account`, or a problem; `app.routeAccess`.
// Never: accepts a route without a declared access: registering it fails, and so does the start.
import type { FastifyPluginAsync, onRequestAsyncHookHandler } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db/database.ts';
import { ACCESS, isUnsafeQueueWrite, isWrite, NAMED, type Access } from '../platform/http/access.ts';
import { sendProblem } from '../platform/http/problem.ts';
import { sendWait, type TokenLookups } from '../platform/http/token-lookups.ts';
import { needsSession, refusalOf, type Directory } from './access.ts';
import { readSessionCookie, setSessionCookie } from './cookie.ts';
import { isSameOrigin } from './same-origin.ts';
import { findSession } from './session-store.ts';

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
  const guard = createGuard(deps);
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
        app.routeAccess.push({ method, url: route.url, access });
      }
      // Runs before the body is read: an unauthorized body is not parsed.
      if (needsSession(access)) route.onRequest = [guard, ...[route.onRequest ?? []].flat()];
    });
  };
  // Not encapsulated: its hook must see every route of the app.
  return fastifyPlugin(plugin, { name: 'accounts', fastify: '5.x' });
}

function createGuard({ config, database, clock, registry, sessionLookups }: PluginDeps): onRequestAsyncHookHandler {
  return async (request, reply) => {
    reply.header('cache-control', 'no-store');
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
    request.session = found?.session ?? null;
    return undefined;
  };
}

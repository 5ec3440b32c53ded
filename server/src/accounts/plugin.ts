// In:    every route as it is added; every request to one that asks who is there.
// Out:   `request.account`, or a problem; the app's own list of doors.
// Never: a route that does not say who may use it: adding one fails, and with it the start.
import type { FastifyPluginAsync, onRequestAsyncHookHandler } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db/database.ts';
import { ACCESS, isUnsafeQueueWrite, NAMED, type Access } from '../platform/http/access.ts';
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
  /** Apart from other tokens': who tries cookies keeps no desk with a new token from speaking, nor the other way round. */
  sessionLookups: TokenLookups;
}

/** A route and who may use it. */
export interface RouteAccess {
  method: string;
  url: string;
  access: Access;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route that was added, in order. */
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
 * Register it first: it holds for every route that is added after it. The guard stands before those alone that ask
 * who is there, so that the open doors pay nothing for it.
 */
export function accountsPlugin(deps: PluginDeps): FastifyPluginAsync {
  const guard = createGuard(deps);
  const plugin: FastifyPluginAsync = async (app) => {
    app.decorateRequest('account', null);
    app.decorateRequest('session', null);
    app.decorate('routeAccess', []);
    app.addHook('onRoute', (route) => {
      // @fastify/cors adds one, which finds nothing: no door of ours answers a preflight.
      if (route.method === 'OPTIONS') return;
      const access = declaredAccess(route.url, route.config?.access);
      const isReadOnly = route.config?.isReadOnly;
      for (const method of [route.method].flat()) {
        if (isUnsafeQueueWrite({ method, url: route.url, isReadOnly }, access))
          throw new Error(`${method} ${route.url} is declared ${access}, which lets any library change a shared desk`);
        app.routeAccess.push({ method, url: route.url, access });
      }
      // Before the body is read: a stranger's body is not worth parsing.
      if (needsSession(access)) route.onRequest = [guard, ...[route.onRequest ?? []].flat()];
    });
  };
  // Not a scope of its own: its hook must see every route of the app.
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
    const { access } = request.routeOptions.config as { access: Access };
    const refusal = refusalOf(access, account, request.params as Record<string, string>, registry);
    if (refusal) return sendProblem(reply, refusal.status, refusal.code, refusal.detail);
    if (!isSameOrigin(request.method, request.headers, config.publicUrl)) {
      return sendProblem(reply, 403, 'cross-site', `Changes are taken from pages of ${config.publicUrl} only.`);
    }
    if (found?.renewed) reply.header('set-cookie', setSessionCookie(token!, found.session.endsAtMs - nowMs, config));
    request.account = account;
    request.session = found?.session ?? null;
    return undefined;
  };
}

// In:    every route of a scope as it is added; every request to one that asks who is there.
// Out:   `request.account`, or a problem.
// Never: in front of a door that anyone may use: those pay nothing for it. http/declared.ts lets no route say nothing.
import type { FastifyInstance, FastifyPluginAsync, onRequestAsyncHookHandler } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import type { Access } from '../http/access.ts';
import { sendProblem } from '../http/problem.ts';
import { isOpenDoor, refusalOf, type Directory } from './access.ts';
import { readSessionCookie, setSessionCookie } from './cookie.ts';
import { isSameOrigin } from './same-origin.ts';
import { findSession } from './store.ts';

export interface AccountDeps {
  config: Pick<Config, 'publicUrl' | 'secure'>;
  database: Database;
  clock: Clock;
  registry: Directory;
}

/** Register it before the routes that it is to guard: it holds for all that the scope adds after it. */
export function accountsPlugin(deps: AccountDeps): FastifyPluginAsync {
  const guard = createGuard(deps);
  const plugin: FastifyPluginAsync = async (scope: FastifyInstance) => {
    scope.decorateRequest('account', null);
    scope.addHook('onRoute', (route) => {
      const access = route.config?.access;
      if (access !== undefined && isOpenDoor(access)) return;
      const named = { 'own-library': '/:library', 'own-queue': '/:queue' }[access as string];
      if (named !== undefined && !route.url.includes(named)) throw new Error(`${route.url}: "${access}" needs ${named} in the address`);
      // First of all, before the body is read: a stranger's body is not worth parsing.
      route.onRequest = [guard, ...[route.onRequest ?? []].flat()];
    });
  };
  // Fastify's own mark for "not a scope of its own", as the package fastify-plugin sets it.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true });
}

function createGuard({ config, database, clock, registry }: AccountDeps): onRequestAsyncHookHandler {
  return async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const token = readSessionCookie(request.headers.cookie, config);
    const session = token === undefined ? undefined : await findSession(database.db, token, clock.now());
    const account = session?.account ?? null;
    const { access } = request.routeOptions.config as { access: Access };
    const refusal = refusalOf(access, account, request.params as Record<string, string>, registry);
    if (refusal) return sendProblem(reply, refusal.status, refusal.code, refusal.detail);
    if (!isSameOrigin(request.method, request.headers, config.publicUrl)) {
      return sendProblem(reply, 403, 'cross-site', `Changes are taken from pages of ${config.publicUrl} only.`);
    }
    if (session?.renewed) reply.header('set-cookie', setSessionCookie(token!, config));
    request.account = account;
    return undefined;
  };
}

// In:    the accounts' deps.
// Out:   every door of this feature: the sign-in pages, the session.
// Never: a handler; each stands in its own file.
import type { FastifyPluginAsync } from 'fastify';
import type { Registry } from '../cooperative/registry.ts';
import type { AccountDeps } from './plugin.ts';
import { sessionRoutes } from './session-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';

export function accountRoutes(deps: AccountDeps & { registry: Registry }): FastifyPluginAsync {
  return async (scope) => {
    await scope.register(signInRoutes(deps));
    await scope.register(sessionRoutes(deps));
  };
}

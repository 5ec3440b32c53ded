// In:    every route as it is added.
// Out:   the app's own table of routes and who may knock.
// Never: a route that does not say who may use it, or a guarded one where nobody stands guard.
import type { FastifyInstance } from 'fastify';
import { ACCESS, type Access } from './access.ts';

export interface DeclaredRoute {
  method: string;
  url: string;
  access: Access;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route of the app, in the order of registration. */
    declaredRoutes: DeclaredRoute[];
  }
}

/** Doors that need no guard in front: everyone may use them, or they check the page's origin themselves. */
const OPEN: readonly Access[] = ['anyone', 'registered-origin'];

export function requireDeclaredAccess(app: FastifyInstance): void {
  const routes: DeclaredRoute[] = [];
  app.decorate('declaredRoutes', routes);
  app.addHook('onRoute', ({ method, url, config }) => {
    const access = config?.access;
    const methods = [method].flat();
    if (access === undefined || !ACCESS.includes(access)) {
      throw new Error(`${methods.join(',')} ${url} does not declare config.access: one of ${ACCESS.join(', ')}`);
    }
    routes.push(...methods.map((name) => ({ method: name, url, access })));
  });
}

/** For a scope that the accounts' guard does not watch. */
export function refuseGuardedRoutes(scope: FastifyInstance): void {
  scope.addHook('onRoute', ({ method, url, config }) => {
    if (!OPEN.includes(config?.access ?? 'signed-in')) {
      throw new Error(`${[method].flat().join(',')} ${url} needs the accounts' guard, and stands on a scope without it`);
    }
  });
}

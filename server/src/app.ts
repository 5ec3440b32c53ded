// In:    everything that lives longer than a request.
// Out:   the web app: features on the scopes that they need.
// Never: listens, reads the environment, or lets in a route that does not say who may use it.
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { dashboardRoutes } from './assets/dashboard-routes.ts';
import { dashboardFolder, widgetBundleFolder } from './assets/folders.ts';
import { widgetRoutes } from './assets/widget-routes.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { addApiHeaders } from './http/api-headers.ts';
import { refuseGuardedRoutes, requireDeclaredAccess } from './http/declared.ts';
import { answerFaults } from './http/faults.ts';
import type { LogStream } from './http/log.ts';
import { addPageHeaders } from './http/page-headers.ts';
import { serverOptions } from './http/server-options.ts';
import { healthRoutes } from './operations/health.ts';
import { describeRoutes, openapiRoutes } from './operations/openapi.ts';
import type { Runtime } from './operations/runtime.ts';

export interface Deps {
  config: Config;
  database: Database;
  clock: Clock;
  runtime: Runtime;
  log: LogStream;
  /** Folder of the demo's pages; null: there are none. */
  demoFolder: string | null;
  /** Replaced by tests that have no build at hand. */
  widgetFolder?: string;
  dashboardFolder?: string;
}

export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const app = Fastify(serverOptions(deps.config, deps.log));
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerFaults(app);
  requireDeclaredAccess(app);
  await describeRoutes(app, deps.config, deps.runtime);
  await app.register(hotDoors(deps));
  await app.register(publicFiles(deps));
  await app.register(watchedDoors(deps));
  return app;
}

/** What every patron's page asks: no plugin, no hook, constant headers of their own. */
const hotDoors = (_deps: Deps) => async (scope: FastifyInstance): Promise<void> => {
  refuseGuardedRoutes(scope);
};

/** Files for other sites' pages. */
const publicFiles = (deps: Deps) => async (scope: FastifyInstance): Promise<void> => {
  refuseGuardedRoutes(scope);
  await scope.register(widgetRoutes({ folder: deps.widgetFolder ?? widgetBundleFolder() }));
};

/** Everything else: timed, guarded, with the headers of the API or of pages. */
const watchedDoors = (deps: Deps) => async (scope: FastifyInstance): Promise<void> => {
  await scope.register(async (api) => {
    addApiHeaders(api);
    await api.register(healthRoutes(deps));
    await api.register(openapiRoutes);
  });
  await scope.register(async (pages) => {
    await addPageHeaders(pages, deps.config.secure);
    await pages.register(dashboardRoutes({ folder: deps.dashboardFolder ?? dashboardFolder() }));
  });
};

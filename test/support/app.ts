import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../server/src/app.ts';
import { systemClock, type Clock } from '../../server/src/clock.ts';
import { loadConfig, type Config } from '../../server/src/config.ts';
import { openDatabase, type Database } from '../../server/src/db/open.ts';
import { createTestStore, type Engine } from './database.ts';
import { freePort } from './postgres.ts';

export interface StartOptions {
  engine: Engine;
  clock?: Clock;
  /** The cooperative's file, as YAML text; `${PUBLIC_URL}` in it is this server. */
  cooperative?: string;
  environment?: Record<string, string>;
  demoFolder?: string;
}

export interface TestApp {
  url: string;
  config: Config;
  app: FastifyInstance;
  database: Database;
  /** Every line that the server has logged. */
  log: string[];
  close(): Promise<void>;
}

/** The real app on a port of its own, with a migrated database of its own. */
export async function startApp(options: StartOptions): Promise<TestApp> {
  const { engine, clock = systemClock } = options;
  const store = await createTestStore(engine);
  const port = await freePort();
  const config: Config = {
    ...loadConfig({ PORT: String(port), ...options.environment }),
    ...store.config,
  };
  const log: string[] = [];
  const database = await openDatabase(config, (error) => log.push(JSON.stringify({ error: error.message })));
  const app = await buildApp({
    config,
    database,
    clock,
    runtime: { version: '0.1.0', tz: process.versions.tz ?? 'unknown', node: process.versions.node },
    log: { write: (line) => log.push(line) },
    demoFolder: options.demoFolder ?? null,
  });
  await app.listen({ host: config.host, port });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    url,
    config,
    app,
    database,
    log,
    async close() {
      await app.close();
      await database.close();
      await store.remove();
    },
  };
}

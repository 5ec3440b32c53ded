import type { FastifyInstance } from 'fastify';
import type { Role } from '@askusnow/sdk/contract';
import { invite } from '../../../server/src/accounts/invite.ts';
import { buildApp } from '../../../server/src/app.ts';
import { systemClock, type Clock } from '../../../server/src/platform/clock.ts';
import { loadConfig, type Config } from '../../../server/src/platform/config.ts';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { startServices, type Services } from '../../../server/src/services.ts';
import { createTestStore, type Engine, type TestStore } from './database.ts';
import { reservePort } from '../ports.ts';

export interface StartOptions {
  engine: Engine;
  clock?: Clock;
  /** The cooperative's file, as YAML text; `${PUBLIC_URL}` in it is this server. */
  cooperative?: string;
  environment?: Record<string, string>;
  demoFolder?: string;
  /** The tag's running build; absent: today's. */
  widgetFolder?: string;
  /** What the server is given instead of the database as it was opened: for mutants. */
  wrapDatabase?: (database: Database) => Database;
  /** A store that others use too, as a second node does; absent: one of its own, removed at the end. */
  store?: TestStore;
}

export interface TestApp extends Pick<
  Services,
  'nodes' | 'registry' | 'presence' | 'live' | 'push' | 'changeStreams' | 'ingest'
> {
  url: string;
  config: Config;
  app: FastifyInstance;
  /** The server's database, for a test's own statements: on Postgres as the owner of the tables. */
  database: Database;
  /** Every line that the server has logged. */
  log: string[];
  /** The address of a sign-in link. `ids`: libraries, or a desk's queues. */
  invite(role: Role, ids?: string[]): Promise<string>;
  /** What GET /metrics shows. */
  metrics(): Promise<string>;
  /** Signs an account in through the real routes; returns the Cookie header. */
  signIn(role: Role, ids?: string[]): Promise<string>;
  close(): Promise<void>;
}

/** The bearer token of GET /metrics on test nodes. */
export const METRICS_TOKEN = 'metrics-token-of-the-tests';

/** The real app on a port of its own, with a migrated database of its own. */
export async function startApp(options: StartOptions): Promise<TestApp> {
  const { engine, clock = systemClock } = options;
  const store = options.store ?? (await createTestStore(engine));
  const port = await reservePort();
  const config: Config = {
    ...loadConfig({ PORT: String(port), METRICS_TOKEN, ...options.environment }),
    ...(store.server ?? store.config),
  };
  const log: string[] = [];
  const onError = (error: Error): void => void log.push(`fault: ${error.message}\n`);
  const { wrapDatabase = (opened) => opened } = options;
  const opened = await openDatabase(config, onError);
  const database = wrapDatabase(opened);
  const ofTest = engine === 'pglite' ? opened : await openDatabase(store.config, onError);
  try {
    return await serve({ ...options, clock, store, config, database, ofTest, log, onError }, !options.store);
  } catch (error) {
    // What stays open would keep the test's process alive for ever.
    await database.close();
    await ofTest.close();
    throw error;
  }
}

interface Opened extends StartOptions {
  clock: Clock;
  store: TestStore;
  config: Config;
  database: Database;
  ofTest: Database;
  log: string[];
  onError(error: Error): void;
}

async function serve(options: Opened, ownsStore: boolean): Promise<TestApp> {
  const { clock, store, config, database, ofTest, log, onError } = options;
  if (options.cooperative !== undefined) {
    const variables = { PUBLIC_URL: config.publicUrl };
    const { egressAllow } = config;
    const by = { fileName: 'cooperative.yaml', variables, egressAllow, replace: false, by: 'test', nowMs: clock.now() };
    const result = await importCooperative(database.for('maintenance'), options.cooperative, by);
    if (!('changes' in result)) throw new Error(`not imported: ${JSON.stringify(result)}`);
  }
  const onWarning = (message: string): void => void log.push(`warning: ${message}\n`);
  const { widgetFolder } = options;
  const services = await startServices({ config, database, clock, onError, onWarning, widgetFolder });
  const runtime = { version: '0.1.0', tz: process.versions.tz ?? 'unknown', node: process.versions.node };
  const app = await buildApp({
    ...services,
    config,
    database,
    clock,
    runtime,
    log: { write: (line) => void log.push(line) },
    demoFolder: options.demoFolder ?? null,
  });
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await services.close();
    throw error;
  }
  const url = `http://127.0.0.1:${config.port}`;
  const { nodes, registry, presence, live, push, changeStreams, ingest } = services;
  const inviteTo = async (role: Role, ids: string[] = []): Promise<string> => {
    const { token } = await invite(ofTest, {
      label: `${role} ${ids.join(' ')}`.trim(),
      role,
      libraries: role === 'desk' ? [] : ids,
      queues: role === 'desk' ? ids : [],
      clock,
    });
    return `${url}/sign-in/${token}`;
  };
  return {
    url,
    config,
    app,
    database: ofTest,
    log,
    nodes,
    registry,
    presence,
    live,
    push,
    changeStreams,
    ingest,
    invite: inviteTo,
    async metrics() {
      const reply = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
      if (!reply.ok) throw new Error(`no metrics: ${reply.status} ${await reply.text()}`);
      return reply.text();
    },
    async signIn(role, ids) {
      const headers = { origin: config.publicUrl };
      const reply = await fetch(await inviteTo(role, ids), { method: 'POST', headers, redirect: 'manual' });
      const cookie = reply.headers.getSetCookie()[0]?.split(';')[0];
      if (cookie === undefined) throw new Error(`not signed in: ${reply.status} ${await reply.text()}`);
      return cookie;
    },
    async close() {
      await app.close();
      await services.close();
      await database.close();
      await ofTest.close();
      if (ownsStore) await store.remove();
    },
  };
}

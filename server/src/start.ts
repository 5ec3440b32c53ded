// In:    `askusnow start`, the configuration.
// Out:   lock → database → tables → first import or simulation → services → app → listening; and how to close it.
// Never: starts a second process on DATA_DIR, or imports over existing data.
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { isSetUp } from './accounts/set-up-link-store.ts';
import { buildApp } from './app.ts';
import { createClosers } from './platform/closers.ts';
import { createSharedClock, systemClock, type Clock } from './platform/clock.ts';
import { AddressTakenError, ConfigError, type Config } from './platform/config.ts';
import { readInWorker } from './cooperative-file/read-in-worker.ts';
import type { Database } from './platform/db/database.ts';
import { lockDataDir } from './platform/db/lock.ts';
import { describePowers, RoleTooPowerfulError } from './platform/role/describe-powers.ts';
import { loadPowers } from './platform/role/role-store.ts';
import { pgliteFolder } from './platform/db/pglite.ts';
import { DataDirDamagedError } from './platform/db/whole-database.ts';
import { addDemoFeeds, type DemoFeed } from './serving/demo/recipients-store.ts';
import { describeError } from './platform/http/log.ts';
import { limitRepeats } from './platform/http/log-repeats.ts';
import { buildMetricsApp } from './serving/prometheus/prometheus-routes.ts';
import { findRecentDifference } from './visibility/ingest/reconcile.ts';
import { databaseClock } from './platform/nodes/skew.ts';
import { hasData, loadMark } from './platform/simulated/store.ts';
import { toInstant } from './platform/time/instants.ts';
import { backUp, openMigrated } from './schema-operations.ts';
import { startServices } from './services.ts';
import { goOnSimulating, simulate } from './simulate.ts';
import type { Desk } from './simulation/attendance.ts';
import { MixedDataError, mixingFault } from './simulation/mixing.ts';
import { readTextFile, printImport } from './cli/run.ts';
import { listenOnSocket } from './cli/socket.ts';
import { createStoreCommands, type StoreCommands } from './cli/store-commands.ts';
import type { Surroundings, Terminal } from './cli/terminal.ts';
import { describeDifference } from './cli/verification.ts';
import { welcome } from './cli/welcome.ts';
import type { Command } from './cli/commands.ts';

export interface RunningServer {
  logError(error: Error): void;
  close(): Promise<void>;
}

type Start = Extract<Command, { name: 'start' }>;

export async function startServer(
  start: Start,
  asked: Config,
  around: Surroundings,
): Promise<RunningServer | 'not-imported'> {
  const config: Config = { ...(await withPort(asked)), simulated: start.simulate };
  const log = limitRepeats(around.log, systemClock);
  const logError = (error: Error): void => {
    log.write(`${JSON.stringify({ level: 'error', at: toInstant(systemClock.now()), err: describeError(error) })}\n`);
  };
  const logWarning = (message: string): void => {
    log.write(`${JSON.stringify({ level: 'warn', at: toInstant(systemClock.now()), msg: message })}\n`);
  };
  // An embedded database runs in this process, with this machine's clock.
  const clock = config.databaseUrl === null ? systemClock : createSharedClock(systemClock);
  const closers = createClosers();
  closers.use(log);
  try {
    const importText = start.import === null ? null : await readTextFile(start.import);
    const demoFolder = start.demo === null ? null : resolve(start.demo);
    if (demoFolder !== null) await readTextFile(join(demoFolder, 'demo', 'library.html'));
    if (config.databaseUrl === null) {
      const lock = lockDataDir(config.dataDir);
      closers.push(() => lock.release());
    }
    const { database } = await openMigrated(config, logError);
    closers.use(database);
    // The start is nobody's request: what serves people shows it no rows.
    const ownWork = database.for('maintenance');
    if (config.databaseUrl !== null) await checkRole(ownWork, config, logWarning);
    const mark = await loadMark(ownWork.db);
    const fault = mixingFault({ isAsked: start.simulate, mark, hasData: await hasData(ownWork.db), ...config });
    if (fault !== null) throw new MixedDataError(fault);
    if (config.databaseUrl === null && !start.acceptDifferences) await assertRecentCounts(ownWork, config.dataDir);
    // The services measure the shared clock, but start later.
    const firstClock = await databaseClock(ownWork, systemClock);
    let feeds: readonly DemoFeed[] = [];
    /** False: the file was refused. */
    const prepare = async (at: Clock): Promise<boolean> => {
      if (importText === null) return true;
      const first = createStoreCommands({ database, clock: at, backUp, ...config });
      const imported = await importFirst(ownWork, first, start.import!, importText, around.terminal);
      if (demoFolder !== null && imported === 'done') feeds = await addDemoFeeds(ownWork, at.now());
      return imported !== 'refused';
    };
    let desks: Desk[] | null = [];
    if (start.simulate && mark === 'none')
      desks = await simulate({ config, database, clock: firstClock, prepare, around, onError: logError });
    else if (!(await prepare(firstClock))) desks = null;
    if (desks === null) {
      await closers.close();
      return 'not-imported';
    }

    const services = await startServices({ config, database, clock, onError: logError, onWarning: logWarning });
    closers.use(services);
    const { runtime } = around;
    const app = await buildApp({ ...services, config, database, clock, runtime, log, demoFolder });
    closers.use(app);
    if (config.databaseUrl === null) {
      // From here on this thread answers patrons.
      const commands = createStoreCommands({ database, clock, backUp, ...config, read: readInWorker });
      const socket = await listenOnSocket(config.dataDir, commands);
      closers.use(socket);
    }
    await listen(app, config, 'PORT');
    if (config.metricsPort !== null) {
      const metricsApp = await buildMetricsApp(config, { metrics: app.metrics, clock, log });
      closers.use(metricsApp);
      await listen(metricsApp, { ...config, port: config.metricsPort }, 'METRICS_PORT');
    }
    if (start.simulate) {
      const { registry } = services;
      const live = goOnSimulating({ app, registry, desks, config, clock, around, onError: logError });
      closers.use(live);
    }
    await welcome({ config, database: ownWork, registry: services.registry, demo: demoFolder !== null, feeds, around });
    return { logError, close: () => closers.close() };
  } catch (error) {
    await closers.close().catch(logError);
    throw error;
  }
}

/** The policies are a second check behind the server's own filters: it works without them. */
async function checkRole(
  { db }: Database,
  { requireLimitedRole }: Config,
  logWarning: (message: string) => void,
): Promise<void> {
  const tooMuch = describePowers(await loadPowers(db));
  if (tooMuch === null) return;
  if (requireLimitedRole) throw new RoleTooPowerfulError(`${tooMuch}\nDATABASE_REQUIRE_LIMITED_ROLE=yes refuses it.`);
  logWarning(tooMuch);
}

const CANNOT_LISTEN: Record<string, readonly [typeof ConfigError | typeof AddressTakenError, string]> = {
  EADDRINUSE: [AddressTakenError, 'PORT: %s is in use. Stop the program that uses it, or choose another port.'],
  EACCES: [ConfigError, 'PORT: %s cannot be used by this user. Choose one above 1023.'],
  EADDRNOTAVAIL: [AddressTakenError, 'HOST: this machine has no such address as in %s.'],
};

async function listen(app: FastifyInstance, { host, port }: Config, variable: 'PORT' | 'METRICS_PORT'): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const [Refusal, why = ''] = CANNOT_LISTEN[(error as NodeJS.ErrnoException).code ?? ''] ?? [];
    throw Refusal ? new Refusal(why.replace('%s', `${host}:${port}`).replace('PORT:', `${variable}:`)) : error;
  }
}

/** Detects files that silently lost rows: counts are stored twice, and would differ. */
async function assertRecentCounts({ db }: Database, dataDir: string): Promise<void> {
  const difference = await findRecentDifference(db, systemClock.now());
  if (difference === null) return;
  throw new DataDirDamagedError(
    pgliteFolder(dataDir),
    `its counts of the last two days differ (${describeDifference(difference)}; \`askusnow verify\` lists all)`,
    'or, without one, start with --accept-differences',
  );
}

/** Only into an empty database: afterwards the database is authoritative. */
async function importFirst(
  { db }: Database,
  commands: StoreCommands,
  fileName: string,
  text: string,
  terminal: Terminal,
): Promise<'there-already' | 'done' | 'refused'> {
  if (await isSetUp(db)) return 'there-already';
  const result = await commands.import({ fileName, text, replace: false });
  // In an empty database everything is new: print the number of changes only.
  return printImport(terminal, fileName, result, { everyChange: false }) === 0 ? 'done' : 'refused';
}

/** PORT=0 means any free port; PUBLIC_URL uses it unless it is set. */
async function withPort(config: Config): Promise<Config> {
  if (config.port !== 0) return config;
  const probe = createServer();
  await new Promise<void>((done, failed) => probe.once('error', failed).listen(0, config.host, done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  const url = new URL(config.publicUrl);
  if (url.port === '0') url.port = String(port);
  return { ...config, port, publicUrl: url.origin };
}

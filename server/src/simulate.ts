// In:    an empty database, the present, how to import the cooperative's file.
// Out:   the database with simulated days until now, marked as simulated before anything else is in it.
// Never: sends anything out, or listens.
import type { FastifyInstance } from 'fastify';
import { invite } from './accounts/invite.ts';
import { buildApp } from './app.ts';
import type { Surroundings } from './cli/terminal.ts';
import type { Clock } from './platform/clock.ts';
import type { Registry } from './cooperative/registry.ts';
import type { Config } from './platform/config.ts';
import type { Database } from './platform/db/database.ts';
import { beginSimulation, completeSimulation, endSimulation } from './platform/simulated/store.ts';
import { DAY_MS, HOUR_MS } from './platform/time/instants.ts';
import { startServices } from './services.ts';
import type { Desk } from './simulation/attendance.ts';
import { createClient } from './simulation/client.ts';
import { fill } from './simulation/fill.ts';
import { goOnLive } from './simulation/live.ts';
import { createMovedClock } from './simulation/moved-clock.ts';
import { createPages } from './simulation/pages.ts';

export interface SimulateOptions {
  config: Config;
  database: Database;
  /** The simulated days end now. */
  clock: Clock;
  /** Imports the cooperative's file, at the first simulated instant. False: it was refused. */
  prepare(clock: Clock): Promise<boolean>;
  around: Pick<Surroundings, 'terminal' | 'runtime'>;
  onError(error: Error): void;
  seed?: string;
  days?: number;
}

/** The author of invitations, in the audit trail. */
const SIMULATION = { id: null, label: 'simulation' };
const DAYS = 90;
const SEED = 'maryland';
/** Progress is printed every so many days. */
const PRINTED_DAYS = 15;
/** Turns of the event loop in which nobody waits for the database, which has one session, before all work counts as done. */
const QUIET_TURNS = 12;

/** Resolves to the desks that send heartbeats at the end; null: the cooperative's file was refused. */
export async function simulate(options: SimulateOptions): Promise<Desk[] | null> {
  const { config, database, clock, prepare, around, onError, seed = SEED, days = DAYS } = options;
  const endMs = clock.now();
  const startMs = Math.floor(endMs / HOUR_MS) * HOUR_MS - days * DAY_MS;
  const moved = createMovedClock(startMs);
  await beginSimulation(database.db, seed, endMs);
  if (!(await prepare(moved))) {
    await endSimulation(database.db);
    return null;
  }
  around.terminal.print(`Simulating ${days} days. This takes some minutes.`);
  const services = await startServices({ config, database, clock: moved, onError, onWarning: () => undefined });
  const app = await buildApp({
    ...services,
    config,
    database,
    clock: moved,
    runtime: around.runtime,
    log: { write: () => undefined },
    demoFolder: null,
  });
  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await new Promise(setImmediate);
      if (database.load().some(({ waiting }) => waiting > 0)) quiet = 0;
    }
  };
  let desks: Desk[];
  try {
    await app.ready();
    const client = createClient(app, config.publicUrl);
    const libraries = services.registry.libraries();
    desks = await fill({
      client,
      pages: createPages({ client, libraries, seed, endMs, widget: around.runtime.version }),
      async signIn(role, libraries = []) {
        const { token } = await invite(database, { label: null, role, libraries, clock: moved, by: SIMULATION });
        return client.signIn(token);
      },
      clock: moved,
      settle,
      seed,
      startMs,
      endMs,
      onDay(left) {
        if (left < days && left > 0 && left % PRINTED_DAYS === 0) around.terminal.print(`  ${left} days left`);
      },
    });
  } finally {
    await app.close();
    await services.close();
  }
  await completeSimulation(database.db, clock.now());
  return desks;
}

export interface GoOnOptions extends Pick<SimulateOptions, 'config' | 'clock' | 'around' | 'onError' | 'seed'> {
  app: FastifyInstance;
  registry: Pick<Registry, 'libraries'>;
  desks: readonly Desk[];
}

/** Slow traffic and heartbeats, while the server runs. */
export function goOnSimulating({ app, registry, desks, config, clock, around, onError, seed = SEED }: GoOnOptions) {
  const client = createClient(app, config.publicUrl);
  const libraries = registry.libraries();
  const pages = createPages({ client, libraries, seed, endMs: clock.now(), widget: around.runtime.version });
  return goOnLive({ client, pages, desks, seed, clock, onError });
}

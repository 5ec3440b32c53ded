// The server that a suite of tests is about: started before its first test and closed after its last, on each engine.
import { after, before, describe } from 'node:test';
import type { Connection } from '@askusnow/sdk';
import type { Role } from '@askusnow/sdk/contract';
import { addDesks } from '../data/desks.ts';
import { startApp, type StartOptions, type TestApp } from './app.ts';
import { createManualClock, type ManualClock } from './clock.ts';
import { ENGINES_BY_TIER, type Engine } from './database.ts';
import { connectionTo } from './requests.ts';
import { TWO_LIBRARIES } from './two-libraries.ts';

/** Who signs in: a role, and what it is for: libraries, or a desk's queues. */
type Account = readonly [role: Role, ...ids: string[]];
type Accounts = Readonly<Record<string, Account>>;
interface Closes {
  close(): unknown;
}
type Peers = Readonly<Record<string, Closes>>;
type None = Record<never, never>;

export interface FixtureOptions<As extends Accounts, With extends Peers> extends Pick<
  StartOptions,
  'clock' | 'demoFolder' | 'widgetFolder'
> {
  /** Absent: those of routes. */
  engines?: readonly Engine[];
  /** The start of a clock that stands still until a test moves it; absent: `clock`, or the machine's. */
  now?: string;
  /** Other servers, which are started first and closed last. */
  peers?: { readonly [name in keyof With]: () => Promise<With[name]> };
  /** The cooperative's file; absent: TWO_LIBRARIES; null: none. */
  cooperative?: string | null | ((peers: NoInfer<With>) => string);
  /** The libraries of `addDesks` in place of a file's. */
  desks?: boolean;
  environment?: Record<string, string> | ((peers: NoInfer<With>) => Record<string, string>);
  /** The accounts that are signed in, in this order, each by its name in the tests. */
  as?: As;
}

interface Started<Name extends string> {
  app: TestApp;
  clock: ManualClock;
  /** The Cookie header of each account. */
  cookies: Readonly<Record<Name, string>>;
}

/** What the tests read. It belongs to the suite that is running: to be read in a test or a hook, not while tests are declared. */
export type Fixture<As extends Accounts, With extends Peers> = Readonly<Started<keyof As & string>> & {
  readonly engine: Engine;
  /** Signs another account in. `ids`: libraries, or a desk's queues. */
  signIn(role: Role, ids?: string[]): Promise<Connection>;
  /** A session ends after days: a new one in its place. */
  signInAgain(name: keyof As & string): Promise<void>;
} & { readonly [name in keyof As]: Connection } & Readonly<With>;

const valueOf = <Given extends object, Value>(given: Value | ((given: Given) => Value), by: Given): Value =>
  typeof given === 'function' ? (given as (given: Given) => Value)(by) : given;

interface Running {
  /** What is there, by its name; opened in this order, closed in the other. */
  values: Record<string, unknown>;
  closers: (() => unknown)[];
}

/** A suite whose values are there from its first hook to its last, on each engine. */
function declare(
  title: string,
  engine: Engine,
  names: readonly string[],
  start: (running: Running) => Promise<void>,
  suite: (on: object, running: Running) => void,
): void {
  describe(`${title}, on ${engine}`, () => {
    const running: Running = { values: {}, closers: [] };
    const on = { engine };
    for (const name of names)
      Object.defineProperty(on, name, {
        get() {
          if (name in running.values) return running.values[name];
          throw new Error(`${title}: \`${name}\` is there in tests and hooks alone, and where the suite asks for it`);
        },
      });
    before(() => start(running));
    suite(on, running);
    // Added last: the suite's own hooks run before.
    after(() => closeAll(running));
  });
}

/** Closes the rest, too, where one cannot be closed. */
async function closeAll(running: Running): Promise<void> {
  running.values = {};
  const faults: unknown[] = [];
  for (const close of running.closers.splice(0).reverse())
    try {
      await close();
    } catch (fault) {
      faults.push(fault);
    }
  if (faults.length > 0) throw faults[0];
}

type Opener = (engine: Engine) => Promise<Closes>;

async function open(running: Running, name: string, opener: Opener, engine: Engine): Promise<void> {
  const opened = await opener(engine);
  running.closers.push(() => opened.close());
  running.values[name] = opened;
}

/**
 * A suite of tests of one server, on each engine. Hooks that the suite adds run while the server does.
 *
 *     withApp({ now: NOW, as: { harford: ['liaison', 'harford'] } }).describe('alerts', (on) => {
 *       test('alerts: …', async () => void (await addAlert(on.harford, …)));
 *     });
 */
export const withApp = <As extends Accounts = None, With extends Peers = None>(
  options: FixtureOptions<As, With> = {},
) => ({
  describe(title: string, suite: (on: Fixture<As, With>) => void): void {
    const as: Accounts = options.as ?? {};
    const signIn = async ({ values }: Running, name: string): Promise<void> => {
      const { app, cookies } = values as unknown as Started<string>;
      const [role, ...ids] = as[name]!;
      values['cookies'] = { ...cookies, [name]: await app.signIn(role, ids) };
      values[name] = connectionTo(app, (values['cookies'] as Record<string, string>)[name]!);
    };
    const names = ['app', 'clock', 'cookies', ...Object.keys(as), ...Object.keys(options.peers ?? {})];
    for (const engine of options.engines ?? ENGINES_BY_TIER)
      declare(
        title,
        engine,
        names,
        async (running) => {
          for (const [name, peer] of Object.entries<Opener>(options.peers ?? {}))
            await open(running, name, peer, engine);
          await startWith(running, engine, options);
          for (const name of Object.keys(as)) await signIn(running, name);
        },
        (on, running) => {
          const other = async (role: Role, ids?: string[]): Promise<Connection> => {
            const { app } = running.values as unknown as Started<string>;
            return connectionTo(app, await app.signIn(role, ids));
          };
          const again = (name: string): Promise<void> => signIn(running, name);
          suite(Object.assign(on, { signIn: other, signInAgain: again }) as Fixture<As, With>);
        },
      );
  },
});

async function startWith<As extends Accounts, With extends Peers>(
  running: Running,
  engine: Engine,
  options: FixtureOptions<As, With>,
): Promise<void> {
  const { now, clock = now === undefined ? undefined : createManualClock(now), desks = false } = options;
  const { cooperative = desks ? null : TWO_LIBRARIES, environment = {}, demoFolder, widgetFolder } = options;
  const peers = running.values as With;
  const file = valueOf(cooperative, peers);
  const app = await startApp({
    engine,
    environment: valueOf(environment, peers),
    ...(clock && { clock }),
    ...(file !== null && { cooperative: file }),
    ...(demoFolder !== undefined && { demoFolder }),
    ...(widgetFolder !== undefined && { widgetFolder }),
  });
  running.closers.push(() => app.close());
  Object.assign(running.values, {
    app,
    cookies: {},
    ...(now !== undefined && { clock }),
  });
  if (!desks) return;
  await addDesks(app.database);
  await app.registry.reload();
}

/** The same for servers that are started in another way, each by its name in the tests: the first is opened first, and closed last. */
export const withStarted = <Servers extends Peers>(
  servers: {
    readonly [name in keyof Servers]: (engine: Engine) => Promise<Servers[name]>;
  },
  engines: readonly Engine[] = ENGINES_BY_TIER,
) => ({
  describe(title: string, suite: (on: Readonly<Servers> & { readonly engine: Engine }) => void): void {
    const openers = Object.entries<Opener>(servers);
    for (const engine of engines)
      declare(
        title,
        engine,
        openers.map(([name]) => name),
        async (running) => {
          for (const [name, opener] of openers) await open(running, name, opener, engine);
        },
        (on) => suite(on as Readonly<Servers> & { readonly engine: Engine }),
      );
  },
});

// In:    a listening server.
// Out:   its address; where nothing is set up, the set-up link; on a terminal, sign-in links; else the command that makes one.
// Never: writes a sign-in link into a log file, except in a demo, which has no private data.
import { PATHS, type Role } from '@askusnow/sdk/contract';
import { invite, START_LINK_TTL_MS } from '../accounts/invite.ts';
import { isSetUp, makeSetUpLink } from '../accounts/set-up-link-store.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Registry } from '../cooperative/registry.ts';
import type { Database } from '../platform/db/database.ts';
import type { DemoFeed } from '../serving/demo/recipients-store.ts';
import type { Surroundings } from './terminal.ts';

/** Shown as the author in the audit trail. */
const START = { id: null, label: 'start of the server' };
/** The demo shows this library if the cooperative has it, otherwise its first. */
const DEMO_LIBRARY = 'harford';

export interface Welcome {
  config: Config;
  database: Database;
  registry: Registry;
  demo: boolean;
  /** Feeds of a new demonstration: their addresses are shown once. */
  feeds?: readonly DemoFeed[];
  around: Surroundings;
}

const inShell = (word: string): string =>
  /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** As a shell on this machine takes it. Never has `DATABASE_URL`, which may hold a password. */
function inviteCommand({ databaseUrl, dataDir }: Config, program: readonly string[]): string {
  const folder = databaseUrl === null ? [`DATA_DIR=${inShell(dataDir)}`] : [];
  return [...folder, ...program.map(inShell), 'invite --role coordinator'].join(' ');
}

export async function welcome({ config, database, registry, demo, feeds = [], around }: Welcome): Promise<void> {
  const { terminal, runtime, isTerminal, program } = around;
  const printCommand = (what: string): void => {
    const where = config.databaseUrl === null ? '' : ", with this server's DATABASE_URL";
    terminal.print(`This command prints ${what}. Run it on this machine, or in this container, as this user${where}:`);
    terminal.print(`  ${inviteCommand(config, program)}`);
  };
  const store = config.databaseUrl === null ? config.dataDir : 'the database of DATABASE_URL';
  const setUpToken = (await isSetUp(database.db)) ? null : await makeSetUpLink(database.db, systemClock.now());
  terminal.print(`AskUsNow ${runtime.version} listens at ${config.publicUrl} and keeps its data in ${store}`);
  if (setUpToken !== null) {
    terminal.print('Nothing is set up yet. Open this link to set it up. It works once, within an hour:');
    terminal.print(`  ${config.publicUrl}/set-up/${setUpToken}`);
    printCommand('another link');
    return;
  }
  if (!demo && !isTerminal) {
    printCommand('a sign-in link for the coordinator');
    return;
  }

  const link = async (role: Role, whose: { libraries?: string[]; queues?: string[] } = {}): Promise<string> => {
    const request = {
      label: null,
      role,
      libraries: [],
      ...whose,
      clock: systemClock,
      ttlMs: START_LINK_TTL_MS,
      by: START,
    };
    const { token } = await invite(database, request);
    return `${config.publicUrl}/sign-in/${token}`;
  };
  const library = demo ? (registry.library(DEMO_LIBRARY) ?? registry.libraries()[0]) : undefined;
  const lines: [string, string][] = [];
  if (library) {
    lines.push(['A library page with the tag', `${config.publicUrl}/demo/${library.id}`]);
    lines.push([`Its liaison's page`, await link('liaison', { libraries: [library.id] })]);
  }
  const desk = demo ? registry.queues().find(({ presence }) => presence?.kind === 'heartbeat') : undefined;
  if (desk) lines.push([`A desk's page: ${desk.id}`, await link('desk', { queues: [desk.id] })]);
  lines.push(["The coordinator's page", await link('coordinator')]);
  const feed = (what: string, is: (feed: DemoFeed) => boolean): void => {
    const found = feeds.find(is);
    if (found) lines.push([what, `${config.publicUrl}${PATHS.noticeFeed(found.token)}.atom`]);
  };
  if (library) feed("The library's help requests", (each) => each.library === library.id);
  feed('Help requests at the statewide tier', ({ tier }) => tier === 'statewide');
  const width = Math.max(...lines.map(([what]) => what.length));
  for (const [what, address] of lines) terminal.print(`  ${what.padEnd(width)}  ${address}`);
  terminal.print('Sign-in links work once, within an hour. Ctrl-C ends the server.');
}

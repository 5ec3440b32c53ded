// In:    the process: its arguments, environment, signals and terminal.
// Out:   a finished command, or a server that runs until it gets a signal.
// Never: imported: it is the only file that uses `process`.
import closeWithGrace from 'close-with-grace';
import { serverVersion } from './serving/assets/folders.ts';
import { EXIT } from './cli/exit-codes.ts';
import { CommandRefusedError, UsageError } from './cli/faults.ts';
import { runCommand } from './cli/run.ts';
import type { Terminal } from './cli/terminal.ts';
import type { Command } from './cli/commands.ts';
import { readCommand } from './cli/words.ts';
import { BackupUnusableError, BackupUnwritableError } from './platform/backup/backup-file.ts';
import { DatabaseNotEmptyError } from './platform/backup/restore-store.ts';
import { AddressTakenError, ConfigError, loadConfig, type Config } from './platform/config.ts';
import { DatabaseDownError, whyFull } from './platform/db/down.ts';
import { isFull } from './platform/db/faults.ts';
import { DataDirInUseError } from './platform/db/lock.ts';
import { NewerSchemaError, SchemaUnusableError } from './platform/db/migrate.ts';
import { DataDirOpenToOthersError, DataDirUnusableError } from './platform/db/private-folder.ts';
import { RoleTooPowerfulError } from './platform/role/describe-powers.ts';
import { DataDirDamagedError } from './platform/db/whole-database.ts';
import { schemaOperations } from './schema-operations.ts';
import { MixedDataError } from './simulation/mixing.ts';

/** How long open requests may take after a signal. Units: ms. */
const CLOSE_WITHIN_MS = 10_000;

const terminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
};

/** Nothing changes by trying again: a supervisor should stop. */
const REFUSALS = [
  ConfigError,
  DataDirDamagedError,
  DataDirOpenToOthersError,
  DataDirUnusableError,
  MixedDataError,
  NewerSchemaError,
  RoleTooPowerfulError,
  SchemaUnusableError,
];

/** Errors whose message is for the person at the terminal; any other error is a bug, and its stack is printed. */
const FOR_PEOPLE = [
  ...REFUSALS,
  AddressTakenError,
  BackupUnusableError,
  BackupUnwritableError,
  CommandRefusedError,
  DataDirInUseError,
  DatabaseDownError,
  DatabaseNotEmptyError,
  UsageError,
];

/** A disk may have space again, and a machine memory. */
const PASSING = ['ENOSPC', 'ENOMEM'];

function exitCodeOf(error: Error): number {
  if (error instanceof UsageError) return EXIT.usage;
  const cause = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  return REFUSALS.some((kind) => error instanceof kind) && !PASSING.includes(cause) ? EXIT.refused : EXIT.failed;
}

/** `askusnow export | head`: the reader may close the pipe early, and the command still completes. */
function ignoreClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

async function main(words: string[]): Promise<number | undefined> {
  const command = readCommand(words);
  if (command.name !== 'start') ignoreClosedPipe();
  if (command.name === 'print' || command.name === 'version') {
    terminal.print(command.name === 'print' ? command.text : serverVersion());
    return EXIT.done;
  }
  const config = loadConfig(process.env);
  try {
    return await run(command, config);
  } catch (error) {
    throw isFull(error) ? whyFull(config, error) : error;
  }
}

async function run(
  command: Exclude<Command, { name: 'print' | 'version' }>,
  config: Config,
): Promise<number | undefined> {
  if (command.name !== 'start') return runCommand(command, config, terminal, schemaOperations);

  // A command needs no web server, whose modules take half a second to load.
  const { startServer } = await import('./start.ts');
  const server = await startServer(command, config, {
    terminal,
    log: process.stdout,
    isTerminal: process.stdout.isTTY,
    program: [process.execPath, process.argv[1] ?? ''],
    runtime: { version: serverVersion(), tz: process.versions.tz ?? 'unknown', node: process.versions.node },
  });
  if (server === 'not-imported') return EXIT.refused;
  closeWithGrace({ delay: CLOSE_WITHIN_MS, logger: false }, async ({ err }) => {
    if (err) server.logError(err);
    await server.close();
  });
  return undefined;
}

/** All files of this process are private to its user. */
process.umask(0o077);
try {
  const code = await main(process.argv.slice(2));
  if (code !== undefined) process.exitCode = code;
} catch (error) {
  const fault = error as Error;
  terminal.complain(FOR_PEOPLE.some((kind) => fault instanceof kind) ? fault.message : (fault.stack ?? String(fault)));
  process.exitCode = exitCodeOf(fault);
}

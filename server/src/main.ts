// In:    the process: its arguments, environment, signals and terminal.
// Out:   a finished command, or a server that runs until it gets a signal.
// Never: imported: it is the only file that uses `process`.
import closeWithGrace from 'close-with-grace';
import { serverVersion } from './serving/assets/folders.ts';
import { runCommand } from './cli/run.ts';
import type { Terminal } from './cli/terminal.ts';
import { CommandRefusedError, FileUnusableError, readCommand, USAGE, UsageError, type Command } from './cli/words.ts';
import { BackupUnusableError, BackupUnwritableError } from './platform/backup/backup-file.ts';
import { DatabaseNotEmptyError } from './platform/backup/restore-store.ts';
import { ConfigError, loadConfig, type Config } from './platform/config.ts';
import { DatabaseDownError, whyFull } from './platform/db/down.ts';
import { isFull } from './platform/db/faults.ts';
import { DataDirInUseError } from './platform/db/lock.ts';
import { NewerSchemaError, SchemaUnusableError } from './platform/db/migrate.ts';
import { DataDirOpenToOthersError, DataDirUnusableError } from './platform/db/private-folder.ts';
import { RoleTooPowerfulError } from './platform/role/describe-powers.ts';
import { DataDirDamagedError } from './platform/db/whole-database.ts';
import { schemaOperations } from './schema-operations.ts';
import { MixedDataError } from './simulation/mixing.ts';

const EXIT = { ok: 0, failed: 1, usage: 2 } as const;
/** How long open requests may take after a signal. Units: ms. */
const CLOSE_WITHIN_MS = 10_000;

const terminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
};

/** Errors whose message is for the person at the terminal; any other error is a bug, and its stack is printed. */
const FOR_PEOPLE = [
  BackupUnusableError,
  BackupUnwritableError,
  ConfigError,
  NewerSchemaError,
  DataDirDamagedError,
  DataDirInUseError,
  DataDirOpenToOthersError,
  DataDirUnusableError,
  DatabaseDownError,
  DatabaseNotEmptyError,
  FileUnusableError,
  CommandRefusedError,
  MixedDataError,
  RoleTooPowerfulError,
  SchemaUnusableError,
];

/** `askusnow export | head`: the reader may close the pipe early, and the command still completes. */
function ignoreClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

async function main(words: string[]): Promise<number | undefined> {
  const command = readCommand(words);
  if (command.name !== 'start') ignoreClosedPipe();
  if (command.name === 'help' || command.name === 'version') {
    terminal.print(command.name === 'help' ? USAGE.trimEnd() : serverVersion());
    return EXIT.ok;
  }
  const config = loadConfig(process.env);
  try {
    return await run(command, config);
  } catch (error) {
    throw isFull(error) ? whyFull(config, error) : error;
  }
}

async function run(
  command: Exclude<Command, { name: 'help' | 'version' }>,
  config: Config,
): Promise<number | undefined> {
  if (command.name !== 'start') return runCommand(command, config, terminal, schemaOperations);

  // A command needs no web server, whose modules take half a second to load.
  const { startServer } = await import('./start.ts');
  const server = await startServer(command, config, {
    terminal,
    log: process.stdout,
    isTerminal: process.stdout.isTTY,
    runtime: { version: serverVersion(), tz: process.versions.tz ?? 'unknown', node: process.versions.node },
  });
  if (server === 'not-imported') return EXIT.failed;
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
  if (error instanceof UsageError) {
    terminal.complain(`${error.message}\n\n${USAGE.trimEnd()}`);
    process.exitCode = EXIT.usage;
  } else {
    const fault = error as Error;
    terminal.complain(
      FOR_PEOPLE.some((kind) => fault instanceof kind) ? fault.message : (fault.stack ?? String(fault)),
    );
    process.exitCode = fault instanceof FileUnusableError ? EXIT.usage : EXIT.failed;
  }
}

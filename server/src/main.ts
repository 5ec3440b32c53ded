// In:    the process: its arguments, environment, signals and terminal.
// Out:   a finished command, or a server that runs until it gets a signal.
// Never: imported: it is the only file that uses `process`.
import closeWithGrace from 'close-with-grace';
import { serverVersion } from './serving/assets/folders.ts';
import { EXIT } from './cli/exit-codes.ts';
import { UsageError } from './cli/faults.ts';
import type { Terminal } from './cli/terminal.ts';
import type { Command } from './cli/commands.ts';
import { readCommand } from './cli/words.ts';
import { loadConfig, type Config } from './platform/config.ts';

/** How long open requests may take after a signal. Units: ms. */
const CLOSE_WITHIN_MS = 10_000;

const terminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
};

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
    const [{ isFull }, { whyFull }] = await Promise.all([
      import('./platform/db/faults.ts'),
      import('./platform/db/down.ts'),
    ]);
    throw isFull(error) ? whyFull(config, error) : error;
  }
}

async function run(
  command: Exclude<Command, { name: 'print' | 'version' }>,
  config: Config,
): Promise<number | undefined> {
  // What a command does not need takes most of its time to load: help needs no database, and a command no web server.
  if (command.name !== 'start') {
    const [{ runCommand }, { schemaOperations }] = await Promise.all([
      import('./cli/run.ts'),
      import('./schema-operations.ts'),
    ]);
    return runCommand(command, config, terminal, schemaOperations);
  }
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
  const { message } = error as Error;
  const isUsage = error instanceof UsageError;
  const { code, text } = isUsage
    ? { code: EXIT.usage, text: message }
    : (await import('./fault-codes.ts')).explain(error as Error);
  terminal.complain(text);
  process.exitCode = code;
}

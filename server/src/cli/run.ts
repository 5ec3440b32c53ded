// In:    a command that ends by itself.
// Out:   what it prints, and its exit code.
// Never: writes anywhere except to the given terminal.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatFileError, parseCooperativeFile, type FileError } from '../cooperative-file/file.ts';
import type { BackupSummary } from '../platform/backup/backup-file.ts';
import { ConfigError, type Config } from '../platform/config.ts';
import { openDatabase } from '../platform/db/open.ts';
import { hasPglite } from '../platform/db/pglite.ts';
import { accountLines } from './account-lines.ts';
import { summaryLines } from './backup-summary.ts';
import { checkPages, comparePages } from './doctor.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './faults.ts';
import { outcome, type FileCheck, type Outcome } from './json-output.ts';
import { restoreStore, withStore, type SchemaOperations } from './reach-store.ts';
import { printReadiness } from './readiness-lines.ts';
import { scoreLines } from './score-lines.ts';
import type { ImportResult, StoreCommands } from './store-commands.ts';
import type { Terminal } from './terminal.ts';
import { printChainCheck, printSealCheck, printIntegrity, printReconciliation, printRole } from './verification.ts';
import type { Command } from './commands.ts';

export type OneShot = Exclude<Command, { name: 'start' | 'print' | 'version' }>;

export async function readTextFile(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file}: cannot be read (${error.code ?? 'unknown fault'})`);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file}: is not text in UTF-8`);
  }
}

const printErrors = (terminal: Terminal, errors: FileError[]): number => {
  for (const error of errors) terminal.complain(formatFileError(error));
  return EXIT.failed;
};

/** Prints the result of an import, or why it was refused. Returns the exit code. */
export function printImport(
  terminal: Terminal,
  file: string,
  result: ImportResult,
  { everyChange }: { everyChange: boolean },
): number {
  if ('errors' in result) return printErrors(terminal, result.errors);
  if ('edited' in result) {
    for (const line of result.edited) terminal.complain(line);
    terminal.complain(
      `${file}: nothing was imported: it would undo the changes above, made since the last import. Use --replace to undo them.`,
    );
    return EXIT.failed;
  }
  for (const warning of result.warnings) terminal.complain(`warning: ${formatFileError(warning)}`);
  const { changes } = result;
  if (everyChange) for (const line of changes) terminal.print(line);
  const count = everyChange ? '' : `, ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`;
  terminal.print(changes.length === 0 ? `${file}: nothing to change` : `${file}: imported${count}`);
  return EXIT.done;
}

async function check({ publicUrl, egressAllow }: Config, terminal: Terminal, file: string): Promise<Outcome> {
  const options = { fileName: file, variables: { PUBLIC_URL: publicUrl }, egressAllow };
  const parsed = parseCooperativeFile(await readTextFile(file), options);
  if ('errors' in parsed) return outcome<'check FILE'>(parsed, printErrors(terminal, parsed.errors));
  const { cooperative, warnings } = parsed;
  for (const warning of warnings) terminal.complain(`warning: ${formatFileError(warning)}`);
  const counts: FileCheck = { libraries: cooperative.libraries.length, queues: cooperative.queues.length, warnings };
  terminal.print(`${file}: ${counts.libraries} libraries, ${counts.queues} queues, nothing wrong`);
  return outcome<'check FILE'>(counts);
}

function printSummary(terminal: Terminal, verb: string, summary: BackupSummary): Outcome {
  for (const line of summaryLines(verb, summary)) terminal.print(line);
  return outcome<'backup'>(summary);
}

const openAsItIs: SchemaOperations['openMigrated'] = async (config, onError) => ({
  database: await openDatabase(config, onError),
  applied: [],
});

/** Commands about a server's accounts: a database that they would make has none. */
const ABOUT_ACCOUNTS: readonly OneShot['name'][] = ['invite', 'accounts', 'sign-out', 'end-account'];

export async function runCommand(
  command: OneShot,
  config: Config,
  terminal: Terminal,
  schema: SchemaOperations,
): Promise<number> {
  const isJson = 'json' in command && command.json;
  // The document says what the sentences would; warnings and errors are on standard error.
  const { code, value } = await run(
    command,
    config,
    isJson ? { ...terminal, print: () => undefined } : terminal,
    schema,
  );
  if (isJson) terminal.print(JSON.stringify(value, null, 2));
  return code;
}

async function run(command: OneShot, config: Config, terminal: Terminal, schema: SchemaOperations): Promise<Outcome> {
  if (command.name === 'check' && command.file !== null) return check(config, terminal, command.file);
  if (command.name === 'restore') {
    const summary = await restoreStore(config, schema, resolve(command.file));
    return printSummary(terminal, 'restored', summary);
  }
  if (command.name === 'verify' && command.file !== null)
    return printSummary(terminal, 'whole and unaltered', await schema.checkBackup(command.file));
  const { databaseUrl, dataDir } = config;
  if (ABOUT_ACCOUNTS.includes(command.name) && databaseUrl === null && !hasPglite(dataDir))
    throw new ConfigError(`DATA_DIR: ${dataDir} has no database. Set DATA_DIR or DATABASE_URL as the server has it.`);
  const text = command.name === 'import' ? await readTextFile(command.file) : '';
  // A backup is of what the database is, also where this program would change it.
  const opening = command.name === 'backup' ? { ...schema, openMigrated: openAsItIs } : schema;
  return withStore(config, opening, (store) => runOnStore(command, text, store, config, terminal));
}

async function runOnStore(
  command: Exclude<OneShot, { name: 'restore' }>,
  text: string,
  store: StoreCommands,
  config: Config,
  terminal: Terminal,
): Promise<Outcome> {
  switch (command.name) {
    case 'migrate': {
      const applied = await store.migrate();
      terminal.print(applied.length === 0 ? 'up to date' : applied.map((name) => `applied ${name}`).join('\n'));
      return outcome<'migrate'>({ applied });
    }
    case 'import': {
      const { file, replace } = command;
      const result = await store.import({ fileName: file, text, replace });
      return outcome<'import'>(result, printImport(terminal, file, result, { everyChange: true }));
    }
    case 'export':
      terminal.print((await store.export()).trimEnd());
      return outcome();
    case 'verify': {
      const checks = {
        counts: await store.verify(),
        integrity: await store.checkIntegrity(),
        auditLog: await store.checkAuditLog(),
        sealed: await store.checkSealed(),
        role: await store.role(),
      };
      const code = Math.max(
        printReconciliation(terminal, checks.counts),
        printIntegrity(terminal, checks.integrity),
        printChainCheck(terminal, checks.auditLog),
        printSealCheck(terminal, checks.sealed),
      );
      printRole(terminal, checks.role);
      return outcome<'verify'>(checks, code);
    }
    case 'backup': {
      const file = resolve(command.file);
      const summary = await store.backup({ file });
      // A server in a sandbox has folders of its own.
      if (!existsSync(file))
        throw new UsageError(
          `${file}: the running server has written it where this command cannot see it; name a file in DATA_DIR`,
        );
      return printSummary(terminal, 'written', summary);
    }
    case 'grants':
      for (const statement of await store.grants(command)) terminal.print(`${statement};`);
      return outcome();
    case 'accounts': {
      const accounts = await store.accounts();
      for (const line of accountLines(accounts)) terminal.print(line);
      return outcome<'accounts'>(accounts);
    }
    case 'sign-out':
    case 'end-account': {
      const { name, number: id } = command;
      const done = name === 'sign-out' ? await store.signOut({ id }) : await store.endAccount({ id });
      if (done === false || done === null)
        throw new UsageError(`askusnow ${name}: there is no account ${id}; "askusnow accounts" lists them`);
      terminal.print(name === 'sign-out' ? `signed out: account ${id}` : `ended: ${String(done)}`);
      return outcome();
    }
    case 'score': {
      const score = await store.score(command);
      if (score === null) throw new UsageError(`askusnow score: there is no library "${command.library}"`);
      for (const line of scoreLines(score)) terminal.print(line);
      return outcome<'score'>(score);
    }
    case 'check': {
      const library = command.library!;
      const readiness = await store.readiness({ library });
      if (readiness === null) throw new UsageError(`askusnow check: there is no library "${library}"`);
      return outcome<'check --library'>(readiness, printReadiness(terminal, readiness));
    }
    case 'doctor': {
      const { url: pages, library, before, after } = command;
      if (before === null || after === null) return checkPages({ pages, library }, store, config, terminal);
      return comparePages({ before, after, library }, store, config, terminal);
    }
    case 'invite': {
      const { role, library: libraries, queue: queues, label } = command;
      const invitation = await store.invite({ role, libraries, queues, label });
      if ('refused' in invitation) throw new UsageError(`askusnow invite: ${invitation.refused}`);
      terminal.print(invitation.link);
      if (!invitation.isServed)
        terminal.complain(
          `No server is running: the link has the address of this command's settings, ${config.publicUrl}, and opens once a server runs there. Where people reach it at another, set PUBLIC_URL.`,
        );
      return outcome<'invite'>(invitation);
    }
  }
}

// In:    a command that ends by itself.
// Out:   what it prints, and its exit code.
// Never: writes anywhere except to the given terminal.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatFileError, parseCooperativeFile, type FileError } from '../cooperative-file/file.ts';
import type { Config } from '../platform/config.ts';
import { openDatabase } from '../platform/db/open.ts';
import { accountLines } from './account-lines.ts';
import { summaryLines } from './backup-summary.ts';
import { checkPages, comparePages } from './doctor.ts';
import { restoreStore, withStore, type SchemaOperations } from './reach-store.ts';
import { printReadiness } from './readiness-lines.ts';
import { scoreLines } from './score-lines.ts';
import type { ImportResult, StoreCommands } from './store-commands.ts';
import type { Terminal } from './terminal.ts';
import { printChainCheck, printSealCheck, printIntegrity, printReconciliation, printRole } from './verification.ts';
import { FileUnusableError, UsageError, type Command } from './words.ts';

export type OneShot = Exclude<Command, { name: 'start' | 'help' | 'version' }>;

export async function readTextFile(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new FileUnusableError(`${file}: cannot be read (${error.code ?? 'unknown fault'})`);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FileUnusableError(`${file}: is not text in UTF-8`);
  }
}

const printErrors = (terminal: Terminal, errors: FileError[]): number => {
  for (const error of errors) terminal.complain(formatFileError(error));
  return 1;
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
    return 1;
  }
  for (const warning of result.warnings) terminal.complain(`warning: ${formatFileError(warning)}`);
  const { changes } = result;
  if (everyChange) for (const line of changes) terminal.print(line);
  const count = everyChange ? '' : `, ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`;
  terminal.print(changes.length === 0 ? `${file}: nothing to change` : `${file}: imported${count}`);
  return 0;
}

async function check(config: Config, terminal: Terminal, file: string): Promise<number> {
  const { publicUrl, egressAllow } = config;
  const options = { fileName: file, variables: { PUBLIC_URL: publicUrl }, egressAllow };
  const parsed = parseCooperativeFile(await readTextFile(file), options);
  if ('errors' in parsed) return printErrors(terminal, parsed.errors);
  for (const warning of parsed.warnings) terminal.complain(`warning: ${formatFileError(warning)}`);
  terminal.print(
    `${file}: ${parsed.cooperative.libraries.length} libraries, ${parsed.cooperative.queues.length} queues, nothing wrong`,
  );
  return 0;
}

const openAsItIs: SchemaOperations['openMigrated'] = async (config, onError) => ({
  database: await openDatabase(config, onError),
  applied: [],
});

export async function runCommand(
  command: OneShot,
  config: Config,
  terminal: Terminal,
  schema: SchemaOperations,
): Promise<number> {
  if (command.name === 'check') return check(config, terminal, command.file);
  if (command.name === 'restore') {
    const summary = await restoreStore(config, schema, resolve(command.file));
    for (const line of summaryLines('restored', summary)) terminal.print(line);
    return 0;
  }
  if (command.name === 'verify' && command.file !== null) {
    const summary = await schema.checkBackup(command.file);
    for (const line of summaryLines('whole and unaltered', summary)) terminal.print(line);
    return 0;
  }
  const text = command.name === 'import' ? await readTextFile(command.file) : '';
  // A backup is of what the database is, also where this program would change it.
  const opening = command.name === 'backup' ? { ...schema, openMigrated: openAsItIs } : schema;
  return withStore(config, opening, (store) => runOnStore(command, text, store, config, terminal));
}

async function runOnStore(
  command: Exclude<OneShot, { name: 'check' | 'restore' }>,
  text: string,
  store: StoreCommands,
  config: Config,
  terminal: Terminal,
): Promise<number> {
  switch (command.name) {
    case 'migrate': {
      const applied = await store.migrate();
      terminal.print(applied.length === 0 ? 'up to date' : applied.map((name) => `applied ${name}`).join('\n'));
      return 0;
    }
    case 'import': {
      const { file, replace } = command;
      return printImport(terminal, file, await store.import({ fileName: file, text, replace }), { everyChange: true });
    }
    case 'export':
      terminal.print((await store.export()).trimEnd());
      return 0;
    case 'verify': {
      const code = Math.max(
        printReconciliation(terminal, await store.verify()),
        printIntegrity(terminal, await store.checkIntegrity()),
        printChainCheck(terminal, await store.checkAuditLog()),
        printSealCheck(terminal, await store.checkSealed()),
      );
      printRole(terminal, await store.role());
      return code;
    }
    case 'backup': {
      const file = resolve(command.file);
      const summary = await store.backup({ file });
      // A server in a sandbox has folders of its own.
      if (!existsSync(file))
        throw new FileUnusableError(
          `${file}: the running server has written it where this command cannot see it; name a file in DATA_DIR`,
        );
      for (const line of summaryLines('written', summary)) terminal.print(line);
      return 0;
    }
    case 'grants':
      for (const statement of await store.grants(command)) terminal.print(`${statement};`);
      return 0;
    case 'accounts':
      for (const line of accountLines(await store.accounts())) terminal.print(line);
      return 0;
    case 'sign-out':
    case 'end-account': {
      const { name, id } = command;
      const done = name === 'sign-out' ? await store.signOut(command) : await store.endAccount(command);
      if (done === false || done === null)
        throw new UsageError(`askusnow ${name}: there is no account ${id}; "askusnow accounts" lists them`);
      terminal.print(name === 'sign-out' ? `signed out: account ${id}` : `ended: ${String(done)}`);
      return 0;
    }
    case 'score': {
      const score = await store.score(command);
      if (score === null) throw new UsageError(`askusnow score: there is no library "${command.library}"`);
      for (const line of scoreLines(score)) terminal.print(line);
      return 0;
    }
    case 'check-library': {
      const readiness = await store.readiness(command);
      if (readiness === null) throw new UsageError(`askusnow check: there is no library "${command.library}"`);
      return printReadiness(terminal, readiness);
    }
    case 'doctor':
      return checkPages(command, store, config, terminal);
    case 'doctor-compare':
      return comparePages(command, store, config, terminal);
    case 'invite': {
      const invitation = await store.invite(command);
      if ('refused' in invitation) throw new UsageError(`askusnow invite: ${invitation.refused}`);
      terminal.print(invitation.link);
      if (!invitation.isServed)
        terminal.complain(
          `No server is running: the link has the address of this command's settings, ${config.publicUrl}, and opens once a server runs there.`,
        );
      return 0;
    }
  }
}

// In:    an open database.
// Out:   the command line's operations on it, one function per command.
// Never: depends on whether it was called here or through the server's socket.
import { checkLibraries, type Partner } from '../workspace/readiness/partners.ts';
import type { ExpectedTag, LibraryScore, Role } from '@askusnow/sdk/contract';
import { COMMAND_LINE } from '../accounts/account-audit-store.ts';
import { countAccounts, loadAccounts, type AccountRecord } from '../accounts/account-store.ts';
import { invite } from '../accounts/invite.ts';
import { isSetUp, makeSetUpLink } from '../accounts/set-up-link-store.ts';
import { endSessions } from '../accounts/sign-out-store.ts';
import type { BackupSummary } from '../platform/backup/backup-file.ts';
import { checkIntegrity, type IntegrityCheck } from '../platform/backup/integrity-store.ts';
import { checkChain, type ChainCheck } from '../platform/audit/chain-store.ts';
import type { Clock } from '../platform/clock.ts';
import { exportCooperative } from '../cooperative-file/export.ts';
import type { FileText } from '../cooperative-file/file.ts';
import { importCooperative, type ImportOptions } from '../cooperative-file/import.ts';
import { loadSnapshotRows } from '../cooperative/snapshot-store.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { loadGrants, loadPowers, roleStatements } from '../platform/role/role-store.ts';
import { scoreLibrary } from '../visibility/standard/scores.ts';
import { loadMark } from '../platform/simulated/store.ts';
import { reconcile, type Reconciliation } from '../visibility/ingest/reconcile.ts';

import type { DatabaseRole } from './verification.ts';
import { loadExpectedTag } from './expected-tag.ts';
import { endAccountWithCredentials } from '../workspace/account-end/end-account.ts';
import { createSealer } from '../workspace/local-facts/sealed/seal.ts';
import { checkSealedFields, type SealCheck } from '../workspace/local-facts/sealed/sealed-store.ts';
import { CommandRefusedError } from './faults.ts';

export type ImportResult = Awaited<ReturnType<typeof importCooperative>>;

/** Arguments and results are JSON, except a file's text: cli/socket.ts may send them. */
export interface StoreCommands {
  /** The names of the migrations that were applied for it. */
  migrate(): Promise<string[]>;
  import(request: { fileName: string; text: FileText; replace: boolean }): Promise<ImportResult>;
  export(): Promise<string>;
  verify(): Promise<Reconciliation>;
  /** Whether references, next numbers, indexes and constraints are whole. */
  checkIntegrity(): Promise<IntegrityCheck>;
  /** `file`: an absolute path on this machine. */
  backup(request: { file: string }): Promise<BackupSummary>;
  /** Whether the database checks by itself what each account may see. */
  role(): Promise<DatabaseRole>;
  /** SQL statements for the owner of the tables. */
  grants(request: { role: string }): Promise<string[]>;
  /** Whether the audit log's chain is unbroken. */
  checkAuditLog(): Promise<ChainCheck>;
  /** Whether the keys of this configuration open the sealed fields. */
  checkSealed(): Promise<SealCheck>;
  /** A one-time link at the address of the running server, if one runs (`isServed`); the coordinator's of a server that is not set up leads to the set-up page. */
  invite(request: {
    role: Role;
    libraries: string[];
    queues?: string[];
    label: string | null;
  }): Promise<{ link: string; isServed: boolean } | { refused: string }>;
  accounts(): Promise<AccountRecord[]>;
  /** The account's label; null: no account has this number. */
  endAccount(request: { id: number }): Promise<string | null>;
  /** The snippet that a page should have; null: no library has this id. */
  expectedTag(request: { library: string | null }): Promise<ExpectedTag | null>;
  /** Null: no library has this id. */
  score(request: { library: string }): Promise<LibraryScore | null>;
  /** A library's checklist, by its id or name; null: no library has it. */
  readiness(request: { library: string }): Promise<Partner | null>;
  /** Whether an account has this number. */
  signOut(request: { id: number }): Promise<boolean>;
}

export interface StoreDeps {
  database: Database;
  backUp: (database: Database, file: string) => Promise<BackupSummary>;
  clock: Clock;
  /** Migrations applied when the database was opened for the command; absent: none, since a server has it open. */
  applied?: string[];
  publicUrl: string;
  /** The running server's public address; null: none runs. Absent: this process is the server. */
  findServer?: () => Promise<string | null>;
  /** Null or absent: this server sends no mail. */
  mail?: Config['mail'];
  /** Private hosts that presence sources may use; absent: public ones only. */
  egressAllow?: readonly string[];
  /** Keys of sealed fields; absent: none. */
  seal?: Config['seal'];
  /** How to parse a cooperative's file in a process that answers patrons; absent: in this thread. */
  read?: ImportOptions['read'];
}

const IMPORT_REFUSED =
  'The database holds simulated data, into which no file can be imported. Choose an empty folder with DATA_DIR for a cooperative of your own.';
const ONE_ROLE =
  'The embedded database has one role, which owns the tables: it cannot keep libraries apart by policies. Name a Postgres server in DATABASE_URL.';
const EXPORT_HEAD = '# Simulated: changed by the simulation, not by people.\n';

export function createStoreCommands({
  clock,
  publicUrl,
  findServer = () => Promise.resolve(publicUrl),
  mail = null,
  egressAllow,
  applied = [],
  seal = null,
  read,
  ...deps
}: StoreDeps): StoreCommands {
  // A person waits for it at a terminal: it may take long, and has the lowest precedence.
  const database = deps.database.for('maintenance');
  return {
    migrate: () => Promise.resolve(applied),
    async import({ fileName, text, replace }) {
      // The simulation's own import comes before it is complete.
      if ((await loadMark(database.db)) === 'complete') throw new CommandRefusedError(IMPORT_REFUSED);
      return importCooperative(database, text, {
        fileName,
        variables: { PUBLIC_URL: publicUrl },
        ...(egressAllow && { egressAllow }),
        replace,
        by: COMMAND_LINE.label,
        nowMs: clock.now(),
        read,
      });
    },
    async export() {
      const text = await exportCooperative(database.db);
      return (await loadMark(database.db)) === 'none' ? text : `${EXPORT_HEAD}${text}`;
    },
    verify: () => reconcile(database.db, clock.now()),
    checkIntegrity: () => checkIntegrity(database.db),
    backup: ({ file }) => deps.backUp(database, file),
    role: async () => ({ kind: database.kind, powers: await loadPowers(database.db) }),
    async grants({ role }) {
      if (database.kind === 'pglite') throw new CommandRefusedError(ONE_ROLE);
      return [...(await roleStatements(database.db, role)), ...(await loadGrants(database.db, role))];
    },
    checkAuditLog: () => checkChain(database.db),
    checkSealed: () => checkSealedFields(database.db, createSealer(seal)),
    async invite(invitation) {
      const serverUrl = await findServer();
      const isServed = serverUrl !== null;
      const url = serverUrl ?? publicUrl;
      if (invitation.role === 'coordinator' && !(await isSetUp(database.db)))
        return { link: `${url}/set-up/${await makeSetUpLink(database.db, clock.now())}`, isServed };
      try {
        return { link: `${url}/sign-in/${(await invite(database, { ...invitation, clock })).token}`, isServed };
      } catch (error) {
        const [fault] = (error instanceof Refusal && error.more.errors) || [];
        if (fault) return { refused: `${fault.field}: ${fault.message}` };
        throw error;
      }
    },
    accounts: () => loadAccounts(database.db, {}, clock.now()),
    async endAccount({ id }) {
      const options = { by: COMMAND_LINE, atMs: clock.now(), keepLast: false };
      return (await endAccountWithCredentials(database, id, options))?.label ?? null;
    },
    expectedTag: ({ library }) => loadExpectedTag(database, publicUrl, library),
    async score({ library: id }) {
      const { libraries } = await loadSnapshotRows(database.db, 'all');
      const library = libraries.find((each) => each.id === id);
      return library === undefined ? null : scoreLibrary(database, library, clock.now());
    },
    async readiness({ library: asked }) {
      const { libraries, policyTopics } = await loadSnapshotRows(database.db, 'all');
      const registry = { policyTopics: () => policyTopics };
      const wanted = asked.trim().toLowerCase();
      const library = libraries.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
      return library === undefined
        ? null
        : (await checkLibraries({ database, registry, config: { mail } }, [library], clock.now()))[0]!;
    },
    async signOut({ id }) {
      if ((await countAccounts(database.db, { id })) === 0) return false;
      await endSessions(database, id, { by: COMMAND_LINE, atMs: clock.now() });
      return true;
    },
  };
}

// Out:   what `--json` prints: one document of one of these types.
// Never: has a key for an error: a command that fails without a result prints its sentence on standard error alone.
import type { LibraryScore } from '@askusnow/sdk/contract';
import type { AccountRecord } from '../accounts/account-store.ts';
import type { FileError } from '../cooperative-file/file.ts';
import type { ChainCheck } from '../platform/audit/chain-store.ts';
import type { BackupSummary } from '../platform/backup/backup-file.ts';
import type { IntegrityCheck } from '../platform/backup/integrity-store.ts';
import type { Comparison } from '../visibility/doctor/page/compare.ts';
import type { PageReport } from '../visibility/doctor/page/report.ts';
import type { Reconciliation } from '../visibility/ingest/reconcile.ts';
import type { SealCheck } from '../workspace/local-facts/sealed/sealed-store.ts';
import type { Partner } from '../workspace/readiness/partners.ts';
import { EXIT } from './exit-codes.ts';
import type { ImportResult } from './store-commands.ts';
import type { DatabaseRole } from './verification.ts';

export type FileCheck = { errors: FileError[] } | { libraries: number; queues: number; warnings: FileError[] };

/** By command. Days and instants are in UTC; names that end in `Ms` are milliseconds since 1970. */
export interface JsonOutput {
  /** The names of the migrations that were applied. */
  migrate: { applied: string[] };
  import: ImportResult;
  'check FILE': FileCheck;
  'check --library': Partner;
  /** `backup`, `restore` and `verify FILE`. */
  backup: BackupSummary;
  verify: {
    counts: Reconciliation;
    integrity: IntegrityCheck;
    auditLog: ChainCheck;
    sealed: SealCheck;
    role: DatabaseRole;
  };
  /** `isServed`: a server runs at the link's address. */
  invite: { link: string; isServed: boolean };
  accounts: AccountRecord[];
  score: LibraryScore;
  /** In the order of the arguments. */
  doctor: ({ page: string } & PageReport)[];
  'doctor --before --after': Comparison;
}

export interface Outcome {
  code: number;
  /** Absent: the command has no `--json`. */
  value?: JsonOutput[keyof JsonOutput];
}

export const outcome = <Key extends keyof JsonOutput = never>(
  value?: JsonOutput[Key],
  code: number = EXIT.done,
): Outcome => (value === undefined ? { code } : { code, value });

// In:    a fault that ended the program, a UsageError apart.
// Out:   what is said of it, and the exit code.
// Never: loaded before there is one: it knows the faults of all parts.
import { BackupUnusableError, BackupUnwritableError } from './platform/backup/backup-file.ts';
import { DatabaseNotEmptyError } from './platform/backup/restore-store.ts';
import { AddressTakenError, ConfigError } from './platform/config.ts';
import { DatabaseDownError } from './platform/db/down.ts';
import { DataDirInUseError } from './platform/db/lock.ts';
import { NewerSchemaError, SchemaUnusableError } from './platform/db/migrate.ts';
import { DataDirOpenToOthersError, DataDirUnusableError } from './platform/db/private-folder.ts';
import { DataDirDamagedError } from './platform/db/whole-database.ts';
import { RoleTooPowerfulError } from './platform/role/describe-powers.ts';
import { MixedDataError } from './simulation/mixing.ts';
import { EXIT } from './cli/exit-codes.ts';
import { CommandRefusedError } from './cli/faults.ts';

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
];

/** A disk may have space again, and a machine memory. */
const PASSING = ['ENOSPC', 'ENOMEM'];

export function explain(fault: Error): { code: number; text: string } {
  const isOf = (kinds: typeof FOR_PEOPLE): boolean => kinds.some((kind) => fault instanceof kind);
  const cause = (fault.cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  return {
    code: isOf(REFUSALS) && !PASSING.includes(cause) ? EXIT.refused : EXIT.failed,
    text: isOf(FOR_PEOPLE) ? fault.message : (fault.stack ?? String(fault)),
  };
}

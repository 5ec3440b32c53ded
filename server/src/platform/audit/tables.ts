// Out:   the rows of the audit log.
import type { Generated } from 'kysely';

/** Changes by people. Append only. */
export interface AuditEntryTable {
  id: Generated<number>;
  at: Generated<Date>;
  /** Null: the command line. */
  account_id: number | null;
  /** The account's label at the time, or 'command line'. */
  by: string;
  /** `queue:ID`; `presence:QUEUE` for a status set by a person; `account:NUMBER`; `library:ID` or `tier:NAME` for recipients; `cooperative`. */
  subject: string;
  action: string;
  before: unknown;
  after: unknown;
  note: string | null;
}

export interface AuditTables {
  audit_entry: AuditEntryTable;
}

// Out:   the rows of the audit log.
import type { Generated } from 'kysely';

/** Who changed what. Append only. */
export interface AuditEntryTable {
  id: Generated<number>;
  at: Generated<Date>;
  /** Null: the command line. */
  account_id: number | null;
  /** The account's label at the time, or 'command line'. */
  by: string;
  /** `queue:ID`; `presence:QUEUE` of what people set it to; `account:NUMBER`; of who is told, `library:ID` or `tier:NAME`; `cooperative`. */
  subject: string;
  action: string;
  before: unknown;
  after: unknown;
  note: string | null;
}

export interface AuditTables {
  audit_entry: AuditEntryTable;
}

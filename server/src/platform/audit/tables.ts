// Out:   the rows of the audit log.
import type { ColumnType, Generated } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../db/tables.ts';
import { migrations } from './migrations.ts';

/** Changes by people. Append only: a trigger refuses all else. */
export interface AuditEntryTable {
  /** Positive: the chain begins with the least. */
  id: Generated<number>;
  at: ColumnType<Date, string, never>;
  /** Its label stands in the account alone, where it can be deleted. Null: `program` names who changed it. */
  account_id: number | null;
  /** What changed it without an account, such as 'command line'. */
  program: string | null;
  /** The account's role when it made the change. Null: a program's, or an entry of before roles were recorded. */
  role: Role | null;
  /** `queue:ID`; `presence:QUEUE` for a status set by a person; `account:NUMBER`; `closing` for several desks; `library:ID` or `tier:NAME` for recipients; `cooperative`. */
  subject: string;
  action: string;
  before: unknown;
  after: unknown;
  note: string | null;
  /** See chain.ts. Null: somebody has removed it; the table takes no new entry without one. */
  hash: Buffer | null;
  /** See chain.ts. By default the first, for entries of a node of an earlier version. */
  hash_version: Generated<number>;
}

/** A request that has created something, so that it creates nothing when it is sent again. */
export interface SentRequestTable {
  /** Of the sender, the route and the request's Idempotency-Key. */
  hash: Buffer;
  body_hash: Buffer;
  /** Of what it has created; null: its transaction is under way. */
  row_id: number | null;
  at: Instant;
}

declare module '../db/tables.ts' {
  interface Tables {
    audit_entry: AuditEntryTable;
    sent_request: SentRequestTable;
  }
}

export const auditTables: ModuleTables = {
  migrations,
  secretColumns: {
    sent_request: { hash: 'hashes of requests and their keys', body_hash: 'hashes of what they created' },
  },
  contents: {
    audit_entry: {
      row: 'a change by a person or a command: what, when, which account and role',
      people: { account_id: 'the number of the account, no name', note: 'a remark of staff' },
      kept: 'always; a trigger refuses changes',
    },
    sent_request: {
      row: 'that a request which created something was sent: hashes of its key and its body, and the number of what it created',
      kept: 'a day',
      deletedIn: ['platform/audit/once-store.ts'],
    },
  },
};

// In:    the transaction that signs a person in, invites them or ends their session, link or account.
// Out:   a new entry in the account's audit trail; its latest entries.
// Never: stores a link, a token, a browser or an address.
import type { Kysely } from 'kysely';
import type { AuditEntry } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import { addEntries, loadEntries, type Author } from '../platform/audit/audit-store.ts';

/** The acting account. `id` null: none: the command line, or a start. */
export type By = Author;

export const COMMAND_LINE: By = { id: null, label: 'command line' };
/** The owner of the mailbox to which a link was mailed. */
export const MAILED_LINK: By = { id: null, label: 'link in a mail' };

const subjectOf = (accountId: number): string => `account:${accountId}`;

export type AccountAction =
  | 'invited'
  | 'link-made'
  | 'link-withdrawn'
  | 'signed-in'
  | 'signed-out'
  | 'session-ended'
  | 'sessions-ended'
  | 'token-made'
  | 'token-ended'
  | 'account-ended'
  | 'account-data-deleted'
  | 'email-asked'
  | 'email-set'
  | 'email-confirmed'
  | 'email-restored'
  | 'email-removed'
  | 'desk-email-removed'
  | 'account-made'
  | 'role-changed'
  | 'role-withdrawn';

export const addAccountEntry = (
  trx: Kysely<Tables>,
  accountId: number,
  by: By,
  nowMs: number,
  { action, before = null, after = null }: { action: AccountAction; before?: unknown; after?: unknown },
): Promise<void> => addEntries(trx, { by, atMs: nowMs }, [{ subject: subjectOf(accountId), action, before, after }]);

/** Newest first. */
export const loadAccountAudit = (db: Kysely<Tables>, accountId: number): Promise<AuditEntry[]> =>
  loadEntries(db, subjectOf(accountId));
